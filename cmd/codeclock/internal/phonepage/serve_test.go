package phonepage

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener over net.Pipe, so that time in a bubble is exact.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.done); return nil }
func (p *pipes) Addr() net.Addr { return named("listener:1") }

// dial connects as somebody at an address.
func (p *pipes) dial(from string) net.Conn {
	here, there := net.Pipe()
	p.conns <- &remoteConn{there, named(from)}
	return here
}

type named string

func (n named) Network() string { return "tcp" }
func (n named) String() string  { return string(n) }

type remoteConn struct {
	net.Conn
	who named
}

func (c *remoteConn) RemoteAddr() net.Addr { return c.who }

// bubble serves a page over pipes inside a synctest bubble.
func bubble(t *testing.T, test func(p *pipes, events func() []Event)) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		var mu sync.Mutex
		var events []Event
		s := New(Options{
			Addr: netip.MustParseAddrPort(testHost), Token: testToken,
			True: func() (time.Time, time.Duration, bool) { return time.Now(), 0, true },
			Events: func(e Event) {
				mu.Lock()
				defer mu.Unlock()
				events = append(events, e)
			},
		})
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error)
		go func() { done <- s.Serve(ctx, p) }()
		test(p, func() []Event {
			mu.Lock()
			defer mu.Unlock()
			return slices.Clone(events)
		})
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Serve: %v", err)
		}
		time.Sleep(second) // net/http lingers for half of it
	})
}

// untilClosed returns how long the other side keeps a connection open.
func untilClosed(c net.Conn) time.Duration {
	start := time.Now()
	io.Copy(io.Discard, c)
	return time.Since(start)
}

func TestSlowClientsAreCutOff(t *testing.T) {
	for _, tt := range []struct {
		name string
		send string
		want time.Duration
	}{
		{"one that says nothing", "", headerTime},
		{"one that never ends its headers", "GET / HTTP/1.1\r\nHost: " + testHost + "\r\nX: ", headerTime},
		{"one that never sends its body", "POST /" + testToken + "/exchange HTTP/1.1\r\nHost: " + testHost +
			"\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", bodyTime},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, func(p *pipes, _ func() []Event) {
				c := p.dial("192.168.0.2:1")
				defer c.Close()
				if _, err := io.WriteString(c, tt.send); err != nil {
					t.Fatal(err)
				}
				// The server lingers half a second after an answer.
				if got := untilClosed(c); got < tt.want || got > tt.want+second {
					t.Errorf("cut off after %v, want %v", got, tt.want)
				}
			})
		})
	}
}

// Drip feeding does not help: the time is for all headers together.
func TestSlowLoris(t *testing.T) {
	bubble(t, func(p *pipes, _ func() []Event) {
		c := p.dial("192.168.0.2:1")
		defer c.Close()
		start := time.Now()
		io.WriteString(c, "GET / HTTP/1.1\r\n")
		var err error
		for err == nil {
			time.Sleep(second)
			_, err = io.WriteString(c, "X-A: b\r\n")
		}
		if got := time.Since(start); got > headerTime+2*second {
			t.Errorf("a client that sends a header a second is kept for %v", got)
		}
	})
}

// A thousand connections from one place leave room for a phone from another.
func TestThousandConnections(t *testing.T) {
	bubble(t, func(p *pipes, _ func() []Event) {
		kept := 0
		var open []net.Conn
		for range 1000 {
			c := p.dial("192.168.0.66:1")
			open = append(open, c)
		}
		synctest.Wait()
		for _, c := range open {
			c.SetReadDeadline(time.Now().Add(milli))
			if _, err := c.Read(make([]byte, 1)); err != io.EOF {
				kept++
			}
		}
		if kept != maxConnsPerAddr {
			t.Errorf("%d connections of one address are kept, want %d", kept, maxConnsPerAddr)
		}
		phone := p.dial("192.168.0.2:1")
		io.WriteString(phone, "GET /"+testToken+"/ HTTP/1.1\r\nHost: "+testHost+"\r\nConnection: close\r\n\r\n")
		answer, err := http.ReadResponse(bufio.NewReader(phone), nil)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Errorf("the phone gets %v, %v", answer, err)
		}
		phone.Close()
		for _, c := range open {
			c.Close()
		}
		synctest.Wait()
		again := p.dial("192.168.0.66:2")
		io.WriteString(again, "GET / HTTP/1.1\r\nHost: "+testHost+"\r\nConnection: close\r\n\r\n")
		if _, err := http.ReadResponse(bufio.NewReader(again), nil); err != nil {
			t.Errorf("places that were given back are not free: %v", err)
		}
		again.Close()
	})
}

func TestQuiet(t *testing.T) {
	bubble(t, func(_ *pipes, events func() []Event) {
		time.Sleep(quietTime - 1)
		synctest.Wait()
		if len(events()) != 0 {
			t.Errorf("before its time: %v", events())
		}
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		if len(events()) != 1 || events()[0].Kind != Quiet {
			t.Errorf("after %v: %v, want Quiet", quietTime, events())
		}
	})
	bubble(t, func(p *pipes, events func() []Event) {
		c := p.dial("192.168.0.2:1")
		body := `{"sent": 1800000000000, "res": 1}`
		io.WriteString(c, "POST /"+testToken+"/exchange HTTP/1.1\r\nHost: "+testHost+"\r\nContent-Type: application/json\r\nContent-Length: "+
			"33\r\nConnection: close\r\n\r\n"+body)
		http.ReadResponse(bufio.NewReader(c), nil)
		c.Close()
		time.Sleep(2 * quietTime)
		synctest.Wait()
		for _, e := range events() {
			if e.Kind == Quiet {
				t.Error("quiet although a phone has come")
			}
		}
		if len(events()) == 0 {
			t.Error("the phone was not noticed")
		}
	})
}

func TestHeadersAreBounded(t *testing.T) {
	bubble(t, func(p *pipes, _ func() []Event) {
		c := p.dial("192.168.0.2:1")
		defer c.Close()
		go io.WriteString(c, "GET / HTTP/1.1\r\nHost: "+testHost+"\r\nX: "+strings.Repeat("A", 64<<10)+"\r\n\r\n")
		answer, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil || answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("64 KB of headers get %v, %v", answer, err)
		}
	})
}
