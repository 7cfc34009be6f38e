package source

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/ntpsim"
	"codeclock/drift/skew"
)

const ms = time.Millisecond

// ask runs one source to its end and returns what it said.
func ask(t *testing.T, n *NTP, timeout time.Duration) ([]Sample, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	var samples []Sample
	err := n.Ask(ctx, func(s Sample) { samples = append(samples, s) })
	return samples, err
}

// inMemory is a source over an in-memory path, for a bubble.
func inMemory(s *ntpsim.Server) *NTP { return &NTP{Server: "192.0.2.1", Dial: s.Dial, Samples: 1} }

func TestExchangeIsExact(t *testing.T) {
	for _, tt := range []struct {
		name      string
		skew      time.Duration
		out, back time.Duration
	}{
		{"right clock, even path", 0, 10 * ms, 10 * ms},
		{"47 s slow", -47 * time.Second, 20 * ms, 20 * ms},
		{"uneven path: the middle is wrong, the interval is not", 90 * time.Second, 80 * ms, 20 * ms},
		{"no RTC: 30 years slow", -30 * 365 * 24 * time.Hour, 5 * ms, 5 * ms},
		{"server past the end of NTP's era 0", -37 * 365 * 24 * time.Hour, 5 * ms, 5 * ms},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := ntpsim.New(ntpsim.Config{Skew: tt.skew, Out: tt.out, Back: tt.back})
				samples, err := ask(t, inMemory(server), time.Second)
				if err != nil || len(samples) != 1 {
					t.Fatalf("got %d samples, %v; want 1", len(samples), err)
				}
				s := samples[0]
				if want := tt.out + tt.back; skew.Abs(s.Delay()-want) > 2 {
					t.Errorf("delay %v, want %v", s.Delay(), want)
				}
				want := skew.Between(tt.skew-tt.out, tt.skew+tt.back)
				// The timestamps of NTP have 2^-32 s; the bubble has no other error.
				if got := s.Interval().Widen(-s.Slack); skew.Abs(got.Lo()-want.Lo()) > 1 || skew.Abs(got.Hi()-want.Hi()) > 1 {
					t.Errorf("interval %v to %v, want %v to %v", got.Lo(), got.Hi(), want.Lo(), want.Hi())
				}
				if !s.Interval().Contains(tt.skew) {
					t.Error("the truth is not in the interval")
				}
				// phi, precision and resolution are all that is added here.
				if limit := 3*time.Microsecond + (tt.out+tt.back)/50_000; s.Slack > limit {
					t.Errorf("slack %v, want at most %v", s.Slack, limit)
				}
			})
		})
	}
}

func TestServersThatAreOfNoUse(t *testing.T) {
	kiss := func(code string) func(error) bool {
		return func(err error) bool {
			var k *KissError
			return errors.As(err, &k) && k.Code == code
		}
	}
	is := func(want error) func(error) bool {
		return func(err error) bool { return errors.Is(err, want) }
	}
	set := func(at int, bytes ...byte) func([]byte) []byte {
		return func(p []byte) []byte { copy(p[at:], bytes); return p }
	}
	for _, tt := range []struct {
		name   string
		config ntpsim.Config
		want   func(error) bool
	}{
		{"rate limited, with timestamps of zero", ntpsim.Config{Kiss: "RATE"}, kiss("RATE")},
		{"denied", ntpsim.Config{Kiss: "DENY"}, kiss("DENY")},
		{"rate limited as ntpd does, echoing our own timestamp", ntpsim.Config{Mangle: func(p []byte) []byte {
			p[0], p[1] = p[0]|0xc0, 0
			copy(p[12:], "RATE")
			copy(p[32:], p[24:32])
			copy(p[40:], p[24:32])
			return p
		}}, kiss("RATE")},
		{"still starting, says the kiss code INIT", ntpsim.Config{Kiss: "INIT"}, is(ErrUnsynchronised)},
		{"leap indicator 3", ntpsim.Config{Leap: 3}, is(ErrUnsynchronised)},
		{"stratum 16 with a quiet leap indicator", ntpsim.Config{Stratum: 16}, is(ErrUnsynchronised)},
		{"stratum 255", ntpsim.Config{Stratum: 255}, is(ErrUnsynchronised)},
		{"stratum 0 without a code", ntpsim.Config{Mangle: set(1, 0)}, is(ErrUnsynchronised)},
		{"stratum 0 with bytes that are no code", ntpsim.Config{RefID: "\x1b[2J", Mangle: set(1, 0)}, is(ErrUnsynchronised)},
		{"has not looked for two days", ntpsim.Config{ReferenceAge: 48 * time.Hour}, is(ErrStale)},
		{"root dispersion of 7.8 s, as some Windows servers", ntpsim.Config{RootDispersion: 7800 * ms}, is(ErrTooFar)},
		{"root delay of 8 s", ntpsim.Config{RootDelay: 8 * time.Second}, is(ErrTooFar)},
		{"root dispersion beyond all limits", ntpsim.Config{Mangle: set(8, 0xff, 0xff, 0xff, 0xff)}, is(ErrTooFar)},
		{"a clock that is read to 2^127 s", ntpsim.Config{Mangle: set(3, 127)}, is(ErrTooFar)},
		{"timestamps of zero", ntpsim.Config{Mangle: func(p []byte) []byte { clear(p[32:]); return p }}, is(ErrMalformed)},
		{"receive timestamp of zero", ntpsim.Config{Mangle: func(p []byte) []byte { clear(p[32:40]); return p }}, is(ErrMalformed)},
		{"timestamps of all ones", ntpsim.Config{Mangle: func(p []byte) []byte {
			for i := 32; i < 48; i++ {
				p[i] = 0xff
			}
			return p
		}}, is(ErrMalformed)},
		{"sent before it was received", ntpsim.Config{Mangle: func(p []byte) []byte { p[35]++; return p }}, is(ErrMalformed)},
		{"reference time in the future", ntpsim.Config{ReferenceAge: -time.Hour}, is(ErrMalformed)},
		{"a precision of 2^-128 s", ntpsim.Config{Mangle: set(3, 0x80)}, is(ErrMalformed)},
		{"a poll interval of 2^-128 s", ntpsim.Config{Mangle: set(2, 0x80)}, is(ErrMalformed)},
		{"client mode", ntpsim.Config{Mangle: func(p []byte) []byte { p[0] = p[0]&^7 | 3; return p }}, is(ErrMalformed)},
		{"one byte", ntpsim.Config{Mangle: func(p []byte) []byte { return p[:1] }}, is(ErrMalformed)},
		{"47 bytes", ntpsim.Config{Mangle: func(p []byte) []byte { return p[:47] }}, is(ErrMalformed)},
		{"claims to have taken longer than the whole exchange", ntpsim.Config{Out: ms, Mangle: func(p []byte) []byte {
			p[43]++ // one second later
			return p
		}}, is(ErrNegativeDelay)},
		{"took 5 s to answer, it says", ntpsim.Config{Mangle: func(p []byte) []byte { p[43] += 5; return p }}, is(ErrMalformed)},
		{"never the right origin", ntpsim.Config{Stray: 1000}, is(ErrMismatch)},
		{"silent", ntpsim.Config{Loss: 1}, is(ErrNoAnswer)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := ntpsim.New(tt.config)
				samples, err := ask(t, inMemory(server), 3*time.Second)
				if len(samples) != 0 || !tt.want(err) {
					t.Errorf("got %d samples and the error %v", len(samples), err)
				}
				if n := server.Requests(); n > maxUnanswered {
					t.Errorf("asked %d times, want at most %d", n, maxUnanswered)
				}
			})
		})
	}
}

func TestServersThatAreOdd(t *testing.T) {
	for _, tt := range []struct {
		name   string
		config ntpsim.Config
	}{
		{"a reference timestamp of zero, which chronyd takes too", ntpsim.Config{NoReference: true}},
		{"a packet with a megabyte behind it", ntpsim.Config{Mangle: func(p []byte) []byte { return append(p, make([]byte, 1<<20)...) }}},
		{"stratum 1, for which the library's own flag says unsynchronised", ntpsim.Config{Stratum: 1, RefID: "GPS"}},
		{"stratum 15", ntpsim.Config{Stratum: 15}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tt.config.Skew = -47 * time.Second
				samples, err := ask(t, inMemory(ntpsim.New(tt.config)), time.Second)
				if err != nil || len(samples) != 1 || !samples[0].Interval().Contains(-47*time.Second) {
					t.Errorf("got %v, %v; want one sample that is 47 s slow", samples, err)
				}
			})
		})
	}
}

func TestLeapSecondWidensTheInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		samples, err := ask(t, inMemory(ntpsim.New(ntpsim.Config{Leap: 1})), time.Second)
		if err != nil || !samples[0].Interval().Contains(time.Second) || !samples[0].Interval().Contains(-time.Second) {
			t.Errorf("got %v, %v; want an interval of a second either way", samples, err)
		}
	})
}

// injecting dials a server beside which somebody else sends packets of their own,
// made of its answers, each before the answer itself.
func injecting(server *ntpsim.Server, forge ...func(answer []byte) []byte) func(context.Context, netip.AddrPort) (net.Conn, error) {
	return func(ctx context.Context, addr netip.AddrPort) (net.Conn, error) {
		near, far := net.Pipe()
		behind, _ := server.Dial(ctx, addr)
		go func() {
			defer behind.Close()
			question, answer := make([]byte, 2048), make([]byte, 2048)
			for {
				n, err := far.Read(question)
				if err != nil {
					return
				}
				behind.Write(question[:n])
				if n, err = behind.Read(answer); err != nil {
					return
				}
				for _, f := range forge {
					far.Write(f(slices.Clone(answer[:n])))
				}
				far.Write(answer[:n])
			}
		}()
		return near, nil
	}
}

// otherOrigin makes an answer to a question that was never asked.
func otherOrigin(p []byte) []byte { p[24] ^= 1; return p }

func TestForgedPacketsAreNotTheEnd(t *testing.T) {
	deny := func(p []byte) []byte {
		p[0], p[1] = p[0]|0xc0, 0
		copy(p[12:], "DENY")
		return otherOrigin(p)
	}
	for _, tt := range []struct {
		name  string
		forge []func([]byte) []byte
	}{
		{"of another question", []func([]byte) []byte{otherOrigin}},
		{"a DENY to another question", []func([]byte) []byte{deny}},
		{"too short", []func([]byte) []byte{func(p []byte) []byte { return p[:47] }}},
		{"one byte", []func([]byte) []byte{func(p []byte) []byte { return p[:1] }}},
		{"nothing", []func([]byte) []byte{func(p []byte) []byte { return p[:0] }}},
		{"our own question sent back", []func([]byte) []byte{func(p []byte) []byte { p[0] = p[0]&^7 | 3; return p }}},
		{"many", slices.Repeat([]func([]byte) []byte{otherOrigin}, maxStray-1)},
	} {
		synctest.Test(t, func(t *testing.T) {
			server := ntpsim.New(ntpsim.Config{Out: 10 * ms, Back: 10 * ms})
			n := inMemory(server)
			n.Dial = injecting(server, tt.forge...)
			start := time.Now()
			samples, err := ask(t, n, time.Second)
			if err != nil || len(samples) != 1 || time.Since(start) != 20*ms || server.Requests() != 1 {
				t.Errorf("%s: %d samples, %v after %v and %d questions; want 1 after 20ms and 1",
					tt.name, len(samples), err, time.Since(start), server.Requests())
			}
		})
	}
}

// Where nothing else comes, that is said, and in time.
func TestNothingButForgedPackets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := inMemory(ntpsim.New(ntpsim.Config{Mangle: otherOrigin}))
		start := time.Now()
		samples, err := ask(t, n, 3*time.Second)
		if len(samples) > 0 || !errors.Is(err, ErrMismatch) || time.Since(start) >= 3*time.Second {
			t.Errorf("%d samples, %v after %v; want ErrMismatch before 3s", len(samples), err, time.Since(start))
		}
	})
}

func TestLostPacketIsAskedForAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := ntpsim.New(ntpsim.Config{Loss: 1})
		time.AfterFunc(ms, func() { server.Set(ntpsim.Config{Out: ms, Back: ms}) })
		start := time.Now()
		samples, err := ask(t, inMemory(server), 3*time.Second)
		if err != nil || len(samples) != 1 {
			t.Fatalf("got %d samples, %v; want 1", len(samples), err)
		}
		if took, want := time.Since(start), firstRetry+2*ms; took != want {
			t.Errorf("took %v, want %v", took, want)
		}
	})
}

// A server that asks for distance gets it, also when it is silent.
func TestRetriesKeepAnExplicitGap(t *testing.T) {
	for name, config := range map[string]ntpsim.Config{"silent": {Loss: 1}, "stray packets": {Stray: 1000}} {
		synctest.Test(t, func(t *testing.T) {
			server := ntpsim.New(config)
			n := inMemory(server)
			n.Gap = 4 * time.Second
			ask(t, n, 3*time.Second)
			if got := server.Requests(); got != 1 {
				t.Errorf("%s: asked %d times in 3 s, want once", name, got)
			}
		})
	}
}

func TestAnswerAfterTheRetryStillCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := ntpsim.New(ntpsim.Config{Out: 350 * ms, Back: 350 * ms})
		start := time.Now()
		samples, err := ask(t, inMemory(server), 3*time.Second)
		if err != nil || len(samples) != 1 || time.Since(start) != 700*ms {
			t.Errorf("got %d samples, %v after %v; want 1 after 700ms", len(samples), err, time.Since(start))
		}
	})
}

func TestBurstKeepsItsDistance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := ntpsim.New(ntpsim.Config{})
		n := inMemory(server)
		n.Samples = 0
		start := time.Now()
		samples, err := ask(t, n, time.Minute)
		if err != nil || len(samples) != DefaultSamples {
			t.Fatalf("got %d samples, %v; want %d", len(samples), err, DefaultSamples)
		}
		if took, want := time.Since(start), (DefaultSamples-1)*DefaultGap; took != want {
			t.Errorf("took %v, want %v: %v between questions", took, want, DefaultGap)
		}
	})
}

func TestKissEndsABurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := ntpsim.New(ntpsim.Config{})
		n := inMemory(server)
		n.Samples, n.Gap = 4, -1
		first := true
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err := n.Ask(ctx, func(Sample) {
			if first {
				server.Set(ntpsim.Config{Kiss: "RATE"})
			}
			first = false
		})
		if err != nil {
			t.Errorf("a sample was there, yet the error is %v", err)
		}
		if n := server.Requests(); n != 2 {
			t.Errorf("asked %d times, want 2: one that was answered, one that was told to stop", n)
		}
	})
}

func TestClockThatIsSetMeanwhile(t *testing.T) {
	for _, tt := range []struct {
		name string
		step time.Duration
		want error
	}{
		{"set forward by a second", time.Second, ErrClockStepped},
		{"set back by an hour", -time.Hour, ErrClockStepped},
		{"slewed by 1 ms in 20 ms, which is no step", ms, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := inMemory(ntpsim.New(ntpsim.Config{Out: 10 * ms, Back: 10 * ms}))
				start := time.Now()
				n.Now = func() time.Time {
					if time.Since(start) < 5*ms {
						return time.Now()
					}
					return time.Now().Add(tt.step)
				}
				if _, err := ask(t, n, time.Second); !errors.Is(err, tt.want) {
					t.Errorf("got %v, want %v", err, tt.want)
				}
			})
		})
	}
}

func TestCancelEndsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		n := inMemory(ntpsim.New(ntpsim.Config{Loss: 1}))
		time.AfterFunc(100*ms, cancel)
		start := time.Now()
		err := n.Ask(ctx, func(Sample) { t.Error("a sample from a silent server") })
		if !errors.Is(err, ErrNoAnswer) || time.Since(start) != 100*ms {
			t.Errorf("got %v after %v, want ErrNoAnswer after 100ms", err, time.Since(start))
		}
	})
}

func TestSlowNameLookupIsInsideTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &NTP{Server: "time1.example", Resolve: func(ctx context.Context, _ string) ([]netip.Addr, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}}
		start := time.Now()
		if _, err := ask(t, n, time.Second); err == nil || time.Since(start) != time.Second {
			t.Errorf("got %v after %v, want an error after 1s", err, time.Since(start))
		}
	})
}

func TestNamesWithTrouble(t *testing.T) {
	none := func(context.Context, string) ([]netip.Addr, error) { return nil, nil }
	unknown := func(_ context.Context, host string) ([]netip.Addr, error) {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if _, err := ask(t, &NTP{Server: "time1.example", Resolve: none}, time.Second); !errors.Is(err, ErrNoAddress) {
		t.Errorf("a name without an address: %v, want ErrNoAddress", err)
	}
	var dns *net.DNSError
	if _, err := ask(t, &NTP{Server: "time1.example", Resolve: unknown}, time.Second); !errors.As(err, &dns) {
		t.Errorf("a name that does not exist: %v, want a DNS error", err)
	}
	if _, err := ask(t, &NTP{Server: "host:0"}, time.Second); !errors.Is(err, ErrServer) {
		t.Errorf("port 0: %v, want ErrServer", err)
	}
}

// All addresses of a name are asked at once, so one family that does not work
// costs nothing.
func TestBothFamiliesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		good, silent := ntpsim.New(ntpsim.Config{Out: 10 * ms, Back: 10 * ms}), ntpsim.New(ntpsim.Config{Loss: 1})
		n := &NTP{
			Server: "time1.example", Samples: 1,
			Resolve: func(context.Context, string) ([]netip.Addr, error) {
				return []netip.Addr{netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("2001:db8::1")}, nil
			},
			Dial: func(ctx context.Context, addr netip.AddrPort) (net.Conn, error) {
				if addr.Addr().Is6() {
					return silent.Dial(ctx, addr)
				}
				return good.Dial(ctx, addr)
			},
		}
		var at time.Duration
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err := n.Ask(ctx, func(Sample) { at = time.Since(start) })
		if err != nil || at != 20*ms {
			t.Errorf("got %v, the sample after %v; want it after 20ms", err, at)
		}
		if silent.Requests() == 0 {
			t.Error("IPv6 was not asked")
		}
	})
}

func TestInTurn(t *testing.T) {
	parse := func(list ...string) (out []netip.Addr) {
		for _, s := range list {
			out = append(out, netip.MustParseAddr(s))
		}
		return out
	}
	for _, tt := range []struct {
		name      string
		all, want []netip.Addr
	}{
		{"many of both families: two of each", parse("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:db8::2", "2001:db8::3"),
			parse("192.0.2.1", "2001:db8::1", "192.0.2.2", "2001:db8::2")},
		{"only IPv4", parse("192.0.2.1", "192.0.2.2"), parse("192.0.2.1", "192.0.2.2")},
		{"one IPv6 among many IPv4", parse("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "2001:db8::1"),
			parse("192.0.2.1", "2001:db8::1", "192.0.2.2", "192.0.2.3")},
		{"the same address twice, once mapped into IPv6", parse("192.0.2.1", "::ffff:192.0.2.1"), parse("192.0.2.1")},
	} {
		if got := inTurn(tt.all, maxAddresses); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// A port where nothing listens is refused at once by the kernel, and that is
// told apart from silence.
func TestRefusedPort(t *testing.T) {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := conn.LocalAddr().String()
	conn.Close()
	if _, err := ask(t, &NTP{Server: addr}, 3*time.Second); !errors.Is(err, ErrRefused) && !errors.Is(err, ErrNoAnswer) {
		t.Errorf("got %v, want a refusal", err)
	}
}

// Over a real socket, on both families: kernel timestamps, real scheduling.
func TestRealSocket(t *testing.T) {
	for _, listen := range []string{"127.0.0.1:0", "[::1]:0"} {
		server, err := ntpsim.Listen(listen, ntpsim.Config{Skew: -47 * time.Second})
		if err != nil {
			t.Logf("%s: %v", listen, err)
			continue
		}
		t.Cleanup(func() { server.Close() })
		samples, err := ask(t, &NTP{Server: server.Addr().String(), Samples: 4, Gap: -1}, 10*time.Second)
		if err != nil || len(samples) != 4 {
			t.Fatalf("%s: got %d samples, %v; want 4", listen, len(samples), err)
		}
		for _, s := range samples {
			if !s.Interval().Contains(-47*time.Second) || s.Addr != server.Addr() {
				t.Errorf("%s: %v from %v; want one around 47 s slow from %v", listen, s.Interval(), s.Addr, server.Addr())
			}
		}
	}
}

func TestSplitServer(t *testing.T) {
	for _, tt := range []struct {
		server, host string
		port         uint16
	}{
		{"time.example", "time.example", 123},
		{"time.example:1123", "time.example", 1123},
		{"192.0.2.1", "192.0.2.1", 123},
		{"192.0.2.1:11", "192.0.2.1", 11},
		{"2001:db8::1", "2001:db8::1", 123},
		{"[2001:db8::1]", "2001:db8::1", 123},
		{"[2001:db8::1]:65535", "2001:db8::1", 65535},
		{"fe80::1%eth0", "fe80::1%eth0", 123},
		{"localhost", "localhost", 123},
	} {
		host, port, err := SplitServer(tt.server)
		if err != nil || host != tt.host || port != tt.port {
			t.Errorf("SplitServer(%q) = %q, %d, %v; want %q, %d", tt.server, host, port, err, tt.host, tt.port)
		}
	}
	for _, bad := range []string{
		"", ":", ":123", "host:", "host:0", "host:65536", "host:-1", "host:ntp", "a:b:c", "[::1", "::1]:123x", "ho st",
		"-flag", "http://host", "host/path", "\x1b[2J", string(make([]byte, 300)),
	} {
		if host, port, err := SplitServer(bad); !errors.Is(err, ErrServer) {
			t.Errorf("SplitServer(%q) = %q, %d, %v; want ErrServer", bad, host, port, err)
		}
	}
}

func FuzzSplitServer(f *testing.F) {
	for _, s := range []string{"host", "host:1", "[::1]:123", "::1", "fe80::1%eth0", "a:b:c", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, server string) {
		host, port, err := SplitServer(server)
		if err != nil {
			if !errors.Is(err, ErrServer) {
				t.Errorf("%q: untyped error %v", server, err)
			}
			return
		}
		again, samePort, err := SplitServer(net.JoinHostPort(host, "123"))
		if port == 0 || err != nil || again != host || samePort != 123 {
			t.Errorf("%q: %q and port %d do not round-trip: %q, %v", server, host, port, again, err)
		}
	})
}

// FuzzAnswer feeds what any server could send. Whatever it is, there is no
// panic, and what counts as a sample has an interval of the right order.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte{}, false)
	f.Add(make([]byte, 48), true)
	f.Add([]byte("\x24\x02\x06\xe8\x00\x00\x00\x00\x00\x00\x00\x00LOCL"), true)
	f.Fuzz(func(t *testing.T, packet []byte, ours bool) {
		n := &NTP{Dial: func(context.Context, netip.AddrPort) (net.Conn, error) {
			near, far := net.Pipe()
			go func() {
				defer far.Close() // nothing else comes
				question, out := make([]byte, 48), slices.Clone(packet)
				far.Read(question)
				if ours && len(out) >= 32 {
					copy(out[24:32], question[40:])
					out[0] = out[0]&^7 | 4
				}
				far.Write(out)
			}()
			return near, nil
		}}
		s, err := n.exchange(t.Context(), netip.MustParseAddrPort("192.0.2.1:123"), nil)
		if err == nil && (s.Delay() < -s.Slack || s.Slack < 0 || !s.Interval().Known()) {
			t.Errorf("accepted %x as %+v", packet, s)
		}
	})
}
