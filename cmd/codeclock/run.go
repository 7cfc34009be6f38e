package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// exitUsage is the exit status for a call that cannot be understood
// (sysexits.h, EX_USAGE). 0 to 3 are verdicts.
const exitUsage = 64

// verdictError ends a command with the exit status of its verdict. Everything
// has been said by then.
type verdictError struct{ verdict result.Verdict }

func (e verdictError) Error() string { return words.Verdict(int(e.verdict)) }

// hintError is an error with a line that says what to do about it.
type hintError struct {
	err  error
	hint string
}

func (e hintError) Error() string { return e.err.Error() }
func (e hintError) Unwrap() error { return e.err }

// usageError is a call that cannot be understood.
type usageError struct{ hintError }

func usagef(hint, format string, args ...any) error {
	return usageError{hintError{fmt.Errorf(format, args...), hint}}
}

// run is the program without the process around it: it returns the exit status.
func run(ctx context.Context, e *env, args []string) int {
	real := *e
	out := &output{to: e.stdout}
	real.stdout = out
	e = &real
	root := newRoot(e)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if failed := out.failure(); failed != nil {
		err = failed
	}
	status := finish(e, err)
	if asksNagios(args) {
		status = pluginStatus(e, err, status)
	}
	if e.explorer {
		fmt.Fprintln(e.stdout, "\n"+words.PressEnter)
		bufio.NewReader(e.stdin).ReadString('\n')
	}
	return status
}

// finish reports an error, if there is one, and returns the exit status.
func finish(e *env, err error) int {
	var verdict verdictError
	var hint hintError
	var usage usageError
	switch {
	case err == nil:
		return int(result.OK)
	case errors.As(err, &verdict):
		return int(verdict.verdict)
	case errors.As(err, &usage):
		complain(e, usage.hintError)
		return exitUsage
	case errors.As(err, &hint):
		complain(e, hint)
	default:
		complain(e, hintError{err: err})
	}
	return int(result.CantTell)
}

func complain(e *env, err hintError) {
	fmt.Fprintf(e.stderr, "codeclock: error: %v\n", err)
	if err.hint != "" {
		fmt.Fprintf(e.stderr, "codeclock: hint: %s\n", err.hint)
	}
}

// newRoot returns the program's command tree. The bare command is a check.
func newRoot(e *env) *cobra.Command {
	cobra.MousetrapHelpText = "" // a double click must work, see run
	root := newCheck(e, "codeclock")
	root.AddCommand(newCheck(e, "check"), newPhone(e), newTap(e), newWindow(e), newPolicies(e))
	root.AddCommand(newReport(e), newVerify(e), newExplain(e), newServers(e))
	root.AddCommand(helpTopics()...)
	root.SetIn(e.stdin)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SuggestionsMinimumDistance = 2
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { fmt.Fprint(e.stdout, helpText(c)) })
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp())
	addCompletion(root)
	root.Args = unknownCommand
	root.PersistentPreRunE = noEmptyValues
	return root
}
