package words

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// Whose clock a page has measured.
const (
	ThisPhone  = "This phone"
	ThisDevice = "This device" // of a kind that is not known
)

// Device is what is said of a device whose clock was measured.
type Device struct {
	Sentence string   // the answer
	Lines    []string // what it means for codes
	Hurry    string   // how to log in before anything is mended; may be empty
}

// SayDevice says what a clock's skew means by a rule. who is ThisPhone, ThisDevice or
// another, now is true time.
func SayDevice(who string, i skew.Interval, r result.Rule, now time.Time) Device {
	if !i.Known() {
		return Device{
			Sentence: "There was nothing to compare this clock with.",
			Lines: []string{
				"The computer that serves this page does not know the true time, so nothing was judged.",
				"This page keeps asking by itself.",
			},
		}
	}
	off, bound := i.Middle(), skew.BoundWords(i.Bound())
	d := Device{}
	said, hurry := SayCodes(result.NewCodes(r.Verifier, i), i)
	d.Lines, d.Hurry = []string{said}, hurry
	if r.MaxSkew > 0 {
		d.Lines, d.Hurry = []string{ByLimit(r.MaxSkew)}, ""
	}
	switch words := skew.Words(off); {
	case result.SaysDate(off):
		d.Sentence = fmt.Sprintf("%s thinks it is %s.", who, Date(now.Add(off)))
		d.Lines, d.Hurry = []string{
			fmt.Sprintf("Today is %s. The clock is %s.", Date(now), words),
			"Every code is refused, and secure web pages may not open until the date is right.",
		}, ""
	case skew.Abs(off) < drift.Right:
		d.Sentence = fmt.Sprintf("%s's clock is right (%s, +/- %s).", who, words, bound)
	case result.WholeQuarters(i):
		d.Sentence = fmt.Sprintf("%s's clock is %s, almost to the second.", who, words)
	default:
		d.Sentence = fmt.Sprintf("%s's clock is %s (+/- %s).", who, words, bound)
	}
	return d
}

// DeviceFar is what is said of a clock that is too far off to be measured.
func DeviceFar(who string) Device {
	return Device{
		Sentence: fmt.Sprintf("%s's clock is more than 200 years off, too far to be measured.", who),
		Lines:    []string{"Every code is refused, and secure web pages may not open until the date is right."},
	}
}

// PageSteps returns what to do about a clock that is off, as a page says it. works says
// that codes do as it is; once, that the page will not measure it again.
func PageSteps(f Fix, zone, works, once bool) []string {
	var steps []string
	if zone {
		f.Cause.Code = drift.WholeHours
		if f.System != "windows" && f.System != "macos" { // those have it in their steps
			steps = append(steps, "Look at the time zone first. If it is not the one where you are, choose yours.")
		}
	}
	for _, s := range f.Steps() {
		if s != again {
			steps = append(steps, s)
		}
	}
	switch {
	case once:
	case works:
		steps = append(steps, `Come back and press "Measure again".`)
	default:
		steps = append(steps, `Come back and press "Measure again". It should say OK.`)
	}
	return steps
}
