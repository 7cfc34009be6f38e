package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// Three taps are within a third of a second of each other for most people; more
// than twenty are no longer of one opinion.
const (
	defaultTaps = 3
	maxTaps     = 20
)

// tapOptions are the flags of tap.
type tapOptions struct {
	measureOptions
	ruleOptions
	faceOptions
	tapping
	os *cli.Choice
}

// tapping is the flags that say what is watched, and how.
type tapping struct {
	app   string
	taps  int
	plain bool
}

func bindTapping(f *pflag.FlagSet, o *tapping) {
	bindApp(f, &o.app)
	f.IntVar(&o.taps, "taps", defaultTaps, "ask for this `many` presses")
	f.BoolVar(&o.plain, "plain", false, "read lines, not single keys")
}

func newTap(e *env) *cobra.Command {
	o := tapOptions{faceOptions: newFaces("text", "json"), os: cli.NewChoice("phones", "iphone", "android")}
	c := &cobra.Command{
		Use: "tap", Short: "measure an authenticator app by pressing when its code changes",
		Long: tapLong, Example: tapExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runTap(c.Context(), e, o) },
	}
	bindMeasure(c.Flags(), &o.measureOptions)
	bindRule(c.Flags(), &o.ruleOptions)
	f := c.Flags()
	bindFaces(f, &o.faceOptions)
	bindTapping(f, &o.tapping)
	f.Var(o.os, "os", "show the steps for this `system`: "+o.os.List())
	return c
}

const tapLong = `tap measures the clock of an authenticator app without a network to the
phone, without a code and without a key: press SPACE when the code
changes, three times.

Codes change every 30 s, so presses alone cannot tell 17 s from 47 s.
The phone's own clock settles it: press once more when its minute
changes, and type the time that it shows.

An app shows a new code a little late, each by its own habit; --app says
which one it is.

"codeclock report --device app" makes a report for support of it.`

const tapExamples = `  codeclock tap                     watch a code, press SPACE
  codeclock tap --app aegis         closer, for an app that is known
  codeclock tap --plain             press Enter instead`

func bindApp(f *pflag.FlagSet, app *string) {
	f.Var(cli.NewName(app, appNames), "app", "the authenticator `app`: "+strings.Join(appNames(), ", "))
}

func appNames() []string {
	var names []string
	for _, a := range totp.Apps() {
		names = append(names, a.ID)
	}
	return append(names, totp.AnyApp().ID)
}

func findApp(name string) (totp.App, error) {
	if name == "" {
		return totp.AnyApp(), nil
	}
	app, ok := totp.LookupApp(name)
	if !ok {
		return app, cli.Usagef("choose one of "+strings.Join(appNames(), ", "), "--app names no app that is known")
	}
	return app, nil
}

// runTap asks for taps, judges them and prints.
func runTap(ctx context.Context, e *env, o tapOptions) error {
	if err := o.faceOptions.check(o.timeout); err != nil {
		return err
	}
	return o.watch(ctx, e, func(a *asking, t result.Taps) error {
		a.keys.Close()
		return o.show(e, document{
			text:     func(color bool) string { return render.TapText(t, color) },
			json:     func() (string, error) { return render.TapJSON(t) },
			practice: t.Demo != "",
		}, t.Verdict)
	})
}

// watch has an app watched, judges what was seen, and does what comes then.
func (o tapOptions) watch(ctx context.Context, e *env, then func(*asking, result.Taps) error) error {
	t := result.Taps{Demo: o.demo, Version: version(), System: o.os.Value}
	var err error
	if t.App, err = findApp(o.app); err != nil {
		return err
	}
	if t.Rule, err = o.rule(); err != nil {
		return err
	}
	if o.taps < 1 || o.taps > maxTaps {
		return cli.Usagef("3 are enough", "--taps must be from 1 to %d", maxTaps)
	}
	if _, err := totp.FromTaps([]totp.Tap{{}}, totp.TapOptions{Period: o.period}); err != nil {
		return cli.Usagef("for example --period 30s", "--period: %v", err)
	}
	tr, done, err := o.trueTime(ctx, e)
	if err != nil {
		return err
	}
	defer done()
	a := &asking{env: e, truth: tr, out: e.stderr}
	t.Truth = tr.last()
	if err := a.open(o.plain); err != nil {
		return err
	}
	defer a.keys.Close()
	if err := a.ask(ctx, o.tapping, &t); err != nil {
		return err
	}
	t.At, _, _ = tr.now()
	return then(a, t)
}

// trueTime measures true time once, which has to be known for taps.
func (o tapOptions) trueTime(ctx context.Context, e *env) (*truth, func(), error) {
	m, err := o.measurement(e)
	if err != nil {
		return nil, nil, err
	}
	if e.stderrTerminal {
		fmt.Fprintln(e.stderr, fmt.Sprintf(words.Asking, words.Servers(m.servers)))
	}
	tr := &truth{options: m.options}
	tr.measure(ctx)
	if _, _, known := tr.now(); !known {
		m.close()
		return nil, nil, noTruth(errNoTruth)
	}
	return tr, m.close, nil
}

var (
	errNoTruth     = errors.New("true time could not be measured, and presses are nothing without it")
	errInterrupted = errors.New("interrupted before there was an answer")
)

// tapList is the taps so far, in true time.
type tapList struct{ list []totp.Tap }

// add takes a tap. It is false when true time is not known.
func (l *tapList) add(tr *truth, at time.Time) bool {
	now, bound, ok := tr.then(at)
	if ok {
		l.list = append(l.list, totp.Tap{At: now, Bound: bound})
	}
	return ok
}

// judge concludes from the last taps, against the clock of the phone.
func (l *tapList) judge(app totp.App, clock skew.Interval) result.Taps {
	recent := l.list[max(0, len(l.list)-maxTaps):]
	t := result.Taps{Rule: result.DefaultRule(), App: app, Made: recent, Clock: clock}
	t.Conclude()
	return t
}
