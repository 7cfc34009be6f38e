package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// verifyOptions are the flags of verify.
type verifyOptions struct {
	outputOptions
	ticket  string
	quiet   bool
	verbose bool
}

func newVerify(e *env) *cobra.Command {
	o := verifyOptions{outputOptions: newOutput("text", "json", "github", "junit")}
	c := &cobra.Command{
		Use: "verify [FILE|-]...", Short: "read a report: what it says, and whether it holds",
		Long: verifyLong, Example: verifyExamples,
		RunE: func(_ *cobra.Command, files []string) error { return runVerify(e, o, files) },
	}
	f := c.Flags()
	f.StringVar(&o.ticket, "ticket", "", "the `number` that the report must be for")
	bindOutput(f, &o.outputOptions)
	f.Lookup("fail-on").Usage = "what fails: `trust` of 1 and more (risk), of 2 and more (wrong), or never"
	f.BoolVarP(&o.quiet, "quiet", "q", false, "print one line for each report only")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "also list the samples")
	return c
}

const verifyLong = `verify finds the reports in a text, even if mail or chat mangled it: in
files, or pasted into standard input. It computes skew and verdict again
from the samples, and says what doesn't fit.
Several reports of one ticket are compared: before and after the fix.

A short form that was read out, such as SLOW-47.0-K7QX, is checked too.

The checksum of a report shows damage, not forgery. --ticket shows
whether it was made for your ticket.

Exit status: 0 all hold, 1 something is doubtful, 2 a report is refused,
3 a report cannot be read or there is none, 64 usage.`

const verifyExamples = `  codeclock verify --ticket T-4711    paste it, then Ctrl-D
  codeclock verify before.txt after.txt
  codeclock verify -q - <mail.txt`

// maxText is far more than any mail with reports has.
const maxText = 16 << 20

func runVerify(e *env, o verifyOptions, files []string) error {
	if err := checkTicket(o.ticket); err != nil {
		return err
	}
	if len(files) == 0 && e.stderrTerminal {
		fmt.Fprintln(e.stderr, words.VerifyPaste)
	}
	text, err := readTexts(e, files)
	if err != nil {
		return err
	}
	var all []report.Verified
	for _, f := range report.Find(text) {
		all = append(all, report.Verify(f, report.Expect{Ticket: o.ticket, Now: e.now()}))
	}
	switch {
	case len(all) == 0:
		return verifySpoken(e, o, text)
	case len(all) > report.MaxReports:
		return cli.Hint(fmt.Errorf("there are more than %d reports", report.MaxReports), "verify them in several runs")
	}
	return o.show(e, document{
		text: func(color bool) string {
			return render.Verify(all, render.TextOptions{Quiet: o.quiet, Verbose: o.verbose, Color: color})
		},
		json:   func() (string, error) { return render.VerifyJSON(all) },
		status: func() render.Status { return render.VerifyStatus(all, e.now()) },
	}, result.Verdict(render.WorstTrust(all)))
}

// verifySpoken checks the short forms in a text without a report.
func verifySpoken(e *env, o verifyOptions, text string) error {
	list := report.FindSpoken(text, o.ticket)
	if len(list) == 0 || o.format.Value != "text" {
		return cli.Hint(errors.New("there is no report in that text"), "paste everything from BEGIN to END, both lines included, or a short form such as SLOW-47.0-K7QX")
	}
	verdict := result.OK
	for _, s := range list {
		id := words.SpokenFits
		if !s.Fits {
			id, verdict = words.SpokenWrong, result.Wrong
		}
		if err := cli.Write(e.stdout, fmt.Sprintf(id, s.Said)+"\n"); err != nil {
			return err
		}
	}
	return o.failure(verdict, false)
}

// readTexts reads all files, one after the other; standard input for "-" or for
// none.
func readTexts(e *env, files []string) (string, error) {
	if len(files) == 0 {
		files = []string{"-"}
	}
	var all strings.Builder
	for i, name := range files {
		if err := readInto(&all, e, name); err != nil {
			return "", cli.Hint(fmt.Errorf("read file %d of %d: %w", i+1, len(files), cli.Bare(err)), "name files that you may read, or - for standard input")
		}
		all.WriteString("\n")
	}
	return all.String(), nil
}

// errTooLong reports a text that is too long to be mail.
var errTooLong = errors.New("too long to be a text with reports")

func readInto(all *strings.Builder, e *env, name string) error {
	in := e.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	n, err := io.Copy(all, io.LimitReader(in, maxText+1))
	if err == nil && n > maxText {
		err = errTooLong
	}
	return err
}
