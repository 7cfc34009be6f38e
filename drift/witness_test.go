package drift

import (
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// site is a web server that leaves this interval possible.
func site(lo, hi time.Duration) Reading {
	r := reading("site", says(lo, hi))
	r.Kind = source.KindHTTPS
	return r
}

func TestWitness(t *testing.T) {
	times := func(at ...time.Duration) (out []Reading) {
		for _, d := range at {
			out = append(out, reading("time", says(d-10*ms, d+10*ms)))
		}
		return out
	}
	webs := func(at ...time.Duration) (out []Reading) {
		for _, d := range at {
			out = append(out, site(d-200*ms, d+200*ms))
		}
		return out
	}
	gone := Reading{Server: "site", Kind: source.KindHTTPS, Ended: source.ErrNoAnswer}
	true10, true200 := skew.Around(0, 10*ms), skew.Around(0, 200*ms)
	for _, tt := range []struct {
		name      string
		times     []Reading
		webs      []Reading
		agreement Agreement
		witness   Witness
		want      skew.Interval
		agree     int
	}{
		{"time servers alone", times(0, 0, 0), nil, Majority, NotCalled, true10, 3},
		{"web servers alone", nil, webs(0, 0, 0), Majority, NotCalled, true200, 3},
		{"silent time servers", []Reading{{Server: "time", Ended: source.ErrNoAnswer}}, webs(0, 0), Majority, NotCalled, true200, 2},
		{"all agree", times(0, 0, 0, 0, 0), webs(0, 0, 0, 0, 0), Majority, NotDenied, true10, 10},
		{"five that speak for one box, ruled out by two", times(97*s, 97*s, 97*s, 97*s, 97*s), webs(0, 0), Majority, DeniedByIt, true200, 2},
		{"five liars, ruled out by three of five", times(97*s, 97*s, 97*s, 97*s, 97*s), webs(0, 0, 50*s, 0, 60*s), Majority, DeniedByIt, true200, 3},
		{"no web server answers", times(0, 0, 0), []Reading{gone, gone}, Majority, NoWitness, true10, 3},
		{"one web server does not rule out five time servers", times(0, 0, 0, 0, 0), webs(97 * s), Majority, NoWitness, true10, 5},
		{"web servers contradict each other", times(0, 0, 0), webs(97*s, 50*s), Majority, NoWitness, true10, 3},
		{"one against one", times(0), webs(97 * s), Contradiction, NoWitness, skew.Unknown, 0},
		{"one and one that goes with it", times(0), webs(0), Majority, NotDenied, true10, 2},
		{"web servers decide between two and two", times(0, 0, 97*s, 97*s), webs(0, 0), Majority, NotDenied, true10, 4},
		{"nothing decides", times(0, 97*s), webs(0, 97*s), Contradiction, NoWitness, skew.Unknown, 0},
	} {
		e := Agree(slices.Concat(tt.times, tt.webs))
		_, _, agree := e.Count()
		if e.Agreement != tt.agreement || e.Witness != tt.witness || e.Skew != tt.want || agree != tt.agree {
			t.Errorf("%s: %v, witness %v, %v, %d agree; want %v, %v, %v, %d",
				tt.name, e.Agreement, e.Witness, e.Skew, agree, tt.agreement, tt.witness, tt.want, tt.agree)
		}
	}
}

// Whatever all time servers say, and however many they are, they do not move the
// answer out of what most web servers allow.
func TestTimeServersNeverOutvoteTheWeb(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	within := func(d time.Duration) time.Duration { return time.Duration(rng.Int64N(int64(d))) }
	for range 3000 {
		var readings []Reading
		lie := within(10*s) - 5*s
		for range 1 + rng.IntN(9) {
			readings = append(readings, reading("time", says(lie-within(50*ms), lie+within(50*ms))))
		}
		for range 2 + rng.IntN(4) {
			readings = append(readings, site(-within(s), within(s)))
		}
		e := Agree(readings)
		if _, allowed := e.Skew.Intersect(e.Web); !e.Skew.Known() || !allowed || !e.Web.Contains(0) {
			t.Fatalf("%v, and the web allows %v; time servers say %v", e.Skew, e.Web, lie)
		}
		if e.Witness == DeniedByIt && !e.Skew.Contains(0) {
			t.Fatalf("denied, and yet %v", e.Skew)
		}
	}
}

// The web is asked when the clock is blamed, and only then; for a second at most.
func TestWitnessIsCalled(t *testing.T) {
	ntp := func(at time.Duration, skew time.Duration) source.Source {
		return scripted{name: "time", skew: skew, at: []time.Duration{at}, wide: 10 * ms}
	}
	three := func(skew time.Duration) []source.Source {
		return []source.Source{ntp(40*ms, skew), ntp(40*ms, skew), ntp(40*ms, skew)}
	}
	web := func(skew time.Duration) source.Source {
		return scripted{name: "web", kind: source.KindHTTPS, skew: skew, at: []time.Duration{200 * ms, 700 * ms, 900 * ms}, wide: 500 * ms}
	}
	silent := scripted{name: "silent", kind: source.KindHTTPS}
	rough := scripted{name: "rough", kind: source.KindHTTPS, at: []time.Duration{200 * ms}, wide: 5 * s}
	for _, tt := range []struct {
		name    string
		sources []source.Source
		web     []source.Source
		witness Witness
		took    time.Duration
		asked   int
		want    time.Duration
	}{
		{"the clock is right: nobody else is asked", three(0), []source.Source{web(0), web(0)}, NotCalled, 40 * ms, 3, 0},
		{"the clock is wrong: two say so too", three(60 * s), []source.Source{web(60 * s), web(60 * s)}, NotDenied, 240 * ms, 5, 60 * s},
		{"time servers lie: two deny it", three(60 * s), []source.Source{web(0), web(0)}, DeniedByIt, 40*ms + trial, 5, 0},
		{"time servers lie: two of three deny it, and the third is not waited for", three(60 * s), []source.Source{web(0), silent, web(0)}, DeniedByIt, 40*ms + trial, 6, 0},
		{"the web is silent: a second is enough", three(60 * s), []source.Source{silent, silent}, NoWitness, 40*ms + trial, 5, 60 * s},
		{"the web is too rough to tell", three(3 * s), []source.Source{rough, rough}, NotDenied, 40*ms + trial, 5, 3 * s},
		{"time servers contradict each other: the web decides", []source.Source{ntp(40*ms, 0), ntp(40*ms, 60*s)}, []source.Source{web(0), web(0)}, NotDenied, 240 * ms, 4, 0},
		{"late time servers still count", []source.Source{ntp(40*ms, 60*s), ntp(40*ms, 60*s), ntp(180*ms, 60*s)}, []source.Source{web(60 * s), web(60 * s)}, NotDenied, 240 * ms, 5, 60 * s},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				e := Measure(t.Context(), Options{Sources: tt.sources, Fallback: tt.web, Harmless: skew.Around(0, s)})
				if took := time.Since(begin); took < tt.took || took > tt.took+minGrace {
					t.Errorf("took %v, want %v", took, tt.took)
				}
				if e.Witness != tt.witness || len(e.Readings) != tt.asked || !e.Skew.Contains(tt.want) {
					t.Errorf("witness %v, %d asked, %v; want %v, %d, %v", e.Witness, len(e.Readings), e.Skew, tt.witness, tt.asked, tt.want)
				}
			})
		})
	}
}
