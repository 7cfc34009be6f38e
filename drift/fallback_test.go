package drift

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// scripted is a source that gives samples at fixed times after it is asked.
type scripted struct {
	name string
	kind source.Kind
	skew time.Duration
	wide time.Duration   // half the width of its samples
	at   []time.Duration // when each sample comes
	err  error           // how it ends; nil means that it goes on until it is stopped
}

func (s scripted) Name() string      { return s.name }
func (s scripted) Kind() source.Kind { return s.kind }

func (s scripted) Ask(ctx context.Context, got func(source.Sample)) error {
	begin := time.Now()
	for _, at := range s.at {
		select {
		case <-time.After(time.Until(begin.Add(at))):
		case <-ctx.Done():
			return source.ErrNoAnswer
		}
		now := time.Now()
		truth := now.Add(-s.skew)
		got(source.Sample{Sent: now, ServerReceived: truth, ServerSent: truth, Received: now, Slack: s.wide})
	}
	if s.err != nil {
		return s.err
	}
	<-ctx.Done()
	return source.ErrNoAnswer
}

func TestFallback(t *testing.T) {
	const ms = time.Millisecond
	silent := scripted{name: "silent"}
	late := scripted{name: "late", at: []time.Duration{1500 * ms}, wide: 10 * ms}
	quick := scripted{name: "quick", at: []time.Duration{40 * ms}, wide: 10 * ms}
	gone := scripted{name: "gone", err: source.ErrNoAddress}
	web := scripted{name: "web", kind: source.KindHTTPS, at: []time.Duration{200 * ms, 700 * ms, 1200 * ms, 1500 * ms}, wide: 100 * ms}
	for _, tt := range []struct {
		name     string
		sources  []source.Source
		fallback []source.Source
		took     time.Duration
		asked    int
		want     skew.Interval
	}{
		{
			"time servers answer: nobody else is asked",
			[]source.Source{quick, quick, quick}, []source.Source{web, web}, 40 * ms, 3, skew.Around(0, 10*ms),
		},
		{
			"time servers are silent: the others are asked after a second, and waited for",
			[]source.Source{silent, silent, silent}, []source.Source{web, web, silent}, 2500 * ms, 6, skew.Around(0, 100*ms),
		},
		{
			"no name can be looked up: the others are asked at once",
			[]source.Source{gone, gone}, []source.Source{web, web}, 1500 * ms, 4, skew.Around(0, 100*ms),
		},
		{
			"a time server that is late still counts",
			[]source.Source{late, silent}, []source.Source{web, web}, 2500 * ms, 4, skew.Around(0, 100*ms),
		},
		{
			"nobody answers: that is known when the time is up",
			[]source.Source{silent}, []source.Source{silent}, DefaultTimeout, 2, skew.Unknown,
		},
		{
			"everything fails at once",
			[]source.Source{gone}, []source.Source{gone}, 0, 2, skew.Unknown,
		},
		{
			"one answers and the rest is silent: a witness is asked then, once",
			[]source.Source{quick, silent, silent}, []source.Source{web, web, web}, silence + 200*ms, 6, skew.Around(0, 100*ms),
		},
		{
			"one answers and the rest has failed: a witness is asked at once",
			[]source.Source{quick, gone, gone}, []source.Source{web, web, web}, 240 * ms, 6, skew.Around(0, 100*ms),
		},
		{
			"two answer and the rest is silent: they confirm each other",
			[]source.Source{quick, quick, silent, silent, silent}, []source.Source{web}, silence, 5, skew.Around(0, 10*ms),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				e := Measure(t.Context(), Options{Sources: tt.sources, Fallback: tt.fallback})
				took := time.Since(begin)
				if took < tt.took || took > tt.took+maxGrace {
					t.Errorf("took %v, want %v and at most %v", took, tt.took, maxGrace)
				}
				if len(e.Readings) != tt.asked || e.Skew != tt.want {
					t.Errorf("%d were asked, %v; want %d, %v", len(e.Readings), e.Skew, tt.asked, tt.want)
				}
			})
		})
	}
}
