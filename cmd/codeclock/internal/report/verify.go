package report

import (
	"maps"
	"slices"
	"strings"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// Trust says what a report is worth. Its numbers are the exit status of verify.
type Trust int

const (
	Holds      Trust = 0 // undamaged, and it says what its samples say
	Doubtful   Trust = 1 // readable, with something to ask about
	Refused    Trust = 2 // it contradicts itself, or it is not what was asked for
	Unreadable Trust = 3 // damaged, incomplete or of a newer version
)

// Problem is something about a report that support should know.
type Problem string

const (
	Practice         Problem = "practice"          // made by --demo
	WrongTicket      Problem = "wrong-ticket"      // made for another ticket, or for none
	VerdictDisagrees Problem = "verdict-disagrees" // the samples give another verdict
	SkewDisagrees    Problem = "skew-disagrees"    // the samples give another skew
	FindingDisagrees Problem = "finding-disagrees" // the samples rule a finding out
	NegativeDelay    Problem = "negative-delay"    // an answer was there before the question
	OutOfOrder       Problem = "out-of-order"      // timestamps that no run can have
	Edited           Problem = "edited"            // the part for people was changed
	Old              Problem = "old"               // the clock may have been set since
	FromFuture       Problem = "from-future"       // made later than now
)

// Problems returns all problems that there can be.
func Problems() []Problem {
	return []Problem{
		Practice, WrongTicket, VerdictDisagrees, SkewDisagrees, FindingDisagrees, NegativeDelay, OutOfOrder,
		Edited, Old, FromFuture,
	}
}

// Trust returns what a problem makes of a report.
func (p Problem) Trust() Trust {
	switch p {
	case Edited, Old, FromFuture:
		return Doubtful
	}
	return Refused
}

const (
	// maxAge is how old a report may be before it says little about now: a
	// clock that drifts by 100 ppm, much for a computer, is off by 9 s more.
	maxAge = 24 * time.Hour

	// maxAhead is how far the reader's own clock may be behind before a report
	// seems to come from the future.
	maxAhead = 5 * time.Minute

	// rounding is what two computers may differ by in computing the same.
	rounding = time.Microsecond

	// maxRun is how long before its start or after its end a run may have
	// touched a sample.
	maxRun = time.Second

	// maxVisit is how long before the start of its report a phone may have been
	// seen: true time is measured again meanwhile, and the page is served for 10
	// minutes.
	maxVisit = 11 * time.Minute
)

// Expect says what a reader knows.
type Expect struct {
	Ticket string    // the ticket that the report must be for; "" for any
	Now    time.Time // by the reader's clock
}

// Verified is a report with what was found out about it.
type Verified struct {
	Found
	Outcome   // what the samples amount to; zero when unreadable
	Trust     Trust
	Problems  []Problem
	Age       time.Duration // by the reader's clock
	Expected  string        // the ticket that it had to be for
	AgeByThem bool          // Age rests on the measured clock, since true time is not known
}

// Verify checks a report that was found.
func Verify(f Found, e Expect) Verified {
	v := Verified{Found: f, Expected: e.Ticket}
	if f.Err != nil {
		v.Trust = Unreadable
		return v
	}
	v.Outcome = f.Report.Recompute()
	began, known := f.Report.True()
	if !known {
		began, v.AgeByThem = f.Report.Local(), true
	}
	v.Age = e.Now.Sub(began)
	for _, check := range []func(Verified, Expect) []Problem{identity, agreement, samples, age} {
		v.Problems = append(v.Problems, check(v, e)...)
	}
	for _, p := range v.Problems {
		v.Trust = max(v.Trust, p.Trust())
	}
	return v
}

// LostLines returns the lines of the part for people, as this program would
// write it, that are not in what was found.
func (v Verified) LostLines(text string) []string {
	found := squeeze(v.Text)
	var lost []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.Contains(found, squeeze(line)) {
			lost = append(lost, strings.TrimSpace(line))
		}
	}
	return lost
}

// identity checks whether it is the report that was asked for.
func identity(v Verified, e Expect) []Problem {
	var out []Problem
	if v.Report.Practice {
		out = append(out, Practice)
	}
	if e.Ticket != "" && !strings.EqualFold(e.Ticket, v.Report.Ticket) {
		out = append(out, WrongTicket)
	}
	if v.Edited {
		out = append(out, Edited)
	}
	return out
}

// agreement checks whether what the report claims is what its samples say.
func agreement(v Verified, _ Expect) []Problem {
	var out []Problem
	estimate, claimed := v.Check.Estimate, v.Report
	if int(v.Verdict) != claimed.Verdict {
		out = append(out, VerdictDisagrees)
	}
	if int(estimate.Agreement) != claimed.Agreement ||
		!near(claim(v.Skew, v.Point), claimed.Skew) || !near(claim(estimate.Skew, estimate.Point), claimed.computer()) ||
		v.Taps.Err != nil { // nobody makes a report of taps that disagree
		out = append(out, SkewDisagrees)
	}
	right := v.Skew.Known() && skew.Abs(v.Point) < drift.Right
	if !right && slices.ContainsFunc(claimed.Findings, func(f Finding) bool { return f.Code == string(drift.NotTheClock) }) {
		out = append(out, FindingDisagrees)
	}
	return out
}

func near(computed, claimed *Skew) bool {
	if computed == nil || claimed == nil {
		return computed == claimed
	}
	apart := func(a, b int64) time.Duration { return skew.Abs(skew.Sub(time.Duration(a), time.Duration(b))) }
	return apart(computed.Low, claimed.Low) <= rounding && apart(computed.High, claimed.High) <= rounding &&
		apart(computed.Point, claimed.Point) <= rounding
}

// samples checks whether the timestamps are possible.
func samples(v Verified, _ Expect) []Problem {
	seen := map[Problem]bool{}
	r := v.Report
	run := skew.Between(-maxRun, skew.Add(time.Duration(r.Took), maxRun))
	for _, s := range r.Servers {
		for _, sample := range s.Samples {
			if sample.source(r.Local()).Delay() < 0 {
				seen[NegativeDelay] = true
			}
			during := run.Contains(time.Duration(sample[0])) && run.Contains(time.Duration(sample[3]))
			// A Date is cut to whole seconds, so a web server "received" after
			// it "sent".
			backwards := sample[2] < sample[1] && kindOf(s.Method) == source.KindNTP
			if sample[3] < sample[0] || backwards || !during && !r.Stepped {
				seen[OutOfOrder] = true
			}
		}
	}
	maps.Copy(seen, r.seenOfDevice(run))
	var out []Problem
	for _, p := range []Problem{NegativeDelay, OutOfOrder} {
		if seen[p] {
			out = append(out, p)
		}
	}
	return out
}

// seenOfDevice does the same with what was seen of a phone or an app, one moment
// after the other in true time.
func (r Report) seenOfDevice(run skew.Interval) map[Problem]bool {
	seen := map[Problem]bool{}
	if r.Computer == nil {
		return seen
	}
	began, _ := r.True()
	run = run.Shift(began.Sub(r.Local())).Widen(r.Computer.Bound())
	var moments []time.Duration
	if r.Page != nil {
		run = skew.Between(skew.Sub(run.Lo(), maxVisit), run.Hi())
		for _, sample := range r.Page.Samples {
			if sample.source(r.Local()).Impossible() {
				seen[NegativeDelay] = true
			}
			if sample[3] < sample[0] {
				seen[OutOfOrder] = true
			}
			moments = append(moments, time.Duration(sample[1]), time.Duration(sample[2]))
		}
	}
	if r.Watched != nil {
		for _, tap := range r.Watched.Taps {
			moments = append(moments, time.Duration(tap[0]))
		}
	}
	for i, m := range moments {
		// True time is measured again meanwhile, and may step back by its bound.
		if i > 0 && m < skew.Sub(moments[i-1], r.Computer.Bound()) || !run.Contains(m) {
			seen[OutOfOrder] = true
		}
	}
	return seen
}

func age(v Verified, _ Expect) []Problem {
	switch {
	case v.Age > maxAge:
		return []Problem{Old}
	case v.Age < -maxAhead:
		return []Problem{FromFuture}
	}
	return nil
}
