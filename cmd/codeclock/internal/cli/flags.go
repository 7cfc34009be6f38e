package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// FlagError turns what pflag says into an error that never repeats a value:
// what was typed in the wrong place may be a secret.
func FlagError(c *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	var unknown *pflag.NotExistError
	switch {
	case errors.As(err, &invalid):
		return Usagef(seeHelp(c), "--%s: %v", invalid.GetFlag().Name, Root(invalid))
	case errors.As(err, &missing):
		return Usagef(seeHelp(c), "--%s needs a value", missing.GetFlag().Name)
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown)
	}
	return Usagef(seeHelp(c), "malformed flag")
}

// plainName is what may be repeated of what was typed: nothing that a code, a
// key or an address could look like.
var plainName = Lazily(`^[a-z]+(-[a-z]+)*$`)

// maxPlainName is longer than every command and flag, and shorter than a key.
const maxPlainName = 14

func unknownFlag(c *cobra.Command, err *pflag.NotExistError) error {
	name := err.GetSpecifiedName()
	if err.GetSpecifiedShortnames() != "" {
		if plainName().MatchString(name) {
			return Usagef(seeHelp(c), "there is no flag -%s", name)
		}
		return Usagef(seeHelp(c), "there is no such flag")
	}
	if !plainName().MatchString(name) || len(name) > maxPlainName {
		return Usagef(seeHelp(c), "there is no such flag")
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	best := Nearest(name, names)
	if best == "" {
		return Usagef(seeHelp(c), "there is no flag --%s", name)
	}
	return Usagef(fmt.Sprintf("did you mean --%s?", best), "there is no flag --%s", name)
}

// UnknownCommand refuses arguments of a command that has commands, and suggests a command
// whose name is near.
func UnknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	name := args[0]
	if err := strayValue(c, name); err != nil {
		return err
	}
	if !plainName().MatchString(name) || len(name) > maxPlainName {
		return Usagef(seeHelp(c), "that is not a command")
	}
	if list := c.SuggestionsFor(name); len(list) > 0 {
		return Usagef(fmt.Sprintf("did you mean %q?", c.CommandPath()+" "+list[0]), "there is no command %q", name)
	}
	return Usagef(seeHelp(c), "there is no command %q", name)
}

// NoArguments refuses arguments without repeating them.
func NoArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if err := strayValue(c, args[0]); err != nil {
		return err
	}
	return Usagef(seeHelp(c), "%s takes no arguments, only flags", c.CommandPath())
}

// strayValue finds "--demo slow", which is "--demo" and an argument.
func strayValue(c *cobra.Command, arg string) (err error) {
	c.Flags().Visit(func(f *pflag.Flag) {
		value, ok := f.Value.(known)
		if ok && f.NoOptDefVal != "" && slices.Contains(value.Known(), arg) {
			err = Usagef(fmt.Sprintf("write --%s=%s", f.Name, arg), "--%s takes its value after an equals sign", f.Name)
		}
	})
	return err
}

// NoEmptyValues refuses flags and arguments that are empty. They are what a script
// makes of a variable that is not set, and no flag has a use for them: to treat one
// as left out would be a guess.
func NoEmptyValues(c *cobra.Command, args []string) error {
	if c.Name() == cobra.ShellCompRequestCmd {
		return nil // a shell asks what may follow
	}
	const hint = "is a script variable unset? Give it a value, or leave %s out"
	empty := ""
	c.Flags().Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		if len(values) == 0 || slices.ContainsFunc(values, blank) {
			empty = "--" + f.Name
		}
	})
	switch {
	case empty != "":
		return Usagef(fmt.Sprintf(hint, empty), "%s has an empty value", empty)
	case slices.ContainsFunc(args, blank):
		return Usagef(fmt.Sprintf(hint, "it"), "an argument is empty")
	}
	return nil
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// seeHelp is the hint of an error that the help of a command clears up.
func seeHelp(c *cobra.Command) string {
	return fmt.Sprintf("see %q", c.CommandPath()+" --help")
}
