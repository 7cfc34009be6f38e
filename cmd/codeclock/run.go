package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
)

// run is the program without the process around it: it returns the exit status.
func run(ctx context.Context, e *env, args []string) int {
	e = e.folding()
	err := execute(ctx, e, args)
	status := cli.Finish(e.stderr, err)
	if asksNagios(args) {
		status = pluginStatus(e, err, status)
	}
	if e.explorer {
		fmt.Fprintln(e.stdout, "\nPress Enter to close this window.")
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
	root := newRoot(&own, args)
	root.SetArgs(args)
	called, err := root.ExecuteContextC(ctx)
	return cmp.Or(out.Failure(), cli.RepeatValue(called, err))
}

// command is one of the program's commands, which is only made where it is needed:
// making the flags of all takes longer than a measurement.
type command struct {
	name string
	make func(*env) *cobra.Command
}

// commands returns the commands of the program.
func commands() []command {
	return []command{
		{"check", func(e *env) *cobra.Command { return newCheck(e, "check") }},
		{"explain", newExplain},
		{"guide", newGuide},
		{"infer", newInfer},
		{"lint", newLint},
		{"phone", newPhone},
		{"policies", newPolicies},
		{"report", newReport},
		{"serve", newServe},
		{"servers", newServers},
		{"tap", newTap},
		{"verify", newVerify},
		{"wait", newWait},
		{"watch", newWatch},
		{"window", newWindow},
	}
}

// treeFor returns the one command that the arguments name below a root without
// flags; the bare command alone where they are flags; or, where they are anything
// else, such as a question for help, all commands.
func treeFor(e *env, args []string) (root *cobra.Command, all bool) {
	switch called := slices.IndexFunc(commands(), func(c command) bool { return len(args) > 0 && c.name == args[0] }); {
	case slices.ContainsFunc(args, asksForHelp):
	case called >= 0:
		root = &cobra.Command{Use: "codeclock"}
		root.AddCommand(commands()[called].make(e))
		return root, false
	case !slices.ContainsFunc(args, func(a string) bool { return !strings.HasPrefix(a, "-") }):
		return newCheck(e, "codeclock"), false
	}
	root = newCheck(e, "codeclock")
	for _, c := range commands() {
		root.AddCommand(c.make(e))
	}
	root.AddCommand(helpTopics()...)
	return root, true
}

// asksForHelp reports whether an argument may be for something that knows all
// commands: help, or the completion of a shell (cobra, __complete).
func asksForHelp(arg string) bool {
	return arg == "-h" || strings.HasPrefix(arg, "--help") || arg == "help" || strings.HasPrefix(arg, "__") ||
		len(arg) > 2 && arg[0] == '-' && arg[1] != '-' && strings.Contains(arg, "h")
}

// newRoot returns the program's command tree. The bare command is a check.
func newRoot(e *env, args []string) *cobra.Command {
	root, all := treeFor(e, args)
	root.SetIn(e.stdin)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetHelpFunc(func(c *cobra.Command, _ []string) {
		fmt.Fprint(e.stdout, cli.HelpText(c, e.screen("never").Width(), helpSections()))
	})
	root.SetFlagErrorFunc(cli.FlagError(args, flagMeaning))
	root.SetHelpCommand(cli.NewHelp(meaning))
	if root.CompletionOptions.DisableDefaultCmd = !all; all {
		cli.AddCompletion(root)
	}
	root.Args = cli.UnknownCommand(meaning)
	root.PersistentPreRunE = func(c *cobra.Command, args []string) error {
		if err := cli.NoEmptyValues(c, args); err != nil {
			return err
		}
		return readEnvironment(e, c)
	}
	return root
}
