package source

import (
	"testing"
	"time"

	"codeclock/drift/skew"
)

// exchange makes the sample of a device with the given skew over a path with
// these one-way delays.
func exchange(s, out, back time.Duration) Sample {
	truth := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	return Sample{
		Sent:           truth.Add(s),
		ServerReceived: truth.Add(out),
		ServerSent:     truth.Add(out + time.Millisecond),
		Received:       truth.Add(out + time.Millisecond + back + s),
	}
}

func TestSampleInterval(t *testing.T) {
	const ms = time.Millisecond
	for _, tt := range []struct {
		name            string
		skew, out, back time.Duration
		want            skew.Interval
	}{
		{"even path", -47 * time.Second, 10 * ms, 10 * ms, skew.Around(-47*time.Second, 10*ms)},
		{"uneven path moves the interval, not the truth out of it", 0, 5 * ms, 65 * ms, skew.Between(-5*ms, 65*ms)},
		{"no path at all", time.Hour, 0, 0, skew.Exactly(time.Hour)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sample := exchange(tt.skew, tt.out, tt.back)
			if got := sample.Interval(); got != tt.want {
				t.Errorf("Interval() = %v to %v, want %v to %v", got.Lo(), got.Hi(), tt.want.Lo(), tt.want.Hi())
			}
			if got, want := sample.Delay(), tt.out+tt.back; got != want {
				t.Errorf("Delay() = %v, want %v", got, want)
			}
			sample.Slack = ms
			if got := sample.Interval(); got != tt.want.Widen(ms) {
				t.Errorf("slack must widen both ends: %v to %v", got.Lo(), got.Hi())
			}
		})
	}
}
