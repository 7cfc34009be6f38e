package drift

import (
	"math"
	"slices"
)

// median returns that of sorted values, the mean of the two in the middle if there
// are two.
func median(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func medianDeviation(values []float64, centre float64) float64 {
	away := make([]float64, len(values))
	for i, v := range values {
		away[i] = math.Abs(v - centre)
	}
	slices.Sort(away)
	return median(away)
}

// spread is how far sorted values are apart.
func spread(sorted []float64) float64 { return sorted[len(sorted)-1] - sorted[0] }

// half is how far the majority of sorted values that lie closest together are
// apart.
func half(sorted []float64) float64 {
	n := majority(len(sorted))
	least := math.Inf(1)
	for i := 0; i+n <= len(sorted); i++ {
		least = min(least, spread(sorted[i:i+n]))
	}
	return least
}

// between says how far a value is from one to another: 0 up to the one, 1 from the
// other on.
func between(one, other, value float64) float64 {
	return min(max((value-one)/(other-one), 0), 1)
}
