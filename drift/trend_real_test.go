package drift

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/ntpsim"
	"codeclock/drift/source"
)

// watch asks a source once per tick until there are so many points, or no more hope.
func watch(ctx context.Context, from func(i int) source.Source, tick time.Duration, n int) []Point {
	var points []Point
	next := time.NewTicker(tick)
	defer next.Stop()
	for i := 0; len(points) < n && i < 50*n && ctx.Err() == nil; i++ {
		s := from(i)
		once, cancel := context.WithTimeout(ctx, 5*second)
		s.Ask(once, func(got source.Sample) { points = append(points, PointOf(got, s.Name(), 0)) })
		cancel()
		<-next.C
	}
	return points
}

// once is a source that takes one sample when it is asked.
func once(server string) *source.NTP { return &source.NTP{Server: server, Samples: 1, Gap: -1} }

// truly is the rate of a clock that gains so many ppm of its own time, in ppm of true time.
func truly(ppm float64) float64 { return ppm / (1 - ppm/1e6) }

// Five real servers in turn, watched for hours in a bubble: one lies for a while, and some
// questions are lost.
func TestTrendOfServers(t *testing.T) {
	for _, tt := range []struct {
		ppm   float64
		hours int
	}{{0, 1}, {-3, 6}, {40, 2}, {-78, 2}, {500, 1}} {
		synctest.Test(t, func(t *testing.T) {
			c := ntpsim.Config{Skew: -20 * second, Drift: tt.ppm, Out: 8 * milli, Back: 12 * milli, Jitter: 6 * milli, Loss: .05}
			var servers []*ntpsim.Server
			for i := range 5 {
				c.Seed = uint64(i)
				servers = append(servers, ntpsim.New(c))
			}
			liar := ntpsim.New(ntpsim.Config{Skew: 40 * second, Out: 8 * milli, Back: 8 * milli})
			n := tt.hours * 3600 / 64
			ask := func(i int) source.Source {
				s := once(fmt.Sprintf("192.0.2.%d", 1+i%5))
				s.Dial = servers[i%5].Dial
				if i%5 == 2 && i > n/4 && i < n/2 {
					s.Dial = liar.Dial
				}
				return s
			}
			trend := Trend(watch(t.Context(), ask, 64*second, n))
			if r, rate := trend.Rate, truly(tt.ppm); !r.Measurable || r.Low > rate || r.High < rate || r.width() > 2 {
				t.Errorf("%v ppm: found %+v", tt.ppm, r)
			}
			if len(trend.Steps) > 0 || len(trend.Odd) < n/20-1 {
				t.Errorf("%v ppm: found %+v, %d points odd", tt.ppm, trend.Steps, len(trend.Odd))
			}
		})
	}
}

// A clock is set in the middle of three days, of which no more is kept than a bounded log.
func TestTrendOfDays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const ppm, hours = 12., 72
		c := ntpsim.Config{Drift: ppm, Out: 8 * milli, Back: 8 * milli, Jitter: 6 * milli, Loss: .1}
		server := ntpsim.New(c)
		begin := time.Now()
		ask := func(i int) source.Source {
			if i == hours*3600/64/2 {
				c.Skew = 5*second + time.Duration(ppm*1e-6*float64(time.Since(begin)))
				server.Set(c)
			}
			s := once("192.0.2.1")
			s.Dial = server.Dial
			return s
		}
		trend := Trend(grown(watch(t.Context(), ask, 64*second, hours*3600*8/10/64), 256))
		if r := trend.Rate; r.Low > truly(ppm) || r.High < truly(ppm) || r.width() > 1 {
			t.Errorf("found %+v", r)
		}
		if s := trend.Steps; len(s) != 1 || s[0].Kind != Jump || !s[0].By.Contains(5*second) || s[0].By.Width() > 20*milli {
			t.Errorf("found %+v", s)
		}
	})
}

// A server on UDP by which this clock gains: what its points leave possible holds the rate,
// however busy the machine is.
func TestTrendOverUDP(t *testing.T) {
	server, err := ntpsim.Start(ntpsim.Config{Drift: 3000})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	ask := func(int) source.Source { return once(server.Addr().String()) }
	holds(t, Trend(watch(t.Context(), ask, 20*milli, 50)), truly(3000))
}

// A real chronyd whose clock gains 3000 ppm, so that this one loses as much.
func TestTrendAgainstChronyd(t *testing.T) {
	const library = "/usr/lib/*/faketime/libfaketimeMT.so.1"
	found, _ := filepath.Glob(library)
	needs(t, "libfaketime", len(found) > 0)
	// An hour ahead, it does not take the kernel's timestamps, which are not faked.
	server := chronydIn(t, []string{"LD_PRELOAD=" + found[0], "FAKETIME=+3600 x1.003"}, "local stratum 1")
	ask := func(int) source.Source { return once(server) }
	holds(t, Trend(watch(t.Context(), ask, 50*milli, 60)), -3000/1.003)
}

func holds(t *testing.T, c Course, rate float64) {
	t.Helper()
	r := c.Rate
	t.Logf("%.0f ppm: measured %.0f (%.0f to %.0f), certainly %.0f to %.0f", rate, r.PPM, r.Low, r.High, r.certain.lo, r.certain.hi)
	if r.certain == (span{}) || r.certain.lo > rate || r.certain.hi < rate {
		t.Errorf("found %+v, %+v", r, c.Steps)
	}
}
