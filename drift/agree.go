package drift

import (
	"errors"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// Agreement is how much stands behind an estimate.
type Agreement int

const (
	Silence       Agreement = iota // no usable answer at all
	Contradiction                  // answers, and no majority among them
	Unconfirmed                    // one single answer
	Majority                       // more than half of the answers agree
)

// Estimate is what the readings add up to.
type Estimate struct {
	Agreement Agreement
	Skew      skew.Interval // Unknown unless Majority or Unconfirmed
	Point     time.Duration // the likeliest skew inside Skew; 0 when unknown
	Readings  []Judged      // one for each server, in the order asked
	Groups    [][]int       // for a Contradiction: indexes into Readings, largest group first
	// Witness is what web servers make of what time servers say, and Web what they
	// leave possible by themselves; Unknown when they were not asked or do not agree.
	Witness Witness
	Web     skew.Interval
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

// Voices returns how many different voices there are among the answers of one
// kind of source: fewer than answered when several names are one server, or when
// something on the network answers in the servers' place.
func (e Estimate) Voices(kind source.Kind) int {
	different := map[int]bool{}
	for _, j := range e.Readings {
		if j.Kind == kind && j.Interval.Known() {
			different[j.Voice] = true
		}
	}
	return len(different)
}

// Apart returns how far the servers that agree are apart: the least time within
// which each of them has a possible skew; 0 when all share one.
func (e Estimate) Apart() time.Duration {
	latest, earliest := skew.Min, skew.Max
	for _, j := range e.Readings {
		if j.Agrees {
			latest, earliest = max(latest, j.Interval.Lo()), min(earliest, j.Interval.Hi())
		}
	}
	if latest <= earliest {
		return 0
	}
	return skew.Sub(latest, earliest)
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

// Agree puts the readings to the vote. What is known is whatever a majority of the
// voices leaves possible: the hull of the points that n/2+1 of n intervals share.
// While most voices are honest the truth is inside, whatever the others say. (The
// points that the most intervals share, RFC 5905, section 11.2.1, are no bound: a
// server that is 20 ms off on a short path lies inside the wide intervals of
// honest ones, joins them and cuts the truth off.)
//
// Servers that were not waited for might have been honest, so that with them most
// of those that could answer must be, and the interval is wider for it. A voice
// alone is used and marked as Unconfirmed. Half against half is a Contradiction.
//
// Where there are both, web servers have the last word: see Witness.
func Agree(readings []Reading) Estimate {
	all, t := agree(readings)
	return withWitness(readings, all, t)
}

// turnout is who took part in a vote.
type turnout struct {
	voices  int // that answered
	awaited int // servers that could still answer, or could have
	shared  int // voices that share a point, at the most

	intervals []skew.Interval // what each voice leaves possible
}

// need is how many voices must share a point for it to be possible: so many that
// one of them is honest as long as most of those that can answer are. It is below
// 1 where too few have answered to know anything.
func (t turnout) need() int { return t.voices - (t.voices+t.awaited-1)/2 }

func agree(readings []Reading) (Estimate, turnout) {
	e := Estimate{Readings: make([]Judged, len(readings))}
	var v voices
	var t turnout
	var voters []int
	for i, r := range readings {
		interval, err := r.Possible()
		e.Readings[i] = Judged{Reading: r, Interval: interval, Err: err}
		switch j := &e.Readings[i]; {
		case err == nil:
			var alone bool
			if j.Voice, alone = v.add(r, interval); !alone {
				j.Err = ErrSameServer
				continue
			}
			voters = append(voters, i)
		case errors.Is(err, source.ErrNotAwaited):
			t.awaited++
		}
	}
	t.voices, t.intervals = len(voters), v.intervals
	votes := count(v.intervals)
	t.shared, _ = votes.most()
	switch {
	case t.voices == 0:
		return e, t
	case t.shared < majority(t.voices), t.need() < 1:
		e.Agreement = Contradiction
		e.Groups = groups(v.intervals, voters)
		return e, t
	case t.voices == 1:
		e.Agreement = Unconfirmed
	default:
		e.Agreement = Majority
	}
	e.Skew = votes.shared(t.need())
	e.judge(v.intervals)
	return e, t
}

// judge tells truechimers and falsetickers apart, and finds the point.
func (e *Estimate) judge(intervals []skew.Interval) {
	var honest []skew.Interval
	for _, i := range intervals {
		if _, agrees := i.Intersect(e.Skew); agrees {
			honest = append(honest, i)
		}
	}
	e.Point = point(e.Skew, honest)
	for i := range e.Readings {
		j := &e.Readings[i]
		if j.Err != nil {
			continue
		}
		if _, j.Agrees = intervals[j.Voice-1].Intersect(e.Skew); !j.Agrees {
			// A server that is ahead makes this clock look slow by as much.
			j.Off = skew.Sub(e.Point, j.Interval.Middle())
		}
	}
}
