package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

const (
	// truthAgain is the pause between measurements of true time while it is in
	// use: the pause that NTP clients begin with (RFC 5905, minpoll 6).
	truthAgain = 64 * time.Second

	// truthRetry is the pause after a measurement without an answer.
	truthRetry = 15 * time.Second

	// truthRate is how fast what was measured grows old: computers are off by
	// 78 ppm in the median and by more than 500 ppm in rare cases (D. Mills,
	// Computer Network Time Synchronization, survey of 20,000 hosts).
	truthRate = 500e-6

	// truthStep is how far wall clock and stopwatch may part before the stopwatch
	// must have stood still: a computer that slept.
	truthStep = 250 * time.Millisecond
)

var (
	errNoTruth     = errors.New("true time could not be measured, and presses mean nothing without it")
	errInterrupted = errors.New("interrupted before there was an answer")
)

// endedEarly says what was measured by the time that somebody ended a command.
func endedEarly(e *env, soFar string) error {
	fmt.Fprintf(e.stderr, "codeclock: so far: %s\n", soFar)
	return errInterrupted
}

// noTruth is the error of a device that has nothing to be compared with.
func noTruth(err error) error { return cli.Hint(err, `"codeclock check" says why`) }

// truth is true time as this computer's stopwatch carries it on from the last
// measurement. What the wall clock says in between does not matter.
type truth struct {
	options drift.Options

	mu       sync.Mutex
	estimate drift.Estimate
	took     time.Duration // the measurement
	started  time.Time     // when it ended and its use began: by this computer's clock, with the stopwatch
	was      time.Time     // true time then
	known    bool
}

// measure measures once.
func (tr *truth) measure(ctx context.Context) {
	began := time.Now()
	e := drift.Measure(ctx, tr.options)
	started := time.Now()
	tr.options.Sources = willing(tr.options.Sources, e)
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if (!e.Skew.Known() || ctx.Err() != nil) && tr.fresh(started) {
		return // what was measured before is better than nothing, or than half
	}
	tr.estimate, tr.took, tr.started = e, started.Sub(began), started
	tr.was, tr.known = started.Round(0).Add(-e.Skew.Middle()), e.Skew.Known()
}

// willing drops the sources that have asked to be left alone.
func willing(sources []source.Source, e drift.Estimate) []source.Source {
	kept := []source.Source{} // not nil, which would mean the default servers
	for i, s := range sources {
		var kiss *source.KissError
		if i >= len(e.Readings) || !errors.As(e.Readings[i].Err, &kiss) {
			kept = append(kept, s)
		}
	}
	return kept
}

// keep measures again and again until ctx ends: seldom while true time is known,
// sooner when it is not or no longer.
func (tr *truth) keep(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	tried := time.Now()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		if age := time.Since(tried); age >= truthAgain || !tr.isKnown() && age >= truthRetry {
			tr.measure(ctx)
			tried = time.Now()
		}
	}
}

// now returns true time and how far it may be off, false when it is not known.
func (tr *truth) now() (time.Time, time.Duration, bool) { return tr.then(time.Now()) }

// isKnown reports whether true time is known now.
func (tr *truth) isKnown() bool {
	_, _, known := tr.now()
	return known
}

// then returns true time at a moment that carries this computer's stopwatch.
func (tr *truth) then(moment time.Time) (time.Time, time.Duration, bool) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if !tr.fresh(moment) {
		return time.Time{}, 0, false
	}
	passed := moment.Sub(tr.started)
	aged := time.Duration(truthRate * float64(skew.Abs(passed)))
	return tr.was.Add(passed), skew.Add(tr.estimate.Skew.Bound(), aged), true
}

// fresh reports whether the stopwatch has run without a break since the last
// measurement.
func (tr *truth) fresh(moment time.Time) bool {
	parted := skew.Sub(moment.Round(0).Sub(tr.started.Round(0)), moment.Sub(tr.started))
	return tr.known && skew.Abs(parted) < truthStep
}

// age returns how long ago true time was last measured.
func (tr *truth) age() time.Duration {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return time.Since(tr.started)
}

// last returns the last measurement.
func (tr *truth) last() drift.Estimate {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.estimate
}

// check returns the last measurement as a check of this computer that goes on
// until now.
func (tr *truth) check(zone *time.Location) result.Check {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	began := tr.started.Add(-tr.took)
	return result.Check{Estimate: tr.estimate, At: began.Round(0).In(zone), Took: time.Since(began), Version: version()}
}
