package drift

import (
	"math/rand/v2"
	"testing"
)

// A clock that gains 100 ppm is seen to, within an hour.
func TestTrendFindsTheRate(t *testing.T) {
	w := watched{n: 60, every: 64, rate: 100, queue: .005}
	c := Trend(w.run(rand.New(rand.NewPCG(1, 2))).points)
	if r := c.Rate; !r.Measurable || r.Low > 100 || r.High < 100 || r.width() > 5 {
		t.Errorf("got %+v", r)
	}
}
