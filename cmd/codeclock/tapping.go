package main

import (
	"context"
	"errors"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/totp"
)

// defaultTaps are within a third of a second of each other for most people.
const defaultTaps = 3

// appOptions are the flags that say how an app is watched and judged.
type appOptions struct {
	measureOptions
	ruleOptions
	tapping
}

// tapping is the flags that say what is watched, and how.
type tapping struct {
	app   string
	taps  int
	plain bool
}

func bindTapping(f *pflag.FlagSet, o *tapping) {
	bindApp(f, &o.app)
	f.IntVar(&o.taps, "taps", defaultTaps, "ask for this `number` of presses")
	f.BoolVar(&o.plain, "plain", false, "read lines, not single keys")
}

// watched is what came of watching an app.
type watched struct {
	taps  result.Taps
	truth *truth
	keys  *cli.Keyboard // still open, for whoever has another question
}

// watch has an app watched, and judges what was seen.
func (o appOptions) watch(ctx context.Context, e *env) (watched, error) {
	w := watched{taps: result.Taps{Demo: o.demo, Version: version()}}
	var err error
	if w.taps.App, err = findApp(o.app); err != nil {
		return w, err
	}
	if w.taps.Rule, err = o.rule(); err != nil {
		return w, err
	}
	if err = o.checkTaps(); err != nil {
		return w, err
	}
	m, err := o.measurement(e)
	if err != nil {
		return w, err
	}
	defer m.close()
	m.announce(e)
	w.truth = &truth{options: m.options}
	if w.truth.measure(ctx); !w.truth.isKnown() {
		return w, noTruth(errNoTruth)
	}
	w.taps.Truth = w.truth.last()
	if w.keys, err = e.openKeyboard(o.plain); err != nil {
		return w, err
	}
	err = newDialogue(e, w.truth, w.keys).ask(ctx, o.taps, &w.taps)
	if errors.Is(err, errInterrupted) && len(w.taps.Made) > 0 {
		err = endedEarly(e, render.TapsSoFar(w.taps))
	}
	w.taps.At, _, _ = w.truth.now()
	return w, err
}

// checkTaps refuses what cannot be watched.
func (o appOptions) checkTaps() error {
	if o.taps < 1 || o.taps > maxTaps {
		return cli.Usagef("3 are enough", "--taps must be from 1 to %d", maxTaps)
	}
	if _, err := totp.FromTaps([]totp.Tap{{}}, totp.TapOptions{Period: o.period}); err != nil {
		return cli.Usagef("for example --period 30s", "--period: %v", err)
	}
	return nil
}
