package totp

import (
	"math/rand/v2"
	"testing"
	"time"

	"codeclock/drift/skew"

	"github.com/google/go-cmp/cmp"
)

func at(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }

func TestTimeline(t *testing.T) {
	for _, tt := range []struct {
		name string
		v    Verifier
		now  int64
		skew time.Duration
		want []Turn
	}{
		{
			"a right clock", normal(), 1000, 0,
			[]Turn{
				{32, Span{at(960), at(990)}, Span{at(930), at(1020)}},
				{33, Span{at(990), at(1020)}, Span{at(960), at(1050)}},
				{34, Span{at(1020), at(1050)}, Span{at(990), at(1080)}},
			},
		},
		{
			"47 s slow: each code is shown 47 s late", normal(), 1000, -47 * s,
			[]Turn{
				{30, Span{at(947), at(977)}, Span{at(870), at(960)}},
				{31, Span{at(977), at(1007)}, Span{at(900), at(990)}},
				{32, Span{at(1007), at(1037)}, Span{at(930), at(1020)}},
			},
		},
		{
			"past-only site, 10 s fast", Verifier{Window: Steps(1, 0, DefaultPeriod)}, 1000, 10 * s,
			[]Turn{
				{32, Span{at(950), at(980)}, Span{at(960), at(1020)}},
				{33, Span{at(980), at(1010)}, Span{at(990), at(1050)}},
				{34, Span{at(1010), at(1040)}, Span{at(1020), at(1080)}},
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.v.Timeline(at(tt.now), tt.skew, 1, 1)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSpanShift(t *testing.T) {
	turn := normal().Timeline(at(1000), -47*s, 0, 0)[0]
	if got, want := turn.Shown.Shift(-47*s), (Span{at(930), at(960)}); got != want {
		t.Errorf("on the device's own clock %v, want %v", got, want)
	}
}

// The timeline and the ages are two views of the same line of the package
// comment, so they must agree about every single arrival.
func TestTimelineAgreesWithAccepts(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for range 2000 {
		v := randomVerifier(rng)
		d := time.Duration(rng.Int64N(int64(400*s))) - 200*s
		now := time.Unix(1_000_000_000+rng.Int64N(1000), rng.Int64N(1e9))
		turn := v.Timeline(now, d, 0, 0)[0]
		if !turn.Shown.Contains(now) {
			t.Fatalf("%+v, skew %v: %v is not in %v", v, d, now, turn.Shown)
		}
		later := time.Duration(rng.Int64N(int64(200 * s)))
		age := now.Sub(turn.Shown.From) + later
		if got, want := turn.Accepted.Contains(now.Add(later)), v.accepts(d, age); got != want {
			t.Fatalf("%+v, skew %v, age %v: accepted %v by the timeline, %v by the age", v, d, age, got, want)
		}
	}
}

func TestTimelineFarOff(t *testing.T) {
	for _, d := range []time.Duration{skew.Min, skew.Max} {
		turn := normal().Timeline(at(1_700_000_000), d, 0, 0)[0]
		if !turn.Shown.Contains(at(1_700_000_000)) {
			t.Errorf("skew %v: shown %v", d, turn.Shown)
		}
	}
}

func TestSend(t *testing.T) {
	loose := Verifier{Window: Steps(1, 1, DefaultPeriod)}
	typed := loose
	typed.Typing = 8 * s
	for _, tt := range []struct {
		name string
		skew skew.Interval
		age  time.Duration
		want Moment
	}{
		{"a right clock: at once, and for a whole period after it changed", skew.Exactly(0), 10 * s, Moment{Within: 50 * s}},
		{"42 s slow, the code is new", skew.Exactly(-42 * s), 5 * s, Moment{Within: 13 * s}},
		{"42 s slow, the code is too old: take the next one", skew.Exactly(-42 * s), 18 * s, Moment{Wait: 12 * s, Within: 18 * s, Next: true}},
		{"42 s fast: wait until the code is 12 s old", skew.Exactly(42 * s), 5 * s, Moment{Wait: 7 * s, Within: 90 * s}},
		{"75 s fast: note it down and send it 15 s after it has gone", skew.Exactly(75 * s), 0, Moment{Wait: 45 * s, Within: 90 * s, Held: true}},
		{"an hour slow: never", skew.Exactly(-time.Hour), 0, Moment{}},
		{"somewhere from 40 to 44 s slow: what all of them allow", skew.Between(-44*s, -40*s), 5 * s, Moment{Within: 11 * s}},
		{"nobody knows", skew.Unknown, 5 * s, Moment{}},
		{"not known to the hour", skew.Around(0, time.Hour), 5 * s, Moment{}},
		{"292 years fast: in 292 years", skew.Exactly(skew.Max), 0, Moment{Wait: skew.Max - 30*s, Within: 30 * s, Held: true}},
		{"292 years slow", skew.Exactly(skew.Min), 0, Moment{}},
	} {
		if got := loose.Send(tt.skew, tt.age); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
	for _, tt := range []struct {
		name string
		skew skew.Interval
		age  time.Duration
		want Moment
	}{
		{"there is time to type the code", skew.Exactly(-47 * s), 4 * s, Moment{Within: 9 * s}},
		{"too little: take the next one", skew.Exactly(-47 * s), 5 * s, Moment{Wait: 25 * s, Within: 13 * s, Next: true}},
		{"no code lives as long as typing takes", skew.Exactly(-52 * s), 0, Moment{}},
		{"a fast clock: type it, wait, and send it", skew.Exactly(42 * s), 0, Moment{Wait: 12 * s, Within: 90 * s}},
	} {
		if got := typed.Send(tt.skew, tt.age); got != tt.want {
			t.Errorf("with 8 s of typing, %s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// A code that is sent at the first or the last moment passes for every skew of
// the interval.
func TestSendIsSafe(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	tried := 0
	for range 2000 {
		v := randomVerifier(rng)
		lo := time.Duration(rng.Int64N(int64(300*s))) - 150*s
		i := skew.Between(lo, lo+time.Duration(rng.Int64N(int64(40*s))))
		age := time.Duration(rng.Int64N(int64(v.period())))
		m := v.Send(i, age)
		if m.Within == 0 {
			continue
		}
		tried++
		if there := m.Wait + m.Within; !m.Next && there <= v.Typing || m.Next && there-(v.period()-age) <= v.Typing {
			t.Fatalf("%+v over %v at age %v: %+v leaves no time to type", v, i, age, m)
		}
		sent := age + m.Wait
		if m.Next {
			sent -= v.period()
		}
		for _, d := range []time.Duration{i.Lo(), i.Middle(), i.Hi()} {
			if !v.accepts(d, sent) || !v.accepts(d, sent+m.Within-1) {
				t.Fatalf("%+v over %v at age %v: %+v does not pass at %v", v, i, age, m, d)
			}
		}
	}
	if tried < 500 {
		t.Errorf("only %d of the random cases had a moment", tried)
	}
}

func TestSurely(t *testing.T) {
	v, i := normal(), skew.Between(-44*s, -40*s)
	if got, want := v.Surely(i), (Ages{-70 * s, 16 * s}); got != want {
		t.Errorf("surely %v, want %v", got, want)
	}
	if got := v.Surely(skew.Unknown); !got.Empty() {
		t.Errorf("unknown skew surely allows %v", got)
	}
}
