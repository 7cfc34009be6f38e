package drift_test

import (
	"fmt"
	"time"

	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// A clock that is an hour slow, on a computer about which only the system is
// known. In a real program Skew comes from Measure and Host from host.Read.
func ExampleDiagnose() {
	found := drift.Diagnose(drift.Evidence{
		Skew: skew.Around(-time.Hour, 20*time.Millisecond),
		Host: host.Facts{OS: "windows"},
	})
	for _, f := range found {
		fmt.Println(f.Code, f.Size)
	}
	// Output: whole-hours -1h0m0s
}

// What a clock that is six minutes slow breaks besides codes.
func ExampleBreaks() {
	all := drift.Breaks(skew.Around(-6*time.Minute, time.Second))
	last := all[len(all)-1]
	fmt.Println(last.ID, last.Slow)
	// Output: aws 5m0s
}
