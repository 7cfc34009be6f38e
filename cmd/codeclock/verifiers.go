package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/totp"
)

// verifierOptions are the flags that say which verifiers to simulate.
type verifierOptions struct {
	policies []string
	past     string
	future   string
	period   time.Duration

	periodGiven func() bool
}

func bindVerifiers(f *pflag.FlagSet, o *verifierOptions) {
	f.StringArrayVar(&o.policies, "policy", nil, "simulate this verifier, a `name` that \"codeclock policies\" lists; may be repeated")
	f.StringVar(&o.past, "past", "", "how late a code may be, in `steps` or in seconds such as 10s")
	f.StringVar(&o.future, "future", "", "how early a code may be, in `steps` or in seconds such as 10s")
	f.DurationVar(&o.period, "period", 0, "how long a code is shown, as a `time`; usually the verifier's, or 30s")
	o.periodGiven = func() bool { return f.Changed("period") }
}

// sites returns the verifiers to simulate. Where the window of one is not
// published, the three yardsticks are shown too.
func (o verifierOptions) sites(k *totp.Key, typing result.Typing) ([]result.View, error) {
	period, err := o.chosenPeriod(k)
	if err != nil {
		return nil, err
	}
	var sites []result.View
	unpublished := false
	for _, name := range o.policies {
		policy, err := totp.LookupPolicy(name)
		if err != nil {
			return nil, policyError(name, err)
		}
		if hasPolicy(sites, policy.ID) {
			continue // asked for twice
		}
		w := newSite(policy, period, typing)
		w.Asked, w.Mismatches = true, mismatches(policy, k, period)
		if period != 0 && period != w.Verifier.Period {
			w.Shows = period
		}
		unpublished = unpublished || !w.Known
		sites = append(sites, w)
	}
	if o.past != "" || o.future != "" {
		w, err := o.ownSite(period, typing)
		if err != nil {
			return nil, err
		}
		sites = append(sites, w)
	}
	if len(sites) == 0 || unpublished {
		sites = appendPresets(sites, period, typing)
	}
	return sites, nil
}

// appendPresets adds the yardsticks that are not there yet.
func appendPresets(sites []result.View, period time.Duration, typing result.Typing) []result.View {
	for _, preset := range totp.Presets() {
		if !hasPolicy(sites, preset.ID) {
			sites = append(sites, newSite(preset, period, typing))
		}
	}
	return sites
}

func hasPolicy(sites []result.View, id string) bool {
	return slices.ContainsFunc(sites, func(w result.View) bool { return w.Policy != nil && w.Policy.ID == id })
}

func newSite(policy totp.Policy, period time.Duration, typing result.Typing) result.View {
	v, known := policy.Verifier(period, typing.Max)
	return result.View{Policy: &policy, Verifier: v, Known: known}
}

// mismatches returns what a verifier doesn't take of a key; without one, of a
// period that was given.
func mismatches(policy totp.Policy, k *totp.Key, period time.Duration) []totp.Mismatch {
	switch {
	case k != nil:
		return policy.Mismatches(*k)
	case period == 0 || policy.Kind == totp.KindPreset:
		return nil
	}
	if fit := policy.FitPeriod(period); fit != totp.Fits {
		return []totp.Mismatch{{Trait: totp.TraitPeriod, Fit: fit}}
	}
	return nil
}

// ownSite is a window of the user's own. A side that is not given is 0.
func (o verifierOptions) ownSite(period time.Duration, typing result.Typing) (result.View, error) {
	orZero := func(text string) string {
		if text == "" {
			return "0"
		}
		return text
	}
	if period == 0 {
		period = totp.DefaultPeriod
	}
	past, err := plainWindow("past", orZero(o.past))
	if err != nil {
		return result.View{}, err
	}
	future, err := plainWindow("future", orZero(o.future))
	if err != nil {
		return result.View{}, err
	}
	if strings.Contains(past+future, "/") {
		past = "" // each is one side only
	}
	w, err := totp.ParseWindow(past+"/"+future, period)
	if err != nil {
		wrong := "past"
		if _, err := totp.ParseWindow(past+"/0", period); err == nil || strings.Contains(future, "/") {
			wrong = "future"
		}
		return result.View{}, cli.Usagef(fmt.Sprintf("for example --%s 1, or --%[1]s 20s", wrong), "--%s: not a count of steps nor a time, from 0 to 24h", wrong)
	}
	return result.View{Asked: true, Known: true, Verifier: totp.Verifier{Period: period, Window: w, Typing: typing.Max}}, nil
}

// chosenPeriod returns --period, else the key's; 0 if neither says one.
func (o verifierOptions) chosenPeriod(k *totp.Key) (time.Duration, error) {
	period := o.period
	if o.periodGiven() && (period <= 0 || period == math.MaxInt64) {
		period = -1
	}
	if err := (totp.Verifier{Period: period}).Check(); err != nil {
		return 0, cli.Usage(fmt.Errorf("--period: %w", err), "most sites use --period 30s")
	}
	switch {
	case k == nil:
		return period, nil
	case period != 0 && period != k.Period:
		return 0, cli.Usagef("leave --period out", "--period differs from the key's own period")
	}
	return k.Period, nil
}
