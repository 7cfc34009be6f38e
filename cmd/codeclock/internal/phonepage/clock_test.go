package phonepage

import (
	"testing"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

const (
	second = time.Second
	milli  = time.Millisecond
)

// trip is an exchange with a phone whose skew is off: it takes there and back,
// and begins this long after the test did.
func trip(off, after, there, back time.Duration) source.Sample {
	start := time.Unix(1_800_000_000, 0).Add(after)
	return source.Sample{
		Sent: start.Add(off), ServerReceived: start.Add(there),
		ServerSent: start.Add(there), Received: start.Add(there + back + off),
		Slack: milli,
	}
}

func TestClock(t *testing.T) {
	for _, tt := range []struct {
		name  string
		trips []source.Sample
		want  skew.Interval
		was   outcome // of the last
	}{
		{"one exchange", []source.Sample{trip(-47*second, 0, 5*milli, 3*milli)}, skew.Between(-47*second-6*milli, -47*second+4*milli), narrowed},
		{
			"the quickest way in each direction counts, but for what the clock may have run off",
			[]source.Sample{trip(0, 0, 2*milli, 90*milli), trip(0, 0, 90*milli, 3*milli)},
			skew.Between(-3*milli-44*time.Microsecond, 4*milli), narrowed,
		},
		{
			"a minute later the clock may have run off by 30 ms",
			[]source.Sample{trip(0, 0, 2*milli, 2*milli), trip(0, 60*second, 90*milli, 90*milli)},
			skew.Between(-33*milli-44*time.Microsecond, 33*milli+44*time.Microsecond), narrowed,
		},
		{
			"the clock was set: what was known before says nothing any more",
			[]source.Sample{trip(0, 0, 2*milli, 2*milli), trip(12*second, second, 4*milli, 4*milli)},
			skew.Between(12*second-5*milli, 12*second+5*milli), stepped,
		},
		{
			"an answer from before the question is refused",
			[]source.Sample{trip(0, 0, 2*milli, 2*milli), trip(0, 0, 2*milli, -20*milli)},
			skew.Between(-3*milli, 3*milli), refused,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var c clock
			var was outcome
			for _, s := range tt.trips {
				was = c.add(s, s.ServerReceived)
			}
			if c.skew != tt.want || was != tt.was {
				t.Errorf("got %v to %v, outcome %d; want %v to %v, %d", c.skew.Lo(), c.skew.Hi(), was, tt.want.Lo(), tt.want.Hi(), tt.was)
			}
		})
	}
}

func TestSettled(t *testing.T) {
	start := time.Unix(1_800_000_000, 0)
	for _, tt := range []struct {
		name  string
		clock clock
		want  bool
	}{
		{"nothing", clock{}, false},
		{"one", clock{taken: 1, since: start.Add(-time.Hour)}, false},
		{"two at once", clock{taken: 2, since: start}, false},
		{"two on a slow network", clock{taken: 2, since: start.Add(-3 * second)}, true},
		{"eight", clock{taken: 8, since: start}, true},
	} {
		if got := tt.clock.settled(start); got != tt.want {
			t.Errorf("%s: settled is %v", tt.name, got)
		}
	}
}
