package drift

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// ErrSelfContradiction is the error of a server whose own samples exclude each
// other.
var ErrSelfContradiction = errors.New("the server contradicts itself")

// Reading is what one server let us know.
type Reading struct {
	Server  string
	Kind    source.Kind
	Samples []source.Sample // in the order in which they came
	Ended   error           // why there are no samples, or no more; nil is fine
}

// Possible returns what the server's samples leave possible together: their
// intersection. A name may stand for several machines, so when samples exclude
// each other, those that the majority agrees on count. Without samples it is
// Unknown and Err says why.
func (r Reading) Possible() (skew.Interval, error) {
	if len(r.Samples) == 0 {
		return skew.Unknown, cmp.Or(r.Ended, source.ErrNoAnswer)
	}
	all := make([]skew.Interval, len(r.Samples))
	for i, s := range r.Samples {
		all[i] = s.Interval()
	}
	v := vote(all)
	if 2*v.size <= len(all) {
		return skew.Unknown, ErrSelfContradiction
	}
	return v.common, nil
}

// Agreement is how much stands behind an estimate.
type Agreement int

const (
	Silence       Agreement = iota // no usable answer at all
	Contradiction                  // answers, and no majority among them
	Unconfirmed                    // one single answer
	Majority                       // more than half of the answers agree
)

// Judged is a reading with what became of it in the vote.
type Judged struct {
	Reading
	Interval skew.Interval // Unknown when the reading is of no use
	Err      error         // why it is of no use; nil for one that took part
	Agrees   bool          // a truechimer: one of the majority
	// Off is how far the server is from the estimate, as its time minus true
	// time; 0 for a truechimer.
	Off time.Duration
}

// Heard reports whether the server sent anything at all, useful or not.
func (j Judged) Heard() bool { return len(j.Samples) > 0 || source.Heard(j.Err) }

// Estimate is what the readings add up to.
type Estimate struct {
	Agreement Agreement
	Skew      skew.Interval // Unknown unless Majority or Unconfirmed
	Point     time.Duration // the likeliest skew inside Skew; 0 when unknown
	Readings  []Judged      // one for each server, in the order asked
	Groups    [][]int       // for a Contradiction: indexes into Readings, largest group first
	// Stepped says that the clock was set during the measurement. What was
	// sampled before is not part of the estimate.
	Stepped bool
}

// Count returns how many servers were asked, how many gave a usable answer and
// how many of those agree.
func (e Estimate) Count() (asked, answered, agree int) {
	for _, j := range e.Readings {
		if j.Err == nil {
			answered++
		}
		if j.Agrees {
			agree++
		}
	}
	return len(e.Readings), answered, agree
}

// Of returns the estimate's count for one kind of source alone, with how many
// sent anything at all, useful or not.
func (e Estimate) Of(kind source.Kind) (asked, heard, agree int) {
	for _, j := range e.Readings {
		if j.Kind == kind && j.Agrees {
			agree++
		}
	}
	r := e.Reach(kind)
	return r.Asked, r.Answered, agree
}

// Reach returns how far the servers of one kind were reached.
func (e Estimate) Reach(kind source.Kind) Reach {
	var r Reach
	for _, j := range e.Readings {
		if j.Kind != kind {
			continue
		}
		r.Asked++
		if j.Heard() || source.Found(j.Err) {
			r.Found++
		}
		if j.Heard() {
			r.Answered++
		}
	}
	return r
}

// Claimed reports whether the estimate rests on certificates that this clock calls
// invalid.
func (e Estimate) Claimed() bool {
	for _, j := range e.Readings {
		for _, s := range j.Samples {
			if j.Agrees && s.Claimed {
				return true
			}
		}
	}
	return false
}

// Bound returns how far the truth can be from Point, which is a little more
// than half the width of Skew when Point is not its middle.
func (e Estimate) Bound() time.Duration {
	return max(skew.Sub(e.Skew.Hi(), e.Point), skew.Sub(e.Point, e.Skew.Lo()))
}

// Agree puts the readings to the vote of RFC 5905, section 11.2.1: the largest
// set of servers whose intervals share a point is right, if it is more than
// half of those that answered; the others are falsetickers. A server that was
// asked under two names has one vote (ErrSameServer). A server alone is used and
// marked as Unconfirmed. Half against half is a Contradiction.
func Agree(readings []Reading) Estimate {
	e := Estimate{Readings: make([]Judged, len(readings))}
	var intervals []skew.Interval
	var voters []int
	heard := addresses{}
	for i, r := range readings {
		interval, err := r.Possible()
		if err == nil && heard.all(r) {
			r.Samples, r.Ended = nil, ErrSameServer
			interval, err = r.Possible()
		}
		e.Readings[i] = Judged{Reading: r, Interval: interval, Err: err}
		if err == nil {
			intervals, voters = append(intervals, interval), append(voters, i)
		}
	}
	v := vote(intervals)
	switch {
	case len(voters) == 0:
		return e
	case 2*v.size <= len(voters):
		e.Agreement = Contradiction
		e.Groups = groups(intervals, voters)
		return e
	case len(voters) == 1:
		e.Agreement = Unconfirmed
	default:
		e.Agreement = Majority
	}
	e.Skew = v.common
	e.judge()
	e.Point = point(e)
	return e
}

// judge tells truechimers and falsetickers apart.
func (e *Estimate) judge() {
	for i := range e.Readings {
		j := &e.Readings[i]
		if j.Err != nil {
			continue
		}
		if _, j.Agrees = j.Interval.Intersect(e.Skew); !j.Agrees {
			// A server that is ahead makes this clock look slow by as much.
			j.Off = skew.Sub(e.Skew.Middle(), j.Interval.Middle())
		}
	}
}

// ballot is the outcome of a vote: how many intervals share a point, and where.
type ballot struct {
	size   int
	common skew.Interval
}

// vote finds the points that the most intervals share. When there are several
// such places, which of their intervals is wrong cannot be told, and common
// spans them all: wider, but true.
func vote(intervals []skew.Interval) ballot {
	type end struct {
		at   time.Duration
		step int // how many more intervals there are from here on: 1 or -1
	}
	var ends []end
	for _, i := range intervals {
		ends = append(ends, end{i.Lo(), 1}, end{i.Hi(), -1})
	}
	slices.SortFunc(ends, func(a, b end) int {
		// Intervals are closed: at one point, those that begin come first.
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.step, a.step))
	})
	var v ballot
	depth := 0
	for k, e := range ends {
		depth += e.step
		if e.step < 0 || depth < v.size {
			continue
		}
		place := skew.Between(e.at, ends[k+1].at)
		if depth > v.size {
			v = ballot{depth, place}
		} else {
			v.common = v.common.Hull(place)
		}
	}
	return v
}

// groups splits contradicting servers into those that agree with each other,
// largest first.
func groups(intervals []skew.Interval, voters []int) [][]int {
	var out [][]int
	for len(voters) > 0 {
		v := vote(intervals)
		place := v.common.Lo() // the first place with the most votes
		var members, restVoters []int
		var rest []skew.Interval
		for i, interval := range intervals {
			if interval.Contains(place) {
				members = append(members, voters[i])
			} else {
				rest, restVoters = append(rest, interval), append(restVoters, voters[i])
			}
		}
		out = append(out, members)
		intervals, voters = rest, restVoters
	}
	return out
}
