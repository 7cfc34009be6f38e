package phonepage

import (
	"testing"
	"time"

	"codeclock/drift"
	"codeclock/drift/source"
)

const (
	second = time.Second
	milli  = time.Millisecond
)

func TestSettled(t *testing.T) {
	for _, tt := range []struct {
		name  string
		after []time.Duration // when each sample was taken
		want  bool
	}{
		{"nothing", nil, false},
		{"one", []time.Duration{0}, false},
		{"two at once", []time.Duration{0, 0}, false},
		{"two on a slow network", []time.Duration{0, 3 * second}, true},
		{"seven at once", make([]time.Duration, 7), false},
		{"eight", make([]time.Duration, 8), true},
	} {
		var clock drift.Track
		for _, after := range tt.after {
			at := time.Unix(1_800_000_000, 0).Add(after)
			clock.Samples = append(clock.Samples, source.Sample{ServerReceived: at, ServerSent: at})
		}
		if got := settled(clock); got != tt.want {
			t.Errorf("%s: settled is %v", tt.name, got)
		}
	}
}
