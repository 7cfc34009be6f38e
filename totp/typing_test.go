package totp

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"codeclock/drift/skew"
)

func TestMeanChanceAgreesWithAveraging(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	for range 300 {
		v := randomVerifier(rng)
		least := time.Duration(rng.Int64N(int64(40 * s)))
		most := least + time.Duration(rng.Int64N(int64(60*s)))
		d := time.Duration(rng.Int64N(int64(400*s))) - 200*s
		const parts = 1000
		sum := 0.
		for k := range parts {
			v.Typing = least + (most-least)*time.Duration(2*k+1)/(2*parts)
			sum += v.Chance(d)
		}
		if got := v.MeanChance(skew.Exactly(d), least, most); math.Abs(got.Min-sum/parts) > 1e-3 || math.Abs(got.Max-got.Min) > 1e-6 {
			t.Errorf("%+v, %v to %v of typing, skew %v: %v, averaged %v", v, least, most, d, got, sum/parts)
		}
	}
}

func TestMeanChanceOverHoldsEveryPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	for range 300 {
		v := randomVerifier(rng)
		lo := time.Duration(rng.Int64N(int64(400*s))) - 200*s
		i := skew.Between(lo, lo+time.Duration(rng.Int64N(int64(200*s))))
		all := v.MeanChance(i, 5*s, 25*s)
		for k := range 201 {
			at := v.MeanChance(skew.Exactly(i.Lo()+i.Width()*time.Duration(k)/200), 5*s, 25*s)
			if at.Min < all.Min-1e-6 || at.Max > all.Max+1e-6 {
				t.Errorf("%+v over %v: %v at a point is outside %v", v, i, at, all)
			}
		}
	}
}

func TestMeanChanceOfOneTypingTimeIsTheChance(t *testing.T) {
	for _, d := range []time.Duration{skew.Min, -47 * s, 0, 55 * s, skew.Max} {
		v := normal()
		if got, want := v.MeanChance(skew.Exactly(d), v.Typing, v.Typing), v.ChanceOver(skew.Exactly(d)); got != want {
			t.Errorf("skew %v: %v, want %v", d, got, want)
		}
		if got := v.MeanChance(skew.Exactly(d), 0, 20*s); got.Min < 0 || got.Max > 1 {
			t.Errorf("skew %v: %v", d, got)
		}
	}
	if got := normal().MeanChance(skew.Unknown, 0, s); got != (Range{0, 1}) {
		t.Errorf("unknown skew: %v", got)
	}
}
