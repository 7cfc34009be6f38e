package words

import (
	"strings"
	"testing"
	"time"

	"codeclock/drift/host"
)

// Windows is set by hand only beyond what it corrects by itself, which it may have
// been told.
func TestStepsForWindowsFollowItsLimit(t *testing.T) {
	for _, tt := range []struct {
		name   string
		off    time.Duration
		facts  host.Facts
		byHand bool
	}{
		{"below what every Windows corrects", 14 * time.Hour, host.Facts{}, false},
		{"above it", 16 * time.Hour, host.Facts{}, true},
		{"above it, slow", -16 * time.Hour, host.Facts{}, true},
		{"told to correct more", 16 * time.Hour, host.Facts{MaxStep: host.Known(48 * time.Hour)}, false},
		{"told to correct less", 2 * time.Hour, host.Facts{MaxStep: host.Known(time.Hour)}, true},
	} {
		steps := strings.Join(Fix{System: "windows", Off: tt.off, Facts: tt.facts}.Steps(), "\n")
		if got := strings.Contains(steps, "Turn OFF"); got != tt.byHand {
			t.Errorf("%s: set by hand %v, want %v:\n%s", tt.name, got, tt.byHand, steps)
		}
	}
}
