package drift

import (
	"testing"
	"time"

	"codeclock/drift/skew"
)

// The forecast holds what the clock did, hours and days later, in 95 watches of 100 or
// more, though its rate wanders.
func TestForecastCovers(t *testing.T) {
	for _, w := range []watched{
		{name: "an hour", n: 57, every: 64, queue: .005, rate: 30},
		{name: "a clock that was moved", n: 57, every: 64, queue: .005, rate: 30, moves: []move{{1000, 5, 0}}},
		{name: "after a sleep", n: 57, every: 64, queue: .005, rate: 30, sleepAfter: 40, moves: []move{{4000, -5, 0}}},
		{name: "weather", n: 57, every: 64, queue: .005, rate: 30, daily: 2},
		{name: "a day of weather", n: 340, every: 256, queue: .005, rate: -12, daily: 2},
		{name: "one of five lies for a while", n: 57, every: 64, queue: .005, rate: 40, witnesses: 5, uneven: .005, liar: .3},
	} {
		asked, missed := 0, 0
		for i := range 10 {
			truth := w.run(chance(i))
			c := Trend(truth.points)
			last := truth.t[len(truth.t)-1]
			for _, later := range []float64{0, 60, 3600, 86_400, 20 * 86_400} {
				asked++
				if at := last + later; !c.At(began.Add(seconds(at))).Contains(seconds(truth.skew(at))) {
					missed++
				}
			}
		}
		if 20*missed > asked {
			t.Errorf("%s: the clock was elsewhere %d times of %d", w.name, missed, asked)
		}
	}
}

// A clock that gains 30 ppm is 30 s fast in 11.6 days.
func TestLeaves(t *testing.T) {
	limits := skew.Around(0, 30*second)
	for _, tt := range []struct {
		name             string
		w                watched
		earliest, latest time.Duration // from the start of the watch; 0 is never
		ok               bool
	}{
		{"gains 30 ppm", watched{rate: 30}, seconds(30e6 / 35.), seconds(30e6 / 25.), true},
		{"loses 30 ppm", watched{rate: -30}, seconds(30e6 / 35.), seconds(30e6 / 25.), true},
		{"gains 2 ppm, or loses some in winter", watched{rate: 2}, seconds(30e6 / 7.), 0, true},
		{"is outside already", watched{rate: 30, moves: []move{{0, 40, 0}}}, 0, 0, false},
	} {
		tt.w.n, tt.w.every, tt.w.queue = 57, 64, .002
		earliest, latest, ok := Trend(tt.w.run(chance(1)).points).Leaves(limits)
		near := func(got time.Time, want time.Duration) bool {
			return got.IsZero() && want == 0 || want != 0 && skew.Abs(got.Sub(began)-want) < want/20
		}
		if !near(earliest, tt.earliest) || !near(latest, tt.latest) || ok != tt.ok {
			t.Errorf("%s: from %v to %v, %v", tt.name, earliest.Sub(began), latest.Sub(began), ok)
		}
	}
	short := Trend(watched{n: 3, every: 4, queue: .005}.run(chance(1)).points)
	if _, _, ok := short.Leaves(limits); ok {
		t.Error("too short a watch has a forecast")
	}
	if _, _, ok := (Course{}).Leaves(limits); ok {
		t.Error("no watch at all has a forecast")
	}
}

// What is known of now is what the points since the last step show.
func TestAtFollowsTheLastStep(t *testing.T) {
	c := Trend(watched{n: 57, every: 64, queue: .002, moves: []move{{1800, 5, 0}}}.run(chance(1)).points)
	if now := c.At(c.Rate.Until); !now.Contains(5*second) || now.Width() > 30*milli {
		t.Errorf("now %v to %v", now.Lo(), now.Hi())
	}
	if none := (Course{}).At(began); none.Known() {
		t.Errorf("nothing known, and %v to %v", none.Lo(), none.Hi())
	}
}

// A clock that was moved a moment ago, or a witness that lies since: it is not clear yet.
func TestAtDoubtsTheNewest(t *testing.T) {
	c := Trend(watched{n: 57, every: 64, queue: .002, moves: []move{{55 * 64, 5, 0}}}.run(chance(1)).points)
	if now := c.At(began.Add(57 * 64 * second)); !now.Contains(0) || !now.Contains(5*second) {
		t.Errorf("now %v to %v, %+v", now.Lo(), now.Hi(), c.Steps)
	}
	if _, _, ok := c.Leaves(skew.Around(0, second)); ok {
		t.Error("there is a forecast of it")
	}
}
