package source

import (
	"time"

	"codeclock/drift/skew"
)

const (
	// stepLimit is how far wall and monotonic time may part between two looks
	// before the clock counts as set. A clock that is being slewed moves by at
	// most 8.3 % (chrony.conf, maxslewrate), which stepShare allows for.
	stepLimit = 5 * time.Millisecond
	stepShare = 10
)

// Stepped reports whether a clock was set, rather than slewed, when wall and
// monotonic time parted by this much while this much monotonic time went by.
func Stepped(parted, elapsed time.Duration) bool {
	return skew.Abs(parted) > stepLimit+elapsed/stepShare
}
