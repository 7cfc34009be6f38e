package totp

import (
	"context"
	"errors"
	"time"

	"codeclock/drift/skew"
)

// InferOptions says how a search is made. Its zero value searches a year either
// way on every processor.
type InferOptions struct {
	Range   time.Duration // either way; 0 means DefaultRange; a day more is searched from a year on
	Workers int           // 0 means one a processor

	// Found is told of each match at once, the nearest first but for what the
	// workers overtake; nil when nobody waits. It is called by one at a time.
	Found func(skew.Interval)
}

// The bounds of a search and of its readings.
const (
	DefaultRange = 365 * 24 * time.Hour
	MaxRange     = 100 * 365 * 24 * time.Hour
	MaxDelay     = time.Hour
	MaxReadings  = 100
)

// The errors of an inference, beside those of Key.CodeOf.
var (
	ErrNoReadings   = errors.New("there are no codes to judge")
	ErrReadings     = errors.New("too many codes: a hundred are enough")
	ErrCode         = errors.New("the code is not one that this key can make")
	ErrReadingTime  = errors.New("a code must be read between 1970 and 2200")
	ErrReadingDelay = errors.New("the delay must be from 0 to 1 h, and true time known to 1 h")
	ErrRange        = errors.New("the range must be from one period to 100 years")
)

// Inference is what codes and their key say about the clock of the device that
// made them.
type Inference struct {
	Candidates []Candidate   // the likeliest first
	Searched   skew.Interval // every skew in it was tried

	// Mismatch is the probability, 0 to 1, that none of the candidates is right:
	// another key, a slip in a code, or a skew that was not searched.
	Mismatch float64

	// Different is how many of the codes differ from each other. The same code
	// twice says no more than once.
	Different int
}

// Candidate is a skew that explains all codes.
type Candidate struct {
	Skew        skew.Interval
	Probability float64 // 0 to 1, given the codes: see Infer
}

// Infer returns the skews at which the key's device would have shown the codes.
//
// A code of step n, read at true time t at most D after it was shown, leaves a
// skew in [n*P - t, (n+1)*P - t + D]; several codes leave what all of these share,
// which gets narrower than a period. The first code is searched outward from no
// skew over the whole range, the others only where it fits.
//
// A candidate's probability is its prior over that of all candidates and that of
// a mismatch, which gives codes like these by chance once in 10^(digits*codes):
// Bayes' rule, exact once the range has been searched; a skew that was not searched
// counts as a mismatch. The prior is that small skews are commoner than large ones,
// in proportion, but for whole quarters of an hour, whole days and the dates at which
// clocks without a battery begin.
//
// Errors: those of Key.CodeOf, ErrNoReadings, ErrReadings, ErrRange, and with the
// number of the reading, from 1, ErrCode, ErrReadingTime, ErrReadingDelay. When ctx
// ends it returns what was found and Searched up to there, with the context's error.
func Infer(ctx context.Context, k Key, readings []Reading, o InferOptions) (Inference, error) {
	s, err := newSearch(k, readings, o)
	if err != nil {
		return Inference{}, err
	}
	err = s.run(ctx)
	return s.conclude(), err
}

// conclude weighs what was found.
func (s *search) conclude() Inference {
	inf := Inference{Searched: s.searched(), Different: different(s.readings)}
	prior := newPrior(s.period, s.readings[0].At)
	likelihood := s.likelihood()
	var total float64
	for _, i := range s.found {
		c := Candidate{Skew: i, Probability: prior.of(i) * likelihood}
		total += c.Probability
		inf.Candidates = append(inf.Candidates, c)
	}
	chance := (1 - prior.of(inf.Searched)) * s.coincidence(inf.Different)
	total += chance
	for i := range inf.Candidates {
		inf.Candidates[i].Probability /= total
	}
	inf.Mismatch = chance / total
	sortCandidates(inf.Candidates)
	return inf
}

// likelihood is how likely a device is to show these codes at a skew that explains
// them: while a reading was late by up to D it may have shown others too.
func (s *search) likelihood() float64 {
	p, seen := 1.0, map[uint32]bool{}
	for _, r := range s.readings {
		if !seen[r.codes[0]] {
			p /= r.covers(s.period)
		}
		seen[r.codes[0]] = true
	}
	return p
}
