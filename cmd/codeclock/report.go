package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// reportOptions are the flags of report.
type reportOptions struct {
	checkOptions
	pageOptions
	tapping
	device      *cli.Choice
	ticket      string
	file        string
	yes         bool
	serverNames bool
}

func newReport(e *env) *cobra.Command {
	o := reportOptions{
		checkOptions: checkOptions{faceOptions: newFaces("text"), os: cli.NewChoice("auto")},
		device:       cli.NewChoice(report.Devices()...),
	}
	c := &cobra.Command{
		Use: "report", Short: "make a text for support that holds no secret",
		Long: reportLong, Example: reportExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runReport(c.Context(), e, o) },
	}
	f := c.Flags()
	bindMeasure(f, &o.measureOptions)
	bindRule(f, &o.ruleOptions)
	bindPage(f, &o.pageOptions)
	bindTapping(f, &o.tapping)
	f.Var(o.device, "device", "report on this `clock`: "+o.device.List())
	f.StringVar(&o.ticket, "ticket", "", "the `number` that support gave you")
	f.StringVar(&o.file, "output", "", "write it to this `file`, after showing it and asking")
	f.BoolVarP(&o.yes, "yes", "y", false, "write the file without asking")
	f.BoolVar(&o.serverNames, "server-names", false, "keep the names given with --server; never addresses")
	o.given = f.Changed
	f.Lookup("against").Hidden = true // check refuses it
	return c
}

const reportLong = `Report measures a clock, and makes a text of it that can be pasted into
any chat or mail and that support reads with "codeclock verify".

--device computer  this computer's clock, like check
         phone     a phone's clock, by a page that it opens, like phone;
                   with its --listen, --qr and --plain
         app       an authenticator app, by presses, like tap; with its
                   --app, --taps and --plain

It has no place for a code, a key, an account, an address, or the name
of a person, a computer or a file. It is shown to you, and goes nowhere
by itself. Never send anybody a code or a key: nobody needs them here.`

const reportExamples = `  codeclock report --ticket T-4711      show it; copy it by hand
  codeclock report --device phone       the phone that makes the codes
  codeclock report --output clock.txt   show it, ask, then write a file
  codeclock report --demo               practise; verify refuses it`

// check refuses flags that belong to another device, or to nothing.
func (o reportOptions) check() error {
	if err := checkTicket(o.ticket); err != nil {
		return err
	}
	of := map[string][]string{
		"listen": {report.Phone}, "qr": {report.Phone}, "app": {report.App}, "taps": {report.App},
		"plain": {report.Phone, report.App},
		// The page judges by what holds for most people, as codeclock phone does.
		"window": {report.Computer, report.App}, "typing": {report.Computer, report.App},
		"period": {report.Computer, report.App}, "max-skew": {report.Computer, report.App},
	}
	for _, flag := range slices.Sorted(maps.Keys(of)) {
		if o.given(flag) && !slices.Contains(of[flag], o.device.Value) {
			return cli.Usagef("it goes with --device "+strings.Join(of[flag], " and "), "--%s does not go with --device %s", flag, o.device.Value)
		}
	}
	switch {
	case o.yes && o.file == "":
		return cli.Usagef("for example --output clock.txt --yes", "--yes needs an --output to write")
	case o.against != "":
		return cli.Usagef("leave it out; codeclock check has it", "a report is on true time, and --against is on one site")
	case o.serverNames && len(o.servers) == 0:
		return cli.Usagef("leave it out, or name servers", "--server-names needs a --server")
	}
	return nil
}

// runReport measures and shows the report, and writes it where the user says so.
func runReport(ctx context.Context, e *env, o reportOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.file != "" && o.file != cli.Stdout { // before anybody is asked for anything
		if err := cli.CheckFile("--output", o.file); err != nil {
			return err
		}
	}
	options := report.Options{
		Ticket: o.ticket, System: e.goos, Arch: runtime.GOARCH, ServerNames: o.serverNames,
	}
	switch o.device.Value {
	case report.Phone:
		return o.ofPhone(ctx, e, options)
	case report.App:
		return o.ofApp(ctx, e, options)
	}
	c, err := check(ctx, e, o.checkOptions)
	if err != nil {
		return err
	}
	r, err := report.New(c, options)
	return o.give(ctx, e, r, err, cli.NoKeyboard())
}

// ofPhone serves the page until one phone has been measured.
func (o reportOptions) ofPhone(ctx context.Context, e *env, options report.Options) error {
	phone := phoneOptions{
		measureOptions: o.measureOptions, faceOptions: o.faceOptions, pageOptions: o.pageOptions, once: true, plain: o.plain,
	}
	return phone.visit(ctx, &visit{env: e, out: e.stderr, terminal: e.stderrColours}, func(v *visit) error {
		measured, ok := v.clocks[v.first]
		c := v.truth.check(e.now().Location())
		switch {
		case !ok && !c.Estimate.Skew.Known():
			return noTruth(errNoTruth)
		case !ok:
			return cli.Hint(errNoPhone, "open the page on the phone, and leave it open until it shows a result")
		}
		c.Rule, c.Demo = result.DefaultRule(), o.demo
		r, err := report.OfPhone(c, string(measured.System), measured.Taken, options)
		return o.give(ctx, e, r, err, v.keys)
	})
}

// ofApp has the app watched.
func (o reportOptions) ofApp(ctx context.Context, e *env, options report.Options) error {
	app := tapOptions{
		measureOptions: o.measureOptions, ruleOptions: o.ruleOptions, faceOptions: o.faceOptions, tapping: o.tapping, os: o.os,
	}
	return app.watch(ctx, e, func(a *asking, t result.Taps) error {
		switch {
		case t.Err != nil:
			return cli.Hint(t.Err, "start over, and press only when the digits change")
		case len(t.Made) < o.taps:
			return cli.Hint(fmt.Errorf("only %d of %d presses were made", len(t.Made), o.taps), "start over, or ask for fewer with --taps")
		}
		c := a.truth.check(e.now().Location())
		c.Rule, c.Demo = t.Rule, o.demo
		r, err := report.OfApp(c, t, options)
		return o.give(ctx, e, r, err, a.keys)
	})
}

// give shows a report that was made, or writes it once the user has seen it and
// agreed. keys is what was used to measure.
func (o reportOptions) give(ctx context.Context, e *env, r report.Report, err error, keys *cli.Keyboard) error {
	switch {
	case errors.Is(err, report.ErrTooMany):
		return cli.Usage(err, "ask fewer servers, or leave --samples out")
	case errors.Is(err, report.ErrNoTruth):
		return noTruth(err)
	case err != nil:
		return err
	}
	text, err := render.Report(r)
	if err != nil {
		return fmt.Errorf("make report: %w", err)
	}
	if keys.Raw {
		keys.Close()
	}
	if o.file == "" || o.file == cli.Stdout {
		fmt.Fprintln(e.stderr, words.ReportCopy)
		return cli.Write(e.stdout, text)
	}
	return o.writeReport(ctx, e, text, keys)
}

var errNoPhone = errors.New("no phone was measured, so there is nothing to report")

// noTruth is the error of a device that has nothing to be compared with.
func noTruth(err error) error { return cli.Hint(err, `"codeclock check" says why`) }

// writeReport writes the file once the user has seen the report and agreed.
func (o reportOptions) writeReport(ctx context.Context, e *env, text string, keys *cli.Keyboard) error {
	if !o.yes {
		if err := cli.Write(e.stdout, text+"\n"+words.ReportConsent); err != nil {
			return err
		}
		if !agrees(ctx, e, keys) {
			return cli.Hint(errors.New("nothing was written"), "answer y to write the file, or copy the text by hand")
		}
	}
	if err := cli.WriteFile("--output", o.file, text); err != nil {
		if o.yes { // nobody has seen it yet, and it must not be lost
			return errors.Join(err, cli.Write(e.stdout, text))
		}
		return err
	}
	fmt.Fprintln(e.stderr, words.ReportWritten)
	return nil
}

// agrees reads an answer from the keyboard that is in use, or else from standard
// input; anything but yes, silence included, is no.
func agrees(ctx context.Context, e *env, keys *cli.Keyboard) bool {
	if keys.Keys == nil {
		keys = cli.LineKeyboard(e.stdin)
		defer keys.Close()
	}
	switch strings.ToLower(strings.TrimSpace(keys.Line(ctx))) {
	case "y", "yes":
		return true
	}
	return false
}

// checkTicket refuses a ticket without repeating it: it may be a secret.
func checkTicket(ticket string) error {
	switch err := report.CheckTicket(ticket); {
	case errors.Is(err, report.ErrSecret):
		return cli.Usage(fmt.Errorf("--ticket: %w", err), "put a letter and a dash before a plain number, such as T-4711; never send a code")
	case err != nil:
		return cli.Usage(fmt.Errorf("--ticket: %w", err), "for example --ticket T-4711")
	}
	return nil
}
