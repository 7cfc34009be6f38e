package phonepage

import (
	"net"
	"net/netip"
	"sync"
	"time"
)

// A page makes some 16 requests a second while it measures and one every few
// seconds after; a household opens a few pages. A browser holds at most six
// connections to a server.
const (
	requestsPerSecond = 40
	requestBurst      = 120
	maxAddresses      = 256
	maxConns          = 128
	maxConnsPerAddr   = 16
)

// buckets limits requests by address: each may make requestBurst at once, then
// requestsPerSecond.
type buckets struct {
	mu   sync.Mutex
	full map[netip.Addr]time.Time // when the bucket is full again
}

func (b *buckets) allow(a netip.Addr, now time.Time) bool {
	const cost = time.Second / requestsPerSecond
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tidy(now)
	if _, known := b.full[a]; !known && len(b.full) >= maxAddresses {
		a = netip.Addr{} // the many share one
	}
	full := b.full[a]
	if full.Before(now) {
		full = now
	}
	if full = full.Add(cost); full.Sub(now) > requestBurst*cost {
		return false
	}
	b.full[a] = full
	return true
}

// tidy forgets full buckets once there are many.
func (b *buckets) tidy(now time.Time) {
	if b.full == nil {
		b.full = map[netip.Addr]time.Time{}
	}
	if len(b.full) < maxAddresses {
		return
	}
	for a, full := range b.full {
		if full.Before(now) {
			delete(b.full, a)
		}
	}
}

// limitListener closes connections beyond a number, in all and from one
// address, as they come: one that hoards them must not keep the others out.
type limitListener struct {
	net.Listener
	mu    sync.Mutex
	open  int
	byWho map[string]int
}

func (l *limitListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		who := host(c.RemoteAddr())
		if l.take(who) {
			return &limitedConn{Conn: c, done: sync.OnceFunc(func() { l.give(who) })}, nil
		}
		c.Close()
	}
}

func (l *limitListener) take(who string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byWho == nil {
		l.byWho = map[string]int{}
	}
	if l.open >= maxConns || l.byWho[who] >= maxConnsPerAddr {
		return false
	}
	l.open++
	l.byWho[who]++
	return true
}

func (l *limitListener) give(who string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	if l.byWho[who]--; l.byWho[who] == 0 {
		delete(l.byWho, who)
	}
}

type limitedConn struct {
	net.Conn
	done func()
}

func (c *limitedConn) Close() error {
	c.done()
	return c.Conn.Close()
}

func host(a net.Addr) string {
	h, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	return h
}
