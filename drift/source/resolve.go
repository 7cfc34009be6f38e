package source

import (
	"context"
	"fmt"
	"net"
	"net/netip"
)

// maxAddresses bounds how many addresses of one name are asked: all that a
// name of one operator usually has in use, and never a flood.
const maxAddresses = 4

// resolve returns the addresses to ask, IPv6 and IPv4 in turn, so that a
// limited choice has both.
func (n *NTP) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, nil
	}
	lookup := n.Resolve
	if lookup == nil {
		lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	all, err := lookup(ctx, host)
	if err != nil {
		return nil, fmt.Errorf("look up name: %w", err)
	}
	if len(all) == 0 {
		return nil, ErrNoAddress
	}
	return inTurn(all, maxAddresses), nil
}

// inTurn takes up to limit different addresses, alternating between families.
func inTurn(all []netip.Addr, limit int) []netip.Addr {
	var families [2][]netip.Addr
	seen := map[netip.Addr]bool{}
	for _, a := range all {
		a = a.Unmap()
		if !seen[a] {
			seen[a] = true
			f := 0
			if a.Is6() {
				f = 1
			}
			families[f] = append(families[f], a)
		}
	}
	var out []netip.Addr
	for i := 0; len(out) < min(limit, len(seen)); i++ {
		for _, family := range families {
			if i < len(family) && len(out) < limit {
				out = append(out, family[i])
			}
		}
	}
	return out
}
