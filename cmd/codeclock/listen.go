package main

import (
	"fmt"
	"net"
	"net/netip"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
)

// listener listens on the address of --listen, or else on the one that phones most
// likely reach; in a practice run, where there is none, on loopback.
func listener(e *env, address string, practice bool) (net.Listener, error) {
	if address != "" {
		return listenOn(address)
	}
	addresses := e.addresses
	if addresses == nil {
		addresses = phonepage.Candidates
	}
	all, err := addresses()
	best := phonepage.Choose(all)
	switch {
	case len(best) > 0:
		return listenOn(best[0].Addr.String())
	case practice:
		return listenOn("127.0.0.1")
	case err == nil:
		err = phonepage.ErrNoNetwork
	}
	return nil, cli.Hint(err, `join the phone's Wi-Fi, or name an address with --listen; "codeclock tap" needs no network to the phone`)
}

// listenOn listens on one private address.
func listenOn(text string) (net.Listener, error) {
	hint := "for example --listen 192.168.178.20 or --listen 192.168.178.20:8080"
	where, err := netip.ParseAddrPort(text)
	if err != nil {
		addr, err := netip.ParseAddr(text)
		if err != nil {
			return nil, cli.Usagef(hint, "--listen must be an address of this computer, with or without a port")
		}
		where = netip.AddrPortFrom(addr, 0)
	}
	if !phonepage.Private(where.Addr()) {
		return nil, cli.Usagef(hint, "--listen must be a private address, not a public one or one that means every interface")
	}
	l, err := net.Listen("tcp", where.String())
	if err != nil {
		return nil, cli.Hint(fmt.Errorf("listen for phones: %w", cli.Root(err)), "is that an address of this computer, and is the port free?")
	}
	return l, nil
}
