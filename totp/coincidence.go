package totp

import (
	"math"
	"time"
)

// coincidence is how often something that was tried fits by chance.
//
// A reading of period P that was late by up to D, at a time known to B, leaves skews
// P+D+2B wide for each step, and so c = 1 + (D+2B)/P steps at one skew. Going along
// the skews, a step of one of m readings ends every P/m, and with it one combination
// of steps, of those that the others leave there. So there are, up to a skew of S
// either way,
//
//	c1*c2*...*cm + 2*S/P * (c2*...*cm + c1*c3*...*cm + ...)
//
// combinations of steps, each of which has m given codes once in 10^(digits*m). Of a
// kind with many variants each of them may fit.
type coincidence struct {
	variants float64       // how many there were
	codes    float64       // how many codes the key has
	covers   []float64     // c of each reading whose code differs from those before
	period   time.Duration // P
	fixed    bool          // the skew is known already: S is 0
}

// newCoincidence is that of all these codes, of a key which does not make them.
func newCoincidence(k Key, readings []Reading, variants int) coincidence {
	c := coincidence{variants: float64(variants), codes: float64(k.codes()), period: k.Period}
	seen := map[string]bool{}
	for _, r := range readings {
		if !seen[r.Code] {
			c.covers = append(c.covers, r.covers(k.Period))
		}
		seen[r.Code] = true
	}
	return c
}

// slipCoincidences is that of a slip in one of the codes: that the key makes none of
// them, or that it makes all others, and that one is a code of something else.
func slipCoincidences(k Key, readings []Reading, in, variants int) []coincidence {
	list := []coincidence{newCoincidence(k, readings, variants)}
	if len(readings) > 1 {
		one := newCoincidence(k, readings[in:in+1], variants)
		one.fixed = true
		list = append(list, one)
	}
	return list
}

// expected is how many fits there are by chance up to a skew, on average.
func (c coincidence) expected(near time.Duration) float64 {
	return c.variants * c.combinations(near) * math.Pow(c.codes, -float64(len(c.covers)))
}

// combinations counts the steps that several readings may be of, up to a skew either
// way.
func (c coincidence) combinations(near time.Duration) float64 {
	all := 1.0
	for _, cover := range c.covers {
		all *= cover
	}
	if c.fixed {
		return all
	}
	ends := 0.0
	for _, cover := range c.covers {
		ends += all / cover
	}
	return all + 2*float64(near)/float64(c.period)*ends
}
