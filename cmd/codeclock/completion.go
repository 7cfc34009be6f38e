package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// addCompletion adds cobra's command completion, has it refuse what is no shell,
// and lets shells complete the values of flags.
func addCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	c, _, err := root.Find([]string{"completion"})
	if err != nil {
		panic(err) // it was just added
	}
	c.Args, c.SuggestionsMinimumDistance = unknownCommand, root.SuggestionsMinimumDistance
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	for _, shell := range c.Commands() {
		shell.Args = noArguments
	}
	for _, c := range append(root.Commands(), root) {
		c.Flags().VisitAll(func(f *pflag.Flag) { completeValues(c, f) })
	}
}

// completeValues completes a flag that takes one of a few words.
func completeValues(c *cobra.Command, f *pflag.Flag) {
	var values []string
	switch value, ok := f.Value.(*choice); {
	case ok:
		values = value.allowed
	case f.Name == "demo":
		values = demoNames()
	case f.Name == "app":
		values = appNames()
	default:
		return
	}
	if err := c.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is such a flag, and it was not registered before
	}
}
