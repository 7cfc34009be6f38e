package result

import (
	"time"

	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

const (
	// keptPoints is how many points a watch holds on to at most, about, whatever its
	// length: drift.Thin keeps what the rate rests on.
	keptPoints = 512

	// fewSamples are too few to say how many more it takes to know the rate.
	fewSamples = 4

	// keptEvents is how many of the last events can be told.
	keptEvents = 8
)

// Watch is how a clock went while it was watched. Samples are added in the order of
// time, and Conclude says what they come to. Its memory has a bound.
type Watch struct {
	Rule    Rule
	Clock   Clock
	Demo    string
	Version string
	Log     LogRead
	Kernel  host.Value[float64] // by how much the kernel speeds this clock up, in ppm
	Check   *Check              // the last look as a check; nil where a log was read

	Samples, Failed int    // all, and those without a skew
	First, Last     Sample // Known is the last one with a skew, its zero value for none
	Known           Sample
	Events          []Event // the last that were seen
	EventCount      int

	// What it comes to; see Conclude.
	Course   drift.Course
	Outlooks []Outlook

	points []drift.Point
}

// LogRead is what could not be used of a log.
type LogRead struct {
	Unread int  // lines and documents that could not be read
	Empty  int  // documents that have no skew in them
	Cut    bool // the last line had no end
}

// Event is what happened to a clock between two samples: the computer slept, or the
// clock was set, or both.
type Event struct {
	Before     time.Time // true time of the sample after it; zero where that is not known
	Slept, Set time.Duration
}

// Add adds a sample, and judges it.
func (w *Watch) Add(s Sample) {
	if s.Verdict = w.Rule.Judge(s.Skew); s.Period > 0 {
		s.Verdict = CantTell // nobody knows by how many whole periods it is off
	}
	if w.Samples++; w.Samples == 1 {
		w.First, w.Clock = s, s.Clock
	}
	w.Last = s
	if s.Slept != 0 || s.Set != 0 {
		w.EventCount++
		w.Events = append(w.Events, Event{s.At, s.Slept, s.Set})
		w.Events = w.Events[max(0, len(w.Events)-keptEvents):]
	}
	if !s.Skew.Known() {
		w.Failed++
		return
	}
	w.Known = s
	w.points = append(w.points, s.Points...)
	if len(w.points) >= 2*keptPoints {
		w.points = drift.Thin(w.points, keptPoints)
	}
}

// Conclude fills in what follows from the samples.
func (w *Watch) Conclude() {
	w.Course = drift.Trend(w.points)
	if w.Samples-w.Failed < fewSamples {
		w.Course.Rate.Needs = 0
	}
	w.Outlooks = nil
	if !w.Known.Skew.Known() || w.Known.Period > 0 {
		return
	}
	for _, o := range w.outlooks() {
		o.look(w.Course)
		w.Outlooks = append(w.Outlooks, o)
	}
}

// Verdict is that of the last sample.
func (w *Watch) Verdict() Verdict {
	if w.Samples == 0 {
		return CantTell
	}
	return w.Last.Verdict
}

// Span returns when the clock was watched first and last, in true time; zero times where
// nothing could be measured.
func (w *Watch) Span() (from, until time.Time) {
	if n := len(w.Course.Points); n > 0 {
		return w.Course.Points[0].At, w.Course.Points[n-1].At
	}
	return time.Time{}, time.Time{}
}

// Untouched returns the rate that the clock would have without its kernel's correction,
// where that is known and makes a difference.
func (w *Watch) Untouched() (kernel float64, rate drift.Rate, ok bool) {
	kernel, known := w.Kernel.Get()
	if !known || kernel == 0 || !w.Course.Rate.Measurable {
		return 0, drift.Rate{}, false
	}
	return kernel, w.Course.Rate.Untouched(kernel), true
}

// Outlook is what becomes of the codes of a clock at one kind of site.
type Outlook struct {
	Site string // "strict", "normal" or "relaxed"; "limit" for a rule that is one, "own" for another window
	Rule Rule

	Now, Next Verdict // Next is what it becomes, where Changes
	Changes   bool
	Earliest  time.Time
	Latest    time.Time // zero where it may never be

	slower, faster Verdict
	zone           skew.Interval
}

// outlooks returns the sites that can be told of, without what they come to.
func (w *Watch) outlooks() []Outlook {
	if w.Rule.MaxSkew > 0 {
		return []Outlook{{Site: "limit", Rule: w.Rule}}
	}
	var list []Outlook
	v := w.Rule.Verifier
	own := true
	for _, id := range []string{"strict", Normal, "relaxed"} {
		if preset, ok := Preset(id, v.Period, v.Typing); ok {
			list = append(list, Outlook{Site: id, Rule: Rule{Verifier: preset}})
			own = own && preset.Window != v.Window
		}
	}
	if own {
		list = append(list, Outlook{Site: "own", Rule: w.Rule})
	}
	return list
}

// look fills in what becomes of the clock.
func (o *Outlook) look(c drift.Course) {
	at := c.At(c.Rate.Until)
	o.Now = o.Rule.Judge(at)
	if !o.Rule.Settled(at) {
		return
	}
	o.zone, o.slower, o.faster = o.Rule.zone(at.Middle())
	o.Earliest, o.Latest, o.Changes = c.Leaves(o.zone)
	o.Next = o.faster
	if c.Rate.PPM < 0 {
		o.Next = o.slower
	}
}

// zone returns the skews around one that have its verdict, and the verdicts beyond.
func (r Rule) zone(d time.Duration) (zone skew.Interval, slower, faster Verdict) {
	edges, verdicts := r.edges()
	i := 0
	for i < len(edges) && d > edges[i] {
		i++
	}
	low, high := skew.Min, skew.Max
	slower, faster = verdicts[i], verdicts[i]
	if i > 0 {
		low, slower = edges[i-1], verdicts[i-1]
	}
	if i < len(edges) {
		high, faster = edges[i], verdicts[i+1]
	}
	return skew.Between(low, high), slower, faster
}

// edges returns the skews at which the verdict turns, in order, and the verdicts before,
// between and after them.
func (r Rule) edges() ([]time.Duration, []Verdict) {
	ok, bearable := r.Limits()
	switch {
	case !bearable.Known():
		return nil, []Verdict{Wrong}
	case r.MaxSkew > 0:
		return []time.Duration{ok.Lo(), ok.Hi()}, []Verdict{Wrong, OK, Wrong}
	case !ok.Known():
		return []time.Duration{bearable.Lo(), bearable.Hi()}, []Verdict{Wrong, AtRisk, Wrong}
	}
	return []time.Duration{bearable.Lo(), ok.Lo(), ok.Hi(), bearable.Hi()}, []Verdict{Wrong, AtRisk, OK, AtRisk, Wrong}
}
