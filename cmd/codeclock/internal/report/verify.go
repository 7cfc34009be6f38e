package report

import (
	"crypto/ed25519"
	"maps"
	"slices"
	"strconv"
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
	Unsigned         Problem = "unsigned"          // a desk's signature was asked for, and there is none
	OtherKey         Problem = "other-key"         // it names the key of another desk
	BadSignature     Problem = "bad-signature"     // it names the desk's key, which did not sign what it says now
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
		Unsigned, OtherKey, BadSignature, Practice, WrongTicket, VerdictDisagrees, SkewDisagrees, FindingDisagrees, NegativeDelay, OutOfOrder,
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
	Ticket      string    // the ticket that the report must be for; "" for any
	Now         time.Time // by the reader's clock
	ServerNames bool      // show the names of servers that the sender wrote

	// Signer is the desk that must have signed it. nil leaves signatures unchecked.
	Signer ed25519.PublicKey

	// Text returns the part for people as this program writes it. nil leaves
	// that of the report uncompared.
	Text func(version int, r Report) string
}

// Verified is a report with what was found out about it.
type Verified struct {
	Found
	Outcome   // what the samples amount to; zero when unreadable
	Trust     Trust
	Problems  []Problem
	Age       time.Duration // by the reader's clock
	Expected  string        // the ticket that it had to be for
	Compared  Comparison    // of the part for people with the data
	Signed    bool          // by the desk that it had to be signed by
	AgeByThem bool          // Age rests on the measured clock, since true time is not known
}

// Verify checks a report that was found.
func Verify(f Found, e Expect) Verified {
	v := Verified{Found: f, Expected: e.Ticket}
	if f.Err != nil {
		v.Trust = Unreadable
		return v
	}
	if !e.ServerNames {
		v.Report.Servers = unnamed(f.Report.Servers)
	}
	v.Outcome = v.Report.Recompute()
	v.Compared = compareText(f, e.Text)
	began, known := f.Report.True()
	if !known {
		began, v.AgeByThem = f.Report.Local(), true
	}
	v.Age = e.Now.Sub(began)
	v.Signed = f.SignedBy(e.Signer)
	for _, check := range []func(Verified, Expect) []Problem{signature, identity, agreement, samples, age} {
		v.Problems = append(v.Problems, check(v, e)...)
	}
	for _, p := range v.Problems {
		v.Trust = max(v.Trust, p.Trust())
	}
	return v
}

// unnamed returns servers without the names that are words of the sender: those
// that this program does not know itself.
func unnamed(all []Server) []Server {
	out := slices.Clone(all)
	for i, s := range out {
		if !ours(s.Name) && !standIn().MatchString(s.Name) {
			out[i].Name = "named server " + strconv.Itoa(i+1)
		}
	}
	return out
}

// Ticket returns the ticket of the report: the one that was expected, or else one
// that looks like a number. All other tickets could be words of the sender, and
// are Other.
func (v Verified) Ticket() string {
	ticket := v.Report.Ticket
	if ticket == "" || strings.EqualFold(ticket, v.Expected) || plainTicket().MatchString(ticket) {
		return ticket
	}
	return Other
}

// plainTicket is a number with a short prefix, too short for a telephone number,
// or one of ServiceNow's.
var plainTicket = lazy(`^(?:[A-Z]{0,5}[-_]?[0-9]{1,6}|(?:INC|REQ|RITM|CHG|PRB|TASK|CS)[0-9]{7})$`)

// signature checks whether the desk that was asked for has signed it.
func signature(v Verified, e Expect) []Problem {
	switch desk := v.Report.Desk; {
	case e.Signer == nil || v.Signed:
		return nil
	case desk == nil:
		return []Problem{Unsigned}
	case desk.Key != NewDesk(e.Signer, "").Key:
		return []Problem{OtherKey}
	}
	return []Problem{BadSignature}
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
	if len(v.Compared.Changed) > 0 {
		out = append(out, Edited)
	}
	return out
}

// agreement checks whether what the report claims is what its samples say.
func agreement(v Verified, _ Expect) []Problem {
	var out []Problem
	estimate, claimed := v.Check.Estimate, v.Report
	same := v.claims()
	if v.Version == 1 {
		same = v.claimed1()
	}
	if !same.verdict {
		out = append(out, VerdictDisagrees)
	}
	// Nobody makes a report of taps that disagree.
	if !same.skew || int(estimate.Agreement) != claimed.Agreement || v.Taps.Err != nil && claimed.Page == nil {
		out = append(out, SkewDisagrees)
	}
	right := v.Skew.Known() && skew.Abs(v.Point) < drift.Right
	if !right && slices.ContainsFunc(claimed.Findings, func(f Finding) bool { return f.Code == string(drift.NotTheClock) }) {
		out = append(out, FindingDisagrees)
	}
	return out
}

// sameAs says of what a report claims whether the samples say the same.
type sameAs struct{ verdict, skew bool }

func (v Verified) claims() sameAs {
	return sameAs{
		verdict: int(v.Verdict) == v.Report.Verdict,
		skew:    near(claim(v.Skew, v.Point), v.Report.Skew) && near(v.truth(), v.Report.computer()),
	}
}

// claimed1 is claims for version 1, when what was known was what most servers
// shared, and so never more than the samples leave possible by today's rule. The
// verdict is the claimed skew's.
func (v Verified) claimed1() sameAs {
	r := v.Report
	same := sameAs{verdict: int(v.Verdict) == r.Verdict, skew: inside(claim(v.Skew, v.Point), r.Skew) && inside(v.truth(), r.computer())}
	if same.skew && r.Skew != nil {
		same.verdict = int(v.Check.Rule.Judge(r.Skew.interval())) == r.Verdict
	}
	return same
}

// truth is the skew of the computer, as it was computed.
func (v Verified) truth() *Skew { return claim(v.Check.Estimate.Skew, v.Check.Estimate.Point) }

// inside reports whether a claim is within what was computed.
func inside(computed, claimed *Skew) bool {
	if computed == nil || claimed == nil {
		return computed == claimed
	}
	return claimed.interval().Within(computed.interval().Widen(rounding))
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
			during := run.Contains(time.Duration(sample.Sent)) && run.Contains(time.Duration(sample.Received))
			// A Date is cut to whole seconds, so a web server "received" after
			// it "sent".
			backwards := sample.ServerSent < sample.ServerReceived && kindOf(s.Method) == source.KindNTP
			if sample.Received < sample.Sent || backwards || !during && !r.Stepped {
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
			if sample.Received < sample.Sent {
				seen[OutOfOrder] = true
			}
			moments = append(moments, time.Duration(sample.ServerReceived), time.Duration(sample.ServerSent))
		}
	}
	seen[OutOfOrder] = seen[OutOfOrder] || !r.inOrder(moments, run)
	if r.Watched != nil {
		seen[OutOfOrder] = seen[OutOfOrder] || !r.inOrder(r.pressed(), run)
	}
	return seen
}

// pressed returns when taps were made, in true time.
func (r Report) pressed() []time.Duration {
	var out []time.Duration
	for _, tap := range r.Watched.Taps {
		at := time.Duration(tap[0])
		if r.Page != nil {
			at = skew.Sub(at, r.Skew.Size())
		}
		out = append(out, at)
	}
	return out
}

// inOrder reports whether one moment came after the other, all of them within a
// run.
func (r Report) inOrder(moments []time.Duration, run skew.Interval) bool {
	for i, m := range moments {
		// True time is measured again meanwhile, and may step back by its bound.
		if i > 0 && m < skew.Sub(moments[i-1], r.Computer.Bound()) || !run.Contains(m) {
			return false
		}
	}
	return true
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
