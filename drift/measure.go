package drift

import (
	"context"
	"errors"
	"slices"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

const (
	// DefaultTimeout is when a measurement ends at the latest: as long as a
	// person waits without wondering.
	DefaultTimeout = 3 * time.Second

	// minGrace and maxGrace bound how long a settled measurement waits for the
	// others: as long again as it took, but long enough for the scheduler and
	// not so long that a person notices.
	minGrace = 5 * time.Millisecond
	maxGrace = 300 * time.Millisecond

	// silence is when a server that has sent nothing counts as dead while others
	// have answered: its question and the first repeat, 400 ms later, have had no
	// answer, and the second repeat is due. Where even the first answer was slow,
	// it is given as long again.
	silence = 1200 * time.Millisecond

	// fallbackShare is the part of the time that the Sources have for a first
	// sample before the Fallback is asked: with the default, a second, which is
	// above every round trip on earth and lets each server be asked twice.
	fallbackShare = 3

	// trial is how long web servers may take to confirm or deny what time servers
	// have said: long enough for a first answer from anywhere and two more that
	// bring a second down to a quarter.
	trial = time.Second

	// webSamples is how many samples of each web server are waited for: the
	// fourth brings its second down to an eighth, in under 2 s.
	webSamples = 4
)

// Options says what to measure against. The zero Options asks the
// DefaultServers and takes no longer than DefaultTimeout.
type Options struct {
	// Sources are the servers to ask. nil means DefaultServers.
	Sources []source.Source

	// Fallback are sources to ask as well when, a third of the Timeout in, none
	// of the Sources has given a sample, or when all of them have failed before;
	// when all that will come has come and is one voice alone; and when the clock
	// looks like none that is Harmless. Web servers have the last word: see Witness.
	// nil means none.
	Fallback []source.Source

	// Harmless is the skews with which nobody blames the clock. Where time servers
	// say that the skew is another one, the Fallback is asked what it makes of that,
	// for a second at most. Unknown means that all are.
	Harmless skew.Interval

	// Timeout is when to stop at the latest. 0 means DefaultTimeout.
	Timeout time.Duration

	// Samples is how many samples of each server to wait for. 0 means 1, and to
	// be content with a majority of the servers.
	Samples int

	// Settled reports whether an interval is narrow enough to answer the question
	// behind the measurement. nil means that any interval is.
	Settled func(skew.Interval) bool

	// Now reads the clock that is measured, to see whether it is set meanwhile.
	// nil means time.Now.
	Now func() time.Time
}

func (o Options) sources() []source.Source {
	if o.Sources == nil {
		return defaultSources()
	}
	return o.Sources
}

func (o Options) timeout() time.Duration {
	if o.Timeout == 0 {
		return DefaultTimeout
	}
	return o.Timeout
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now().Round(0)
	}
	return o.Now().Round(0)
}

// Measure asks all sources at once and returns what they add up to. It ends as
// soon as the answer cannot change: when every source has answered or failed,
// or when a majority of the sources agrees on an interval that is settled and
// the others have been given as long again. Nobody waits for time servers that
// stay silent while others answer. It ends at Options.Timeout or when ctx does,
// whichever is first, with what there is by then.
func Measure(ctx context.Context, o Options) Estimate {
	ctx, cancel := context.WithTimeout(ctx, o.timeout())
	defer cancel()
	m := newMeasurement(o)
	m.ask(ctx, o.sources())
	var grace, silent, over <-chan time.Time
	late := time.After(o.timeout() / fallbackShare)
	for m.open > 0 || m.fallback < 0 && len(o.Fallback) > 0 {
		select {
		case e := <-m.events:
			m.take(e)
			if silent == nil && m.heard > 0 {
				silent = time.After(m.patience() - time.Since(m.start))
			}
		case <-late:
			late = nil
		case <-silent:
		case <-grace:
			m.leave()
			return m.estimate()
		case <-over:
			m.leave()
			return m.estimate()
		case <-ctx.Done():
			return m.estimate()
		}
		switch {
		case m.failing(late == nil):
			m.callFallback(ctx)
		case m.alone(), m.accused():
			m.callFallback(ctx)
			grace, over = nil, time.After(trial)
		case m.complete():
			return m.estimate()
		case m.witness && m.judged():
			m.leave()
			return m.estimate()
		case grace == nil && !m.witness && m.settled():
			grace = time.After(min(max(time.Since(m.start), minGrace), maxGrace))
		}
	}
	return m.estimate()
}

// leave marks the sources that were still asked when the answer was settled: of
// them nothing is known, not even that they are silent. Those that a fallback
// stood in for had their time.
func (m *measurement) leave() { m.readings = m.soFar() }

// awaited reports whether a source can still change the answer: it has sent nothing
// yet, and has not been silent for so long that nothing more will come.
func (m *measurement) awaited(i int) bool {
	return (i >= m.fallback || m.witness) && !m.ended[i] && len(m.readings[i].Samples) == 0 && !m.dead(i)
}

// dead reports whether a time server has been silent through its repeats.
func (m *measurement) dead(i int) bool {
	r := m.readings[i]
	return r.Kind == source.KindNTP && len(r.Samples) == 0 && m.heard > 0 && time.Since(m.start) >= m.patience()
}

// patience is how long a time server may stay silent.
func (m *measurement) patience() time.Duration { return max(silence, 2*m.heard) }

// event is a sample of one source, or, without one, that source's end.
type event struct {
	source int
	sample *source.Sample
	err    error
}

// measurement is the state of one Measure.
type measurement struct {
	options  Options
	events   chan event
	fallback int // index of the first source of the Fallback; negative while it is not asked
	readings []Reading
	ended    []bool
	open     int           // sources that have not ended
	heard    time.Duration // when the first sample came; 0 before
	witness  bool          // the Fallback is there to confirm what the Sources said

	start   time.Time     // carries the monotonic clock
	wall    time.Time     // the measured clock at start
	parted  time.Duration // by how much the two have parted since
	at      time.Duration // when that was seen
	stepped bool
}

func newMeasurement(o Options) *measurement {
	return &measurement{options: o, events: make(chan event), fallback: -1, wall: o.now(), start: time.Now()}
}

// ask starts sources. Each sends its samples and then its end; nobody listens
// once ctx is done.
func (m *measurement) ask(ctx context.Context, sources []source.Source) {
	send := func(e event) {
		select {
		case m.events <- e:
		case <-ctx.Done():
		}
	}
	for _, s := range sources {
		i := len(m.readings)
		m.readings = append(m.readings, Reading{Server: s.Name(), Kind: s.Kind()})
		m.ended = append(m.ended, false)
		m.open++
		go func() {
			err := s.Ask(ctx, func(sample source.Sample) { send(event{source: i, sample: &sample}) })
			send(event{source: i, err: err})
		}()
	}
}

// failing reports whether it is time for the Fallback: nothing has been sampled,
// and it is late or nothing is left to wait for.
func (m *measurement) failing(late bool) bool {
	if m.fallback >= 0 || len(m.options.Fallback) == 0 || !late && m.open > 0 {
		return false
	}
	for _, r := range m.readings {
		if len(r.Samples) > 0 {
			return false
		}
	}
	return true
}

// callFallback asks the Fallback: in place of sources that are silent, or as a
// witness to what they have said.
func (m *measurement) callFallback(ctx context.Context) {
	m.fallback, m.witness = len(m.readings), m.heard > 0
	m.ask(ctx, m.options.Fallback)
}

func (m *measurement) take(e event) {
	m.watchClock()
	r := &m.readings[e.source]
	if e.sample != nil {
		if m.heard == 0 {
			m.heard = max(time.Since(m.start), 1)
		}
		r.Samples = append(r.Samples, *e.sample)
		return
	}
	r.Ended = e.err
	if errors.Is(e.err, source.ErrClockStepped) {
		m.forget()
	}
	m.ended[e.source] = true
	m.open--
}

// watchClock forgets all samples when the clock was set since the last look.
func (m *measurement) watchClock() {
	elapsed := time.Since(m.start)
	parted := skew.Sub(m.options.now().Sub(m.wall), elapsed)
	if source.Stepped(skew.Sub(parted, m.parted), elapsed-m.at) {
		m.forget()
	}
	m.parted, m.at = parted, elapsed
}

// wanted is how many samples of one source to wait for.
func (m *measurement) wanted(i int) int {
	standsIn := m.fallback >= 0 && i >= m.fallback
	if standsIn || m.readings[i].Kind == source.KindHTTPS {
		return max(m.options.Samples, webSamples)
	}
	return max(m.options.Samples, 1)
}

// forget drops all samples: they tell of a clock that is no more.
func (m *measurement) forget() {
	m.stepped = true
	for i := range m.readings {
		m.readings[i].Samples = nil
	}
}

// alone reports whether it is time for the Fallback as a witness: all that the
// sources will say is said, and it is one voice.
func (m *measurement) alone() bool {
	if m.fallback >= 0 || len(m.options.Fallback) == 0 || !m.complete() {
		return false
	}
	_, t := agree(m.readings)
	return t.voices == 1
}

// accused reports whether it is time for the Fallback as a witness: what the sources
// say stands, and it is not that the clock is harmless.
func (m *measurement) accused() bool {
	if m.fallback >= 0 || len(m.options.Fallback) == 0 || !m.options.Harmless.Known() || m.heard == 0 {
		return false
	}
	return (m.settled() || m.complete()) && !m.estimate().Skew.Within(m.options.Harmless)
}

// judged reports whether the witness has said what it can: a majority of those that
// can answer share a point, and what is known now settles the matter. Where they
// go with what was said, they must also rule out that the clock is harmless; where
// they deny it, the verdict is theirs, and gets as precise as there is time for.
func (m *measurement) judged() bool {
	soFar := m.soFar()
	_, t := agree(soFar[m.fallback:])
	e := Agree(soFar)
	if t.shared < majority(t.voices+t.awaited) || m.options.Settled != nil && !m.options.Settled(e.Skew) {
		return false
	}
	_, maybe := e.Web.Intersect(m.options.Harmless)
	return e.Witness != DeniedByIt && (!maybe || e.Skew.Within(m.options.Harmless))
}

// soFar returns the readings as they are if nobody waits for more.
func (m *measurement) soFar() []Reading {
	out := slices.Clone(m.readings)
	for i := range out {
		if m.awaited(i) {
			out[i].Ended = source.ErrNotAwaited
		}
	}
	return out
}

// complete reports whether nothing is left to wait for: every source has ended, has
// given as many samples as were wanted, or is silent while others are not.
func (m *measurement) complete() bool {
	for i, r := range m.readings {
		if !m.ended[i] && len(r.Samples) < m.wanted(i) && !m.dead(i) {
			return false
		}
	}
	return true
}

// settled reports whether the answer stands whatever the missing servers say: the
// majority of all that can answer share a point, with the samples that were
// wanted, and what is known without the missing ones is settled. Once the Fallback
// is asked, the sources that it stands in for are not waited for.
func (m *measurement) settled() bool {
	soFar := m.soFar()
	done := 0
	for i, r := range soFar {
		if len(r.Samples) > 0 && (m.ended[i] || len(r.Samples) >= m.wanted(i)) {
			done++
		}
	}
	e, t := agree(soFar)
	most := majority(t.voices + t.awaited)
	return t.shared >= most && done >= most && (m.options.Settled == nil || m.options.Settled(e.Skew))
}

func (m *measurement) estimate() Estimate {
	e := Agree(m.readings)
	e.Stepped = m.stepped
	return e
}
