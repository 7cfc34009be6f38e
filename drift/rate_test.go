package drift

import (
	"testing"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/source"
)

// watchedFor is what a server shows of a clock that gains so much in a while, over a
// path of 10 ms.
func watchedFor(d, gain time.Duration) []source.Sample {
	start := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	sample := func(at time.Time, skew time.Duration) source.Sample {
		return source.Sample{Sent: at.Add(skew), ServerReceived: at.Add(5 * time.Millisecond), ServerSent: at.Add(5 * time.Millisecond), Received: at.Add(10*time.Millisecond + skew)}
	}
	return []source.Sample{sample(start, 0), sample(start.Add(d), gain)}
}

// A rate is as much as the samples show at least: 10 ms of doubt are taken off.
func TestRateOfEstimate(t *testing.T) {
	for _, tt := range []struct {
		name      string
		for_      time.Duration
		gain      time.Duration
		atLeast   float64
		atMost    float64
		runsWild  bool
		agreement bool
	}{
		{"a good clock", 10 * time.Second, 100 * time.Microsecond, 0, 0, false, true},
		{"1 % fast for 10 s", 10 * time.Second, 100 * time.Millisecond, 8_000, 10_000, true, true},
		{"1 % slow for 10 s", 10 * time.Second, -100 * time.Millisecond, -10_000, -8_000, true, true},
		{"too short a look", 100 * time.Millisecond, time.Millisecond, 0, 0, false, true},
		{"a server that does not agree", 10 * time.Second, 100 * time.Millisecond, 0, 0, false, false},
	} {
		e := Estimate{Readings: []Judged{{Reading: Reading{Samples: watchedFor(tt.for_, tt.gain)}, Agrees: tt.agreement}}}
		rate := e.Rate().AtLeast()
		if rate < tt.atLeast || rate > tt.atMost {
			t.Errorf("%s: %v ppm", tt.name, rate)
		}
		if _, wild := checkRunsWild(Evidence{Rate: e.Rate(), Host: host.Facts{}}); wild != tt.runsWild {
			t.Errorf("%s: runs wild %v", tt.name, wild)
		}
	}
}

// gains is the rate of a clock that was watched for long enough.
func gains(ppm float64) Rate {
	return Rate{PPM: ppm, Low: ppm, High: ppm, Measurable: true, certain: span{ppm, ppm}}
}
