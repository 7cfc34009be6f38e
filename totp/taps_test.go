package totp

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/drift/skew"
)

// edge is a change of code by true time: a whole number of 30 s.
var edge = time.Unix(1_800_000_000, 0)

// tapsAt returns taps this many seconds after edge.
func tapsAt(seconds ...float64) []Tap {
	var taps []Tap
	for _, f := range seconds {
		taps = append(taps, Tap{At: edge.Add(time.Duration(f * 1e9))})
	}
	return taps
}

func TestFromTaps(t *testing.T) {
	aegis, _ := LookupApp("aegis")
	for _, tt := range []struct {
		name     string
		taps     []Tap
		truth    time.Duration
		used     int
		outliers []Outlier
	}{
		{"one tap, on time", tapsAt(0.1), 0, 1, nil},
		{"17 s late every time: 17 s slow, or 47, or 13 s fast", tapsAt(17.1, 47.1, 77.1), -47 * s, 3, nil},
		{"88 s slow looks like 28 s slow, or 2 s fast", tapsAt(28.1, 58, 88.2), -88 * s, 3, nil},
		{"half a period slow: the taps lie on both sides of the seam", tapsAt(14.95, 45.1, 74.9, 105.05), -15 * s, 4, nil},
		{"half a period fast", tapsAt(15.05, 44.98, 75), 15 * s, 3, nil},
		{"on time, the taps lie on both sides of the change", tapsAt(-0.05, 30.1, 59.98), 0, 3, nil},
		{
			"a stray tap among four", tapsAt(0, 30, 71, 90), 0, 3,
			[]Outlier{{Index: 2, Off: 11 * s, Why: Stray}},
		},
		{
			"a change missed by a second", tapsAt(0, 31, 60, 90), 0, 3,
			[]Outlier{{Index: 1, Off: 1 * s, Why: Stray}},
		},
		{
			"one of two missed its change: the earlier one counts", tapsAt(1, 30), 0, 1,
			[]Outlier{{Index: 0, Off: 1 * s, Why: Stray}},
		},
		{
			"most missed it, and one shows that", tapsAt(1, 31, 61, 90), 0, 3,
			[]Outlier{{Index: 3, Off: -1 * s, Why: Stray}},
		},
		{
			"a key held down is one tap", tapsAt(0, 0.4, 0.5, 0.6, 30, 60), 0, 3,
			[]Outlier{
				{Index: 1, Off: 400 * time.Millisecond, Why: Repeat},
				{Index: 2, Off: 500 * time.Millisecond, Why: Repeat},
				{Index: 3, Off: 600 * time.Millisecond, Why: Repeat},
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e, err := FromTaps(tt.taps, TapOptions{App: aegis})
			if err != nil {
				t.Fatal(err)
			}
			if !e.Arc.Contains(tt.truth) {
				t.Errorf("%v every %v does not hold %v", e.Arc.Skew, e.Arc.Period, tt.truth)
			}
			if e.Used != tt.used || !cmp.Equal(e.Outliers, tt.outliers) {
				t.Errorf("used %d, outliers %v; want %d, %v", e.Used, e.Outliers, tt.used, tt.outliers)
			}
			most := 700 * time.Millisecond
			missed := slices.ContainsFunc(tt.outliers, func(o Outlier) bool { return o.Off == -s })
			if tt.used < 3 || missed {
				most = 1500 * time.Millisecond // a missed change is not ruled out
			}
			if e.Arc.Skew.Bound() > most {
				t.Errorf("bound %v is wider than hands and app explain", e.Arc.Skew.Bound())
			}
		})
	}
}

func TestTapsThatCannotBeJudged(t *testing.T) {
	unsure := tapsAt(0)
	unsure[0].Bound = 20 * s
	for _, tt := range []struct {
		name string
		taps []Tap
		opts TapOptions
		want error
	}{
		{"none", nil, TapOptions{}, ErrNoTaps},
		{"two that contradict each other", tapsAt(0, 37), TapOptions{}, ErrTapsDisagree},
		{"four that are anywhere", tapsAt(0, 35, 70, 108), TapOptions{}, ErrTapsDisagree},
		{"two against two", tapsAt(0, 30, 65, 95), TapOptions{}, ErrTapsDisagree},
		{"a period too short for hands", tapsAt(0), TapOptions{Period: s}, ErrTapPeriod},
		{"a period with a fraction", tapsAt(0), TapOptions{Period: 30*s + 1}, ErrTapPeriod},
		{"true time that is hardly known", unsure, TapOptions{}, ErrTooVague},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := FromTaps(tt.taps, tt.opts); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// An app that redraws late must look neither slower nor more certain than it is.
func TestAppLagWidensOneSide(t *testing.T) {
	exact, _ := FromTaps(tapsAt(0), TapOptions{App: App{ID: "exact"}})
	late, _ := FromTaps(tapsAt(0), TapOptions{App: App{ID: "late", Lag: s}})
	if got := late.Arc.Skew.Lo(); got != exact.Arc.Skew.Lo() {
		t.Errorf("the slow end moved from %v to %v", exact.Arc.Skew.Lo(), got)
	}
	if got, want := late.Arc.Skew.Hi(), exact.Arc.Skew.Hi()+s; got != want {
		t.Errorf("the fast end is %v, want %v", got, want)
	}
	unknown, _ := FromTaps(tapsAt(0), TapOptions{})
	for _, app := range Apps() {
		e, _ := FromTaps(tapsAt(0), TapOptions{App: app})
		if !e.Arc.Skew.Within(unknown.Arc.Skew) {
			t.Errorf("%s: %v is not within what is said of an unknown app, %v", app.Name, e.Arc.Skew, unknown.Arc.Skew)
		}
		if got, ok := LookupApp(app.ID); !ok || got != app || app.Source == "" {
			t.Errorf("LookupApp(%q) = %v, %v", app.ID, got, ok)
		}
	}
}

func FuzzFromTaps(f *testing.F) {
	f.Add([]byte{}, int64(30), uint8(0))
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0, 0}, int64(30), uint8(1))
	f.Add([]byte{0, 0, 0, 0, 0x6b, 0x49, 0xd2, 0, 0, 0, 0, 7, 0x6b, 0x49, 0xd2, 30}, int64(60), uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, period int64, app uint8) {
		var taps []Tap
		for ; len(data) >= 8 && len(taps) < 32; data = data[8:] {
			sec := int64(binary.BigEndian.Uint64(data) >> 8)
			taps = append(taps, Tap{At: time.Unix(sec-1<<55, int64(data[7])*4e6), Bound: time.Duration(data[0]) * time.Millisecond})
		}
		apps := Apps()
		e, err := FromTaps(taps, TapOptions{Period: time.Duration(period) * s, App: apps[int(app)%len(apps)]})
		if err != nil {
			return
		}
		if n := e.Used + len(e.Outliers); n != len(taps) || e.Used < 1 {
			t.Errorf("%d used and %d outliers of %d taps", e.Used, len(e.Outliers), len(taps))
		}
		middle := e.Arc.Skew.Middle()
		if half := e.Arc.Period / 2; middle <= -half-1 || middle > half+1 {
			t.Errorf("middle %v is off the circle of %v", middle, e.Arc.Period)
		}
		if !e.Arc.Contains(middle) || !e.Arc.Contains(middle+7*e.Arc.Period) {
			t.Errorf("%v does not hold its own middle %v", e.Arc, middle)
		}
		found, err := e.Arc.Resolve(skew.Around(middle, s))
		if err != nil || len(found) == 0 || !found[0].Contains(middle) {
			t.Errorf("%v does not resolve to its middle: %v, %v", e.Arc, found, err)
		}
	})
}
