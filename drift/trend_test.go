package drift

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"codeclock/drift/skew"
)

// chance is that of the n-th watch of a test.
func chance(n int) *rand.Rand { return rand.New(rand.NewPCG(uint64(n), 18)) }

// watches are clocks of all kinds over paths of all kinds.
var watches = []watched{
	{name: "8 in 14 s", n: 8, every: 2, queue: .001},
	{name: "16 in a minute", n: 16, every: 4, queue: .005},
	{name: "a true clock", n: 57, every: 64, queue: .005},
	{name: "10 ppm", n: 57, every: 64, queue: .005, rate: 10},
	{name: "500 ppm slow", n: 57, every: 64, queue: .005, rate: -500},
	{name: "a long queue", n: 57, every: 64, queue: .02, rate: 40},
	{name: "a queue on one way", n: 57, every: 64, queue: .005, oneWay: true, rate: 40},
	{name: "noise that no delay shows", n: 57, every: 64, queue: .0001, noise: .002, rate: 40},
	{name: "both kinds of noise", n: 57, every: 64, queue: .005, noise: .002},
	{name: "half of the answers lost", n: 57, every: 64, queue: .005, rate: 40, loss: .5},
	{name: "spikes", n: 57, every: 64, queue: .005, rate: 40, spikes: .1},
	{name: "five servers in turn", n: 57, every: 64, queue: .005, rate: 40, witnesses: 5, uneven: .005},
	{name: "one of five lies for a while", n: 57, every: 64, queue: .005, rate: 40, witnesses: 5, uneven: .005, liar: .3},
	{name: "one of three lies a little", n: 57, every: 64, queue: .005, rate: 40, witnesses: 3, uneven: .005, liar: .05},
	{name: "a sleep of an hour", n: 57, every: 64, queue: .005, rate: 40, sleepAfter: 30},
	{name: "a room that warms up", n: 57, every: 64, queue: .001, rate: 40, walk: 1},
	{name: "a day and a night", n: 340, every: 256, queue: .005, rate: 40, daily: 2},
	{name: "six hours of weather", n: 340, every: 64, queue: .005, rate: 40, walk: .5},
}

// The interval of the rate holds the truth in 95 watches of 100, or more. None of these
// clocks was moved, and none is said to have been.
func TestTrendCovers(t *testing.T) {
	held, total := 0, 0
	for _, w := range watches {
		trials := 40
		if w.n > 100 {
			trials = 6
		}
		missed := 0
		for i := range trials {
			truth := w.run(chance(i))
			c := Trend(truth.points)
			if rate := truth.meanRate(); c.Rate.Low > rate || c.Rate.High < rate {
				missed++
			}
			if len(c.Steps) > 0 {
				t.Errorf("%s: found %+v", w.name, c.Steps)
			}
		}
		if missed > trials/10 {
			t.Errorf("%s: the truth was outside in %d of %d", w.name, missed, trials)
		}
		held, total = held+trials-missed, total+trials
	}
	if float64(held) < 0.95*float64(total) {
		t.Errorf("the truth was inside in %d of %d", held, total)
	}
}

// steady is a true clock over paths of all kinds, for up to two hours.
func steady(i int) watched {
	w := watched{n: 8 + i%100, every: 64, queue: .001 * float64(1+i%7), witnesses: 1 + i%5, uneven: .002, loss: .1}
	w.oneWay = i%11 == 0
	if i%3 == 0 {
		w.spikes = .05
	}
	if i%4 == 0 {
		w.noise = .001
	}
	return w
}

// Nobody is told that a true clock drifts, or was moved. (BenchmarkSteadyClock counts on.)
func TestTrendOfSteadyClock(t *testing.T) {
	for i := range 150 {
		c := Trend(steady(i).run(chance(i)).points)
		if c.Rate.Measurable && !c.Rate.Steady() || len(c.Steps) > 0 {
			t.Errorf("watch %d: %+v, %+v", i, c.Rate, c.Steps)
		}
	}
}

// What moved a clock is found, named, and measured.
func TestTrendNamesSteps(t *testing.T) {
	const at = 1800.
	hour := watched{n: 57, every: 64, queue: .005, rate: 30}
	for _, tt := range []struct {
		name   string
		move   move
		more   func(*watched)
		kind   StepKind
		took   float64
		resume bool
	}{
		{name: "12 s at once", move: move{at, 12, 0}, kind: Jump},
		{name: "50 ms back at once", move: move{at, -.05, 0}, kind: Jump},
		{name: "an hour, five servers in turn", move: move{at, 3600, 0}, more: func(w *watched) { w.witnesses, w.uneven = 5, .005 }, kind: Jump},
		{name: "a step over spikes", move: move{at, .2, 0}, more: func(w *watched) { w.spikes = .1 }, kind: Jump},
		{name: "ntpd slews 128 ms", move: move{at, .128, 500}, kind: Slew, took: 256},
		{name: "ntpd slews half a second", move: move{at, -.5, 500}, kind: Slew, took: 1000},
		{name: "chrony slews 20 s", move: move{at, 20, 83_333}, kind: Slew, took: 240},
		{name: "a slow slew", move: move{at, .3, 50}, more: func(w *watched) { w.n = 200 }, kind: Slew, took: 6000},
		{name: "set while it slept", move: move{at, -30, 0}, more: func(w *watched) { w.sleepAfter = 28 }, kind: Jump, resume: true},
	} {
		w := hour
		w.moves = []move{tt.move}
		if tt.more != nil {
			tt.more(&w)
		}
		wrong, outside := 0, 0
		for i := range 20 {
			c := Trend(w.run(chance(i)).points)
			if len(c.Steps) != 1 {
				t.Errorf("%s: found %+v", tt.name, c.Steps)
				continue
			}
			s := c.Steps[0]
			from, to := s.From.Sub(began).Seconds(), s.To.Sub(began).Seconds()
			if s.Kind != tt.kind || from > at+5*64 || to < at+tt.took-10*64 || s.Resumed != tt.resume || !s.By.Widen(10*milli).Contains(seconds(tt.move.by)) {
				t.Errorf("%s: found %+v", tt.name, s)
			}
			if !s.By.Contains(seconds(tt.move.by)) {
				outside++
			}
			if c.Rate.Low > w.rate || c.Rate.High < w.rate {
				wrong++
			}
		}
		if wrong > 2 || outside > 2 {
			t.Errorf("%s: of 20 times the rate was outside %d times, and the size %d times", tt.name, wrong, outside)
		}
	}
}

// A clock whose service stops goes at another rate since, and that is what counts.
func TestTrendTurns(t *testing.T) {
	w := watched{n: 170, every: 64, queue: .005, rate: 5, moves: []move{{5000, 100, 80}}}
	c := Trend(w.run(chance(1)).points)
	if len(c.Steps) != 1 || c.Steps[0].Kind != Turn || math.Abs(c.Steps[0].Turn-80) > 10 || c.Steps[0].By.Known() {
		t.Errorf("found %+v", c.Steps)
	}
	if r := c.Rate; r.Low > 85 || r.High < 85 || r.Since.Before(began.Add(5000*time.Second)) {
		t.Errorf("found %+v", r)
	}
}

// One server that lies for a while, with no other beside it, looks like a clock that was
// moved there and back.
func TestTrendOfLoneLiar(t *testing.T) {
	w := watched{n: 57, every: 64, queue: .005, rate: 30, liar: .3}
	c := Trend(w.run(chance(1)).points)
	if len(c.Steps) != 2 || c.Steps[0].Kind != Jump || c.Steps[1].Kind != Jump {
		t.Errorf("found %+v", c.Steps)
	}
}

// What lies is left out, and said to be.
func TestTrendNamesOddPoints(t *testing.T) {
	w := watched{n: 57, every: 64, queue: .001, rate: 30, witnesses: 3, liar: .3}
	c := Trend(w.run(chance(1)).points)
	for _, p := range c.Odd {
		if p.Witness != "server 0" {
			t.Errorf("%s is odd", p.Witness)
		}
	}
	if len(c.Odd) != 5 { // every third of the second quarter of 57
		t.Errorf("%d are odd", len(c.Odd))
	}
}

// Too short a watch says so, and about how long one has to be.
func TestTrendNeedsLonger(t *testing.T) {
	for _, n := range []int{1, 2, 3, 6, 10} {
		w := watched{n: n, every: 4, queue: .005, rate: 3}
		r := Trend(w.run(chance(1)).points).Rate
		if r.Measurable || r.Needs < time.Minute || r.Needs > 6*time.Hour {
			t.Errorf("%d points: %+v", n, r)
		}
		if w.n = int(2 * r.Needs.Seconds() / w.every); w.n > 200 {
			w.n, w.every = 200, 2*r.Needs.Seconds()/200
		}
		if r := Trend(w.run(chance(2)).points).Rate; !r.Measurable {
			t.Errorf("%d points: even twice as long a watch does not do: %+v", n, r)
		}
	}
}

// A token is read by its codes, half a minute wide each, months apart; or by taps.
func TestTrendOfToken(t *testing.T) {
	read := func(at time.Duration, wide time.Duration, rng *rand.Rand) Point {
		off := time.Duration(-8e-6 * float64(at)) // 8 ppm slow
		return Point{At: began.Add(at), Skew: skew.Between(0, wide).Shift(off - time.Duration(rng.Float64()*float64(wide)))}
	}
	for _, tt := range []struct {
		name string
		days []float64
		wide time.Duration
		want bool
	}{
		{"two codes in an hour", []float64{0, 1. / 24}, 30 * time.Second, false},
		{"two codes two years apart", []float64{0, 730}, 30 * time.Second, true},
		{"ten codes of a year", []float64{0, 40, 80, 120, 160, 200, 240, 280, 320, 365}, 30 * time.Second, true},
		{"taps of a week", []float64{0, 1, 2, 3, 4, 5, 6, 7}, 300 * milli, true},
	} {
		for i := range 20 {
			var points []Point
			rng := chance(i)
			for _, d := range tt.days {
				points = append(points, read(seconds(86400*d), tt.wide, rng))
			}
			c := Trend(points)
			if r := c.Rate; r.Measurable != tt.want || r.Low > -8 || r.High < -8 || len(c.Steps) > 0 || len(c.Odd) > 0 {
				t.Errorf("%s: %+v %+v", tt.name, r, c.Steps)
			}
		}
	}
}

// Whatever comes, there is an answer.
func TestTrendOfAnything(t *testing.T) {
	at := func(d time.Duration, i skew.Interval) Point { return Point{At: began.Add(d), Skew: i} }
	ages := Point{At: time.Unix(1<<40, 0), Skew: skew.Between(skew.Min, skew.Max), Delay: skew.Max}
	odd := []Point{
		at(0, skew.Unknown), at(0, skew.Exactly(0)), at(0, skew.Exactly(skew.Max)), at(0, skew.Exactly(skew.Min)),
		at(1, skew.Between(skew.Min, skew.Max)), ages, {At: time.Time{}, Skew: skew.Exactly(1)},
		{At: began, Skew: skew.Exactly(5), Run: -3}, {At: began, Skew: skew.Exactly(5), Run: 7, Witness: "other", Delay: 1},
	}
	if c := Trend(nil); c.Rate != unknownRate || c.At(began).Known() {
		t.Errorf("of nothing: %+v", c)
	}
	for i := range 300 {
		rng := chance(i)
		points := make([]Point, rng.IntN(30))
		for k := range points {
			points[k] = odd[rng.IntN(len(odd))]
			points[k].At = points[k].At.Add(time.Duration(rng.IntN(3)) * time.Minute)
		}
		c := Trend(points)
		if r := c.Rate; !(r.Low <= r.PPM && r.PPM <= r.High) || math.IsInf(r.width(), 0) || r.Needs < 0 {
			t.Errorf("%v\n%+v", points, r)
		}
		c.At(began.Add(time.Hour))
		c.Leaves(skew.Around(0, time.Second))
	}
}

func TestStudent(t *testing.T) {
	for _, tt := range []struct{ level, free, want, within float64 }{
		{.95, 1, 12.706, .001}, {.95, 2, 4.303, .001}, {.95, 3, 3.182, .01}, {.95, 5, 2.571, .002}, {.95, 10, 2.228, .001}, {.95, 1000, 1.962, .001},
		{.999, 1, 636.6, .1}, {.999, 2, 31.60, .01}, {.999, 3, 12.92, .6}, {.999, 5, 6.869, .05}, {.999, 10, 4.587, .005}, {.999, 1000, 3.300, .001},
	} {
		if got := student(tt.level, tt.free); math.Abs(got-tt.want) > tt.within {
			t.Errorf("%v, %v degrees of freedom: %.4f, want %.4f", tt.level, tt.free, got, tt.want)
		}
	}
}

// The rate of the oscillator is what is left without the kernel's part in it.
func TestRateUntouched(t *testing.T) {
	r := Rate{PPM: 2, Low: 1, High: 3, Measurable: true}.Untouched(-30)
	if r.PPM != 32 || r.Low != 31 || r.High != 33 || r.Steady() {
		t.Errorf("%+v", r)
	}
}
