package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/words"
)

// reportOptions are the flags of report.
type reportOptions struct {
	checkOptions
	ticket      string
	file        string
	yes         bool
	serverNames bool
}

func newReport(e *env) *cobra.Command {
	o := reportOptions{checkOptions: checkOptions{faceOptions: newFaces("text"), os: newChoice("auto")}}
	c := &cobra.Command{
		Use: "report", Short: "make a text for support that holds no secret",
		Long: reportLong, Example: reportExamples, Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runReport(c.Context(), e, o) },
	}
	f := c.Flags()
	bindMeasure(f, &o.measureOptions)
	bindRule(f, &o.ruleOptions)
	f.StringVar(&o.ticket, "ticket", "", "the `number` that support gave you")
	f.StringVar(&o.file, "output", "", "write it to this `file`, after showing it and asking")
	f.BoolVarP(&o.yes, "yes", "y", false, "write the file without asking")
	f.BoolVar(&o.serverNames, "server-names", false, "keep the names given with --server; never addresses")
	return c
}

const reportLong = `Report measures this computer's clock like check, and makes a text of it
that can be pasted into any chat or mail and that support reads with
"codeclock verify".

It has no place for a code, a key, an account, an address, or the name
of a person, a computer or a file. It is shown to you, and goes nowhere
by itself. Never send anybody a code or a key: nobody needs them here.`

const reportExamples = `  codeclock report --ticket T-4711      show it; copy it by hand
  codeclock report --output clock.txt   show it, ask, then write a file
  codeclock report --demo               practise; verify refuses it`

// runReport measures and shows the report, and writes it where the user says so.
func runReport(ctx context.Context, e *env, o reportOptions) error {
	if err := checkTicket(o.ticket); err != nil {
		return err
	}
	c, err := check(ctx, e, o.checkOptions)
	if err != nil {
		return err
	}
	r, err := report.New(c, report.Options{
		Ticket: o.ticket, System: e.goos, Arch: runtime.GOARCH, ServerNames: o.serverNames,
	})
	if errors.Is(err, report.ErrTooMany) {
		return usageError{hintError{err, "ask fewer servers, or leave --samples out"}}
	}
	if err != nil {
		return err
	}
	text, err := render.Report(r)
	if err != nil {
		return fmt.Errorf("make report: %w", err)
	}
	if o.file == "" || o.file == stdoutName {
		fmt.Fprintln(e.stderr, words.Say(words.ReportCopy))
		return write(e.stdout, text)
	}
	return o.writeReport(e, text)
}

// writeReport writes the file once the user has seen the report and agreed.
func (o reportOptions) writeReport(e *env, text string) error {
	if !o.yes {
		if err := write(e.stdout, text+"\n"+words.Say(words.ReportConsent)); err != nil {
			return err
		}
		if !agrees(e) {
			return hintError{errors.New("nothing was written"), "answer y to write the file, or copy the text by hand"}
		}
	}
	if err := writeFile("--output", o.file, text); err != nil {
		return err
	}
	fmt.Fprintln(e.stderr, words.Say(words.ReportWritten))
	return nil
}

// agrees reads an answer; anything but yes, silence included, is no.
func agrees(e *env) bool {
	line, _ := bufio.NewReader(e.stdin).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		return true
	}
	return false
}

// checkTicket refuses a ticket without repeating it: it may be a secret.
func checkTicket(ticket string) error {
	switch err := report.CheckTicket(ticket); {
	case errors.Is(err, report.ErrSecret):
		return usageError{hintError{fmt.Errorf("--ticket: %w", err), "put a letter and a dash before a plain number, such as T-4711; never send a code"}}
	case err != nil:
		return usageError{hintError{fmt.Errorf("--ticket: %w", err), "for example --ticket T-4711"}}
	}
	return nil
}
