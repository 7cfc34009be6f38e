package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"strings"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/drift/host"
	"codeclock/drift/ntpsim"
	"codeclock/drift/source"
)

// errDemo reports an unknown scenario.
var errDemo = errors.New("there is no such practice scenario")

// startServer starts one practice server: on loopback, unless a test has
// something else in mind.
func (e *env) startServer(c ntpsim.Config) (*ntpsim.Server, error) {
	if e.simulate != nil {
		return e.simulate(c)
	}
	return ntpsim.Start(c)
}

// demo is a practice run that was started.
type demo struct {
	sources, fallback []source.Source
	facts             func(context.Context) host.Facts
	running           []io.Closer
}

// startDemo starts a scenario's servers on loopback and returns them as sources
// with names of their own; everything after that is the same as in a real run.
func startDemo(e *env, name string) (demo, error) {
	all := e.scenarios
	if all == nil {
		all = scenarios()
	}
	var d demo
	k := slices.IndexFunc(all, func(s scenario) bool { return s.name == name })
	if k < 0 {
		hint := "choose one of " + strings.Join(demoNames(), ", ") + ": --demo=slow"
		if like := cli.Nearest(strings.ToLower(name), demoNames()); like != "" {
			hint = fmt.Sprintf("did you mean --demo=%s?", like)
		}
		return d, cli.Usage(fmt.Errorf("--demo: %w", errDemo), hint)
	}
	d.facts = func(context.Context) host.Facts { return withSystem(all[k].facts, e.goos) }
	if len(all[k].servers) == 0 {
		d.sources, d.fallback = unreachable()
		return d, nil
	}
	if err := d.start(e, all[k]); err != nil {
		d.stop()
		return d, fmt.Errorf("start practice servers: %w", err)
	}
	return d, nil
}

// start starts a scenario's servers. A scenario with one box has one of each kind,
// which answers under the names of all five.
func (d *demo) start(e *env, s scenario) error {
	names := func(i int) []int {
		if s.box {
			return []int{0, 1, 2, 3, 4}
		}
		return []int{i}
	}
	for i, config := range s.servers {
		server, err := e.startServer(config)
		if err != nil {
			return err
		}
		d.running = append(d.running, server)
		for _, name := range names(i) {
			d.sources = append(d.sources, demoSource(name, server))
		}
	}
	for i, config := range s.web {
		web, err := e.startWeb(config)
		if err != nil {
			return err
		}
		d.running = append(d.running, web)
		if config.Name != demoPortal {
			d.fallback = append(d.fallback, &source.HTTPS{Server: config.Name, Roots: web.Roots(), Dial: web.Dial})
			continue
		}
		for _, name := range names(i) {
			d.fallback = append(d.fallback, &source.HTTPS{Server: demoSite(name), Dial: web.Dial})
		}
	}
	return nil
}

// stop ends what was started.
func (d *demo) stop() {
	for _, s := range d.running {
		s.Close()
	}
}

// startWeb starts one practice web server, as startServer does.
func (e *env) startWeb(c ntpsim.WebConfig) (*ntpsim.Web, error) {
	if e.simulateWeb != nil {
		return e.simulateWeb(c)
	}
	return ntpsim.StartWeb(c)
}

func withSystem(f host.Facts, goos string) host.Facts {
	f.OS = goos
	return f
}

// unreachable are the sources of a computer without a network. One web server is
// asked by its address, as one of the public ones is.
func unreachable() (sources, fallback []source.Source) {
	for i := range 5 {
		sources = append(sources, &source.NTP{Server: demoServer(i), Resolve: unresolvable})
		fallback = append(fallback, &source.HTTPS{Server: demoSite(i), Dial: func(ctx context.Context, _, addr string) (net.Conn, error) {
			_, err := unresolvable(ctx, addr)
			return nil, err
		}})
	}
	fallback[0] = &source.HTTPS{Server: "192.0.2.1", Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, source.ErrUnreachable
	}}
	return sources, fallback
}

// demoServer names a practice server, in the domain that exists for examples
// (RFC 2606).
func demoServer(i int) string { return fmt.Sprintf("time%d.example", i+1) }

func demoSource(i int, s *ntpsim.Server) source.Source {
	return &source.NTP{
		Server: demoServer(i),
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, byte(i + 1)})}, nil
		},
		Dial: func(ctx context.Context, addr netip.AddrPort) (net.Conn, error) {
			if !s.Addr().IsValid() {
				return s.Dial(ctx, addr)
			}
			var d net.Dialer
			return d.DialContext(ctx, "udp", s.Addr().String())
		},
	}
}

// unresolvable is a resolver on a computer without a network.
func unresolvable(_ context.Context, host string) ([]netip.Addr, error) {
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}
