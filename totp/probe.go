package totp

import (
	"slices"
	"time"

	"codeclock/drift/skew"
)

// probe looks for skews of a key near none. It keeps the codes of the steps around
// each reading, for many things are tried with them.
type probe struct {
	key     Key
	stepper *stepper // nil of a key that makes no codes
	around  map[span][]uint32
}

// span is the steps that are at most this far from one.
type span struct{ center, reach int64 }

func newProbe(k Key) *probe {
	st, err := newStepper(k)
	if err != nil {
		st = nil
	}
	return &probe{key: k, stepper: st, around: map[span][]uint32{}}
}

// codes returns the codes of a span, the earliest first; those of before 1970, which
// are none, are none that can be read.
func (p *probe) codes(s span) []uint32 {
	if made := p.around[s]; made != nil {
		return made
	}
	list, modulus := make([]uint32, 2*s.reach+1), p.key.codes()
	for i := range list {
		list[i] = modulus
		if step := s.center - s.reach + int64(i); step >= 0 {
			list[i] = p.stepper.value(uint64(step)) % modulus
		}
	}
	p.around[s] = list
	return list
}

// nearest returns the skew nearest to none, up to hypothesisRange, at which all
// readings fit.
func (p *probe) nearest(readings []parsedReading) (best skew.Interval, ok bool) {
	if p.stepper == nil {
		return best, false
	}
	first, period := readings[0], p.key.Period
	s := span{Step(first.At, period), first.reach(hypothesisRange, period)}
	codes := p.codes(s)
	for n := int64(0); n <= s.reach; n++ {
		if ok && time.Duration(n-1)*period-first.Delay-first.Bound > best.Distance(0) {
			break // all that follows is farther off
		}
		for _, away := range []int64{n, -n} {
			if !slices.Contains(first.codes, codes[s.reach+away]) {
				continue
			}
			for _, i := range p.stepper.fit(first.skewAt(s.center+away, period), readings[1:], period, p.key.codes()) {
				if !ok || i.Distance(0) < best.Distance(0) {
					best, ok = i, true
				}
			}
		}
	}
	return best, ok
}
