package main

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// waitTimeout is how long is waited: boots, resumes and late networks take less.
const waitTimeout = 2 * time.Minute

// waitOptions are the flags of wait.
type waitOptions struct {
	measureOptions
	outputOptions
	within, left, period time.Duration
	newStep              bool
	given                func(flag string) bool
}

func newWait(e *env) *cobra.Command {
	o := waitOptions{outputOptions: newOutput("text", "json")}
	c := &cobra.Command{
		Use: "wait", Short: "wait for a clock that is right, or for a fresh code",
		Long: waitLong, Example: waitExamples, Args: waitArguments,
		Annotations: map[string]string{cli.LastLine: "Exit status: 0 it has come, 3 it has not within --timeout, 64 usage."},
		RunE:        func(c *cobra.Command, _ []string) error { return runWait(c.Context(), e, o) },
	}
	f := c.Flags()
	bindMeasure(f, &o.measureOptions)
	timeout := f.Lookup("timeout")
	o.timeout, timeout.DefValue, timeout.Usage = waitTimeout, waitTimeout.String(), "give up after this `time`"
	bindWait(f, &o)
	bindOutput(f, &o.outputOptions)
	return c
}

func bindWait(f *pflag.FlagSet, o *waitOptions) {
	f.DurationVar(&o.within, "clock-within", 0, "wait until this clock is off by at most this `time`")
	f.DurationVar(&o.left, "code-left", 0, "wait until the code of this moment stays current for this `time` at least")
	f.BoolVar(&o.newStep, "new-step", false, "wait until a new code begins")
	f.DurationVar(&o.period, "period", totp.DefaultPeriod, "how long a code is shown, as a `time`")
	o.given = f.Changed
}

const waitLong = `wait returns once this computer's clock is right: after a boot or a
resume, or before a job that needs the time. It measures as check does,
again and again with growing pauses, and soon after the clock has been
set. A server that asks to be left alone isn't asked again.

For tests that type codes, --code-left and --new-step wait for a moment
at which this clock and true time are in the same step, allowing for how
far this clock is off. They need no key.`

const waitExamples = `  codeclock wait --clock-within 1s   hold a job until the clock is right
  codeclock wait --clock-within 500ms --timeout 5m
  codeclock wait --code-left 5s      then make a code and type it
  codeclock wait --new-step          at the very start of a code`

// waitArguments refuses arguments, and says which flags a time goes with.
func waitArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		if d := cli.MendTime(args[0]); d != "" {
			return cli.Argument(c, args[0], fmt.Sprintf("write --clock-within %[1]s, or --code-left %[1]s", d))
		}
	}
	return cli.NoArguments(c, args)
}

// runWait waits, and says what came of it.
func runWait(ctx context.Context, e *env, o waitOptions) error {
	if err := o.checkWait(); err != nil {
		return err
	}
	if err := o.checkOutput(0); err != nil {
		return err
	}
	w, err := o.wait(ctx, e)
	if err != nil {
		return err
	}
	return o.show(e, document{
		text:     func(s render.Screen) string { return render.WaitText(w, s) },
		json:     func() (string, error) { return render.WaitJSON(w) },
		practice: w.Check.Demo != "",
	}, w.Verdict())
}

// checkWait refuses flags that leave nothing to wait for.
func (o waitOptions) checkWait() error {
	code := o.given("code-left") || o.newStep
	return cli.Refuse(
		cli.Refusal{When: !o.given("clock-within") && !code,
			What: "there is nothing to wait for", Hint: "for example --clock-within 1s, --code-left 5s or --new-step"},
		cli.Refusal{When: o.given("clock-within") && (o.within <= 0 || o.within == math.MaxInt64),
			What: "--clock-within must be a time over 0", Hint: "for example --clock-within 1s"},
		cli.Refusal{When: o.newStep && o.given("code-left"),
			What: "a code that begins has all of its time left: --new-step and --code-left exclude each other", Hint: "leave one of them out"},
		cli.Refusal{When: o.given("period") && !code,
			What: "--period works only with --code-left or --new-step", Hint: "leave --period out"},
		cli.Refusal{When: (totp.Verifier{Period: o.period}).Check() != nil || o.period == 0,
			What: "--period must be whole seconds, at most a day", Hint: "most sites use --period 30s"},
		cli.Refusal{When: o.given("code-left") && (o.left <= 0 || o.left >= o.period),
			What: "--code-left must be a time over 0 and shorter than the --period", Hint: "for example --code-left 5s"},
	)
}

// wait measures until what was asked for has come.
func (o waitOptions) wait(ctx context.Context, e *env) (result.Wait, error) {
	w := result.Wait{
		Within: o.within, Code: o.newStep || o.left > 0, Left: o.left, NewStep: o.newStep, Period: o.period, Timeout: o.timeout,
		Check: result.Check{
			Rule: o.waitRule(), System: systemHere(e.goos), Here: systemHere(e.goos),
			Named: len(o.servers) > 0 || o.against != "", Against: o.against != "", Demo: o.demo, Version: version(),
		},
	}
	m, err := o.measurement(e)
	if err != nil {
		return w, err
	}
	defer m.close()
	m.announce(e)
	m.options.Timeout = 0 // of one measurement
	m.options.Settled, m.options.Harmless = w.Check.Rule.Settled, w.Check.Rule.Harmless()
	start := time.Now()
	limited, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	w.Check.Estimate, w.Met = drift.Await(limited, m.options, func(measured drift.Estimate) bool {
		return w.Suits(measured.Skew) && (!w.Code || untilCode(limited, e, &w, measured.Skew))
	})
	w.Check.At, w.Took = e.now(), time.Since(start)
	w.Check.Conclude()
	if ctx.Err() != nil {
		return w, endedEarly(e, render.SoFar(w.Check))
	}
	return w, nil
}

// waitRule is what a check would judge by.
func (o waitOptions) waitRule() result.Rule {
	window := totp.Steps(1, 1, o.period)
	return result.Rule{Verifier: totp.Verifier{Period: o.period, Window: window, Typing: result.DefaultTyping}, MaxSkew: o.within}
}

// untilCode waits for the moment of the code, with a skew that was just measured. It
// reports false when ctx ends first, or when the clock is set meanwhile.
func untilCode(ctx context.Context, e *env, w *result.Wait, measured skew.Interval) bool {
	wall, start := e.now(), time.Now()
	running, seen := w.Running(wall, measured), start // seen and wall are those of the last look
	for {
		now, monotonic := e.now(), time.Now()
		parted := skew.Sub(now.Round(0).Sub(wall.Round(0)), monotonic.Sub(seen))
		if source.Stepped(parted, monotonic.Sub(seen)) {
			return false
		}
		wall, seen = now, monotonic
		aged := measured.Widen(time.Duration(truthRate * float64(monotonic.Sub(start))))
		wait, ever := w.Until(running, now, aged)
		switch {
		case !ever:
			return false
		case wait == 0:
			w.Remains = w.Remaining(now, aged)
			return true
		}
		select {
		case <-time.After(min(wait, time.Second)): // a clock that is set is noticed
		case <-ctx.Done():
			return false
		}
	}
}
