package drift

import (
	"context"
	"slices"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// glance is how often a waiting program looks whether a source may be asked again and
// whether the clock has been set.
const glance = time.Second

// Await measures until done accepts an estimate, and returns that one and true. It
// returns the last whole estimate and false when ctx ends, or when every source has
// asked to be left alone.
//
// A source has a pause of its own, which doubles with each time that it was sent
// something; it is asked for nothing more after a kiss-o'-death. Nothing is asked
// before the pauses of most are over. A clock that has been set, by somebody or by
// a sleep that the stopwatch did not see, is measured again without the longer pauses.
//
// done may wait for something itself. When it returns false, measuring goes on.
func Await(ctx context.Context, o Options, done func(Estimate) bool) (Estimate, bool) {
	var last Estimate
	w := &waiting{options: o}
	w.options.Sources, w.sources = pacedAll(o.sources())
	w.options.Fallback, w.fallback = pacedAll(o.Fallback)
	for first := true; ; first = false {
		e := Measure(ctx, w.options)
		wall, seen := w.options.now(), time.Now()
		whole := ctx.Err() == nil
		if first || whole {
			last = e
		}
		if whole && done(e) {
			return e, true
		}
		if e.Stepped {
			w.hurry()
		}
		if !w.rest(ctx, wall, seen) {
			return last, false
		}
	}
}

// waiting is the state of one Await.
type waiting struct {
	options           Options
	sources, fallback []*paced
}

// pacedAll gives each of some sources its pauses.
func pacedAll(sources []source.Source) ([]source.Source, []*paced) {
	asked := make([]source.Source, 0, len(sources)) // not nil, which would mean the default servers
	var all []*paced
	for _, s := range sources {
		p := &paced{Source: s}
		asked, all = append(asked, p), append(all, p)
	}
	return asked, all
}

// rest waits until it is time to measure again, and reports whether it ever is. The
// measured clock showed wall when the stopwatch showed seen.
func (w *waiting) rest(ctx context.Context, wall, seen time.Time) bool {
	tick := time.NewTicker(glance)
	defer tick.Stop()
	for len(w.open()) > 0 {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
		}
		shown, now := w.options.now(), time.Now()
		if passed := now.Sub(seen); source.Stepped(skew.Sub(shown.Sub(wall), passed), passed) {
			w.hurry()
		}
		wall, seen = shown, now
		if w.due(now) {
			return true
		}
	}
	return false
}

// open returns the sources that have not asked to be left alone: those of the
// fallback when none is left of the others.
func (w *waiting) open() []*paced {
	for _, all := range [][]*paced{w.sources, w.fallback} {
		var open []*paced
		for _, p := range all {
			if !p.closed() {
				open = append(open, p)
			}
		}
		if len(open) > 0 {
			return open
		}
	}
	return nil
}

// due reports whether the pauses of a majority are over, and nobody else's is about to
// be: sources that were asked together are asked together again.
func (w *waiting) due(now time.Time) bool {
	open, ready := w.open(), 0
	for _, p := range open {
		if p.due(now) {
			ready++
		}
	}
	for _, p := range w.all() {
		if !p.due(now) && p.due(now.Add(glance)) {
			return false
		}
	}
	return ready >= majority(len(open))
}

// hurry forgets how often the sources have been asked before.
func (w *waiting) hurry() {
	for _, p := range w.all() {
		p.hurry()
	}
}

func (w *waiting) all() []*paced { return slices.Concat(w.sources, w.fallback) }
