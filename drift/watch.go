package drift

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/source"
)

const (
	// DefaultSpacing is the time from one look of a watch to the next: what NTP
	// clients begin with (RFC 5905, minpoll 6), and what no public server minds.
	DefaultSpacing = 64 * time.Second

	// perLook is how many sources a look asks: with three, one that is wrong has no
	// majority. The sources take turns.
	perLook = 3

	// webShare is how many times as long a watch waits after a look that only web
	// servers answered, and between two questions to them: they are there for others.
	webShare = 5

	// rateRest is for how long a server is left alone that asks to be asked less often:
	// the longest poll that a client should take from it, 2^13 s (RFC 8633, section 5.1).
	rateRest = 8192 * time.Second
)

// ErrLeftAlone is why a watch ends: every source has asked not to be asked again.
var ErrLeftAlone = errors.New("every server has asked to be left alone")

// WatchOptions says how a clock is watched. The zero WatchOptions asks three of the
// DefaultServers, in turn, every DefaultSpacing.
type WatchOptions struct {
	Options

	// Spacing is the time from one look to the next, and so the least time between two
	// questions to one source, but for the repeats of source.NTP. 0 means DefaultSpacing.
	Spacing time.Duration

	// Run is the Run of the first points. It counts up when the computer has slept.
	Run int

	// Asleep returns how long the computer has slept since it was started. nil means
	// host.Asleep.
	Asleep func() host.Value[time.Duration]
}

// Look is one measurement of a watch.
type Look struct {
	Estimate

	Began time.Time // carries the stopwatch
	Wall  time.Time // what the measured clock showed then
	At    time.Time // true time then, as the stopwatch has it; zero while it is not known
	Next  time.Time // when the next look is due, by the stopwatch

	// Slept and Set are what has happened to the clock since the look before: for how
	// long the computer slept, and by how much the clock was set. 0 when it wasn't.
	Slept, Set time.Duration

	// Points are the answers that agree. Their Witness is the number of the source, in
	// the order of Sources and then Fallback, from 1 on.
	Points []Point
}

// Watch measures again and again, and hands each look to got until got returns false or
// ctx ends; then it returns nil. A look that ctx broke off is not handed out.
//
// The first look asks all sources, the others three of them, those first that were asked
// longest ago. A source is not asked again after a kiss-o'-death, or after RATE for two
// hours. The Fallback is asked as Measure does, but not in every look.
//
// Errors: ErrLeftAlone.
func Watch(ctx context.Context, o WatchOptions, got func(Look) bool) error {
	w := newWatching(o)
	for {
		var next time.Time
		if chosen := w.choose(time.Now()); len(chosen) > 0 {
			l := w.look(ctx, chosen)
			if ctx.Err() != nil || !got(l) {
				return nil
			}
			next = l.Next
		} else if next = w.opens(); next.IsZero() {
			return ErrLeftAlone
		}
		if !w.rest(ctx, next) {
			return nil
		}
	}
}

// watching is the state of one Watch.
type watching struct {
	options  WatchOptions
	spacing  time.Duration
	seats    []*seat // in the order in which they are asked
	fallback []*seat

	last       glimpse       // of the clocks
	slept, set time.Duration // since the last look

	run    int
	truth  time.Time // true time at anchor; zero while it is not known
	anchor time.Time // by the stopwatch
}

func newWatching(o WatchOptions) *watching {
	w := &watching{options: o, spacing: cmp.Or(o.Spacing, DefaultSpacing), run: o.Run}
	if o.Asleep == nil {
		w.options.Asleep = host.Asleep
	}
	w.seats = seated(o.sources(), 0)
	w.fallback = seated(o.Fallback, len(w.seats))
	w.last = w.glimpse()
	return w
}

// choose returns the sources of the next look: those of the fallback where all others
// want to be left alone.
func (w *watching) choose(now time.Time) []*seat {
	open := opened(w.seats, now)
	if len(open) == 0 {
		return opened(w.fallback, now)
	}
	if slices.ContainsFunc(w.seats, func(s *seat) bool { return !s.asked.IsZero() }) {
		open = open[:min(perLook, len(open))]
	}
	for _, s := range open { // to the end of the line
		w.seats = append(slices.DeleteFunc(w.seats, func(other *seat) bool { return other == s }), s)
	}
	return open
}

// opens returns when the first source may be asked again, the zero time for never.
func (w *watching) opens() (first time.Time) {
	for _, s := range slices.Concat(w.seats, w.fallback) {
		if !s.gone && (first.IsZero() || s.until.Before(first)) {
			first = s.until
		}
	}
	return first
}

// look measures once.
func (w *watching) look(ctx context.Context, asked []*seat) Look {
	o, began := w.options.Options, time.Now()
	o.Sources, o.Fallback = sourcesOf(asked), nil
	if web := opened(w.fallback, began); len(web) > 0 && !slices.Contains(web, asked[0]) && w.restedSince(web, began) {
		o.Fallback, asked = sourcesOf(web), slices.Concat(asked, web)
	}
	w.glance()
	l := Look{Began: began, Wall: w.last.wall}
	l.Estimate = Measure(ctx, o)
	w.glance()
	l.Slept, l.Set, w.slept, w.set = w.slept, w.set, 0, 0
	if w.truth.IsZero() && l.Skew.Known() {
		w.truth, w.anchor = w.last.wall.Add(-l.Point), w.last.stopwatch
	}
	if !w.truth.IsZero() {
		l.At = w.truth.Add(l.Began.Sub(w.anchor))
	}
	for i, r := range l.Readings {
		asked[i].note(began, r.Ended)
		if r.Agrees {
			l.Points = append(l.Points, w.point(l, asked[i], r))
		}
	}
	l.Next = began.Add(w.pause(l))
	return l
}

// restedSince reports whether web servers have been left alone for long enough to be
// asked in this look.
func (w *watching) restedSince(web []*seat, now time.Time) bool {
	return !slices.ContainsFunc(web, func(s *seat) bool {
		return !s.asked.IsZero() && now.Sub(s.asked) < webShare*w.spacing
	})
}

// point is what one source said, at true time as the stopwatch has it.
func (w *watching) point(l Look, s *seat, r Judged) Point {
	last := r.Samples[len(r.Samples)-1].Received.Sub(l.Wall)
	took := w.last.stopwatch.Sub(l.Began)
	p := Point{
		At:   l.At.Add(min(max(last, 0), took)),
		Skew: r.Interval, Witness: s.witness, Run: w.run,
	}
	if r.Kind == source.KindNTP {
		track := Track{Samples: r.Samples}
		p.Delay = track.Quickest()
	}
	return p
}

// pause is how long it is from the beginning of a look to the next one.
func (w *watching) pause(l Look) time.Duration {
	if l.Reach(source.KindNTP).Answered == 0 && l.Reach(source.KindHTTPS).Answered > 0 {
		return webShare * w.spacing
	}
	return w.spacing
}

// rest waits for the next look, with an eye on the clocks, and reports whether there is
// to be one.
func (w *watching) rest(ctx context.Context, until time.Time) bool {
	for left := time.Until(until); left > 0; left = time.Until(until) {
		select {
		case <-time.After(min(left, glance)):
			w.glance()
		case <-ctx.Done():
			return false
		}
	}
	return ctx.Err() == nil
}
