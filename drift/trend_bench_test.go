package drift

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// estimators are what ours is compared with, each a rate in ppm.
var estimators = []struct {
	name string
	rate func([]Point) float64
}{
	{"first-last", firstLast},
	{"least-squares", leastSquares},
	{"theil-sen", theilSen},
	{"chrony", chronyFit},
	{"ours", func(points []Point) float64 { return Trend(points).Rate.PPM }},
}

// BenchmarkTrend is a table: the error of the rate, in ppm (root mean square), of each
// estimator on the same simulated watches, and how often our interval holds the truth.
func BenchmarkTrend(b *testing.B) {
	for _, w := range []watched{
		{n: 8, every: 2, queue: .001},
		{n: 16, every: 4, queue: .001},
		{n: 16, every: 4, queue: .005},
		{n: 16, every: 4, queue: .02},
		{n: 20, every: 300. / 19, queue: .005},
		{n: 30, every: 900. / 29, queue: .005},
		{n: 60, every: 3600. / 59, queue: .005},
		{n: 16, every: 4, queue: .005, spikes: .1},
		{name: "queue on one way", n: 60, every: 64, queue: .005, oneWay: true},
		{name: "noise in no delay", n: 60, every: 64, queue: .0001, noise: .003},
		{name: "5 servers", n: 60, every: 64, queue: .005, witnesses: 5, uneven: .005},
		{name: "5 servers, 1 lies", n: 60, every: 64, queue: .005, witnesses: 5, uneven: .005, liar: .3},
		{name: "100 ms step", n: 60, every: 64, queue: .005, moves: []move{{2000, .1, 0}}},
		{name: "daily swing of 2 ppm", n: 340, every: 256, queue: .005, daily: 2},
	} {
		b.Run(w.title(), func(b *testing.B) {
			squares, covered, trials := make([]float64, len(estimators)), 0., 300.
			if w.n > 100 {
				trials = 30
			}
			for b.Loop() {
				clear(squares)
				covered = 0
				for i := range int(trials) {
					truth := w.run(chance(i))
					rate := truth.meanRate()
					for k, e := range estimators {
						squares[k] += math.Pow(e.rate(truth.points)-rate, 2)
					}
					if r := Trend(truth.points).Rate; r.Low <= rate && rate <= r.High {
						covered++
					}
				}
			}
			for k, e := range estimators {
				b.ReportMetric(math.Sqrt(squares[k]/trials), e.name+"-ppm")
			}
			b.ReportMetric(100*covered/trials, "%covered")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// title is what a watch is called in a table.
func (w watched) title() string {
	name := w.name
	if name == "" {
		name = fmt.Sprintf("queue %.0f ms", 1000*w.queue)
		if w.spikes > 0 {
			name += ", spikes"
		}
	}
	return fmt.Sprintf("%d in %.0f s, %s", w.n, float64(w.n-1)*w.every, name)
}

// BenchmarkSteadyClock is how often a clock that is true and was not moved is said to
// drift, or to have been moved, in a thousand watches of all kinds.
func BenchmarkSteadyClock(b *testing.B) {
	var drifts, steps, n float64
	for b.Loop() {
		c := Trend(steady(int(n)).run(chance(int(n))).points)
		if c.Rate.Measurable && !c.Rate.Steady() {
			drifts++
		}
		if len(c.Steps) > 0 {
			steps++
		}
		n++
	}
	b.ReportMetric(1000*drifts/n, "drifts/1000")
	b.ReportMetric(1000*steps/n, "steps/1000")
}

// BenchmarkTrendTime is how long a trend of so many points takes.
func BenchmarkTrendTime(b *testing.B) {
	for _, n := range []int{16, 64, 256, 1024} {
		points := watched{n: n, every: 64, queue: .005, rate: 20, witnesses: 5, uneven: .002}.run(chance(1)).points
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Trend(points)
			}
		})
	}
}

// BenchmarkTrendOfSleeper is how long it takes where every second point begins a new run.
func BenchmarkTrendOfSleeper(b *testing.B) {
	points := watched{n: 1024, every: 64, queue: .005, rate: 20}.run(chance(1)).points
	for i := range points {
		points[i].Run = i / 2
	}
	for b.Loop() {
		Trend(points)
	}
}

// BenchmarkThin is what is lost by thinning a day's log again and again as it grows, as the
// error of the rate in ppm (root mean square).
func BenchmarkThin(b *testing.B) {
	const trials = 10
	w := watched{n: 1350, every: 64, queue: .005, rate: 20, witnesses: 5, uneven: .002, walk: .2}
	for _, most := range []int{64, 256, 512} {
		b.Run(fmt.Sprintf("%d points of %d", most, w.n), func(b *testing.B) {
			var all, thinned float64
			for b.Loop() {
				all, thinned = 0, 0
				for i := range trials {
					truth := w.run(chance(i))
					rate := truth.meanRate()
					all += math.Pow(Trend(truth.points).Rate.PPM-rate, 2)
					thinned += math.Pow(Trend(grown(truth.points, most)).Rate.PPM-rate, 2)
				}
			}
			b.ReportMetric(math.Sqrt(all/trials), "all-ppm")
			b.ReportMetric(math.Sqrt(thinned/trials), "thinned-ppm")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// grown returns what is left of a log that was thinned as it grew.
func grown(points []Point, most int) []Point {
	var kept []Point
	for _, p := range points {
		if kept = append(kept, p); len(kept) >= 2*most {
			kept = Thin(kept, most)
		}
	}
	return kept
}

// What others do with the same points.

func xy(points []Point) (x, y []float64) {
	for _, p := range points {
		x = append(x, p.At.Sub(points[0].At).Seconds())
		y = append(y, p.Skew.Middle().Seconds())
	}
	return x, y
}

func firstLast(points []Point) float64 {
	x, y := xy(points)
	n := len(x) - 1
	return 1e6 * (y[n] - y[0]) / (x[n] - x[0])
}

// leastSquares gives all points the same weight.
func leastSquares(points []Point) float64 {
	x, y := xy(points)
	return slope(x, y, slices.Repeat([]float64{1}, len(x)))
}

func slope(x, y, w []float64) float64 {
	var n, sx, sy, sxx, sxy float64
	for i := range x {
		n, sx, sy, sxx, sxy = n+w[i], sx+w[i]*x[i], sy+w[i]*y[i], sxx+w[i]*x[i]*x[i], sxy+w[i]*x[i]*y[i]
	}
	return 1e6 * (n*sxy - sx*sy) / (n*sxx - sx*sx)
}

func theilSen(points []Point) float64 {
	x, y := xy(points)
	var slopes []float64
	for i := range x {
		for j := range i {
			slopes = append(slopes, (y[i]-y[j])/(x[i]-x[j]))
		}
	}
	slices.Sort(slopes)
	return 1e6 * median(slopes)
}

// chronyFit is least squares with the weights of chrony 4 (sourcestats.c): how much further
// than the nearest a point is, in terms of the median of that, plus 1, to the power of -2.
func chronyFit(points []Point) float64 {
	x, y := xy(points)
	distance := make([]float64, len(points))
	for i, p := range points {
		distance[i] = p.Delay.Seconds()/2 + 1e-6
	}
	sorted := slices.Sorted(slices.Values(distance))
	least := sorted[0]
	sd := min(max((median(sorted)-least)/0.7, 1e-6), least)
	w := make([]float64, len(x))
	for i, d := range distance {
		w[i] = math.Pow(1+(d-least)/sd, -2)
	}
	return slope(x, y, w)
}
