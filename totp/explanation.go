package totp

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"codeclock/drift/skew"
)

// explanation is what was tried to explain codes, and what was found.
type explanation struct {
	given []Reading
	found []Hypothesis
	tried []coincidence
}

// claims returns what was found and is hardly chance, given all that was tried.
func (e *explanation) claims() []Hypothesis {
	var list []Hypothesis
	for _, h := range e.found {
		if h.Coincidence = -math.Expm1(-e.asGood(h.chance)); h.Coincidence <= maxCoincidence {
			list = append(list, h)
		}
	}
	list = slices.DeleteFunc(list, func(h Hypothesis) bool { return slices.ContainsFunc(list, h.saidBetterBy) })
	slices.SortStableFunc(list, func(a, b Hypothesis) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.chance, b.chance))
	})
	return list
}

// asGood is how often anything that was tried fits by chance as well as something that
// does so this often by itself: each alternative as often, up to a skew of its own, but
// for those that fit more often than that without any skew.
func (e *explanation) asGood(chance float64) (sum float64) {
	for _, c := range e.tried {
		if c.expected(0) <= chance {
			sum += min(chance, c.expected(hypothesisRange))
		}
	}
	return sum
}

// near is how far from no skew a hypothesis needs the clock to be at least.
func (h Hypothesis) near() time.Duration {
	return max(h.Skew.Distance(0), skew.Abs(h.After.Clamp(0)))
}

// rank puts what leaves a code unexplained after what explains all of them.
func (h Hypothesis) rank() int {
	if h.Kind == OtherCode {
		return 1
	}
	return 0
}

// saidBetterBy reports whether g says what h does of a code that h leaves out, and why
// it does not fit.
func (h Hypothesis) saidBetterBy(g Hypothesis) bool {
	if h.Kind != OtherCode {
		return false
	}
	switch g.Kind {
	case OneDigit, Neighbours:
		return g.Code == h.Code
	case ClockSet:
		_, before := g.Skew.Intersect(h.Skew)
		_, after := g.After.Intersect(h.Skew)
		return before || after
	}
	return false
}

// try looks for a skew at which some of the codes fit a key.
func (e *explanation) try(ctx context.Context, h Hypothesis, p *probe, readings []Reading) {
	if parsed, err := p.key.parseReadings(readings); err == nil && ctx.Err() == nil {
		e.keep(h, p, parsed, newCoincidence(p.key, readings, 1))
	}
}

// keep keeps the nearest skew at which the readings fit, if there is one.
func (e *explanation) keep(h Hypothesis, p *probe, readings []parsedReading, chances ...coincidence) {
	e.tried = append(e.tried, chances...)
	at, ok := p.nearest(readings)
	if !ok {
		return
	}
	h.Skew = at
	for _, c := range chances {
		h.chance += c.expected(h.near())
	}
	e.found = append(e.found, h)
}

// slips looks for a slip in one of the codes: with the key that was given, or with the
// other one of a hypothesis.
func (e *explanation) slips(ctx context.Context, h Hypothesis, p *probe) {
	parsed, err := p.key.parseReadings(e.given)
	if err != nil || len(parsed) > maxSlipCodes {
		return
	}
	for i, r := range parsed {
		for _, kind := range []HypothesisKind{OneDigit, Neighbours} {
			codes := p.key.slips(kind, r.Code)
			if len(codes) == 0 || ctx.Err() != nil {
				continue
			}
			slip := h
			slip.Code = i
			if h.Kind == "" {
				slip.Kind = kind
			} else {
				slip.Slip = kind
			}
			changed := slices.Clone(parsed)
			changed[i].codes = codes
			e.keep(slip, p, changed, slipCoincidences(p.key, e.given, i, len(codes))...)
		}
	}
}

// otherKeys looks for codes of other keys, and where nothing has been found that is
// hardly chance, for a slip in one of these.
func (e *explanation) otherKeys(ctx context.Context, others []Hypothesis) {
	probes := make([]*probe, min(len(others), maxSlipKeys))
	for i, h := range others {
		p := newProbe(h.Key)
		if e.try(ctx, h, p, e.given); i < len(probes) {
			probes[i] = p
		}
	}
	if len(e.claims()) > 0 {
		return
	}
	for i, p := range probes {
		e.slips(ctx, others[i], p)
	}
}

// leaveOneOut looks for a skew at which all codes but one fit.
func (e *explanation) leaveOneOut(ctx context.Context, p *probe) {
	for i := range e.given {
		if rest := slices.Delete(slices.Clone(e.given), i, i+1); len(rest) > 0 {
			e.try(ctx, Hypothesis{Kind: OtherCode, Key: p.key, Code: i}, p, rest)
		}
	}
}

// setTheClock looks for a skew of the codes up to one of them, and another skew of
// the codes from there on. Either part may fit by chance beside a right other one.
func (e *explanation) setTheClock(ctx context.Context, p *probe) {
	order := make([]int, len(e.given))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return e.given[a].At.Compare(e.given[b].At) })
	inOrder := make([]Reading, len(order))
	for i, of := range order {
		inOrder[i] = e.given[of]
	}
	parsed, err := p.key.parseReadings(inOrder)
	if err != nil {
		return
	}
	for i := 1; i < len(parsed) && ctx.Err() == nil; i++ {
		parts := []coincidence{newCoincidence(p.key, inOrder[:i], 1), newCoincidence(p.key, inOrder[i:], 1)}
		e.tried = append(e.tried, parts...)
		before, ok := p.nearest(parsed[:i])
		after, too := p.nearest(parsed[i:])
		if ok && too {
			h := Hypothesis{Kind: ClockSet, Key: p.key, Code: order[i], Skew: before, After: after}
			h.chance = parts[0].expected(h.near()) + parts[1].expected(h.near())
			e.found = append(e.found, h)
		}
	}
}
