package drift

import (
	"time"

	"codeclock/drift/host"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// leastSleep is more than a computer that is busy can seem to sleep between two readings
// of its clocks.
const leastSleep = time.Second

// glimpse is what the clocks show at a moment.
type glimpse struct {
	wall, stopwatch time.Time
	asleep          host.Value[time.Duration] // since the computer was started
}

func (w *watching) glimpse() glimpse {
	return glimpse{wall: w.options.now(), stopwatch: time.Now(), asleep: w.options.Asleep()}
}

// glance notes whether the computer has slept or its clock was set since the last glance.
// On some systems the stopwatch stands still in sleep, on others it doesn't. True time
// is measured anew after a sleep.
func (w *watching) glance() {
	before := w.last
	w.last = w.glimpse()
	passed := w.last.stopwatch.Sub(before.stopwatch)
	parted := skew.Sub(w.last.wall.Sub(before.wall), passed)
	if slept := sleptSince(before, w.last); slept >= leastSleep {
		w.slept += slept
		w.run, w.truth = w.run+1, time.Time{}
		if parted > slept/2 {
			parted -= slept
		}
	}
	if source.Stepped(parted, passed) {
		w.set = skew.Add(w.set, parted)
	}
}

func sleptSince(before, now glimpse) time.Duration {
	was, known := before.asleep.Get()
	is, still := now.asleep.Get()
	if !known || !still {
		return 0
	}
	return is - was
}
