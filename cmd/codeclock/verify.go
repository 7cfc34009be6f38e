package main

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
)

// verifyOptions are the flags of verify.
type verifyOptions struct {
	outputOptions
	ticket      string
	signer      string
	quiet       bool
	verbose     bool
	serverNames bool
}

func newVerify(e *env) *cobra.Command {
	o := verifyOptions{outputOptions: newOutput("text", "json", "github", "junit")}
	c := &cobra.Command{
		Use: "verify [FILE|-|SHORT-FORM]...", Short: "read a report: what it says, and whether it holds",
		Long: verifyLong, Example: verifyExamples,
		RunE: func(c *cobra.Command, files []string) error { return runVerify(c.Context(), e, o, files) },
	}
	f := c.Flags()
	f.StringVar(&o.ticket, "ticket", "", "the `number` that the report must be for")
	f.StringVar(&o.signer, "signer", "", "the desk that must have signed it: its public `key`, or a file with it")
	bindOutput(f, &o.outputOptions)
	f.Lookup("fail-on").Usage = "what fails: `trust` of 1 and more (risk), of 2 and more (wrong), or never"
	cli.BindOnce(f, &o.quiet, "quiet", "q", "print one line for each report only")
	cli.BindOnce(f, &o.verbose, "verbose", "v", "list the samples too")
	f.BoolVar(&o.serverNames, "server-names", false, "show the names that the sender wrote for servers")
	return c
}

const verifyLong = `Verify finds the reports in a text, whatever mail or chat made of it,
and reads them: from files, or pasted into standard input. A file may
be a mail, a mailbox, HTML, or text in UTF-16. It computes skew and
verdict again from the samples, and says what does not fit. Several
reports of one ticket are compared: before and after the fix.

A short form that was read out, such as SLOW-47.0-R57P, is checked too;
its last letters belong to a ticket, so --ticket is needed.

The checksum of a report shows damage, not forgery. --ticket shows
whether it was made for your ticket, --signer whether your own desk's
page ("codeclock serve") signed it. No word of the sender is shown.

Exit status: 0 all hold, 1 something is doubtful, a short form always
is, 2 a report is refused, 3 a report cannot be read or there is none,
64 usage.`

const verifyExamples = `  codeclock verify --ticket T-4711    paste it, then Ctrl-D
  codeclock verify before.txt after.txt
  codeclock verify -q - <mail.txt
  codeclock verify --ticket T-4711 --signer desk.pub mail.txt
  codeclock verify SLOW-47.0-R57P --ticket T-4711`

// maxText is far more than any mail with reports has; all files together have at
// most as much.
const maxText = 16 << 20

func runVerify(ctx context.Context, e *env, o verifyOptions, args []string) error {
	if err := checkTicket(o.ticket); err != nil {
		return err
	}
	if err := o.checkFlags(); err != nil {
		return err
	}
	signer, err := o.desk(ctx)
	if err != nil {
		return err
	}
	if text := strings.Join(args, " "); len(args) > 0 && !someFile(args) {
		if list := report.FindSpoken(text, o.ticket); len(list) > 0 {
			return o.showHeard(e, list)
		}
	}
	if len(args) == 0 && e.stderrTerminal {
		fmt.Fprintln(e.stderr, "Paste the report, then press Ctrl-D (on Windows Ctrl-Z and Enter).")
	}
	texts, err := readTexts(ctx, e, args)
	if err != nil {
		return err
	}
	found, err := findReports(ctx, texts)
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		return o.withoutReport(e, strings.Join(texts, "\n"))
	case len(found) > report.MaxReports:
		return cli.Hint(fmt.Errorf("there are more than %d reports", report.MaxReports), "read them in several parts")
	}
	return o.showReports(e, found, signer)
}

// checkFlags refuses flags that do nothing together.
func (o verifyOptions) checkFlags() error {
	err := cli.Refuse(
		cli.Refusal{When: o.quiet && o.verbose,
			What: "-q prints less and -v prints more; they exclude each other", Hint: "leave one of them out"},
		cli.Refusal{When: (o.quiet || o.verbose) && o.format.Value != "text",
			What: "-q and -v change the text alone, not --format " + o.format.Value, Hint: "leave them out"},
	)
	return cmp.Or(err, o.checkOutput(0))
}

// findReports finds the reports in texts, or gives up: a long text takes a while.
func findReports(ctx context.Context, texts []string) ([]report.Found, error) {
	done := make(chan []report.Found, 1)
	go func() {
		var found []report.Found
		for _, text := range texts {
			found = append(found, report.Find(text)...)
		}
		done <- report.Once(found)
	}()
	select {
	case found := <-done:
		return found, nil
	case <-ctx.Done():
		return nil, errInterrupted
	}
}

// desk returns the key that must have signed, nil for none.
func (o verifyOptions) desk(ctx context.Context) (ed25519.PublicKey, error) {
	if o.signer == "" {
		return nil, nil
	}
	return readSigner(ctx, o.signer)
}

// someFile reports whether one of the arguments names a file, or standard input.
func someFile(args []string) bool {
	for _, name := range args {
		if _, err := os.Lstat(name); err == nil || name == cli.Stdout {
			return true
		}
	}
	return false
}

// showReports verifies reports and shows what became of them.
func (o verifyOptions) showReports(e *env, found []report.Found, signer ed25519.PublicKey) error {
	expect := report.Expect{Ticket: o.ticket, Now: e.now(), ServerNames: o.serverNames, Text: render.ReportText, Signer: signer}
	var all []report.Verified
	for _, f := range found {
		all = append(all, report.Verify(f, expect))
	}
	return o.show(e, document{
		text: func(s render.Screen) string {
			return render.Verify(all, render.TextOptions{Quiet: o.quiet, Verbose: o.verbose, Screen: s})
		},
		json:   func() (string, error) { return render.VerifyJSON(all, version()) },
		status: func() render.Status { return render.VerifyStatus(all, e.now()) },
	}, result.Verdict(render.WorstTrust(all)))
}

// withoutReport reads the short forms in a text that has no report, or else says
// what to ask for.
func (o verifyOptions) withoutReport(e *env, text string) error {
	list := report.FindSpoken(text, o.ticket)
	switch {
	case len(list) > 0:
		return o.showHeard(e, list)
	case report.Sentence(text):
		return cli.Hint(errors.New("that is what codeclock says about a clock, and not a report"),
			`ask for all of the text under "Send to support" on the page, or for what "codeclock report" prints`)
	}
	return cli.Hint(errors.New("there is no report in that text"), "paste everything from BEGIN to END, both lines included, or a short form such as SLOW-47.0-R57P")
}

// showHeard shows what became of short forms.
func (o verifyOptions) showHeard(e *env, list []report.Spoken) error {
	heard := render.Heard{List: list, Ticket: o.ticket}
	return o.show(e, document{
		text:   heard.Text,
		json:   func() (string, error) { return heard.JSON(version()) },
		status: func() render.Status { return heard.Status(e.now()) },
	}, result.Verdict(heard.Trust()))
}

// readTexts reads all files; standard input for "-" or for none.
func readTexts(ctx context.Context, e *env, files []string) ([]string, error) {
	if len(files) == 0 {
		files = []string{cli.Stdout}
	}
	var all []string
	left := int64(maxText)
	for i, name := range files {
		text, err := readText(ctx, e, name, left)
		switch {
		case ctx.Err() != nil:
			return nil, errInterrupted
		case err != nil:
			return nil, cli.Hint(fmt.Errorf("read file %d of %d: %w", i+1, len(files), cli.Bare(err)), "name files that you may read, or - for standard input")
		}
		left -= int64(len(text))
		all = append(all, text)
	}
	return all, nil
}

func readText(ctx context.Context, e *env, name string, limit int64) (string, error) {
	if name == cli.Stdout {
		return cli.Read(ctx, e.stdin, limit)
	}
	return cli.ReadFile(ctx, name, limit)
}
