package drift

import (
	"errors"
	"net/netip"
)

// ErrSameServer is the error of a reading that tells nothing of its own: all of
// it comes from addresses that other readings came from. A server must not
// confirm itself under a second name.
var ErrSameServer = errors.New("the same server was asked under another name")

// addresses are those that readings came from.
type addresses map[netip.AddrPort]bool

// all reports whether a reading comes from these addresses alone, and adds them. A
// sample without an address, such as one through a proxy, is from elsewhere.
func (a addresses) all(r Reading) bool {
	known := true
	for _, s := range r.Samples {
		known = known && a[plain(s.Addr)]
	}
	for _, s := range r.Samples {
		if s.Addr.IsValid() {
			a[plain(s.Addr)] = true
		}
	}
	return known
}

// plain writes an IPv4 address in one way only.
func plain(a netip.AddrPort) netip.AddrPort { return netip.AddrPortFrom(a.Addr().Unmap(), a.Port()) }
