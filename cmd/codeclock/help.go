package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/words"
)

// helpText renders a command's help: what it does, examples, commands, flags.
func helpText(c *cobra.Command) string {
	var b strings.Builder
	for _, l := range strings.Split(strings.TrimSpace(c.Long), "\n") {
		if strings.HasPrefix(l, "\t") { // a command line to copy
			fmt.Fprintln(&b, l)
			continue
		}
		for _, part := range words.Wrap(l, render.Columns) {
			fmt.Fprintln(&b, part)
		}
	}
	if c.Example != "" {
		fmt.Fprintf(&b, "\nExamples\n%s\n", strings.TrimRight(c.Example, "\n"))
	}
	commandList(&b, c)
	if c.Runnable() {
		flagList(&b, c)
	}
	if c.Runnable() && !c.HasParent() || c.Name() == "check" {
		fmt.Fprintf(&b, "\nExit status: 0 OK, 1 AT RISK, 2 WRONG, 3 CAN'T TELL, 64 usage.\n")
	}
	return b.String()
}

func commandList(b *strings.Builder, c *cobra.Command) {
	for i, sub := range visible(c) {
		if i == 0 {
			fmt.Fprintf(b, "\nCommands\n")
		}
		entry(b, sub.Name(), sub.Short)
	}
}

func visible(c *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			list = append(list, sub)
		}
	}
	return list
}

func flagList(b *strings.Builder, c *cobra.Command) {
	any := false
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		if !any {
			fmt.Fprintf(b, "\nFlags\n")
			any = true
		}
		name, usage := flagEntry(f)
		entry(b, name, usage)
	})
}

// flagEntry returns how a flag is written and what it does, with its default.
func flagEntry(f *pflag.Flag) (name, usage string) {
	name = "    --" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", --" + f.Name
	}
	value, usage := pflag.UnquoteUsage(f)
	switch {
	case f.Value.Type() == "bool":
		return name, usage
	case f.NoOptDefVal != "":
		return name + "[=" + value + "]", usage
	}
	if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "0s" && f.DefValue != "[]" {
		usage += " (default " + f.DefValue + ")"
	}
	return name + " " + value, usage
}

// entry writes a name and, beside or below it, its explanation.
func entry(b *strings.Builder, name, text string) {
	const column = 26
	pad := strings.Repeat(" ", column)
	first := "  " + name
	if len(first) > column-2 {
		fmt.Fprintln(b, first)
		first = ""
	}
	for i, l := range words.Wrap(text, render.Columns-column) {
		if i > 0 {
			first = ""
		}
		fmt.Fprintf(b, "%s%s%s\n", first, pad[len(first):], l)
	}
}

// newHelp returns the command help. cobra's own one is content with anything.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use: "help [command]", Short: "Help about any command",
		ValidArgsFunction: func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			var names []string
			if about, rest, err := c.Root().Find(args); err == nil && len(rest) == 0 {
				for _, sub := range visible(about) {
					names = append(names, sub.Name())
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			switch {
			case err != nil:
				return usagef(seeHelp(c.Root()), "there is no such command")
			case len(rest) > 0:
				return unknownCommand(about, rest)
			}
			return about.Help()
		},
	}
}

// helpTopics returns the pages that explain what is common to all commands.
func helpTopics() []*cobra.Command {
	return []*cobra.Command{
		{Use: "exit-codes", Short: "what the exit status means", Long: exitCodesHelp},
		{Use: "formats", Short: "the formats for machines", Long: formatsHelp},
	}
}

const exitCodesHelp = `The exit status is the verdict. 0 to 3 are those of the monitoring
plugins.

  0   OK           codes from this clock work
  1   AT RISK      they work sometimes
  2   WRONG        they hardly ever work
  3   CAN'T TELL   nothing could be measured, or an error
  64               the call could not be understood

--fail-on chooses which verdicts count as a failure:
  risk    AT RISK, WRONG and CAN'T TELL exit with 1, 2 and 3; that is
          the default
  wrong   only WRONG and CAN'T TELL do; AT RISK exits with 0
  never   every verdict exits with 0

A practice run (--demo) exits with 0 unless --fail-on is given.

With --format nagios the exit status is the state of the plugin: 64
becomes 3, and when no server answers --on-unreachable decides.`

const formatsHelp = `--format chooses what is written. It goes to standard output, or to
--output FILE, which is replaced as a whole or not at all.

  text        for people: the answer first, at most 20 lines of 72
              columns
  json        one document, of a schema such as "codeclock/check/v1";
              seconds are numbers, units are in the names, unknown is
              null, fields are only added
  nagios      one line of a monitoring plugin with performance data; its
              ranges are the skews at which the verdict turns
  prometheus  gauges for node_exporter's textfile collector;
              codeclock_up is 0, and there is no skew, when nothing
              could be measured
  github      one annotation for GitHub Actions unless all is well; the
              text goes to the log and to the step summary
  junit       a test report: wrong is a failure, can't tell is an error

In machine formats skew_seconds, or skew, is this clock minus true time:
negative is slow, positive is fast. (check_ntp_time has it the other way
round.) Errors and progress go to standard error.`
