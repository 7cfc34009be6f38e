package cli

import (
	"github.com/spf13/cobra"
)

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
