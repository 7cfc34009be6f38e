package phonepage

import (
	"net"
	"net/netip"
	"sync"
)

// Limit bounds the connections of a listener, as Serve does by itself. It is for one
// that is wrapped before Serve has it, as in TLS: a visitor who never ends a
// handshake holds a place too.
func Limit(l net.Listener, exempt func(netip.Addr) bool) net.Listener {
	return &limitListener{Listener: l, exempt: exempt}
}

// limitListener bounds connections, in all and from one visitor. When there is no
// place left, a newcomer gets one of whoever holds most, and of anybody when all hold
// one: neither hoarding nor a thousand addresses keep anybody out.
type limitListener struct {
	net.Listener
	exempt func(netip.Addr) bool // whose connections are many visitors'; nil means nobody's

	mu   sync.Mutex
	open int
	held map[netip.Addr][]*limitedConn // the oldest first
}

func (l *limitListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		mine := &limitedConn{Conn: c, of: l, who: addrOf(c.RemoteAddr())}
		victim, ok := l.take(mine)
		if victim != nil {
			victim.Close()
		}
		if ok {
			return mine, nil
		}
		c.Close()
	}
}

// take finds a place for a connection, and returns the one that has to go for it.
func (l *limitListener) take(c *limitedConn) (victim *limitedConn, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		l.held = map[netip.Addr][]*limitedConn{}
	}
	mine := len(l.held[whose(c.who)])
	if l.exempt != nil && l.exempt(c.who) {
		mine = 0
	}
	if mine >= maxConnsPerAddr {
		return nil, false
	}
	if l.open >= maxConns {
		if victim = l.hoarded(); victim == nil || len(l.held[whose(victim.who)]) <= mine {
			return nil, false
		}
		l.drop(victim)
	}
	l.open++
	l.held[whose(c.who)] = append(l.held[whose(c.who)], c)
	return victim, true
}

// hoarded returns the oldest connection of whoever holds most.
func (l *limitListener) hoarded() *limitedConn {
	var most []*limitedConn
	for _, all := range l.held {
		if len(all) > len(most) && (l.exempt == nil || !l.exempt(all[0].who)) {
			most = all
		}
	}
	if len(most) == 0 {
		return nil
	}
	return most[0]
}

// drop gives back the place of a connection, if it still has one.
func (l *limitListener) drop(c *limitedConn) {
	who := whose(c.who)
	for i, held := range l.held[who] {
		if held == c {
			l.open--
			l.held[who] = append(l.held[who][:i], l.held[who][i+1:]...)
			break
		}
	}
	if len(l.held[who]) == 0 {
		delete(l.held, who)
	}
}

type limitedConn struct {
	net.Conn
	of  *limitListener
	who netip.Addr
}

func (c *limitedConn) Close() error {
	c.of.mu.Lock()
	c.of.drop(c)
	c.of.mu.Unlock()
	return c.Conn.Close()
}

// addrOf returns the address of the other side, the zero Addr when it has none.
func addrOf(a net.Addr) netip.Addr {
	p, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.Addr{}
	}
	return p.Addr().Unmap()
}
