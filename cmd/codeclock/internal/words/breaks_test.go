package words

import (
	"testing"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
)

// Whatever fails has a name.
func TestBreaksHaveNames(t *testing.T) {
	const day = 24 * time.Hour
	for _, off := range []time.Duration{-day, day} {
		all := drift.Breaks(skew.Exactly(off))
		if len(all) == 0 {
			t.Errorf("nothing fails at %v", off)
		}
		for _, b := range all {
			if Break(b) == "" {
				t.Errorf("%s has no name", b.ID)
			}
		}
	}
}
