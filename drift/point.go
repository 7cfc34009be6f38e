package drift

import (
	"math"
	"slices"
	"time"

	"codeclock/drift/skew"
)

// outlier is how many times the typical deviation a server's middle may be from
// the others' and still count for the point. A path that is slower one way than
// the other moves the middle of a server's interval, though not the truth out
// of it. The limit is wide, since the deviation of a handful of servers is
// itself a rough figure and throwing a good one away costs more.
const outlier = 8

// madToSigma makes a median absolute deviation comparable with a standard
// deviation of normal noise.
const madToSigma = 1.4826

// point returns the likeliest skew inside the estimate's interval: the mean of
// the truechimers' middles without the outliers, each weighted as if its error
// were proportional to the width of its interval. The interval alone is what is
// known; the point is the better guess within it, since the noise of several
// servers averages out.
func point(known skew.Interval, honest []skew.Interval) time.Duration {
	// Seconds from the middle of the estimate, so that years of skew keep their
	// nanoseconds in a float64.
	origin := known.Middle()
	var middles, weights []float64
	for _, i := range honest {
		width := max(i.Width(), time.Microsecond).Seconds()
		middles = append(middles, (i.Middle() - origin).Seconds())
		weights = append(weights, 1/(width*width))
	}
	centre := median(middles)
	away := make([]float64, len(middles))
	for i, m := range middles {
		away[i] = math.Abs(m - centre)
	}
	limit := outlier * madToSigma * median(away)
	sum, total := 0., 0.
	for i, m := range middles {
		if away[i] <= limit {
			sum += weights[i] * m
			total += weights[i]
		}
	}
	return known.Clamp(origin + time.Duration(sum/total*float64(time.Second)))
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
