package words

import (
	"fmt"

	"codeclock/drift/skew"
)

// SkewExact says an interval for -v, to the microsecond.
func SkewExact(i skew.Interval) string {
	middle := i.Middle()
	return fmt.Sprintf("%.6f s %s, +/- %.6f s", skew.Abs(middle).Seconds(), skew.Direction(middle), i.Bound().Seconds())
}
