// Package cli is what all commands share with their surroundings and not with
// each other: errors with hints and the exit status that they give, flags that
// take one of a few words, files that are written whole, the console, the
// keyboard, help, and guesses at what was mistyped.
//
// It knows no command and no measurement. It touches the process nowhere: files,
// writers and variables of the environment are handed to it.
package cli
