package drift

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/ntpsim"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// way is a server behind a path of this round trip.
func way(roundTrip, s time.Duration) ntpsim.Config {
	return ntpsim.Config{Skew: s, Out: roundTrip / 2, Back: roundTrip / 2}
}

// silent is a server that never answers.
var silent = ntpsim.Config{Loss: 1}

// ask measures in a bubble, against servers in memory.
func ask(o Options, servers ...ntpsim.Config) (Estimate, time.Duration) {
	for i, c := range servers {
		o.Sources = append(o.Sources, &source.NTP{Server: fmt.Sprintf("192.0.2.%d", i+1), Dial: ntpsim.New(c).Dial})
	}
	start := time.Now()
	e := Measure(context.Background(), o)
	return e, time.Since(start)
}

func TestMeasureEndsAsSoonAsItCan(t *testing.T) {
	falseticker := way(20*ms, 120*s)
	for _, tt := range []struct {
		name    string
		options Options
		servers []ntpsim.Config
		want    Agreement
		took    time.Duration
	}{
		{"all answer: the slowest round trip", Options{},
			[]ntpsim.Config{way(20*ms, 0), way(40*ms, 0), way(60*ms, 0), way(80*ms, 0), way(100*ms, 0)}, Majority, 100 * ms},
		{"two dead: the third round trip, and as long again", Options{},
			[]ntpsim.Config{way(20*ms, 0), silent, way(30*ms, 0), silent, way(40*ms, 0)}, Majority, 80 * ms},
		{"a far fifth server is not waited for", Options{},
			[]ntpsim.Config{way(20*ms, 0), way(20*ms, 0), way(20*ms, 0), way(20*ms, 0), way(900*ms, 0)}, Majority, 40 * ms},
		{"the grace is bounded", Options{},
			[]ntpsim.Config{way(350*ms, 0), way(350*ms, 0), way(350*ms, 0), silent, silent}, Majority, 350*ms + maxGrace},
		{"three dead: nobody waits for who is silent through the repeats", Options{},
			[]ntpsim.Config{way(20*ms, 0), way(20*ms, 0), silent, silent, silent}, Majority, silence},
		{"four dead", Options{}, []ntpsim.Config{way(20*ms, 0), silent, silent, silent, silent}, Unconfirmed, silence},
		{"all far away and some silent: as long again as the first took", Options{Timeout: time.Minute},
			[]ntpsim.Config{way(1500*ms, 0), way(2500*ms, 0), silent, silent, silent}, Majority, 3000 * ms},
		{"all dead", Options{}, []ntpsim.Config{silent, silent, silent}, Silence, DefaultTimeout},
		{"all dead, with less patience", Options{Timeout: 100 * ms}, []ntpsim.Config{silent}, Silence, 100 * ms},
		{"one answers of one", Options{}, []ntpsim.Config{way(20*ms, 0)}, Unconfirmed, 20 * ms},
		{"refusals are answers: no waiting", Options{},
			[]ntpsim.Config{{Kiss: "RATE"}, {Leap: 3}, way(20*ms, 0), way(30*ms, 0), way(40*ms, 0)}, Majority, 40 * ms},
		{"one falseticker: the others are enough", Options{},
			[]ntpsim.Config{falseticker, way(20*ms, 0), way(20*ms, 0), way(20*ms, 0), way(20*ms, 0)}, Majority, 20 * ms},
		{"two and two: all have answered, so there is nothing to wait for", Options{},
			[]ntpsim.Config{falseticker, falseticker, way(20*ms, 0), way(20*ms, 0)}, Contradiction, 20 * ms},
		{"not settled: everyone is waited for", Options{Settled: func(skew.Interval) bool { return false }},
			[]ntpsim.Config{way(20*ms, 0), way(20*ms, 0), way(500*ms, 0)}, Majority, 500 * ms},
		{"three samples of each", Options{Samples: 3, Timeout: time.Minute},
			[]ntpsim.Config{way(20*ms, 0), way(40*ms, 0)}, Majority, 2*source.DefaultGap + 3*40*ms},
		{"a far deadline does not matter", Options{Timeout: time.Hour},
			[]ntpsim.Config{way(20*ms, 0)}, Unconfirmed, 20 * ms},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e, took := ask(tt.options, tt.servers...)
				if e.Agreement != tt.want || took != tt.took {
					t.Errorf("%v after %v; want %v after %v", e.Agreement, took, tt.want, tt.took)
				}
				if e.Agreement > Contradiction && !e.Skew.Contains(0) {
					t.Errorf("the truth is outside of %v to %v", e.Skew.Lo(), e.Skew.Hi())
				}
			})
		})
	}
}

// Two of five servers are 15 ms off on short paths and answer first, with one honest
// one behind them: that the three agree settles nothing, since the two that have not
// answered yet may be honest.
func TestMeasureIsNotTakenByTheQuickest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, _ := ask(Options{}, way(4*ms, 15*ms), way(4*ms, 15*ms), way(40*ms, 0), way(900*ms, 0), way(900*ms, 0))
		if e.Agreement != Majority || !e.Skew.Contains(0) {
			t.Errorf("got %v, %v to %v; the truth is 0", e.Agreement, e.Skew.Lo(), e.Skew.Hi())
		}
	})
}

// A server that is only far away is not called silent.
func TestMeasureSaysWhomItDidNotWaitFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, _ := ask(Options{}, way(10*ms, 0), way(10*ms, 0), way(10*ms, 0), way(100*ms, 0))
		if err := e.Readings[3].Err; e.Agreement != Majority || !errors.Is(err, source.ErrNotAwaited) {
			t.Errorf("%v, and the far server %v; want a majority and ErrNotAwaited", e.Agreement, err)
		}
	})
}

func TestMeasureLossyServers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var servers []ntpsim.Config
		for i := range 5 {
			servers = append(servers, ntpsim.Config{Out: 20 * ms, Back: 20 * ms, Loss: 0.3, Seed: uint64(i)})
		}
		e, _ := ask(Options{}, servers...)
		if e.Agreement != Majority || !e.Skew.Contains(0) {
			t.Errorf("got %v, %v; want a majority around 0", e.Agreement, e.Skew)
		}
	})
}

func TestMeasureCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*ms, cancel)
		start := time.Now()
		e := Measure(ctx, Options{Sources: []source.Source{&source.NTP{Server: "192.0.2.1", Dial: ntpsim.New(silent).Dial}}})
		if e.Agreement != Silence || time.Since(start) != 50*ms {
			t.Errorf("got %v after %v; want silence after 50ms", e.Agreement, time.Since(start))
		}
	})
}

// A clock that is set between two answers: what was sampled before belongs to
// another clock.
func TestMeasureForgetsWhatWasBeforeAStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		now := func() time.Time {
			if time.Since(start) > 30*ms {
				return time.Now().Add(10 * s)
			}
			return time.Now()
		}
		e, _ := ask(Options{Now: now}, way(20*ms, 0), way(40*ms, 0), way(50*ms, 0))
		if !e.Stepped {
			t.Error("the step was not noticed")
		}
		if n := len(e.Readings[0].Samples); n != 0 {
			t.Errorf("%d samples from before the step are still there", n)
		}
	})
}

// A source that saw the step in the middle of its exchange is believed.
func TestMeasureBelievesASourceThatSawAStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		n := &source.NTP{Server: "192.0.2.1", Dial: ntpsim.New(way(20*ms, 0)).Dial, Now: func() time.Time {
			return time.Now().Add(time.Since(start) * 100)
		}}
		e := Measure(t.Context(), Options{Sources: []source.Source{n}})
		if !e.Stepped || e.Skew.Known() {
			t.Errorf("stepped %v, %v; want a step and no skew", e.Stepped, e.Skew)
		}
	})
}

func TestMeasureOverRealSockets(t *testing.T) {
	var sources []source.Source
	for i := range 5 {
		c := ntpsim.Config{Skew: -47 * s}
		if i == 1 {
			c.Skew = 30 * s
		}
		server, err := ntpsim.Start(c)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { server.Close() })
		sources = append(sources, &source.NTP{Server: server.Addr().String()})
	}
	never := func(skew.Interval) bool { return false } // so that all five are waited for
	e := Measure(t.Context(), Options{Sources: sources, Timeout: 10 * s, Settled: never})
	_, answered, agree := e.Count()
	if e.Agreement != Majority || answered != 5 || agree != 4 || !e.Skew.Contains(-47*s) {
		t.Errorf("got %v, %v by %d of %d; want 47 s slow by 4 of 5", e.Agreement, e.Skew, agree, answered)
	}
}

func TestDefaultServersAreOfDifferentOperators(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range DefaultServers() {
		if seen[d.Operator] || d.Why == "" {
			t.Errorf("%s: an operator of its own and a reason are needed", d.Name)
		}
		seen[d.Operator] = true
		if _, _, err := source.SplitServer(d.Name); err != nil {
			t.Errorf("%s: %v", d.Name, err)
		}
	}
	if len(seen) != 5 {
		t.Errorf("%d operators, want 5", len(seen))
	}
}

// BenchmarkMeasure is a whole measurement over real sockets without a path
// between: what the program itself costs.
func BenchmarkMeasure(b *testing.B) {
	var sources []source.Source
	for range 5 {
		server, err := ntpsim.Start(ntpsim.Config{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { server.Close() })
		sources = append(sources, &source.NTP{Server: server.Addr().String()})
	}
	for b.Loop() {
		if e := Measure(b.Context(), Options{Sources: sources}); e.Agreement != Majority {
			b.Fatal(e.Agreement)
		}
	}
}
