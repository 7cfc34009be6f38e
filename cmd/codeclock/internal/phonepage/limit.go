package phonepage

import (
	"math/rand/v2"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A page makes some 16 requests a second while it measures and one every few
// seconds after; a household opens a few pages, an office some more. A browser holds
// at most six connections to a server.
const (
	requestsPerSecond = 40
	requestBurst      = 120
	sittingsPerSecond = 2
	sittingBurst      = 40
	maxAddresses      = 10_000
	maxConns          = 2000
	maxConnsPerAddr   = 16
)

// An exchange says the more the less it waits. With its client on the same machine it
// takes a third of a millisecond of a processor (BenchmarkServe). So devices take
// turns: at 500 a second for each processor one is nearly always free.
const (
	turnsPerSecond = 500
	turnsAtOnce    = 4

	// maxTurn is how far ahead turns are given out. Whoever comes after that many
	// asks again, and so nobody waits longer because somebody else asks a lot.
	maxTurn = 5 * time.Second
)

// turns says when devices have their next exchange.
type turns struct {
	gap  time.Duration // from one turn to the next
	head time.Duration // how long turns that nobody has taken are kept

	mu   sync.Mutex
	free time.Time // the first turn that is not given out
}

func newTurns(processors int) *turns {
	n := time.Duration(max(processors, 1))
	gap := time.Second / (turnsPerSecond * n)
	return &turns{gap: gap, head: gap * (turnsAtOnce*n - 1)}
}

// next gives out the next turn, and returns in how long that is.
func (t *turns) next(now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	turn := t.free
	if earliest := now.Add(-t.head); turn.Before(earliest) {
		turn = earliest
	}
	wait := turn.Sub(now)
	if wait > maxTurn {
		return maxTurn/2 + rand.N(maxTurn/2)
	}
	t.free = turn.Add(t.gap)
	return max(wait, 0)
}

// whose returns what of an address is one visitor: a whole IPv4 address, and the
// /64 of an IPv6 one, since every device has that many to choose from (RFC 8981).
func whose(a netip.Addr) netip.Addr {
	a = a.Unmap().WithZone("")
	if !a.Is6() {
		return a
	}
	p, err := a.Prefix(64)
	if err != nil {
		return a
	}
	return p.Addr()
}

// site returns the /48 that an IPv6 address is in, the most that one customer of a
// provider gets (RFC 6177), and so all /64s that one attacker goes through. It is
// false for IPv4.
func site(a netip.Addr) (netip.Prefix, bool) {
	p, err := whose(a).Prefix(48)
	return p, err == nil && whose(a).Is6()
}

// sitesEach is how many visitors' rate a /48 may have, which can be a whole office.
const sitesEach = 10

// visitors limits how often each visitor may do something.
type visitors struct {
	each  rate.Limit
	burst int

	mu   sync.Mutex
	all  map[netip.Prefix]*rate.Limiter
	rest *rate.Limiter // of those for whom there is no place
	tidy time.Time     // when places were last looked for
}

func newVisitors(each rate.Limit, burst int) *visitors {
	return &visitors{each: each, burst: burst, all: map[netip.Prefix]*rate.Limiter{}, rest: rate.NewLimiter(10*each, 10*burst)}
}

// allow reports whether the visitor at an address may do it now.
func (v *visitors) allow(a netip.Addr, now time.Time) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if all, ok := site(a); ok && !v.of(all, sitesEach, now).AllowN(now, 1) {
		return false
	}
	who := whose(a)
	return v.of(netip.PrefixFrom(who, who.BitLen()), 1, now).AllowN(now, 1)
}

// of returns the limiter of some addresses, with some visitors' rate, or that of the rest
// when there is no place for another.
func (v *visitors) of(a netip.Prefix, times int, now time.Time) *rate.Limiter {
	l, known := v.all[a]
	if !known {
		if v.forget(now); len(v.all) >= maxAddresses {
			return v.rest
		}
		l = rate.NewLimiter(v.each*rate.Limit(times), v.burst*times)
		v.all[a] = l
	}
	return l
}

// forget gives up the places of those who have been quiet, once a second at most
// when there are many.
func (v *visitors) forget(now time.Time) {
	if len(v.all) < maxAddresses || now.Sub(v.tidy) < time.Second {
		return
	}
	v.tidy = now
	for a, l := range v.all {
		if l.TokensAt(now) >= float64(l.Burst()) {
			delete(v.all, a)
		}
	}
}
