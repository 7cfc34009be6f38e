package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/words"
)

// run is the program without the process around it: it returns the exit status.
func run(ctx context.Context, e *env, args []string) int {
	err := execute(ctx, e, args)
	status := cli.Finish(e.stderr, err)
	if asksNagios(args) {
		status = pluginStatus(e, err, status)
	}
	if e.explorer {
		fmt.Fprintln(e.stdout, "\n"+words.PressEnter)
		bufio.NewReader(e.stdin).ReadString('\n')
	}
	return status
}

// execute runs the command that the arguments name. The terminal is as it was when
// it returns. A write that failed is its error, whoever wrote.
func execute(ctx context.Context, e *env, args []string) error {
	own := *e
	out := &cli.Output{To: e.stdout}
	own.stdout = out
	defer own.closeKeyboards()
	root := newRoot(&own)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	return cmp.Or(out.Failure(), err)
}

// commands returns the commands of the program.
func commands(e *env) []*cobra.Command {
	return []*cobra.Command{
		newCheck(e, "check"),
		newExplain(e),
		newPhone(e),
		newPolicies(e),
		newReport(e),
		newServers(e),
		newTap(e),
		newVerify(e),
		newWindow(e),
	}
}

// newRoot returns the program's command tree. The bare command is a check.
func newRoot(e *env) *cobra.Command {
	cobra.MousetrapHelpText = "" // a double click must work, see run
	root := newCheck(e, "codeclock")
	root.AddCommand(commands(e)...)
	root.AddCommand(helpTopics()...)
	root.SetIn(e.stdin)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SuggestionsMinimumDistance = 2
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { fmt.Fprint(e.stdout, cli.HelpText(c)) })
	root.SetFlagErrorFunc(cli.FlagError)
	root.SetHelpCommand(cli.NewHelp())
	cli.AddCompletion(root)
	root.Args = cli.UnknownCommand
	root.PersistentPreRunE = cli.NoEmptyValues
	return root
}
