package totp

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// madeUp are ways in which codes of oathtool come to be none of a key's. Each returns
// what the device has, and what becomes of its codes.
var madeUp = []struct {
	want   HypothesisKind
	device func(r *rand.Rand, k Key) Key
	typed  func(code string) string // of the second code
	set    time.Duration            // by which the clock is set after the first code
}{
	{want: OneDigit, typed: otherDigit},
	{want: Neighbours, typed: swapFirst},
	{want: OtherCode, typed: func(code string) string { return otherDigit(reversed(code)) }},
	{want: ClockSet, set: -10 * time.Minute},
	{want: OtherSettings, device: func(r *rand.Rand, k Key) Key { k.Algorithm = Algorithm(1 + r.IntN(2)); return k }},
	{want: OtherSettings, device: func(r *rand.Rand, k Key) Key { k.Period, k.Digits = 60*s, 6+2*r.IntN(2); return k }},
	{want: OtherForm, device: func(r *rand.Rand, k Key) Key { return withSecret(k, rfcBase32) }},
	{want: OtherForm, device: func(r *rand.Rand, k Key) Key { return withSecret(k, "3132333435363738393031323334353637383930") }},
	{want: OtherAccount, device: func(r *rand.Rand, k Key) Key { return withSecret(k, "another account's") }},
}

func reversed(code string) string {
	var b strings.Builder
	for i := len(code) - 1; i >= 0; i-- {
		b.WriteByte(code[i])
	}
	return b.String()
}

// What oathtool's codes were made of is what is claimed first, and its skew is that
// of the device, but for the few that chance explains as well.
func TestHypothesesWithOathtool(t *testing.T) {
	oathtool := program(t, "oathtool")
	r := rand.New(rand.NewPCG(41, 42))
	k := inferKey(SHA1, 6, 30*s)
	rounds := 12
	if raced {
		rounds = 3
	}
	for _, m := range madeUp {
		right := 0
		for range rounds {
			device, off := k, time.Duration(proportionally(r, 3600))*s
			if m.device != nil {
				device = m.device(r, k)
			}
			at := time.Unix(1_700_000_000+r.Int64N(1e8), 0)
			next := at.Add(time.Duration(61+r.IntN(40)) * s)
			readings := []Reading{
				{Code: oathtoolCode(t, oathtool, device, at.Add(off)), At: at, Delay: 10 * s},
				{Code: oathtoolCode(t, oathtool, device, next.Add(off+m.set)), At: next, Delay: 10 * s},
			}
			if m.typed != nil {
				readings[1].Code = m.typed(readings[1].Code)
			}
			got := explain(t, k, readings, k, withSecret(k, "another account's"))
			if len(got) > 0 && got[0].Kind == m.want && got[0].Skew.Contains(off) {
				right++
			}
		}
		if right < rounds-1 {
			t.Errorf("%s: %d of %d", m.want, right, rounds)
		}
		t.Logf("%-14s %d of %d", m.want, right, rounds)
	}
}
