package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// FlagError returns what turns an error of pflag's into one that says how to write
// what was meant. args are those of the call, meant returns the hint for flags that
// other programs have and a command of this one has not, "" for none.
func FlagError(args []string, meant func(command, flag string) string) func(*cobra.Command, error) error {
	return func(c *cobra.Command, err error) error {
		var invalid *pflag.InvalidValueError
		var missing *pflag.ValueRequiredError
		var unknown *pflag.NotExistError
		if name := oneDash(c, args); name != "" {
			return Usagef(fmt.Sprintf("write --%s, with two dashes", name), "there is no flag -%s", name)
		}
		switch {
		case errors.As(err, &invalid):
			return invalidValue(c, invalid)
		case errors.As(err, &missing):
			return Usagef(seeHelp(c), "--%s needs a value", missing.GetFlag().Name)
		case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
			return unknownLetter(c, unknown.GetSpecifiedName(), meant)
		case errors.As(err, &unknown):
			return unknownFlag(c, unknown.GetSpecifiedName(), meant)
		}
		return Usagef(seeHelp(c), "malformed flag")
	}
}

// oneDash returns the flag of "-max-skew 1s", "" if there is none.
func oneDash(c *cobra.Command, args []string) string {
	for _, a := range args {
		name, _, _ := strings.Cut(a, "=")
		if a == "--" || !strings.HasPrefix(a, "-") || strings.HasPrefix(a, "--") || len(name) < 3 {
			continue
		}
		if f := c.Flags().Lookup(name[1:]); f != nil {
			return f.Name
		}
	}
	return ""
}

// invalidValue repeats a value, unless it could be a secret, and says which was
// likely meant.
func invalidValue(c *cobra.Command, err *pflag.InvalidValueError) error {
	f, hint := err.GetFlag(), seeHelp(c)
	name := "--" + f.Name
	if shown, ok := Shown(err.GetValue()); ok && !slices.Contains(unshown, f.Name) && f.NoOptDefVal != err.GetValue() {
		name += " " + shown
	}
	if f.Value.Type() == "bool" {
		hint = fmt.Sprintf("write --%s once, or leave it out", f.Name)
	}
	if meant := mend(f, err.GetValue()); meant != "" {
		hint = fmt.Sprintf("did you mean %s?", write(f, meant))
	} else if f.Value.Type() == "duration" {
		hint = fmt.Sprintf("for example --%s 30s", f.Name)
	}
	return Usagef(hint, "%s: %v", name, Root(err))
}

// plainName is what may be repeated of what was typed: nothing that a code, a
// key or an address could look like.
var plainName = Lazily(`^[A-Za-z]+(-[A-Za-z]+)*$`)

// maxPlainName is longer than every command and flag, and shorter than a key.
const maxPlainName = 14

func isPlain(name string) bool { return plainName().MatchString(name) && len(name) <= maxPlainName }

func unknownLetter(c *cobra.Command, letter string, meant func(command, flag string) string) error {
	hint := seeHelp(c)
	if f := c.Flags().ShorthandLookup(strings.ToLower(letter)); f != nil {
		hint = fmt.Sprintf("did you mean -%s?", f.Shorthand)
	}
	if m := meant(c.Name(), letter); m != "" {
		hint = m
	}
	if letter == "V" && c.Root().Flags().Lookup("version") != nil {
		hint = `did you mean "codeclock --version"?`
	}
	if letter != "?" && !plainName().MatchString(letter) {
		return Usagef(hint, "there is no such flag")
	}
	return Usagef(hint, "there is no flag -%s", letter)
}

func unknownFlag(c *cobra.Command, name string, meant func(command, flag string) string) error {
	if !isPlain(name) {
		return Usagef(seeHelp(c), "there is no such flag")
	}
	lower := strings.ToLower(name)
	hint := seeHelp(c)
	if m := meant(c.Name(), lower); m != "" {
		hint = m
	} else if value := flagWith(c, lower); value != "" {
		hint = "write " + value
	} else if best := Nearest(lower, flagNames(c)); best != "" {
		hint = fmt.Sprintf("did you mean --%s?", best)
	} else if lower == "version" {
		hint = `write "codeclock --version"`
	}
	return Usagef(hint, "there is no flag --%s", name)
}

func flagNames(c *cobra.Command) (names []string) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	return names
}

// flagWith finds the flags that take a word, such as --format for "json", and
// returns how that is written; "" if there are none.
func flagWith(c *cobra.Command, word string) string {
	var ways []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		value, ok := f.Value.(known)
		if ok && !f.Hidden && slices.Contains(value.Known(), word) {
			ways = append(ways, write(f, word))
		}
	})
	return strings.Join(ways, " or ")
}

// UnknownCommand returns what refuses arguments of a command that has commands, and
// suggests a command whose name is near, or what means says of the word.
func UnknownCommand(means func(string) string) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		if err := strayValue(c, args[0]); err != nil {
			return err
		}
		name := strings.ToLower(args[0])
		hint := seeHelp(c)
		if meant := means(name); meant != "" && !c.HasParent() {
			hint = fmt.Sprintf("write %q", meant)
		} else if best := Nearest(name, commandNames(c)); best != "" && isPlain(name) {
			hint = fmt.Sprintf("did you mean %q?", c.CommandPath()+" "+best)
		} else if value := flagWith(c, name); value != "" {
			hint = "write " + value
		}
		if name != "?" && name != "/?" && name != "/help" && !isPlain(name) {
			return Usagef(hint, "that is not a command")
		}
		return Usagef(hint, "there is no command %q", args[0])
	}
}

// commandNames returns the commands of a command, and at its root the topics of help.
func commandNames(c *cobra.Command) (names []string) {
	for _, sub := range visible(c) {
		if !sub.IsAdditionalHelpTopicCommand() {
			names = append(names, sub.Name())
		}
	}
	return names
}

// NoArguments refuses arguments, and says which flag takes them. They are repeated
// unless they could be a secret.
func NoArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if err := strayValue(c, args[0]); err != nil {
		return err
	}
	hint := seeHelp(c)
	if named := openName(c); named != "" {
		hint = fmt.Sprintf("a value with a blank in it goes into quotation marks: --%s \"...\"", named)
	} else if value := flagWith(c, strings.ToLower(args[0])); value != "" {
		hint = "write " + value
	}
	return Argument(c, args[0], hint)
}

// openName returns a flag of a call whose value is a name that often has blanks, "" if
// there is none.
func openName(c *cobra.Command) (name string) {
	c.Flags().Visit(func(f *pflag.Flag) {
		if name == "" && slices.Contains([]string{"app", "policy", "site", "desk"}, f.Name) {
			name = f.Name
		}
	})
	return name
}

// Argument is the error of an argument where only flags are taken.
func Argument(c *cobra.Command, arg, hint string) error {
	got := ""
	if shown, ok := Shown(arg); ok && plainArgument().MatchString(arg) {
		got = ", but got " + shown
	}
	return Usagef(hint, "%s takes no arguments, only flags%s", c.CommandPath(), got)
}

// plainArgument is what is repeated of arguments: words, and numbers with a unit.
// Anything else could be a password.
var plainArgument = Lazily(`^([A-Za-z-]{1,14}|[-+]?[0-9.]+[a-z]*(-(slow|fast))?)$`)

// strayValue finds "--demo slow", which is "--demo" and an argument.
func strayValue(c *cobra.Command, arg string) (err error) {
	arg = strings.ToLower(arg)
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
