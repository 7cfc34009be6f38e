package result

import (
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// Taps is the result of tapping when codes change.
type Taps struct {
	Rule  Rule
	App   totp.App
	Made  []totp.Tap    // used or not
	Clock skew.Interval // of the phone, Unknown when it was not measured

	// What it comes to: see Conclude.
	Verdict  Verdict
	Estimate totp.TapEstimate
	Err      error         // of totp.FromTaps
	Codes    skew.Interval // of the app, Unknown while whole periods are open

	Truth   drift.Estimate // behind true time; its zero value when that is not shown
	At      time.Time      // true time at the end
	System  string
	Demo    string
	Version string
}

// DefaultTyping is how old a code usually is when it arrives: time to read it,
// type six digits and press the button.
const DefaultTyping = 8 * time.Second

// DefaultRule judges for most people at most sites.
func DefaultRule() Rule {
	v, _ := Preset(Normal, totp.DefaultPeriod, DefaultTyping)
	return Rule{Verifier: v}
}

// Usual reports whether it is DefaultRule.
func (r Rule) Usual() bool { return r == DefaultRule() }

// Conclude judges the taps against the clock of the phone: it fills in the
// estimate, the verdict, and the skew of the app where that is settled.
func (t *Taps) Conclude() {
	t.Estimate, t.Err = totp.FromTaps(t.Made, totp.TapOptions{Period: t.Rule.Verifier.Period, App: t.App})
	t.Verdict, t.Codes = CantTell, skew.Unknown
	if t.Err != nil {
		return
	}
	arc := t.Estimate.Arc
	possible, err := arc.Resolve(t.Clock)
	switch {
	case err != nil, t.Estimate.Used == 1 && len(possible) == 0:
		return // nothing is known of the phone's clock, or the lone tap was a stray one
	case len(possible) == 1:
		t.Codes = possible[0]
		if others := t.Others(); len(others) > 0 {
			possible, t.Codes = append(possible, others...), skew.Unknown
		}
	case len(possible) == 0 && arc.Contains(0):
		// The app does not follow the clock and is right on time: it corrects
		// itself, and would hardly do so to a whole number of periods off.
		possible, t.Codes = []skew.Interval{arc.Skew}, arc.Skew
	case len(possible) == 0:
		possible = []skew.Interval{arc.Skew, arc.Skew.Shift(-arc.Period), arc.Skew.Shift(arc.Period)}
	}
	t.Verdict = t.Rule.judgeAll(possible)
}

// Apart reports whether presses lie so far apart that two more would help: they
// disagree, or fewer than three agree.
func (t Taps) Apart() bool {
	return t.Err != nil || t.Estimate.Used < 3 && len(t.Estimate.Outliers) > 0
}

// Synced reports whether all turns on the app's own correction by whole minutes:
// presses cannot tell an app that ran it from one that follows its device.
func (t Taps) Synced() bool {
	return t.App.Minutes && len(t.Others()) > len(Taps{App: t.App.NeverSynced(), Estimate: t.Estimate, Clock: t.Clock}.Others())
}

// Others returns where the app's clock may be as well, if it follows its device
// and could have corrected its own time; see totp.Arc.Corrected.
func (t Taps) Others() []skew.Interval {
	if follows, err := t.Estimate.Arc.Resolve(t.Clock); err == nil && len(follows) == 1 {
		return t.Estimate.Arc.Corrected(t.App, follows[0])
	}
	return nil
}

// judgeAll returns the verdict of all intervals, CantTell where they differ.
func (r Rule) judgeAll(all []skew.Interval) Verdict {
	verdict := r.Judge(all[0])
	for _, i := range all[1:] {
		if r.Judge(i) != verdict {
			return CantTell
		}
	}
	return verdict
}
