package main

import (
	"fmt"
	"math"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/totp"
)

// ruleOptions are the flags that decide a verdict.
type ruleOptions struct {
	window  string
	typing  time.Duration
	period  time.Duration
	maxSkew time.Duration
	given   func(flag string) bool
}

func bindRule(f *pflag.FlagSet, o *ruleOptions) {
	f.StringVar(&o.window, "window", "1", "`steps` that sites accept either way, or PAST/FUTURE, or seconds such as 10s")
	f.DurationVar(&o.typing, "typing", result.DefaultTyping, "how old a code is when it arrives, as a `time`")
	f.DurationVar(&o.period, "period", totp.DefaultPeriod, "how long a code is shown, as a `time`")
	f.DurationVar(&o.maxSkew, "max-skew", 0, "judge by this limit, a `time`, instead of by codes")
	o.given = f.Changed
}

func (o ruleOptions) rule() (result.Rule, error) {
	v := totp.Verifier{Period: o.period, Typing: o.typing}
	if o.period == 0 {
		v.Period = -1 // 0 means the default to the package; a person who says 0 is wrong
	}
	if err := (totp.Verifier{Period: v.Period}).Check(); err != nil {
		return result.Rule{}, cli.Usage(fmt.Errorf("--period: %w", err), "most sites use --period 30s")
	}
	if err := v.Check(); err != nil {
		return result.Rule{}, cli.Usage(fmt.Errorf("--typing: %w", err), "most people need --typing 8s")
	}
	window, err := plainWindow("window", o.window)
	if err != nil {
		return result.Rule{}, err
	}
	w, err := totp.ParseWindow(window, o.period)
	if err != nil {
		return result.Rule{}, cli.Usage(fmt.Errorf("--window: %w", err), "for example --window 1, --window 1/0 or --window 10s")
	}
	v.Window = w
	limited := o.given("max-skew")
	for _, flag := range []string{"window", "typing"} {
		if err := cli.Refuse(o.limitless(flag)); err != nil {
			return result.Rule{}, err
		}
	}
	if (limited || o.maxSkew != 0) && (o.maxSkew <= 0 || o.maxSkew == math.MaxInt64) {
		return result.Rule{}, cli.Usagef("for example --max-skew 1s", "--max-skew must be a time over 0")
	}
	return result.Rule{Verifier: v, MaxSkew: o.maxSkew}, nil
}

// limitless refuses a flag about codes beside a limit that is judged by.
func (o ruleOptions) limitless(flag string) cli.Refusal {
	return cli.Refusal{When: o.given("max-skew") && o.given(flag),
		What: fmt.Sprintf("--max-skew judges by a limit and --%s by codes; they exclude each other", flag), Hint: "leave one of them out"}
}
