package phonepage

import (
	"time"

	"codeclock/drift"
)

// settled reports whether enough was measured to show the answer: more would narrow
// it by less than anyone sees.
func settled(clock drift.Track) bool {
	n := len(clock.Samples)
	return n >= 8 || n >= 2 && clock.Samples[n-1].ServerReceived.Sub(clock.Samples[0].ServerReceived) >= 3*time.Second
}
