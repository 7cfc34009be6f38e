package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagError turns what pflag says into an error that never repeats a value:
// what was typed in the wrong place may be a secret.
func flagError(c *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	var unknown *pflag.NotExistError
	switch {
	case errors.As(err, &invalid):
		return usagef(seeHelp(c), "--%s: %v", invalid.GetFlag().Name, rootCause(invalid))
	case errors.As(err, &missing):
		return usagef(seeHelp(c), "--%s needs a value", missing.GetFlag().Name)
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown)
	}
	return usagef(seeHelp(c), "a flag is not written as it must be")
}

func rootCause(err error) error {
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	return err
}

// plainName is what may be repeated of what was typed: nothing that a code, a
// key or an address could look like.
var plainName = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// maxPlainName is longer than every command and flag, and shorter than a key.
const maxPlainName = 14

func unknownFlag(c *cobra.Command, err *pflag.NotExistError) error {
	name := err.GetSpecifiedName()
	if err.GetSpecifiedShortnames() != "" {
		if plainName.MatchString(name) {
			return usagef(seeHelp(c), "there is no flag -%s", name)
		}
		return usagef(seeHelp(c), "there is no such flag")
	}
	if !plainName.MatchString(name) || len(name) > maxPlainName {
		return usagef(seeHelp(c), "there is no such flag")
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	best := nearest(name, names)
	if best == "" {
		return usagef(seeHelp(c), "there is no flag --%s", name)
	}
	return usagef(fmt.Sprintf("did you mean --%s?", best), "there is no flag --%s", name)
}

// unknownCommand refuses arguments of a command that has commands, and suggests a command
// whose name is near.
func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	name := args[0]
	if err := strayScenario(c, name); err != nil {
		return err
	}
	if !plainName.MatchString(name) || len(name) > maxPlainName {
		return usagef(seeHelp(c), "that is not a command")
	}
	if list := c.SuggestionsFor(name); len(list) > 0 {
		return usagef(fmt.Sprintf("did you mean %q?", c.CommandPath()+" "+list[0]), "there is no command %q", name)
	}
	return usagef(seeHelp(c), "there is no command %q", name)
}

// noArguments refuses arguments without repeating them.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if err := strayScenario(c, args[0]); err != nil {
		return err
	}
	return usagef(seeHelp(c), "%s takes no arguments, only flags", c.CommandPath())
}

// strayScenario finds "--demo slow", which is "--demo" and an argument.
func strayScenario(c *cobra.Command, arg string) error {
	if f := c.Flags().Lookup("demo"); f != nil && f.Changed && slices.Contains(demoNames(), arg) {
		return usagef(fmt.Sprintf("write --demo=%s", arg), "--demo takes its scenario after an equals sign")
	}
	return nil
}

// noEmptyValues refuses flags and arguments that are there and say nothing. They
// are what a script makes of a variable that is not set, and no flag has a use
// for them: what it would mean to leave the flag out is not what was meant.
func noEmptyValues(c *cobra.Command, args []string) error {
	if c.Name() == cobra.ShellCompRequestCmd {
		return nil // a shell asks what may follow
	}
	const hint = "is a variable of a script not set? Give it a value, or leave %s out"
	empty := ""
	c.Flags().Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		if slices.ContainsFunc(values, blank) {
			empty = "--" + f.Name
		}
	})
	switch {
	case empty != "":
		return usagef(fmt.Sprintf(hint, empty), "%s has an empty value", empty)
	case slices.ContainsFunc(args, blank):
		return usagef(fmt.Sprintf(hint, "it"), "an argument is empty")
	}
	return nil
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

func seeHelp(c *cobra.Command) string {
	return fmt.Sprintf("see %q", c.CommandPath()+" --help")
}

// choice is a flag that takes one of a few words.
type choice struct {
	value   string
	allowed []string
}

func newChoice(allowed ...string) *choice { return &choice{value: allowed[0], allowed: allowed} }

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return "word" }
func (c *choice) list() string   { return strings.Join(c.allowed, ", ") }

func (c *choice) Set(text string) error {
	for _, a := range c.allowed {
		if text == a {
			c.value = text
			return nil
		}
	}
	return fmt.Errorf("must be one of %s", c.list())
}
