package result

import (
	"testing"
	"time"

	"codeclock/drift/skew"
	"codeclock/totp"
)

// tapsOn returns taps on a clock with this skew, as exact as taps get.
func tapsOn(off time.Duration, n int, own, minutes bool) Taps {
	t := Taps{Rule: DefaultRule(), App: totp.App{ID: "exact", OwnTime: own, Minutes: minutes}}
	for i := range n {
		at := time.Unix(1_800_000_000, 0).Add(-off).Add(time.Duration(i) * 30 * s)
		t.Made = append(t.Made, totp.Tap{At: at})
	}
	return t
}

func TestTapsConclude(t *testing.T) {
	for _, tt := range []struct {
		name    string
		app     time.Duration
		n       int
		clock   skew.Interval
		want    Verdict
		settled bool
	}{
		{"both right", 0, 3, skew.Around(0, s/2), OK, true},
		{"the app follows a slow clock", -47 * s, 3, skew.Around(-47*s, s/2), Wrong, true},
		{"the app corrects itself", 0, 3, skew.Around(-47*s, s/2), OK, true},
		{"the app is off by itself: 13 fast is fine, 43 is not", 13 * s, 3, skew.Around(0, s/2), CantTell, false},
		{"nothing known of the clock", 0, 3, skew.Unknown, CantTell, false},
		{"the minute alone leaves two answers", -47 * s, 3, skew.Between(-70*s, 0), CantTell, false},
		{"two answers that come to the same", -time.Hour, 3, skew.Around(-time.Hour, 35*s), Wrong, false},
		{"a lone tap that contradicts the clock may be a stray", 0, 1, skew.Around(-47*s, s/2), CantTell, false},
		{"a lone tap that agrees with it is good", -47 * s, 1, skew.Around(-47*s, s/2), Wrong, true},
		{"no taps", 0, 0, skew.Around(0, s), CantTell, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			taps := tapsOn(tt.app, tt.n, false, false)
			taps.Clock = tt.clock
			taps.Conclude()
			if taps.Verdict != tt.want || taps.Codes.Known() != tt.settled {
				t.Errorf("verdict %d, codes %v; want %d, settled %v", taps.Verdict, taps.Codes, tt.want, tt.settled)
			}
			if tt.settled && !taps.Codes.Contains(tt.app) {
				t.Errorf("the app is said to be %v, it is %v", taps.Codes, tt.app)
			}
		})
	}
}

// An app that can correct its own time looks the same as one that follows the
// clock where whole periods lie between the two.
func TestTapsOfAnAppThatCorrectsItself(t *testing.T) {
	for _, tt := range []struct {
		name         string
		clock        time.Duration // of the phone, and of the taps
		own, minutes bool
		want         Verdict
		settled      bool
	}{
		{"it cannot", -60 * s, false, false, Wrong, true},
		{"a minute slow, by whole minutes", -60 * s, true, true, CantTell, false},
		{"a minute slow, exactly", -60 * s, true, false, CantTell, false},
		{"47 s slow, exactly: it would be on time, and is not", -47 * s, true, false, Wrong, true},
		{"47 s slow, by whole minutes: 13 s fast works", -47 * s, true, true, CantTell, false},
		{"a right clock needs no correction", 0, true, true, OK, true},
		{"nor does one that is nearly right", -12 * s, true, true, OK, true},
	} {
		taps := tapsOn(tt.clock, 3, tt.own, tt.minutes)
		taps.Clock = skew.Around(tt.clock, s/2)
		taps.Conclude()
		if taps.Verdict != tt.want || taps.Codes.Known() != tt.settled {
			t.Errorf("%s: verdict %d, codes %v; want %d, settled %v", tt.name, taps.Verdict, taps.Codes, tt.want, tt.settled)
		}
	}
}
