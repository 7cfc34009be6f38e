package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/words"
)

// LastLine is the annotation of a command whose help ends with one more line.
const LastLine = "last line"

// HelpText renders a command's help: what it does, examples, commands, flags.
func HelpText(c *cobra.Command) string {
	var b strings.Builder
	for _, l := range strings.Split(strings.TrimSpace(c.Long), "\n") {
		if strings.HasPrefix(l, "\t") { // a command line to copy
			fmt.Fprintln(&b, l)
			continue
		}
		for _, part := range words.Wrap(l, words.Columns) {
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
	if last := c.Annotations[LastLine]; last != "" {
		fmt.Fprintf(&b, "\n%s\n", last)
	}
	return b.String()
}

// commandList lists the commands, then the pages that only explain.
func commandList(b *strings.Builder, c *cobra.Command) {
	var commands, topics []*cobra.Command
	for _, sub := range visible(c) {
		if sub.IsAdditionalHelpTopicCommand() {
			topics = append(topics, sub)
		} else {
			commands = append(commands, sub)
		}
	}
	section(b, "Commands", commands)
	section(b, fmt.Sprintf("Topics (%s help TOPIC)", c.CommandPath()), topics)
}

func section(b *strings.Builder, title string, list []*cobra.Command) {
	if len(list) > 0 {
		fmt.Fprintf(b, "\n%s\n", title)
	}
	for _, c := range list {
		entry(b, c.Name(), c.Short)
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

// entry writes a name and its explanation, on the same line where it fits.
func entry(b *strings.Builder, name, text string) {
	const column = 26
	pad := strings.Repeat(" ", column)
	first := "  " + name
	if len(first) > column-2 {
		fmt.Fprintln(b, first)
		first = ""
	}
	for i, l := range words.Wrap(text, words.Columns-column) {
		if i > 0 {
			first = ""
		}
		fmt.Fprintf(b, "%s%s%s\n", first, pad[len(first):], l)
	}
}

// NewHelp returns the command help. cobra's own accepts anything.
func NewHelp(means func(string) string) *cobra.Command {
	return &cobra.Command{
		Use: "help [command]", Short: "help about a command or a topic",
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
				return Usagef(seeHelp(c.Root()), "there is no such command")
			case len(rest) > 0:
				return UnknownCommand(means)(about, rest)
			}
			return about.Help()
		},
	}
}
