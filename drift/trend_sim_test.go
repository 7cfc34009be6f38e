package drift

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"codeclock/drift/source"
)

// watched is a simulated watch of a clock over a network. Times are in seconds, rates in ppm.
type watched struct {
	name  string
	n     int     // points
	every float64 // from one to the next

	rate  float64
	moves []move  // what moved the clock
	daily float64 // by how much its rate swings with the day
	walk  float64 // by how much it wanders in an hour, at random

	queue      float64 // mean time in a queue, each way
	oneWay     bool    // only on the way there
	spikes     float64 // share of points with 100 to 400 ms more on one way
	loss       float64 // share that never came
	noise      float64 // noise that doesn't show in the delay
	witnesses  int     // 0 means 1
	uneven     float64 // by how much their paths are uneven, at most
	liar       float64 // by how much one of three witnesses lies, in the second quarter
	sleepAfter int     // the point before a sleep of an hour
}

// move is something that moves the clock: from a time on, by so much, at a rate in ppm, 0 for at once.
type move struct{ from, by, rate float64 }

// on is how far it has moved the clock.
func (m move) on(t float64) float64 {
	switch done := (t - m.from) * m.rate / 1e6; {
	case t < m.from:
		return 0
	case m.rate == 0 || done > math.Abs(m.by):
		return m.by
	default:
		return math.Copysign(done, m.by)
	}
}

// truth is what a simulated clock did.
type truth struct {
	points  []Point
	skew    func(t float64) float64
	unmoved func(t float64) float64 // without what moved it
	t       []float64               // when the points are
}

var began = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// run makes a watch.
func (w watched) run(rng *rand.Rand) truth {
	phase, wanders := rng.Float64()*2*math.Pi, w.wanders(rng)
	unmoved := func(t float64) float64 {
		const day = 86400 / (2 * math.Pi)
		return w.rate*t/1e6 + w.daily/1e6*day*(math.Cos(phase)-math.Cos(t/day+phase)) + wanders(t)
	}
	clock := func(t float64) float64 {
		s := unmoved(t)
		for _, m := range w.moves {
			s += m.on(t)
		}
		return s
	}
	out := truth{skew: clock, unmoved: unmoved}
	uneven := make([]float64, max(w.witnesses, 1))
	for i := range uneven {
		uneven[i] = w.uneven * (2*rng.Float64() - 1)
	}
	t, run := 0., 0
	for i := range w.n {
		who := i % len(uneven)
		if rng.Float64() >= w.loss {
			out.points = append(out.points, w.point(rng, t, clock(t), who, uneven[who], run))
			out.t = append(out.t, t)
		}
		t += w.every
		if w.sleepAfter > 0 && i == w.sleepAfter {
			t, run = t+3600, run+1
		}
	}
	return out
}

// wanders is a random walk of the rate, integrated.
func (w watched) wanders(rng *rand.Rand) func(t float64) float64 {
	if w.walk == 0 {
		return func(float64) float64 { return 0 }
	}
	const step = 600.
	at, rate := []float64{0}, 0.
	for range int(float64(w.n)*w.every*2/step) + 100 {
		rate += w.walk * math.Sqrt(step/3600) * rng.NormFloat64()
		at = append(at, at[len(at)-1]+rate*step/1e6)
	}
	return func(t float64) float64 {
		i := min(int(t/step), len(at)-2)
		return at[i] + (t/step-float64(i))*(at[i+1]-at[i])
	}
}

// point is what an exchange shows over a path of 10 ms each way.
func (w watched) point(rng *rand.Rand, t, off float64, who int, uneven float64, run int) Point {
	there, back := 0.010+uneven+w.queue*rng.ExpFloat64(), 0.010-uneven+w.queue*rng.ExpFloat64()
	if w.oneWay {
		back = 0.010 - uneven
	}
	if rng.Float64() < w.spikes {
		if spike := 0.1 + 0.3*rng.Float64(); rng.IntN(2) == 0 {
			there += spike
		} else {
			back += spike
		}
	}
	if end := w.every * float64(w.n); who == 0 && w.liar != 0 && t > end/4 && t < end/2 {
		off += w.liar
	}
	off += w.noise * rng.NormFloat64()
	d := func(s float64) time.Duration { return time.Duration(s * 1e9) }
	sent := began.Add(d(t))
	s := source.Sample{
		Sent: sent.Add(d(off)), ServerReceived: sent.Add(d(there)), ServerSent: sent.Add(d(there)),
		Received: sent.Add(d(there + back + off)), Slack: time.Millisecond + d(4*w.noise),
	}
	return PointOf(s, fmt.Sprint("server ", who), run)
}

// meanRate is what the clock gained over the points, in ppm, without what moved it.
func (tr truth) meanRate() float64 {
	a, b := tr.t[0], tr.t[len(tr.t)-1]
	return 1e6 * (tr.unmoved(b) - tr.unmoved(a)) / (b - a)
}
