package drift

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/ntpsim"
	"codeclock/drift/source"
)

// several returns servers that behave alike.
func several(n int, c ntpsim.Config) (all []*visited, sources []source.Source) {
	for i := range n {
		c.Turn = time.Duration(i+1) * time.Second
		v := newVisited(i+1, c)
		all, sources = append(all, v), append(sources, v)
	}
	return all, sources
}

// watchFor returns the looks of a while.
func watchFor(o WatchOptions, d time.Duration) (looks []Look, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	err = Watch(ctx, o, func(l Look) bool {
		looks = append(looks, l)
		return true
	})
	return looks, err
}

func TestWatchTakesTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, sources := several(5, way(20*ms, -3*s))
		looks, err := watchFor(WatchOptions{Options: Options{Sources: sources}}, 5*time.Minute)
		if err != nil || len(looks) != 5 {
			t.Fatalf("%d looks, %v", len(looks), err)
		}
		for i, want := range [][]int{{0, 64, 128, 256}, {0, 64, 192, 256}, {0, 64, 192}, {0, 128, 192}, {0, 128, 256}} {
			if got := all[i].visits(); !slices.Equal(got, want) {
				t.Errorf("server %d is asked at %v s, want %v", i+1, got, want)
			}
		}
		var witnesses []string
		for i, l := range looks {
			if l.Agreement != Majority || l.Skew.Middle().Round(s) != -3*s || l.Set != 0 || l.Slept != 0 {
				t.Errorf("look %d: %v %v, set by %v, slept %v", i, l.Agreement, l.Skew, l.Set, l.Slept)
			}
			names := ""
			for _, p := range l.Points {
				names += p.Witness
			}
			witnesses = append(witnesses, names)
		}
		if want := []string{"12345", "123", "451", "234", "512"}; !slices.Equal(witnesses, want) {
			t.Errorf("asked %v, want %v", witnesses, want)
		}
	})
}

// No server is ever asked again before the spacing is over, whatever the others do.
func TestWatchIsPolite(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 8} {
		synctest.Test(t, func(t *testing.T) {
			all, sources := several(n, ntpsim.Config{Loss: 0.3, Out: 10 * ms, Back: 10 * ms, Jitter: 30 * ms})
			for _, v := range all {
				v.Source.(*source.NTP).Gap = DefaultSpacing
			}
			watchFor(WatchOptions{Options: Options{Sources: sources}}, 6*time.Hour)
			for i, v := range all {
				at := v.visits()
				if got := v.server.Requests(); got != len(at) {
					t.Errorf("%d servers: %d questions in %d looks", n, got, len(at))
				}
				for k := 1; k < len(at); k++ {
					if at[k]-at[k-1] < 64 {
						t.Errorf("%d servers: server %d is asked at %d and %d s", n, i, at[k-1], at[k])
					}
				}
			}
		})
	}
}

func TestWatchObeysKisses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all, sources := several(4, way(20*ms, 0))
		all[1].server.Set(ntpsim.Config{Kiss: "RATE"})
		all[2].server.Set(ntpsim.Config{Kiss: "DENY"})
		watchFor(WatchOptions{Options: Options{Sources: sources}}, 5*time.Hour)
		if got := all[1].visits(); len(got) != 3 || got[1] < 8192 || got[1] > 8192+64 {
			t.Errorf("asked at %v s after RATE", got)
		}
		if got := all[2].visits(); len(got) != 1 {
			t.Errorf("asked at %v s after DENY", got)
		}
	})
}

func TestWatchEndsWhenNobodyIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, sources := several(3, ntpsim.Config{Kiss: "DENY"})
		looks, err := watchFor(WatchOptions{Options: Options{Sources: sources}}, time.Hour)
		if len(looks) != 1 || !errors.Is(err, ErrLeftAlone) {
			t.Errorf("%d looks, %v", len(looks), err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		all, sources := several(3, ntpsim.Config{Kiss: "RATE"})
		looks, err := watchFor(WatchOptions{Options: Options{Sources: sources}}, 4*time.Hour)
		if got := all[0].visits(); len(looks) != 2 || err != nil || !slices.Equal(got, []int{0, 8192}) {
			t.Errorf("%d looks, %v, asked at %v s", len(looks), err, got)
		}
	})
}

// What happens to the clock between two looks is noted, and true time goes on.
func TestWatchNotesWhatHappensToTheClock(t *testing.T) {
	for _, tt := range []struct {
		name       string
		wall       time.Duration // by how much the clock jumps after 100 s
		asleep     time.Duration // for how long it slept by then
		set, slept time.Duration
		run        int
	}{
		{"nothing", 0, 0, 0, 0, 7},
		{"set forward", 3 * s, 0, 3 * s, 0, 7},
		{"set back by a little", -200 * ms, 0, -200 * ms, 0, 7},
		{"slept, and the stopwatch with it", time.Hour, time.Hour, 0, time.Hour, 8},
		{"slept, and the stopwatch went on", 0, time.Hour, 0, time.Hour, 8},
		{"slept and set", time.Hour + 5*s, time.Hour, 5 * s, time.Hour, 8},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, sources := several(3, way(20*ms, 0))
				at := time.Now().Add(100 * s)
				late := func() bool { return !time.Now().Before(at) }
				o := WatchOptions{Run: 7, Options: Options{Sources: sources, Now: func() time.Time {
					if late() {
						return time.Now().Add(tt.wall)
					}
					return time.Now()
				}}, Asleep: func() host.Value[time.Duration] {
					if late() {
						return host.Known(tt.asleep)
					}
					return host.Known[time.Duration](0)
				}}
				looks, _ := watchFor(o, 140*s)
				if len(looks) != 3 {
					t.Fatalf("%d looks", len(looks))
				}
				last := looks[2]
				if looks[1].Set != 0 || looks[1].Slept != 0 || last.Set != tt.set || last.Slept != tt.slept {
					t.Errorf("set by %v, slept %v; want %v and %v", last.Set, last.Slept, tt.set, tt.slept)
				}
				if p := last.Points[0]; p.Run != tt.run {
					t.Errorf("run %d, want %d", p.Run, tt.run)
				}
				if passed := last.Points[0].At.Sub(looks[1].Points[0].At).Round(100 * ms); tt.slept == 0 && passed != 64*s {
					t.Errorf("%v of true time passed, want 64 s", passed)
				}
			})
		})
	}
}

// Where time servers are blocked, web servers are asked instead, and seldom.
func TestWatchAsksTheWebSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		times, sources := several(3, ntpsim.Config{Loss: 1})
		var web []*visited
		var fallback []source.Source
		for i := range 3 {
			w, err := ntpsim.NewWeb(ntpsim.WebConfig{Name: fmt.Sprintf("site%d.example", i), Out: 5 * ms, Back: 5 * ms})
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			v := &visited{Source: &source.HTTPS{Server: fmt.Sprintf("site%d.example", i), Roots: w.Roots(), Dial: w.Dial}, begin: time.Now()}
			web, fallback = append(web, v), append(fallback, v)
		}
		looks, err := watchFor(WatchOptions{Options: Options{Sources: sources, Fallback: fallback}}, time.Hour)
		if err != nil || len(looks) != 12 {
			t.Fatalf("%d looks in an hour, %v", len(looks), err)
		}
		for _, v := range slices.Concat(times, web) {
			at := v.visits()
			for k := 1; k < len(at); k++ {
				if at[k]-at[k-1] < 320 {
					t.Errorf("asked at %v s", at)
				}
			}
		}
		if p := looks[11].Points; len(p) != 3 || p[0].Witness != "4" || p[0].Delay != 0 {
			t.Errorf("%+v", p)
		}
	})
}
