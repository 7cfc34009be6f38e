package drift

import (
	"math"
	"slices"
)

// What ours is compared with, each a rate in ppm.

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

// leastSquares is least squares in which all points weigh the same.
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

// chronyFit is least squares with the weights of chrony 4's sourcestats.c: 1 over the square of 1 plus how much
// further than the nearest a point is, over the median of that and 0.7.
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
