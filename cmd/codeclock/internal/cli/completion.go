package cli

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// AddCompletion adds cobra's command completion, makes it refuse unknown shells,
// and lets shells complete the values of flags.
func AddCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	c, _, err := root.Find([]string{"completion"})
	if err != nil {
		panic(err) // it was just added
	}
	c.Args = UnknownCommand(func(string) string { return "" })
	c.Short = "print a script that completes commands in your shell"
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	for _, shell := range c.Commands() {
		shell.Args = NoArguments
	}
	for _, c := range append(root.Commands(), root) {
		c.Flags().VisitAll(func(f *pflag.Flag) { completeValues(c, f) })
	}
}

// completeValues completes a flag that takes one of a few words.
func completeValues(c *cobra.Command, f *pflag.Flag) {
	value, ok := f.Value.(known)
	if !ok {
		return
	}
	values := cobra.FixedCompletions(value.Known(), cobra.ShellCompDirectiveNoFileComp)
	if err := c.RegisterFlagCompletionFunc(f.Name, values); err != nil {
		panic(err) // there is such a flag, and it was not registered before
	}
}
