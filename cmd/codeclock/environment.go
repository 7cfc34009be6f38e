package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
)

// fleetFlags are flags that somebody sets once for many machines: CODECLOCK_TIMEOUT is
// --timeout where that is not given. None of them is for a secret.
func fleetFlags() []string {
	return []string{"server", "timeout", "samples", "window", "typing", "max-skew", "fail-on", "on-unreachable", "color"}
}

// outweighed lists flags of a call that say what a variable would say against them.
func outweighed(flag string) []string {
	switch flag {
	case "server":
		return []string{"demo", "against", "source"}
	case "max-skew":
		return []string{"window", "typing"}
	case "window", "typing":
		return []string{"max-skew"}
	}
	return nil
}

// readEnvironment gives a command's flags what the environment says, unless they are
// given. A flag that belongs with another is not taken for given.
func readEnvironment(e *env, c *cobra.Command) error {
	given := func(flag string) bool { return c.Flags().Changed(flag) }
	for _, name := range fleetFlags() {
		f := c.Flags().Lookup(name)
		variable := "CODECLOCK_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		value := e.getenv(variable)
		if value == "" || f == nil || given(name) || slices.ContainsFunc(outweighed(name), given) {
			continue
		}
		if only := value == onlyRisk || value == onlyWrong; only && !slices.Contains(knownTo(f), value) {
			continue // it is about clocks, and this command judges something else
		}
		if err := f.Value.Set(value); err != nil {
			if shown, ok := cli.Shown(value); ok {
				variable += " " + shown
			}
			return cli.Usagef("see \"codeclock help environment\"", "%s: %v", variable, cli.Root(err))
		}
		f.Changed = name == "on-unreachable"
	}
	return nil
}

// knownTo returns the words that a flag takes, nil for any.
func knownTo(f *pflag.Flag) []string {
	if choice, ok := f.Value.(*cli.Choice); ok {
		return choice.Known()
	}
	return nil
}

// unattended reports whether a program reads what is written, such as that of a CI
// service, which has no phone.
func unattended(e *env) bool {
	ci := e.getenv("CI")
	return ci != "" && ci != "false" && ci != "0"
}

const environmentHelp = `Variables of the environment that codeclock reads. A flag outweighs its
variable. There is none for a key or a code, and there will be none:
other programs can read them.

Flags that are set once for many machines
  CODECLOCK_SERVER          --server, one server, unless --demo,
                            --against or --source is given
  CODECLOCK_TIMEOUT         --timeout
  CODECLOCK_SAMPLES         --samples
  CODECLOCK_WINDOW          --window
  CODECLOCK_TYPING          --typing
  CODECLOCK_MAX_SKEW        --max-skew, unless --window or --typing is
                            given
  CODECLOCK_FAIL_ON         --fail-on; only-risk and only-wrong count
                            where a clock is judged
  CODECLOCK_ON_UNREACHABLE  --on-unreachable
  CODECLOCK_COLOR           --color

Colours, the first that is set
  NO_COLOR                  none
  FORCE_COLOR               colours in a pipe, too; 0 is none
  CLICOLOR_FORCE            likewise; 0 is nothing
  TERM=dumb                 none, and no code to scan

The terminal
  COLUMNS, LINES            its size, if it doesn't tell it itself
  LC_ALL, LC_CTYPE, LANG    whether it has more letters than ASCII

Others
  ACCESSIBLE                lines, and no pictures that change
  CI                        likewise, and nothing is asked about phones
  GITHUB_STEP_SUMMARY       --format github adds to this file
  HTTPS_PROXY, NO_PROXY     the way to web servers`
