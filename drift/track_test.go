package drift

import (
	"math"
	"slices"
	"testing"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

const (
	second = time.Second
	milli  = time.Millisecond
)

// trip is an exchange with a clock whose skew is off: it takes there and back,
// and begins this long after the test did.
func trip(off, after, there, back time.Duration) source.Sample {
	start := time.Unix(1_800_000_000, 0).Add(after)
	return source.Sample{
		Sent: start.Add(off), ServerReceived: start.Add(there),
		ServerSent: start.Add(there), Received: start.Add(there + back + off),
		Slack: milli,
	}
}

func TestTrack(t *testing.T) {
	for _, tt := range []struct {
		name  string
		trips []source.Sample
		want  skew.Interval
		err   error // of the last
	}{
		{"one exchange", []source.Sample{trip(-47*second, 0, 5*milli, 3*milli)}, skew.Between(-47*second-6*milli, -47*second+4*milli), nil},
		{
			"the quickest way in each direction counts, but for what the clock may have run off",
			[]source.Sample{trip(0, 0, 2*milli, 90*milli), trip(0, 0, 90*milli, 3*milli)},
			skew.Between(-3*milli-44*time.Microsecond, 4*milli), nil,
		},
		{
			"a minute later the clock may have run off by 30 ms",
			[]source.Sample{trip(0, 0, 2*milli, 2*milli), trip(0, 60*second, 90*milli, 90*milli)},
			skew.Between(-33*milli-44*time.Microsecond, 33*milli+44*time.Microsecond), nil,
		},
		{
			"the clock was set: what was known before says nothing any more",
			[]source.Sample{trip(0, 0, 2*milli, 2*milli), trip(12*second, second, 4*milli, 4*milli)},
			skew.Between(12*second-5*milli, 12*second+5*milli), source.ErrClockStepped,
		},
		{
			"an answer from before the question is refused",
			[]source.Sample{trip(0, 0, 2*milli, 2*milli), trip(0, 0, 2*milli, -20*milli)},
			skew.Between(-3*milli, 3*milli), source.ErrNegativeDelay,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var track Track
			var err error
			for _, s := range tt.trips {
				err = track.Add(s)
			}
			if track.Skew != tt.want || err != tt.err {
				t.Errorf("got %v to %v, %v; want %v to %v, %v", track.Skew.Lo(), track.Skew.Hi(), err, tt.want.Lo(), tt.want.Hi(), tt.err)
			}
		})
	}
}

// What a track knows is a function of its samples: whoever has them can compute
// it again. Any samples will do, the most absurd ones too.
func TestTrackIsMadeOfItsSamples(t *testing.T) {
	var track Track
	for i, s := range []source.Sample{
		trip(0, 0, milli, milli), trip(second, second, milli, milli), trip(second, 2*second, 0, milli),
		trip(second, 90*second, 5*milli, 5*milli),
		{Sent: time.Unix(-1<<40, 0), ServerReceived: time.Unix(1<<40, 0), Received: time.Unix(1<<40, 0), Slack: math.MaxInt64},
	} {
		track.Add(s)
		var again Track
		for _, s := range slices.Clone(track.Samples) {
			if err := again.Add(s); err != nil {
				t.Errorf("sample %d: its samples contradict each other: %v", i, err)
			}
		}
		if again.Skew != track.Skew {
			t.Errorf("sample %d: computed again %v, was %v", i, again.Skew, track.Skew)
		}
	}
	if got := (&Track{Samples: []source.Sample{trip(0, 0, 9*milli, 3*milli), trip(0, 0, 2*milli, 4*milli)}}).Quickest(); got != 6*milli {
		t.Errorf("the quickest took %v", got)
	}
}
