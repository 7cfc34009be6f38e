package result

import (
	"testing"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// Around each skew are those with the same verdict, and beyond them others.
func TestZone(t *testing.T) {
	strict := Rule{Verifier: totp.Verifier{Typing: 8 * s}}
	for _, tt := range []struct {
		name           string
		rule           Rule
		at             time.Duration
		slower, faster Verdict
	}{
		{"right", rule(), 0, AtRisk, AtRisk},
		{"slow", rule(), -30 * s, Wrong, OK},
		{"fast", rule(), 45 * s, OK, Wrong},
		{"far too slow", rule(), -time.Hour, Wrong, AtRisk},
		{"far too fast", rule(), time.Hour, AtRisk, Wrong},
		{"right, at strict sites: ahead by as long as typing takes is better", strict, 0, Wrong, OK},
		{"inside a limit", Rule{MaxSkew: s}, 0, Wrong, Wrong},
		{"outside of a limit", Rule{MaxSkew: s}, 2 * s, OK, Wrong},
	} {
		zone, slower, faster := tt.rule.zone(tt.at)
		if slower != tt.slower || faster != tt.faster || !zone.Contains(tt.at) {
			t.Errorf("%s: %v, %v and %v", tt.name, zone, slower, faster)
		}
		verdict := tt.rule.Judge(skew.Exactly(tt.at))
		for _, end := range []struct {
			at      time.Duration
			outside time.Duration
			beyond  Verdict
		}{{zone.Lo(), -time.Millisecond, slower}, {zone.Hi(), time.Millisecond, faster}} {
			if end.at == skew.Min || end.at == skew.Max {
				continue
			}
			if got := tt.rule.Judge(skew.Exactly(end.at - end.outside)); got != verdict {
				t.Errorf("%s: %v at %v, just inside of its zone, not %v", tt.name, got, end.at, verdict)
			}
			if got := tt.rule.Judge(skew.Exactly(end.at + end.outside)); got != end.beyond {
				t.Errorf("%s: %v beyond %v, not %v", tt.name, got, end.at, end.beyond)
			}
		}
	}
}

// sampleAt is a sample of a clock that loses 10 ppm, n minutes into its watch.
func sampleAt(n int) Sample {
	at := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Minute)
	off := -time.Duration(n) * 600 * time.Microsecond
	i := skew.Around(off, time.Duration(5+n%7)*time.Millisecond)
	return Sample{
		Clock: ComputerClock, At: at, Wall: at.Add(off), Point: off, Skew: i, Agreement: drift.Majority,
		Points: []drift.Point{{At: at, Skew: i, Delay: i.Width(), Witness: "1"}, {At: at, Skew: i.Widen(s), Delay: i.Width() + 2*s, Witness: "2"}},
	}
}

// A month of samples takes as much room as a day, and tells the same rate.
func TestWatchOfAMonth(t *testing.T) {
	w := Watch{Rule: rule()}
	for n := range 30 * 24 * 60 {
		sample := sampleAt(n)
		if n%100 == 0 {
			sample.Slept = time.Hour
		}
		w.Add(sample)
		if len(w.points) >= 2*keptPoints+2 || len(w.Events) > keptEvents {
			t.Fatalf("%d points and %d events are kept", len(w.points), len(w.Events))
		}
	}
	w.Conclude()
	r := w.Course.Rate
	if !r.Measurable || r.Low > -10 || r.High < -10 || r.High-r.Low > 1 || w.EventCount != 432 {
		t.Errorf("%+v, %d events", r, w.EventCount)
	}
	if from, until := w.Span(); until.Sub(from) < 29*24*time.Hour {
		t.Errorf("from %v to %v", from, until)
	}
}

// A sample without an answer is the last word on the clock, and not on its rate.
func TestWatchThatEndsInSilence(t *testing.T) {
	w := Watch{Rule: rule()}
	for n := range 60 {
		w.Add(sampleAt(n))
	}
	known := w.Known
	w.Add(Sample{Clock: ComputerClock, Wall: known.Wall.Add(time.Minute)})
	w.Conclude()
	if w.Verdict() != CantTell || w.Known.Skew != known.Skew || w.Failed != 1 || !w.Course.Rate.Measurable || len(w.Outlooks) != 3 {
		t.Errorf("%v, %+v, %d failed, %+v", w.Verdict(), w.Known, w.Failed, w.Outlooks)
	}
	if got := (&Watch{}).Verdict(); got != CantTell {
		t.Errorf("%v without a sample", got)
	}
}
