//go:build !race

package main

// raced is whether the race detector looks on, which takes ten times the memory.
const raced = false
