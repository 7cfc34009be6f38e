// Package ntpsim is a real NTP server on loopback whose clock and faults can be
// set. It stands behind the program's --demo and behind tests: a client is not
// mocked, it is given servers that are ahead or behind, slow, lossy or lying.
package ntpsim

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// Config is how a server behaves. The zero Config is a good server.
type Config struct {
	// Skew is what a client of this server finds its own clock to be: the
	// server's clock is this much behind the machine's.
	Skew time.Duration

	// Drift is how fast Skew grows from the moment at which the server was set, in ppm.
	Drift float64

	Out, Back time.Duration // one-way delays, client to server and back
	Jitter    time.Duration // up to this much more on each way, uniformly
	Loss      float64       // share of requests that are never answered, 0 to 1
	Seed      uint64        // of jitter and loss

	Stratum        uint8 // 0 means 2
	Leap           uint8 // RFC 5905's leap indicator; 3 is "not synchronised"
	RootDelay      time.Duration
	RootDispersion time.Duration
	RefID          string        // up to 4 bytes
	ReferenceAge   time.Duration // how much longer ago than its last poll the server checked its own time
	Turn           time.Duration // when within a poll the server checks its own time; 0 means at its own moment
	NoReference    bool          // a reference timestamp of zero, as some chronyd send

	Kiss   string                     // answer with this kiss-o'-death, such as "RATE"
	Stray  int                        // how many answers with a wrong origin come before each good one
	Mangle func(packet []byte) []byte // changes each answer at the end; nil drops it
}

func (c Config) stratum() uint8 {
	if c.Stratum == 0 {
		return 2
	}
	return c.Stratum
}

// Server answers NTP requests until it is closed. Its methods may be called
// from several goroutines.
type Server struct {
	conn     net.PacketConn // nil for a server that is reached by Dial alone
	turn     time.Duration  // Config.Turn when that is 0, another one for each server
	requests atomic.Int64

	mu     sync.Mutex
	config Config
	set    time.Time
	rng    *rand.Rand
}

// poll is how often a server checks its own time: RFC 5905's MINPOLL, 2^6 s for
// most (section 7.3).
const poll = 64 * time.Second

// made is how many servers there have been.
var made atomic.Int64

// New returns a server that is reached by Dial, without a socket.
func New(c Config) *Server {
	s := &Server{turn: time.Duration(made.Add(1)) * time.Millisecond % poll}
	s.Set(c)
	return s
}

// Start listens on a free UDP port of 127.0.0.1.
func Start(c Config) (*Server, error) { return Listen("127.0.0.1:0", c) }

// Listen serves on a UDP address, such as "[::1]:0".
func Listen(address string, c Config) (*Server, error) {
	conn, err := net.ListenPacket("udp", address)
	if err != nil {
		return nil, fmt.Errorf("start time server: %w", err)
	}
	s := New(c)
	s.conn = conn
	go s.serve()
	return s, nil
}

// Set changes the server's behaviour from the next request on.
func (s *Server) Set(c Config) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.config, s.set = c, time.Now()
	s.rng = rand.New(rand.NewPCG(c.Seed, 0))
}

// Addr returns where the server listens; the zero AddrPort without a socket.
func (s *Server) Addr() netip.AddrPort {
	if s.conn == nil {
		return netip.AddrPort{}
	}
	return s.conn.LocalAddr().(*net.UDPAddr).AddrPort()
}

// Requests returns how many requests have arrived, lost ones included.
func (s *Server) Requests() int { return int(s.requests.Load()) }

// Close stops a server that was started; without a socket there is nothing to stop.
func (s *Server) Close() error {
	if s.conn == nil {
		return nil
	}
	return s.conn.Close()
}

func (s *Server) serve() {
	buf := make([]byte, 2048)
	for {
		n, from, err := s.conn.ReadFrom(buf)
		if err != nil {
			return
		}
		request := append([]byte(nil), buf[:n]...)
		s.handle(request, func(p []byte) { s.conn.WriteTo(p, from) })
	}
}

// Dial returns one end of an in-memory path to the server, for tests inside a
// synctest bubble, where sockets do not work. It has the shape of
// source.NTP.Dial.
func (s *Server) Dial(context.Context, netip.AddrPort) (net.Conn, error) {
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		buf := make([]byte, 2048)
		for {
			n, err := server.Read(buf)
			if err != nil {
				return
			}
			request := append([]byte(nil), buf[:n]...)
			s.handle(request, func(p []byte) { server.Write(p) })
		}
	}()
	return client, nil
}

// fate is what becomes of one request.
type fate struct {
	lost      bool
	out, back time.Duration
}

func (s *Server) draw() (Config, fate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.config
	c.Skew += time.Duration(c.Drift * 1e-6 * float64(time.Since(s.set)))
	jitter := func() time.Duration {
		if c.Jitter <= 0 {
			return 0
		}
		return time.Duration(s.rng.Int64N(int64(c.Jitter)))
	}
	return c, fate{
		lost: s.rng.Float64() < c.Loss,
		out:  c.Out + jitter(),
		back: c.Back + jitter(),
	}
}

// handle answers one request after its way here and its way back.
func (s *Server) handle(request []byte, reply func([]byte)) {
	s.requests.Add(1)
	c, f := s.draw()
	if f.lost {
		return
	}
	after(f.out, func() {
		now := time.Now().Add(-c.Skew)
		c.ReferenceAge += sinceCheck(now, cmp.Or(c.Turn, s.turn))
		p := c.answer(request, now, now)
		if p == nil {
			return
		}
		after(f.back, func() {
			for range c.Stray {
				reply(astray(p))
			}
			reply(p)
		})
	})
}

// sinceCheck is how long ago the server last checked its own time, by its own
// clock. Each has its own turn, so that no two servers speak with one voice.
func sinceCheck(now time.Time, turn time.Duration) time.Duration {
	return now.Sub(now.Add(-turn).Truncate(poll).Add(turn))
}

// after runs f at once when there is nothing to wait for, so that a server
// without a delay adds none.
func after(d time.Duration, f func()) {
	if d <= 0 {
		f()
		return
	}
	time.AfterFunc(d, f)
}

// astray returns a copy of an answer that belongs to another question.
func astray(p []byte) []byte {
	stray := append([]byte(nil), p...)
	for i := offOrigin; i < offReceive; i++ {
		stray[i] ^= 0xff
	}
	return stray
}
