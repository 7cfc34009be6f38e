package totp

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
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

func newSearch(k Key, readings []Reading, o InferOptions) (*search, error) {
	if _, err := k.CodeOf(0); err != nil {
		return nil, err
	}
	span := cmp.Or(o.Range, DefaultRange)
	if err := checkReadings(readings); err != nil {
		return nil, err
	}
	if span < k.Period || span > MaxRange {
		return nil, ErrRange
	}
	s := &search{
		key: k, period: k.Period, modulus: k.codes(), tell: o.Found,
		workers: o.Workers, finished: map[int64]bool{},
	}
	if s.workers <= 0 {
		s.workers = runtime.GOMAXPROCS(0)
	}
	var err error
	if s.readings, err = k.parseReadings(readings); err != nil {
		return nil, err
	}
	first := s.readings[0]
	s.center = Step(first.At, s.period)
	if span >= DefaultRange {
		span += wholeDay // so that a date which is whole years off is inside: of its years one in four has 366 days
	}
	s.reach = first.reach(span, s.period)
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
	want, modulus := s.readings[0].codes[0], s.modulus
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
	left := st.fit(s.readings[0].skewAt(step, s.period), s.readings[1:], s.period, s.modulus)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range left {
		s.found = append(s.found, i)
		if s.tell != nil {
			s.tell(i)
		}
	}
}

// fit returns the parts of a skew at which all of these codes fit too.
func (st *stepper) fit(i skew.Interval, readings []parsedReading, period time.Duration, modulus uint32) []skew.Interval {
	if len(readings) == 0 {
		return []skew.Interval{i}
	}
	r := readings[0]
	first := Step(r.At.Add(i.Lo()-r.Bound-r.Delay), period)
	last := Step(r.At.Add(i.Hi()+r.Bound), period)
	var left []skew.Interval
	for step := max(first, 0); step <= last; step++ {
		if !slices.Contains(r.codes, st.value(uint64(step))%modulus) {
			continue
		}
		if both, ok := i.Intersect(r.skewAt(step, period)); ok && both.Width() > 0 {
			left = append(left, st.fit(both, readings[1:], period, modulus)...)
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
