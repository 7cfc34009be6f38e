package watchlog

import (
	"math"
	"slices"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
)

// What no log goes beyond.
const (
	maxRuns    = 1 << 30
	maxPoints  = 1000           // servers that one call may name
	maxWitness = 4              // digits of their numbers
	maxPeriod  = 24 * time.Hour // of codes
)

func seconds(d time.Duration) *float64 {
	s := d.Seconds()
	return &s
}

// duration returns seconds as a duration, at its ends where they are beyond.
func duration(seconds float64) time.Duration {
	switch ns := math.Round(seconds * 1e9); {
	case ns >= math.MaxInt64:
		return skew.Max
	case ns <= math.MinInt64:
		return skew.Min
	default:
		return time.Duration(ns)
	}
}

// interval returns the skews between two ends that are in order.
func interval(low, high float64) (skew.Interval, bool) {
	return skew.Between(duration(low), duration(high)), low <= high
}

// possible reports whether a moment can be true time: not before there were such logs,
// and not after what NTP can say (RFC 5905, section 6, with era 1).
func possible(t time.Time) bool { return t.Year() >= 1999 && t.Year() < 2106 }

// verdictOf returns the number of a verdict, -1 for none.
func verdictOf(id string) int {
	for _, v := range []result.Verdict{result.OK, result.AtRisk, result.Wrong, result.CantTell} {
		if v.ID() == id {
			return int(v)
		}
	}
	return -1
}

func indexOf(list []string, word string) int { return slices.Index(list, word) }
