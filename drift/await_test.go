package drift

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/ntpsim"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// within accepts a clock that is off by at most a second.
func within(e Estimate) bool { return e.Skew.Known() && e.Skew.Within(skew.Around(0, time.Second)) }

// visited is a time server in memory that notes when it was asked.
type visited struct {
	source.Source
	server *ntpsim.Server
	begin  time.Time

	mu sync.Mutex
	at []time.Duration
}

func newVisited(i int, c ntpsim.Config) *visited {
	v := &visited{server: ntpsim.New(c), begin: time.Now()}
	v.Source = &source.NTP{Server: fmt.Sprintf("192.0.2.%d", i), Samples: 1, Dial: v.server.Dial}
	return v
}

func (v *visited) Ask(ctx context.Context, got func(source.Sample)) error {
	v.mu.Lock()
	v.at = append(v.at, time.Since(v.begin))
	v.mu.Unlock()
	return v.Source.Ask(ctx, got)
}

// visits returns when the server was asked, in whole seconds.
func (v *visited) visits() []int {
	v.mu.Lock()
	defer v.mu.Unlock()
	var out []int
	for _, at := range v.at {
		out = append(out, int(at/time.Second))
	}
	return out
}

// three returns three servers that behave alike.
func three(c ntpsim.Config) (all []*visited, sources []source.Source) {
	for i := range 3 {
		c.Turn = time.Duration(i+1) * time.Second
		v := newVisited(i+1, c)
		all, sources = append(all, v), append(sources, v)
	}
	return all, sources
}

// await waits for this long at most, and returns how long it took.
func await(o Options, limit time.Duration) (Estimate, bool, time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	start := time.Now()
	e, ok := Await(ctx, o, within)
	return e, ok, time.Since(start)
}

func TestAwaitReturnsAtOnceWhenItIsSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, sources := three(way(20*ms, 0))
		if _, ok, took := await(Options{Sources: sources}, time.Minute); !ok || took != 20*ms {
			t.Errorf("%v after %v", ok, took)
		}
		if got := all[0].visits(); len(got) != 1 {
			t.Errorf("asked at %v s", got)
		}
	})
}

// Pauses grow, and the time-out returns what was measured last.
func TestAwaitIsPolite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, sources := three(way(20*ms, -47*s))
		e, ok, took := await(Options{Sources: sources}, 10*time.Minute)
		if ok || took != 10*time.Minute || e.Skew.Middle().Round(time.Second) != -47*s {
			t.Errorf("%v after %v: %v", ok, took, e.Skew)
		}
		for _, v := range all {
			got := v.visits()
			if len(got) < 10 || len(got) > 16 {
				t.Errorf("asked %d times in ten minutes: %v", len(got), got)
			}
			for i := 1; i < len(got); i++ {
				if want := min(4<<(i-1), 64); got[i]-got[i-1] < want || got[i]-got[i-1] > want+3 {
					t.Errorf("pause %d is %d s, want %d: %v", i, got[i]-got[i-1], want, got)
				}
			}
		}
	})
}

func TestAwaitObeysKisses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, sources := three(way(20*ms, -47*s))
		all[1].server.Set(ntpsim.Config{Kiss: "RATE"})
		e, _, _ := await(Options{Sources: sources}, 2*time.Minute)
		if got := all[1].visits(); len(got) != 1 {
			t.Errorf("asked again after a kiss: at %v s", got)
		}
		var kiss *source.KissError
		if got := all[0].visits(); len(got) < 3 || !errors.As(e.Readings[1].Err, &kiss) {
			t.Errorf("the others were asked at %v s; the kiss is told as %v", got, e.Readings[1].Err)
		}
	})
}

func TestAwaitEndsWhenNobodyMayBeAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, sources := three(ntpsim.Config{Kiss: "DENY"})
		e, ok, took := await(Options{Sources: sources}, time.Hour)
		if ok || took > DefaultTimeout || e.Agreement != Silence {
			t.Errorf("%v after %v: %v", ok, took, e.Agreement)
		}
		if got := all[2].visits(); len(got) != 1 {
			t.Errorf("asked at %v s", got)
		}
	})
}

// A server that only comes up later is found.
func TestAwaitAServerThatComesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, sources := three(silent)
		time.AfterFunc(20*s, func() {
			for i, v := range all {
				c := way(20*ms, 0)
				c.Turn = time.Duration(i+1) * s
				v.server.Set(c)
			}
		})
		if _, ok, took := await(Options{Sources: sources}, 2*time.Minute); !ok || took > 45*s {
			t.Errorf("%v after %v", ok, took)
		}
	})
}

// late is a network that comes up: until then names cannot be looked up.
type late struct {
	*visited
	up time.Time
}

func (l late) Ask(ctx context.Context, got func(source.Sample)) error {
	if time.Now().Before(l.up) {
		return fmt.Errorf("look up name: %w", &net.DNSError{Err: "no such host"})
	}
	return l.visited.Ask(ctx, got)
}

func TestAwaitANetworkThatComesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, sources := three(way(20*ms, 0))
		for i, v := range all {
			sources[i] = late{v, time.Now().Add(50 * s)}
		}
		if _, ok, took := await(Options{Sources: sources}, 2*time.Minute); !ok || took < 50*s || took > 54*s {
			t.Errorf("%v after %v, want soon after 50 s: nothing was sent before", ok, took)
		}
	})
}

// set is a clock that is put right after a while, and servers that see it.
type set struct {
	at  time.Time
	off time.Duration // before
}

func (c set) now() time.Time {
	if now := time.Now(); now.Before(c.at) {
		return now.Add(c.off)
	}
	return time.Now()
}

// Ask answers as an honest server would.
func (c set) Ask(_ context.Context, got func(source.Sample)) error {
	now := c.now().Round(0)
	got(source.Sample{Sent: now, ServerReceived: time.Now(), ServerSent: time.Now(), Received: now, Slack: ms})
	return nil
}

func (set) Name() string      { return "a" }
func (set) Kind() source.Kind { return source.KindNTP }

// A clock that is corrected in the middle of a long pause is measured soon.
func TestAwaitSeesThatTheClockWasSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := set{time.Now().Add(80 * s), -2 * s}
		_, ok, took := await(Options{Sources: []source.Source{clock}, Now: clock.now}, 10*time.Minute)
		if !ok || took < 80*s || took > 83*s {
			t.Errorf("%v after %v, want soon after 80 s", ok, took)
		}
	})
}

// UDP may be blocked: web servers are asked then, with pauses as well.
func TestAwaitByWebServers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, sources := three(silent)
		_, web := three(way(100*ms, 0))
		if _, ok, took := await(Options{Sources: sources, Fallback: web}, time.Minute); !ok || took > DefaultTimeout {
			t.Errorf("%v after %v", ok, took)
		}
		asked, web := three(way(100*ms, -47*s))
		_, sources = three(silent)
		_, ok, _ := await(Options{Sources: sources, Fallback: web}, 2*time.Minute)
		if got := asked[0].visits(); ok || len(got) < 3 || len(got) > 6 || !slices.IsSorted(got) {
			t.Errorf("%v: asked at %v s", ok, got)
		}
	})
}

// done may say no after a while of its own, and measuring goes on.
func TestAwaitGoesOnAfterNo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, sources := three(way(20*ms, 0))
		tries := 0
		_, ok := Await(t.Context(), Options{Sources: sources}, func(Estimate) bool {
			tries++
			time.Sleep(10 * s)
			return tries == 2
		})
		if got := all[0].visits(); !ok || len(got) != 2 {
			t.Errorf("%v: asked at %v s", ok, got)
		}
	})
}
