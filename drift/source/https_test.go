package source

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/skew"
)

// collect gathers what a source says.
func collect(ctx context.Context, src Source) (samples []Sample, err error) {
	err = src.Ask(ctx, func(s Sample) { samples = append(samples, s) })
	return samples, err
}

// In every run the interval covers the truth, and five requests bring it to a
// round trip or a sixteenth of a second, whatever the skew and the path.
func TestHTTPSCoversAndNarrows(t *testing.T) {
	const ms = time.Millisecond
	ca := newAuthority(t)
	for _, tt := range []struct {
		name         string
		skew         time.Duration
		there, back  time.Duration
		jitter       time.Duration
		starts       time.Duration // into the second
		requestsMost int
	}{
		{name: "right clock, near server", there: 5 * ms, back: 5 * ms, requestsMost: 5},
		{name: "slow clock", skew: -47 * time.Second, there: 20 * ms, back: 20 * ms, starts: 990 * ms, requestsMost: 5},
		{name: "fast clock with a fraction", skew: 1234567891, there: 30 * ms, back: 20 * ms, starts: 500 * ms, requestsMost: 5},
		{name: "all delay on the way there", skew: 3 * ms, there: 80 * ms, back: 0, requestsMost: 5},
		{name: "all delay on the way back", skew: -3 * ms, there: 0, back: 80 * ms, requestsMost: 5},
		{name: "jitter", skew: -time.Hour, there: 15 * ms, back: 15 * ms, jitter: 10 * ms, starts: 250 * ms, requestsMost: 5},
		{name: "satellite, where four requests are enough", skew: 2 * time.Second, there: 300 * ms, back: 300 * ms, jitter: 20 * ms, requestsMost: 4},
		{name: "years slow", skew: -6 * 365 * 24 * time.Hour, there: 20 * ms, back: 20 * ms, requestsMost: 5},
	} {
		for seed := range uint64(8) {
			t.Run(fmt.Sprintf("%s/%d", tt.name, seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					time.Sleep(tt.starts + time.Duration(seed)*131*ms)
					net := newPipes(jittery(tt.there, tt.jitter, seed), jittery(tt.back, tt.jitter, seed+100))
					now := time.Now()
					serve(t, net, ca.issue(t, now.Add(-time.Hour), now.Add(time.Hour)))
					requests := 0
					src := &HTTPS{
						Server: "example.com", Roots: ca.pool(), Dial: net.dial,
						Now: func() time.Time { return time.Now().Add(tt.skew) },
					}
					var known skew.Interval
					var delay time.Duration
					err := src.Ask(t.Context(), func(s Sample) {
						requests++
						known, _ = known.Intersect(s.Interval())
						delay = max(delay, s.Received.Sub(s.Sent))
						if wrong := skew.Abs(tt.skew) > time.Hour; s.Claimed != wrong {
							t.Errorf("Claimed = %v with a clock %v off", s.Claimed, tt.skew)
						}
					})
					if err != nil {
						t.Fatal(err)
					}
					if !known.Contains(tt.skew) {
						t.Errorf("%v to %v does not cover %v", known.Lo(), known.Hi(), tt.skew)
					}
					if limit := time.Second/16 + delay + delay/2 + 2*dateLag; known.Width() > limit {
						t.Errorf("width %v after %d requests, want at most %v", known.Width(), requests, limit)
					}
					if requests > tt.requestsMost {
						t.Errorf("%d requests, want at most %d", requests, tt.requestsMost)
					}
				})
			})
		}
	}
}

// serve runs a web server with the bubble's time on the pipes until the test
// ends.
func serve(t *testing.T, on *pipes, cert tls.Certificate) {
	t.Helper()
	server := &http.Server{
		Handler:   http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}),
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}},
	}
	done := make(chan error)
	go func() { done <- server.ServeTLS(on, "", "") }()
	t.Cleanup(func() {
		server.Close()
		<-done
		on.carriers.Wait()
	})
}

// The deadline ends the waiting, and what was found until then stays.
func TestHTTPSKeepsTheDeadline(t *testing.T) {
	ca := newAuthority(t)
	for _, tt := range []struct {
		limit time.Duration
		want  int
	}{
		{250 * time.Millisecond, 1},
		{900 * time.Millisecond, 3},
		{9 * time.Second, 5},
	} {
		t.Run(tt.limit.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				net := newPipes(fixed(20*time.Millisecond), fixed(20*time.Millisecond))
				serve(t, net, ca.issue(t, time.Now().Add(-time.Hour), time.Now().Add(time.Hour)))
				ctx, cancel := context.WithTimeout(t.Context(), tt.limit)
				defer cancel()
				begin := time.Now()
				samples, err := collect(ctx, &HTTPS{Server: "example.com", Roots: ca.pool(), Dial: net.dial})
				if err != nil || len(samples) != tt.want {
					t.Errorf("%d samples, %v; want %d and no error", len(samples), err, tt.want)
				}
				if took := time.Since(begin); took > tt.limit {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

func TestHTTPSSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		net := newPipes(fixed(0), fixed(0)) // nobody accepts
		samples, err := collect(ctx, &HTTPS{Server: "example.com", Dial: net.dial})
		if !errors.Is(err, ErrNoAnswer) || len(samples) != 0 {
			t.Errorf("%d samples, %v; want ErrNoAnswer", len(samples), err)
		}
	})
}

// A clock that is set between two answers is said to be, and does not look like
// a server that contradicts itself.
func TestHTTPSNoticesAStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ca := newAuthority(t)
		net := newPipes(fixed(10*time.Millisecond), fixed(10*time.Millisecond))
		serve(t, net, ca.issue(t, time.Now().Add(-time.Hour), time.Now().Add(time.Hour)))
		begin, step := time.Now(), time.Duration(0)
		src := &HTTPS{Server: "example.com", Roots: ca.pool(), Dial: net.dial, Now: func() time.Time {
			if time.Since(begin) > 200*time.Millisecond {
				step = 30 * time.Second
			}
			return time.Now().Add(step)
		}}
		if _, err := collect(t.Context(), src); !errors.Is(err, ErrClockStepped) {
			t.Errorf("got %v, want ErrClockStepped", err)
		}
	})
}

// What servers may say instead of the time, over real loopback connections.
func TestHTTPSRefuses(t *testing.T) {
	good := func(w http.ResponseWriter) { w.Header()["Date"] = []string{time.Now().UTC().Format(http.TimeFormat)} }
	for _, tt := range []struct {
		name   string
		answer func(w http.ResponseWriter, n int)
		want   error
	}{
		{"no date", func(w http.ResponseWriter, _ int) { w.Header()["Date"] = nil }, ErrNoDate},
		{"malformed date", func(w http.ResponseWriter, _ int) { w.Header().Set("Date", "yesterday") }, ErrMalformed},
		{"two dates", func(w http.ResponseWriter, _ int) { good(w); w.Header().Add("Date", w.Header().Get("Date")) }, ErrMalformed},
		{"kept by a cache", func(w http.ResponseWriter, _ int) { good(w); w.Header().Set("Age", "17") }, ErrCached},
		{"kept by Cloudflare's cache", func(w http.ResponseWriter, _ int) { good(w); w.Header().Set("CF-Cache-Status", "HIT") }, ErrCached},
		{"a date after the certificate's end", dated(100 * 365 * 24 * time.Hour), ErrClaim},
		{"a date before the certificate's begin", dated(-100 * 365 * 24 * time.Hour), ErrClaim},
		{"the year one, which Go takes for no time at all", func(w http.ResponseWriter, _ int) {
			w.Header().Set("Date", "Mon, 01 Jan 0001 00:00:00 GMT")
		}, ErrClaim},
		{"two servers behind one name, a minute apart", func(w http.ResponseWriter, n int) {
			dated(time.Duration(n)*time.Minute)(w, n)
		}, ErrContradiction},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := 0
			server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				tt.answer(w, n)
				n++
			}))
			defer server.Close()
			src := &HTTPS{Server: server.URL, Roots: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
			if _, err := collect(t.Context(), src); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// dated answers with a Date that is off by d.
func dated(d time.Duration) func(http.ResponseWriter, int) {
	return func(w http.ResponseWriter, _ int) {
		w.Header().Set("Date", time.Now().Add(d).UTC().Format(http.TimeFormat))
	}
}

// A redirect is an answer like any other, and where it leads is never asked.
func TestHTTPSDoesNotFollowRedirects(t *testing.T) {
	elsewhere := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the redirect was followed")
	}))
	defer elsewhere.Close()
	server := httptest.NewTLSServer(http.RedirectHandler(elsewhere.URL, http.StatusMovedPermanently))
	defer server.Close()
	src := &HTTPS{
		Server: server.URL, Requests: 1,
		Roots: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs,
	}
	samples, err := collect(t.Context(), src)
	if err != nil || len(samples) != 1 {
		t.Fatalf("%d samples, %v; want the redirect's own", len(samples), err)
	}
	if got := samples[0].Interval(); !got.Contains(0) {
		t.Errorf("%v does not cover a skew of 0", got)
	}
	if got := samples[0].Addr.String(); got != server.Listener.Addr().String() {
		t.Errorf("Addr = %v, want the server's", got)
	}
}

// A clock that is years off makes every certificate look bad. Those that are
// good at the time that the server claims are used, and marked; those that are
// bad at any time are refused.
func TestHTTPSCertificates(t *testing.T) {
	const year = 365 * 24 * time.Hour
	now := time.Now()
	ours, foreign := newAuthority(t), newAuthority(t)
	for _, tt := range []struct {
		name    string
		server  string
		ca      authority
		from    time.Time
		until   time.Time
		skew    time.Duration
		claim   time.Duration // how far off the server's Date is
		claimed bool
		want    error
	}{
		{name: "right clock", ca: ours, from: now.Add(-year), until: now.Add(year)},
		{name: "clock ten years fast: looks expired", ca: ours, from: now.Add(-year), until: now.Add(year), skew: 10 * year, claimed: true},
		{name: "clock at 1971: looks not yet valid", ca: ours, from: now.Add(-year), until: now.Add(year), skew: -55 * year, claimed: true},
		{name: "really expired", ca: ours, from: now.Add(-3 * year), until: now.Add(-2 * year), want: ErrClaim},
		{name: "really expired, and the clock is wrong too", ca: ours, from: now.Add(-3 * year), until: now.Add(-2 * year), skew: -2 * year, want: ErrClaim},
		{name: "not yet valid", ca: ours, from: now.Add(year), until: now.Add(2 * year), want: ErrClaim},
		{name: "expired, and the server lies to fit: marked", ca: ours, from: now.Add(-3 * year), until: now.Add(-year), claim: -2 * year, claimed: true},
		{name: "unknown authority", ca: foreign, from: now.Add(-year), until: now.Add(year), want: ErrCertificate},
		{name: "unknown authority, seen by a clock that is years off", ca: foreign, from: now.Add(-year), until: now.Add(year), skew: 10 * year, want: ErrCertificate},
		{name: "other name", server: "localhost", ca: ours, from: now.Add(-year), until: now.Add(year), want: ErrCertificate},
		{name: "other name, seen by a clock that is years off", server: "localhost", ca: ours, from: now.Add(-year), until: now.Add(year), skew: 10 * year, want: ErrCertificate},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				dated(tt.claim)(w, 0)
			}))
			server.TLS = &tls.Config{Certificates: []tls.Certificate{tt.ca.issue(t, tt.from, tt.until)}}
			server.Config.ErrorLog = quiet(t)
			server.StartTLS()
			defer server.Close()
			u, _ := url.Parse(server.URL)
			host := u.Host
			if tt.server != "" {
				host = tt.server + ":" + u.Port()
			}
			samples, err := collect(t.Context(), &HTTPS{
				Server: host, Requests: 1, Roots: ours.pool(),
				Now: func() time.Time { return time.Now().Add(tt.skew) },
			})
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if tt.want != nil {
				if len(samples) != 0 {
					t.Fatalf("a refused server gave %d samples", len(samples))
				}
				return
			}
			if got := samples[0]; got.Claimed != tt.claimed || !got.Interval().Contains(tt.skew-tt.claim) {
				t.Errorf("Claimed = %v, %v; want %v and %v", got.Claimed, got.Interval(), tt.claimed, tt.skew-tt.claim)
			}
		})
	}
}

// The default hosts can be asked, and no operator counts twice.
func TestDefaultHosts(t *testing.T) {
	seen := map[string]bool{}
	for _, h := range DefaultHosts() {
		if u, err := ParseURL(h.Name); err != nil || u.Host != h.Name {
			t.Errorf("%s: %v, %v", h.Name, u, err)
		}
		if seen[h.Operator] || h.Why == "" {
			t.Errorf("%s: operator %q comes twice, or there is no reason", h.Name, h.Operator)
		}
		seen[h.Operator] = true
	}
}
