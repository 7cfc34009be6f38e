package phonepage

import (
	"cmp"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
)

// ErrNoNetwork says that this computer has no address that a phone could reach.
var ErrNoNetwork = errors.New("this computer is in no local network")

// Candidate is an address that the page could be served on.
type Candidate struct {
	Interface string
	Addr      netip.Addr
	Routed    bool // what this computer sends from to the rest of the world
}

// Choose orders addresses by how likely a phone on the same Wi-Fi reaches them,
// the best first. Public ones and this computer's own are left out.
func Choose(all []Candidate) []Candidate {
	all = slices.DeleteFunc(slices.Clone(all), func(c Candidate) bool {
		return !Private(c.Addr) || c.Addr.IsLoopback() || c.Addr.IsLinkLocalUnicast()
	})
	slices.SortStableFunc(all, func(a, b Candidate) int {
		return cmp.Or(
			rank(virtual(a.Interface), virtual(b.Interface)),
			rank(a.Addr.Is6(), b.Addr.Is6()),
			rank(!a.Routed, !b.Routed),
		)
	})
	return all
}

// rank puts what is not so first.
func rank(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// virtual reports whether an interface leads to containers, virtual machines or a
// tunnel: a phone is at the end of none of them.
func virtual(name string) bool {
	name = strings.ToLower(name)
	for _, prefix := range []string{
		"docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet", "lxc", "cni", "podman",
		"tun", "tap", "utun", "wg", "tailscale", "zt", "ppp", "ipsec", "bridge",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// Candidates lists the addresses of this computer.
func Candidates() ([]Candidate, error) {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	routed := routedAddr()
	var all []Candidate
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 {
			continue
		}
		addrs, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil {
				addr := p.Addr().Unmap()
				all = append(all, Candidate{Interface: i.Name, Addr: addr, Routed: addr == routed})
			}
		}
	}
	return all, nil
}

// routedAddr returns the address that packets to the world leave from. Dialling
// UDP only looks up the route, and the address is one for documentation
// (RFC 5737): nothing is sent.
func routedAddr() netip.Addr {
	c, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return netip.Addr{}
	}
	defer c.Close()
	a, err := netip.ParseAddrPort(c.LocalAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	return a.Addr()
}
