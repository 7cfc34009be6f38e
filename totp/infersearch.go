package totp

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"codeclock/drift/skew"
)

// chunk is how many steps a worker tries, on either side, before it looks for
// more work: about a millisecond's worth.
const chunk = 4096

// search is one search for the steps of a first code.
type search struct {
	key      Key
	period   time.Duration
	modulus  uint32 // how many codes there are
	readings []parsedReading
	center   int64 // step of the first code with no skew
	reach    int64 // how many steps either way
	workers  int
	tell     func(skew.Interval)

	next, done atomic.Int64 // chunks begun, and those that are done without a gap

	mu       sync.Mutex
	finished map[int64]bool // chunks that are done after a gap
	found    []skew.Interval
}

// parsedReading is a reading with the number that its code stands for.
type parsedReading struct {
	Reading
	want uint32
}

func newSearch(k Key, readings []Reading, o InferOptions) (*search, error) {
	if _, err := k.CodeOf(0); err != nil {
		return nil, err
	}
	span := cmp.Or(o.Range, DefaultRange)
	switch {
	case len(readings) == 0:
		return nil, ErrNoReadings
	case len(readings) > MaxReadings:
		return nil, ErrReadings
	case span < k.Period || span > MaxRange:
		return nil, ErrRange
	}
	s := &search{
		key: k, period: k.Period, modulus: k.codes(), tell: o.Found,
		workers: cmp.Or(o.Workers, runtime.GOMAXPROCS(0)), finished: map[int64]bool{},
	}
	for _, r := range readings {
		if err := r.check(); err != nil {
			return nil, err
		}
		want, err := k.parseCode(r.Code)
		if err != nil {
			return nil, err
		}
		s.readings = append(s.readings, parsedReading{r, want})
	}
	first := s.readings[0]
	s.center = Step(first.At, s.period)
	s.reach = int64((span+first.Delay+first.Bound)/s.period) + 1
	return s, nil
}

// run searches until the range is done or ctx ends.
func (s *search) run(ctx context.Context) error {
	var all sync.WaitGroup
	for range s.workers {
		stepper, err := newStepper(s.key)
		if err != nil {
			return err
		}
		all.Go(func() {
			for ctx.Err() == nil {
				from := (s.next.Add(1) - 1) * chunk
				if from > s.reach {
					return
				}
				s.try(stepper, from)
			}
		})
	}
	all.Wait()
	return ctx.Err()
}

// try looks at the steps that are from, and up to a chunk more, away from the
// center on either side.
func (s *search) try(st *stepper, from int64) {
	until := min(from+chunk, s.reach+1)
	want, modulus := s.readings[0].want, s.modulus
	for k := from; k < until; k++ {
		if ahead := s.center + k; st.value(uint64(ahead))%modulus == want {
			s.match(st, ahead)
		}
		if behind := s.center - k; k > 0 && behind >= 0 && st.value(uint64(behind))%modulus == want {
			s.match(st, behind)
		}
	}
	s.finish(from / chunk)
}

// match keeps what the other codes leave of a step of the first.
func (s *search) match(st *stepper, step int64) {
	left := s.others(st, s.readings[0].skewAt(step, s.period), s.readings[1:])
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range left {
		s.found = append(s.found, i)
		if s.tell != nil {
			s.tell(i)
		}
	}
}

// others returns the parts of a skew at which all of these codes fit too.
func (s *search) others(st *stepper, i skew.Interval, readings []parsedReading) []skew.Interval {
	if len(readings) == 0 {
		return []skew.Interval{i}
	}
	r := readings[0]
	first := Step(r.At.Add(i.Lo()-r.Bound-r.Delay), s.period)
	last := Step(r.At.Add(i.Hi()+r.Bound), s.period)
	var left []skew.Interval
	for step := max(first, 0); step <= last; step++ {
		if st.value(uint64(step))%s.modulus != r.want {
			continue
		}
		if both, ok := i.Intersect(r.skewAt(step, s.period)); ok && both.Width() > 0 {
			left = append(left, s.others(st, both, readings[1:])...)
		}
	}
	return left
}

// finish notes that a chunk is done.
func (s *search) finish(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.finished[n] = true
	for at := s.done.Load(); s.finished[at]; at++ {
		delete(s.finished, at)
		s.done.Store(at + 1)
	}
}

// searched returns the skews that were all tried.
func (s *search) searched() skew.Interval {
	steps := min(s.done.Load()*chunk, s.reach+1) - 1
	if steps < 0 {
		return skew.Exactly(0)
	}
	return skew.Around(0, time.Duration(steps)*s.period)
}

// coincidence is how often a wrong key fits this many different codes at one
// skew.
func (s *search) coincidence(codes int) float64 {
	return math.Pow(float64(s.modulus), -float64(codes))
}

func sortCandidates(list []Candidate) {
	slices.SortStableFunc(list, func(a, b Candidate) int {
		return cmp.Or(
			cmp.Compare(b.Probability, a.Probability),
			cmp.Compare(skew.Abs(a.Skew.Middle()), skew.Abs(b.Skew.Middle())),
		)
	})
}

// steamAlphabet is what Steam writes its codes with, in place of digits
// (pquerna/otp:hotp/hotp.go, which makes them).
const steamAlphabet = "23456789BCDFGHJKMNPQRTVWXY"

// codes is how many different codes the key has.
func (k Key) codes() uint32 {
	base, n := uint32(10), uint32(1)
	if k.Steam {
		base = uint32(len(steamAlphabet))
	}
	for range k.Digits {
		n *= base
	}
	return n
}

// CheckCode fails with ErrCode for a text that is not a code of the key's kind.
func (k Key) CheckCode(code string) error {
	_, err := k.parseCode(code)
	return err
}

// parseCode returns the number that a code stands for. Steam writes the last of
// its digits first.
func (k Key) parseCode(code string) (uint32, error) {
	if len(code) != k.Digits {
		return 0, ErrCode
	}
	if !k.Steam {
		n := uint32(0)
		for _, c := range []byte(code) {
			if c < '0' || c > '9' {
				return 0, ErrCode
			}
			n = n*10 + uint32(c-'0')
		}
		return n, nil
	}
	n := uint32(0)
	for i := len(code) - 1; i >= 0; i-- {
		digit := strings.IndexByte(steamAlphabet, code[i])
		if digit < 0 {
			return 0, ErrCode
		}
		n = n*uint32(len(steamAlphabet)) + uint32(digit)
	}
	return n, nil
}
