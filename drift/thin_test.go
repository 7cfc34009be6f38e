package drift

import (
	"slices"
	"testing"
	"time"

	"codeclock/drift/skew"
)

// A log of four days, thinned as it grows, keeps to its bound, and to its rate.
func TestThin(t *testing.T) {
	const most = 128
	w := watched{n: 5400, every: 64, queue: .005, rate: 20, spikes: .05, loss: .05}
	points := w.run(chance(1)).points
	kept := grown(points, most)
	if len(kept) >= 2*most || !slices.IsSortedFunc(kept, func(a, b Point) int { return a.At.Compare(b.At) }) {
		t.Errorf("%d points are kept", len(kept))
	}
	if kept[0] != points[0] || kept[len(kept)-1] != points[len(points)-1] {
		t.Error("the first or the last is not kept")
	}
	if r := Trend(kept).Rate; r.Low > 20 || r.High < 20 || r.width() > 1 {
		t.Errorf("found %+v", r)
	}
}

// A step of days ago is still found.
func TestThinKeepsSteps(t *testing.T) {
	w := watched{n: 5400, every: 64, queue: .005, rate: 20, moves: []move{{100_000, 1, 0}}}
	c := Trend(grown(w.run(chance(1)).points, 128))
	if len(c.Steps) != 1 || c.Steps[0].Kind != Jump || !c.Steps[0].By.Contains(second) {
		t.Errorf("found %+v", c.Steps)
	}
}

// A near server that lies for a while is not kept instead of the others.
func TestThinIsFairToWitnesses(t *testing.T) {
	w := watched{n: 5400, every: 64, queue: .005, rate: 20, witnesses: 5, liar: .3}
	points := w.run(chance(1)).points
	for i := range points {
		if points[i].Witness == "server 0" {
			points[i].Delay -= 10 * milli
		}
	}
	c := Trend(grown(points, 256))
	if r := c.Rate; r.Low > 20 || r.High < 20 || r.width() > 1 || len(c.Steps) > 0 || len(c.Odd) == 0 {
		t.Errorf("found %+v, %+v, %d odd", r, c.Steps, len(c.Odd))
	}
}

func TestThinLeavesTheBest(t *testing.T) {
	at := func(n int, delay, half time.Duration) Point {
		return Point{At: began.Add(time.Duration(n) * time.Minute), Delay: delay, Skew: skew.Around(0, half)}
	}
	var points []Point
	for n := range 40 {
		points = append(points, at(n, 9*milli, 5*milli))
	}
	points[20] = at(20, 2*milli, 2*milli)
	points[10] = at(10, 0, milli) // narrow, and no delay known
	kept := Thin(slices.Clone(points), 8)
	if len(kept) != 8 || !slices.Contains(kept, points[20]) || slices.Contains(kept, points[10]) {
		t.Errorf("kept %+v", kept)
	}
	for i := range points {
		points[i].Delay = 0
	}
	if got := Thin(slices.Clone(points), 8); !slices.Contains(got, points[20]) || !slices.Contains(got, points[10]) {
		t.Errorf("kept %+v", got)
	}
	if got := Thin(points[:5], 0); len(got) != 5 {
		t.Errorf("%d of 5 are kept", len(got))
	}
	same := slices.Repeat(points[:1], 40)
	if got := Thin(same, 10); len(got) > 10 {
		t.Errorf("%d of one moment are kept", len(got))
	}
}
