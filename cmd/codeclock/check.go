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
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/totp"
)

// checkOptions are the flags of check.
type checkOptions struct {
	measureOptions
	ruleOptions
	faceOptions
	os      *cli.Choice
	quiet   bool
	verbose bool
	version bool
}

func newCheck(e *env, name string) *cobra.Command {
	o := checkOptions{
		faceOptions: newFaces(allFaces()...),
		os:          cli.NewChoice(append([]string{"auto", "all"}, result.AllSystems()...)...),
	}
	c := &cobra.Command{
		Use: name, Short: "measure this computer's clock; will its codes work?",
		Long: checkLong, Example: checkExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if o.version {
				fmt.Fprintln(e.stdout, versionText())
				return nil
			}
			return runCheck(c.Context(), e, o)
		},
	}
	bindMeasure(c.Flags(), &o.measureOptions)
	bindRule(c.Flags(), &o.ruleOptions)
	f := c.Flags()
	bindFaces(f, &o.faceOptions)
	f.Var(o.os, "os", "show the steps for this `system`: "+o.os.List())
	f.BoolVarP(&o.quiet, "quiet", "q", false, "print line 1 only")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "list the findings, what else fails, and the servers too")
	if name == "codeclock" {
		f.BoolVar(&o.version, "version", false, "print the version")
	}
	return c
}

const checkLong = `Codeclock tells why login codes are refused: whether a clock is to
blame, whose, by how much, and what to do.

check asks time servers what time it is, or web servers where those are
blocked. It says whether codes that are made on this computer will be
accepted, why its clock is wrong, and how to put it right. It sets no
clock and sends nothing but the question.`

const checkExamples = `  codeclock                           is my clock right?
  codeclock check --demo              try it without a network
  codeclock check --max-skew 1s -q    gate a build on the clock
  codeclock check --against https://www.example.com
                                      is it that site's clock?
  codeclock check --format json       for programs`

// runCheck measures, judges and prints.
func runCheck(ctx context.Context, e *env, o checkOptions) error {
	c, err := check(ctx, e, o)
	if err != nil {
		return err
	}
	return o.show(e, checkDocument(o, c), c.Verdict)
}

// check measures and judges.
func check(ctx context.Context, e *env, o checkOptions) (result.Check, error) {
	rule, err := o.rule()
	if err != nil {
		return result.Check{}, err
	}
	if err := o.faceOptions.check(o.timeout); err != nil {
		return result.Check{}, err
	}
	m, err := o.measurement(e)
	if err != nil {
		return result.Check{}, err
	}
	defer m.close()
	if e.stderrTerminal && !o.quiet {
		fmt.Fprintln(e.stderr, fmt.Sprintf(words.Asking, words.Servers(m.servers)))
	}
	m.options.Settled = rule.Settled
	c := result.Check{
		Rule: rule, At: e.now(), System: systemOf(o.os.Value, e.goos), Here: systemOf("auto", e.goos),
		Named: len(o.servers) > 0 || o.against != "", Against: o.against != "", Demo: o.demo, Version: version(),
	}
	start := time.Now()
	facts := m.look(ctx)
	c.Estimate = drift.Measure(ctx, m.options)
	c.Facts = facts()
	c.Took = time.Since(start)
	if c.Estimate.Stepped {
		c.At = e.now().Add(-c.Took) // what the clock that is measured now would have shown
	}
	if ctx.Err() != nil {
		return result.Check{}, cli.Hint(fmt.Errorf("interrupted before there was an answer"), "")
	}
	c.Conclude()
	return c, nil
}

// checkDocument returns a check in all its forms.
func checkDocument(o checkOptions, c result.Check) document {
	return document{
		text: func(color bool) string {
			return render.Text(c, render.TextOptions{Quiet: o.quiet, Verbose: o.verbose, Color: color})
		},
		json:     func() (string, error) { return render.JSON(c) },
		status:   func() render.Status { return render.CheckStatus(c) },
		practice: c.Demo != "",
	}
}

// systemOf resolves --os=auto to the system that this is.
func systemOf(flag, goos string) string {
	switch {
	case flag != "auto":
		return flag
	case goos == "darwin":
		return "macos"
	case goos == "windows", goos == "android":
		return goos
	}
	return "linux"
}

// ruleOptions are the flags that decide a verdict.
type ruleOptions struct {
	window  string
	typing  time.Duration
	period  time.Duration
	maxSkew time.Duration
	limited func() bool // whether maxSkew was given
}

func bindRule(f *pflag.FlagSet, o *ruleOptions) {
	f.StringVar(&o.window, "window", "1", "`steps` that sites accept either way, or PAST/FUTURE, or seconds such as 10s")
	f.DurationVar(&o.typing, "typing", result.DefaultTyping, "how old a code is when it arrives, as a `time`")
	f.DurationVar(&o.period, "period", totp.DefaultPeriod, "how long a code is shown, as a `time`")
	f.DurationVar(&o.maxSkew, "max-skew", 0, "judge by this limit, a `time`, instead of by codes")
	o.limited = func() bool { return f.Changed("max-skew") }
}

func (o ruleOptions) rule() (result.Rule, error) {
	v := totp.Verifier{Period: o.period, Typing: o.typing}
	if o.period == 0 {
		v.Period = -1 // 0 means the default to the package; a person who says 0 is wrong
	}
	if err := v.Check(); err != nil {
		return result.Rule{}, cli.Usage(err, "most sites use --period 30s and people need --typing 8s")
	}
	w, err := totp.ParseWindow(o.window, o.period)
	if err != nil {
		return result.Rule{}, cli.Usage(fmt.Errorf("--window: %w", err), "for example --window 1, --window 1/0 or --window 10s")
	}
	v.Window = w
	if o.limited() && (o.maxSkew <= 0 || o.maxSkew == math.MaxInt64) {
		return result.Rule{}, cli.Usagef("for example --max-skew 1s", "--max-skew must be a time over 0")
	}
	return result.Rule{Verifier: v, MaxSkew: o.maxSkew}, nil
}
