package phonepage

import (
	"testing"
	"time"
)

// A few devices never wait. A thousand at once get turns that are spread over a second
// on two processors, and however many ask, nobody waits longer than the limit.
func TestTurns(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	q := newTurns(2)
	for i := range 8 {
		if wait := q.next(now); wait > 0 {
			t.Errorf("device %d of a few waits %v", i+1, wait)
		}
	}
	var last time.Duration
	for i := range 1000 {
		wait := q.next(now)
		if wait <= last {
			t.Fatalf("device %d waits %v, the one before it %v", i+1, wait, last)
		}
		last = wait
	}
	if last < 990*time.Millisecond || last > time.Second {
		t.Errorf("the last of a thousand waits %v", last)
	}
	for range 100_000 {
		if wait := q.next(now); wait > maxTurn {
			t.Fatalf("somebody waits %v", wait)
		}
	}
	if wait := q.next(now.Add(maxTurn + time.Second)); wait > 0 { // whoever was sent away has left no debt
		t.Errorf("somebody waits %v when all is over", wait)
	}
}
