package result

import (
	"testing"
	"time"

	"codeclock/drift/skew"
)

// The moment of a code is when this clock and true time are both in its step.
func TestWaitForACode(t *testing.T) {
	const second, ms = time.Second, time.Millisecond
	exactly := func(d time.Duration) skew.Interval { return skew.Around(d, 10*ms) }
	for _, tt := range []struct {
		name       string
		left       time.Duration
		fresh      bool
		began, now time.Duration // since a step of this clock began
		skew       skew.Interval
		wait       time.Duration
		never      bool
	}{
		{"in the middle of a step", 5 * second, false, 0, 12 * second, exactly(0), 0, false},
		{"exactly as much is left", 5 * second, false, 0, 24990 * ms, exactly(0), 0, false},
		{"a nanosecond less", 5 * second, false, 0, 24990*ms + 1, exactly(0), 5020*ms - 1, false},
		{"true time may still be in the step before", 5 * second, false, 0, 9 * ms, exactly(0), ms, false},
		{"a slow clock has less of its step", 5 * second, false, 0, 16 * second, exactly(-10 * second), 14 * second, false},
		{"a slow clock at its beginning", 5 * second, false, 0, 0, exactly(-10 * second), 0, false},
		{"a fast clock shows the code too early", 5 * second, false, 0, 3 * second, exactly(10 * second), 7010 * ms, false},
		{"a fast clock keeps it to its own end", 5 * second, false, 0, 25 * second, exactly(10 * second), 0, false},
		{"too slow for that much", 25 * second, false, 0, 0, exactly(-10 * second), 0, true},
		{"too fast for that much", 25 * second, false, 0, 0, exactly(10 * second), 0, true},
		{"a step off", 0, true, 0, 0, exactly(-30 * second), 0, true},
		{"known too roughly", 0, true, 0, 0, skew.Around(0, 15*second), 0, true},
		{"a new step is waited for", 0, true, 12 * second, 12 * second, exactly(0), 18010 * ms, false},
		{"it has begun", 0, true, 12 * second, 30010 * ms, exactly(0), 0, false},
		{"it has begun here, and not yet in truth", 0, true, 12 * second, 30 * second, exactly(3 * second), 3010 * ms, false},
		{"it begins this very moment", 0, true, 10 * ms, 10 * ms, exactly(0), 0, false},
		{"slept through its good part", 5 * second, true, 12 * second, 58 * second, exactly(0), 2010 * ms, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := Wait{Code: true, Left: tt.left, NewStep: tt.fresh, Period: 30 * second}
			step := time.Unix(1_800_000_000, 0)
			wait, ever := w.Until(w.Running(step.Add(tt.began), tt.skew), step.Add(tt.now), tt.skew)
			if wait != tt.wait || ever == tt.never || ever != w.Suits(tt.skew) {
				t.Errorf("wait %v, ever %v; want %v and %v", wait, ever, tt.wait, !tt.never)
			}
		})
	}
}

func TestWaitForTheClock(t *testing.T) {
	w := Wait{Within: time.Second}
	for i, want := range map[skew.Interval]bool{
		skew.Around(0, time.Second): true, skew.Around(1, time.Second): false, skew.Unknown: false, skew.Exactly(-time.Second): true,
	} {
		if got := w.Suits(i); got != want {
			t.Errorf("%v: %v", i, got)
		}
	}
}
