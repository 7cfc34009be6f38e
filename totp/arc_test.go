package totp

import (
	"errors"
	"testing"
	"testing/quick"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/drift/skew"
)

// late returns the arc of an authenticator whose changes come this late, give
// or take half a second.
func late(d time.Duration) Arc {
	return Arc{Period: 30 * s, Skew: skew.Around(0, s/2)}.turn(-d)
}

func TestResolve(t *testing.T) {
	around := skew.Around
	for _, tt := range []struct {
		name   string
		arc    Arc
		coarse skew.Interval
		want   []skew.Interval
	}{
		{"the phone is 47 s slow and its app follows it", late(17 * s), around(-47*s, s/10), []skew.Interval{around(-47*s, s/10)}},
		{"the phone is 88 s slow, which taps alone cannot see", late(28 * s), around(-88*s, s), []skew.Interval{around(-88*s, s/2)}},
		{"the phone is right but its codes are 17 s late", late(17 * s), around(0, s/10), nil},
		{"a minute read off the phone leaves two", late(17 * s), skew.Between(-60*s, 0), []skew.Interval{around(-17*s, s/2), around(-47*s, s/2)}},
		{"half a period: both sides of the seam", late(15 * s), around(0, 16*s), []skew.Interval{around(-15*s, s/2), around(15*s, s/2)}},
		{"a step boundary inside the evidence is cut, not moved", late(0), skew.Between(s/4, 9*s), []skew.Interval{skew.Between(s/4, s/2)}},
		{"three years", late(10 * s), around(-3*365*24*time.Hour-10*s, s), []skew.Interval{around(-3*365*24*time.Hour-10*s, s/2)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.arc.Resolve(tt.coarse)
			if err != nil || len(got) != len(tt.want) {
				t.Fatalf("Resolve(%v) = %v, %v; want %v", tt.coarse, got, err, tt.want)
			}
			for i := range got {
				if got[i].Lo() != tt.want[i].Lo() || got[i].Hi() != tt.want[i].Hi() {
					t.Errorf("candidate %d is %v, want %v", i, got[i], tt.want[i])
				}
			}
		})
	}
}

func TestNear(t *testing.T) {
	for _, tt := range []struct {
		name string
		arc  Arc
		at   time.Duration
		want time.Duration
	}{
		{"where it is", late(17 * s), -17 * s, -17 * s},
		{"one period on", late(17 * s), -46 * s, -47 * s},
		{"ahead", late(17 * s), 14 * s, 13 * s},
		{"an hour", late(0), -time.Hour - s, -time.Hour},
	} {
		if got := tt.arc.Near(tt.at); got.Middle() != tt.want {
			t.Errorf("%s: near %v is %v, want about %v", tt.name, tt.at, got, tt.want)
		}
	}
}

func TestResolveRefusesToList(t *testing.T) {
	for name, coarse := range map[string]skew.Interval{
		"nothing else is known": skew.Unknown,
		"anything in a day":     skew.Around(0, 12*time.Hour),
		"all of time":           skew.Between(skew.Min, skew.Max),
	} {
		if got, err := late(0).Resolve(coarse); !errors.Is(err, ErrTooVague) {
			t.Errorf("%s: got %v, %v; want ErrTooVague", name, got, err)
		}
	}
}

// Whatever the skew and the evidence that holds it, one candidate holds it too.
func TestResolveKeepsTheTruth(t *testing.T) {
	f := func(ms int32, lo, hi uint8) bool {
		truth := time.Duration(ms) * time.Millisecond
		coarse := skew.Between(truth-time.Duration(lo)*s, truth+time.Duration(hi)*s)
		found, err := late(-truth).Resolve(coarse)
		for _, c := range found {
			if c.Contains(truth) {
				return err == nil
			}
		}
		return false
	}
	if err := quick.Check(f, nil); err != nil {
		t.Error(err)
	}
}

func TestShownMinute(t *testing.T) {
	noon := time.Date(2026, 11, 22, 12, 0, 30, 0, time.UTC)
	for _, tt := range []struct {
		name         string
		hour, minute int
		want         skew.Interval
	}{
		{"the same minute", 12, 0, skew.Between(-30*s, 40*s)},
		{"one hour behind", 11, 0, skew.Between(-time.Hour-30*s, -time.Hour+40*s)},
		{"just after midnight counts as ahead", 0, 0, skew.Between(12*time.Hour-30*s, 12*time.Hour+40*s)},
		{"just after midnight plus a minute is nearer behind", 0, 1, skew.Between(-12*time.Hour+30*s, -12*time.Hour+100*s)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ShownMinute(tt.hour, tt.minute, noon, 10*s)
			if err != nil || got != tt.want {
				t.Errorf("got %v to %v, %v; want %v to %v", got.Lo(), got.Hi(), err, tt.want.Lo(), tt.want.Hi())
			}
		})
	}
	for _, bad := range [][2]int{{24, 0}, {-1, 0}, {0, 60}, {0, -1}} {
		if _, err := ShownMinute(bad[0], bad[1], noon, 0); !errors.Is(err, ErrShownTime) {
			t.Errorf("%v: got %v, want ErrShownTime", bad, err)
		}
	}
}

func TestMinuteTurned(t *testing.T) {
	for _, tt := range []struct {
		name         string
		hour, minute int
		at           time.Time
		truth        time.Duration
	}{
		{"right, and the hand a little late", 12, 1, time.Date(2026, 11, 22, 12, 1, 0, 2e8, time.UTC), 0},
		{"47 s slow", 12, 0, time.Date(2026, 11, 22, 12, 0, 47, 1e8, time.UTC), -47 * s},
		{"an hour fast", 13, 0, time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), time.Hour},
		{"across midnight", 0, 0, time.Date(2026, 11, 22, 23, 59, 48, 0, time.UTC), 12 * s},
	} {
		got, err := MinuteTurned(tt.hour, tt.minute, Tap{At: tt.at, Bound: 10 * time.Millisecond})
		if err != nil || !got.Contains(tt.truth) || got.Bound() > 1300*time.Millisecond {
			t.Errorf("%s: got %v, %v; want about %v", tt.name, got, err, tt.truth)
		}
	}
	if _, err := MinuteTurned(24, 0, Tap{At: edge}); !errors.Is(err, ErrShownTime) {
		t.Errorf("24:00: got %v, want ErrShownTime", err)
	}
}

// What an app may have made of its device's skew, if it does not follow it.
func TestCorrected(t *testing.T) {
	google, _ := LookupApp("google")
	aegis, _ := LookupApp("aegis")
	ente, _ := LookupApp("ente")
	for _, tt := range []struct {
		name    string
		app     App
		follows time.Duration
		want    []time.Duration
	}{
		{"an app with no time of its own", aegis, -60 * s, nil},
		{"47 s slow less a minute is 13 s fast", google, -47 * s, []time.Duration{13 * s}},
		{"25 s slow is what is left of 25 s slow", google, -25 * s, nil},
		{"half a minute, roughly: either way", google, -30 * s, []time.Duration{30 * s}},
		{"an hour slow, corrected to nothing", google, -3600 * s, []time.Duration{0}},
		{"an app that is exact would not be 13 s off", ente, -47 * s, nil},
		{"but it would be right", ente, -60 * s, []time.Duration{0}},
		{"an unknown app may do what any does", AnyApp(), -47 * s, []time.Duration{13 * s}},
		{"and is said once where both come to the same", AnyApp(), -60 * s, []time.Duration{0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			arc := Arc{Period: 30 * s}
			arc.Skew = skew.Around(wrap(tt.follows, arc.Period), s/2)
			var got []time.Duration
			for _, i := range arc.Corrected(tt.app, skew.Around(tt.follows, s/10)) {
				got = append(got, i.Middle().Round(s))
			}
			if !cmp.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
