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
	"codeclock/cmd/codeclock/internal/guide"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
)

// reportOptions are the flags of report.
type reportOptions struct {
	computerOptions
	pageOptions
	tapping
	device      *cli.Choice
	ticket      string
	answers     []string
	file        string
	yes         bool
	serverNames bool

	given func(flag string) bool // whether a flag was set
}

func newReport(e *env) *cobra.Command {
	o := reportOptions{device: cli.NewChoice(report.Devices()...)}
	c := &cobra.Command{
		Use: "report", Short: "make a text for support that holds no secret",
		Long: reportLong, Example: reportExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runReport(c.Context(), e, o) },
	}
	f := c.Flags()
	f.Var(o.device, "device", "the `device` whose clock to report on: "+o.device.List())
	f.StringVar(&o.ticket, "ticket", "", "the `number` that support gave you")
	f.StringSliceVar(&o.answers, "answers", nil, "the `words` with which you answered codeclock guide")
	bindMeasure(f, &o.measureOptions)
	bindRule(f, &o.ruleOptions)
	bindPage(f, &o.pageOptions)
	bindTapping(f, &o.tapping)
	f.StringVar(&o.file, "output", "", "write it to this `file`, after showing it and asking")
	f.BoolVarP(&o.yes, "yes", "y", false, "write the file without asking")
	f.BoolVar(&o.serverNames, "server-names", false, "keep the names given with --server; never addresses")
	o.given = f.Changed
	f.Lookup("against").Hidden = true // check refuses it
	return c
}

const reportLong = `report measures a clock, and writes a text that you can paste into any
chat or mail. Support reads it with "codeclock verify".

--device says whose clock:
  computer  this computer's, like check
  phone     a phone's, by a page that it opens, like phone; with its
            --listen, --qr and --plain
  app       an authenticator app's, by presses, like tap; with its
            --app, --taps and --plain

It never contains a code, a key, an account, an address, or the name of
a person, a computer or a file. It is shown to you, and isn't sent
anywhere. Never send anybody a code or a key: nobody needs them here.`

const reportExamples = `  codeclock report --ticket T-4711      show it; copy it by hand
  codeclock report --device phone       the phone that makes the codes
  codeclock report --output clock.txt   show it, ask, then write a file
  codeclock report --demo               practise; verify refuses it`

// devices says what a flag is good for, where that is not every device. The page
// judges by what holds for most people, as codeclock phone does.
func devices() map[string][]string {
	phone, app, judged := []string{report.Phone}, []string{report.App}, []string{report.Computer, report.App}
	return map[string][]string{
		"listen": phone, "qr": phone, "app": app, "taps": app, "plain": {report.Phone, report.App},
		"window": judged, "typing": judged, "period": judged, "max-skew": judged,
	}
}

// check refuses flags that belong to another device, or to nothing.
func (o reportOptions) check() error {
	if err := checkTicket(o.ticket); err != nil {
		return err
	}
	if err := guideError(guide.CheckAnswers(o.answers)); err != nil {
		return err
	}
	of := devices()
	for _, flag := range slices.Sorted(maps.Keys(of)) {
		if o.given(flag) && !slices.Contains(of[flag], o.device.Value) {
			return cli.Usagef("it goes with --device "+strings.Join(of[flag], " and "), "--%s does not go with --device %s", flag, o.device.Value)
		}
	}
	return cli.Refuse(
		cli.Refusal{When: o.device.Value == report.Computer && o.limitless("period").When,
			What: o.limitless("period").What, Hint: "leave one of them out"},
		cli.Refusal{When: o.yes && o.file == "",
			What: "--yes needs an --output to write", Hint: "for example --output clock.txt --yes"},
		cli.Refusal{When: o.against != "",
			What: "a report compares with true time, --against with one site", Hint: "leave --against out, or use \"codeclock check\""},
		cli.Refusal{When: o.serverNames && len(o.servers) == 0,
			What: "--server-names needs a --server", Hint: "leave it out, or name servers"},
	)
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
		Ticket: o.ticket, System: e.goos, Arch: runtime.GOARCH, ServerNames: o.serverNames, Answers: o.answers,
	}
	r, keys, err := o.make(ctx, e, options)
	if err != nil {
		return reportError(err)
	}
	text, err := render.Report(r)
	if err != nil {
		return fmt.Errorf("make report: %w", err)
	}
	if keys.Raw {
		keys.Close()
	}
	if o.file == "" || o.file == cli.Stdout {
		fmt.Fprintln(e.stderr, "Copy everything from BEGIN to END, both lines included.")
		return cli.Write(e.stdout, e.screen("never").Fold(text))
	}
	return saveReport(ctx, e, o.file, text, o.yes, keys)
}

// make measures the device, and returns the report and the keyboard that was used,
// which is still open.
func (o reportOptions) make(ctx context.Context, e *env, options report.Options) (report.Report, *cli.Keyboard, error) {
	switch o.device.Value {
	case report.Phone:
		return o.ofPhone(ctx, e, options)
	case report.App:
		return o.ofApp(ctx, e, options)
	}
	c, err := o.measure(ctx, e, true, everyCheck)
	if err != nil {
		return report.Report{}, nil, err
	}
	r, err := report.New(c, options)
	return r, cli.NoKeyboard(), err
}

// ofPhone serves the page until one phone has been measured.
func (o reportOptions) ofPhone(ctx context.Context, e *env, options report.Options) (report.Report, *cli.Keyboard, error) {
	v := &visit{env: e, phoneLog: phoneLog{out: e.stderr, terminal: e.stderrColours, screen: func() render.Screen {
		return e.screenOf(e.stderrTerminal, cli.UseColour(e.getenv, "auto", e.stderrColours))
	}}}
	err := v.serve(ctx, visitOptions{measureOptions: o.measureOptions, pageOptions: o.pageOptions, ticket: o.ticket, once: true, plain: o.plain})
	if err != nil {
		return report.Report{}, nil, err
	}
	measured, ok := v.clocks[v.first]
	var r report.Report
	switch {
	case !ok && !v.truth.last().Skew.Known():
		err = noTruth(errNoTruth)
	case !ok:
		err = cli.Hint(errNoPhone, "open the page on the phone, and leave it open until it shows a result")
	default:
		r, err = v.reportOf(measured, options)
	}
	return r, v.keys, err
}

// ofApp has the app watched.
func (o reportOptions) ofApp(ctx context.Context, e *env, options report.Options) (report.Report, *cli.Keyboard, error) {
	w, err := appOptions{o.measureOptions, o.ruleOptions, o.tapping}.watch(ctx, e)
	if err != nil {
		return report.Report{}, nil, err
	}
	t, c := w.taps, w.truth.check(e.now().Location())
	c.Rule, c.Demo = t.Rule, o.demo
	var r report.Report
	switch {
	case t.Err != nil:
		err = cli.Hint(t.Err, "start over, and press only when the digits change")
	case len(t.Made) < o.taps:
		err = cli.Hint(fmt.Errorf("only %d of %d presses were made", len(t.Made), o.taps), "start over, or ask for fewer with --taps")
	default:
		r, err = report.OfApp(c, t, options)
	}
	return r, w.keys, err
}

var errNoPhone = errors.New("no phone was measured, so there is nothing to report")

// reportError gives an error of a report its hint.
func reportError(err error) error {
	switch {
	case errors.Is(err, report.ErrTooMany):
		return cli.Usage(err, "ask fewer servers, or leave --samples out")
	case errors.Is(err, report.ErrNoTruth):
		return noTruth(err)
	}
	return err
}
