package totp

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"codeclock/drift/skew"
)

// chanceReadings returns codes of no key at all, at random times.
func chanceReadings(r *rand.Rand, k Key, n int, delay, bound time.Duration) []Reading {
	at := time.Unix(1_700_000_000+r.Int64N(1e8), r.Int64N(1e9))
	var list []Reading
	for range n {
		list = append(list, Reading{Code: fmt.Sprintf("%0*d", k.Digits, r.Uint32N(k.codes())), At: at, Delay: delay, Bound: bound})
		at = at.Add(time.Duration(10+r.IntN(100))*s + time.Duration(r.Int64N(1e9)))
	}
	return list
}

// How many combinations of steps several readings may be of is counted one by one,
// with a set of codes that fits at every step.
func TestCombinationsAreCounted(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	k := inferKey(SHA1, 6, 30*s)
	for _, tt := range []struct {
		readings     int
		delay, bound time.Duration
		near         time.Duration
	}{
		{1, 0, 0, 0}, {1, 0, 0, 400 * s}, {1, 20 * s, s, 100 * s},
		{2, 0, 0, 0}, {2, 0, 0, 300 * s}, {2, 10 * s, s, 0}, {2, 10 * s, s, 200 * s}, {3, 40 * s, 0, 150 * s}, {4, 0, 2 * s, 90 * s},
	} {
		counted, rounds := 0, 2000
		if raced {
			rounds = 1000
		}
		var want float64
		for range rounds {
			readings := chanceReadings(r, k, tt.readings, tt.delay, tt.bound)
			want += newCoincidence(k, readings, 1).combinations(tt.near)
			counted += countCombinations(k, readings, tt.near)
		}
		if got := float64(counted); math.Abs(got/want-1) > 0.04 {
			t.Errorf("%+v: %.3f a time, want %.3f", tt, got/float64(rounds), want/float64(rounds))
		}
	}
}

// countCombinations counts the choices of a step for each reading that share a skew
// as near as this.
func countCombinations(k Key, readings []Reading, near time.Duration) int {
	shared := []skew.Interval{skew.Unknown}
	for _, r := range readings {
		center, reach := Step(r.At, k.Period), r.reach(near, k.Period)+4
		var next []skew.Interval
		for step := center - reach; step <= center+reach; step++ {
			for _, i := range shared {
				if both, ok := i.Intersect(r.skewAt(step, k.Period)); ok && both.Width() > 0 {
					next = append(next, both)
				}
			}
		}
		shared = next
	}
	n := 0
	for _, i := range shared {
		if i.Distance(0) <= near {
			n++
		}
	}
	return n
}

// Codes that are none of the key's are explained as often as the arithmetic says: for
// a slip in a single code, for one code of two, and for other settings.
func TestChanceExplainsAsOftenAsItSays(t *testing.T) {
	if raced || testing.Short() {
		t.Skip("searches a day for thousands of codes")
	}
	r := rand.New(rand.NewPCG(5, 6))
	k := inferKey(SHA1, 6, 30*s)
	count, want := map[HypothesisKind]float64{}, map[HypothesisKind]float64{}
	const rounds, near = 1500, 12 * time.Hour
	for n := range rounds {
		readings := chanceReadings(r, k, 1, 10*s, s)
		var e explanation
		e.given = readings
		if n%3 == 0 {
			e.given = append(readings, chanceReadings(r, k, 1, 0, 0)...)
			e.leaveOneOut(t.Context(), newProbe(k))
		} else {
			e.slips(t.Context(), Hypothesis{Key: k}, newProbe(k))
		}
		kind := OneDigit
		if n%3 == 0 {
			kind = OtherCode
		}
		for _, c := range e.tried {
			if kind == OneDigit && c.variants != 54 {
				continue
			}
			want[kind] += -math.Expm1(-c.expected(near))
		}
		for _, h := range e.found {
			if h.Kind == kind && h.near() <= near {
				count[kind]++
			}
		}
	}
	for kind, want := range want {
		if got := count[kind]; math.Abs(got-want) > 4*math.Sqrt(want)+1 {
			t.Errorf("%s: %v of %d times, want %.1f", kind, got, rounds, want)
		}
	}
	t.Logf("%v, want %v", count, want)
}

// Of pairs of codes of another key, no more are explained than maxCoincidence allows.
func TestExplainClaimsLittleOfAnotherKey(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	k, claimed, rounds := inferKey(SHA1, 6, 30*s), 0, 80
	if raced || testing.Short() {
		rounds = 20
	}
	for range rounds {
		if len(explain(t, k, chanceReadings(r, k, 2, 10*s, s), withSecret(k, "another account's"))) > 0 {
			claimed++
		}
	}
	if float64(claimed) > float64(rounds)*maxCoincidence+3 {
		t.Errorf("%d of %d pairs of codes are explained", claimed, rounds)
	}
}
