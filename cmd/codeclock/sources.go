package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/source"
)

// The kinds of sources that --source takes. auto is NTP, and HTTPS where no time
// server answers.
const (
	kindAuto  = "auto"
	kindNTP   = "ntp"
	kindHTTPS = "https"
	kindBoth  = "both"
)

// namedGap is the pause between questions to a server that the user named: it is
// theirs to ask, and check_ntp_time and sntp do not pause at all.
const namedGap = 10 * time.Millisecond

// namedDistance is how unsure a server that the user named may be: the most that
// one can say (RFC 5905, MAXDISP). A domain controller often is, and a wide answer
// is better than none.
const namedDistance = 16 * time.Second

// bySystem is the name that stands for the servers that this computer is told to
// use. A host that is called so can be named with a dot at its end.
const bySystem = "system"

// namedServers returns the servers of --server, each once.
func namedServers(e *env, names []string, samples int) (all []source.Source, own []host.Told, err error) {
	for _, name := range names {
		if name == bySystem {
			if own, err = systemServers(e); err != nil {
				return nil, nil, err
			}
			for _, t := range own { // its own to ask, though not as often as somebody who names one
				all = append(all, &source.NTP{Server: t.Server, MaxDistance: namedDistance})
			}
			continue
		}
		s, err := namedServer(name, samples)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, s)
	}
	var once []source.Source
	for _, s := range all {
		if !slices.ContainsFunc(once, func(o source.Source) bool { return o.Name() == s.Name() }) {
			once = append(once, s)
		}
	}
	return once, own, nil
}

func namedServer(name string, samples int) (source.Source, error) {
	bare, _, err := source.SplitServer(name)
	if err != nil {
		return nil, serverError(name, err)
	}
	return &source.NTP{Server: name, Gap: gapFor(bare), Samples: samples, MaxDistance: namedDistance}, checkHost("--server", bare)
}

// serverError repeats a name that is none of a server, unless it could be a secret,
// and says what was likely meant.
func serverError(name string, err error) error {
	what, hint := "--server", "for example --server time.cloudflare.com or --server [2001:db8::1]:123"
	if shown, ok := cli.ShownHost(name); ok {
		what += " " + shown
	}
	switch {
	case strings.ContainsAny(name, ", ;"):
		hint = "give --server once for each: --server time.cloudflare.com --server time.google.com"
	case strings.Contains(name, "://"):
		err = source.ErrServer // which its port is not about
		hint = "write the name alone, such as --server time.cloudflare.com; a web site goes with --against https://www.example.com"
	}
	return cli.Usage(fmt.Errorf("%s: %w", what, err), hint)
}

// systemServers returns the servers that this computer is told to use, as far as
// their names can be asked.
func systemServers(e *env) ([]host.Told, error) {
	var out []host.Told
	if e.told != nil {
		for _, t := range e.told(context.Background()) {
			if _, _, err := source.SplitServer(t.Server); err == nil {
				out = append(out, t)
			}
		}
	}
	if len(out) == 0 {
		return nil, cli.Hint(errors.New("no time server was found that this computer is told to use"), "name one: --server HOST")
	}
	return out, nil
}

// gapFor is the pause for a named server. The terms of the NTP pool allow one
// question in a while, so its members get the pause of everybody's servers.
func gapFor(host string) time.Duration {
	if strings.HasSuffix(strings.ToLower(strings.TrimSuffix(host, ".")), "pool.ntp.org") {
		return source.DefaultGap
	}
	return namedGap
}

// publicServers returns the public servers of the kind that was asked for, and
// those to ask when they are silent.
func publicServers(e *env, kind string, samples int) (sources, fallback []source.Source) {
	switch kind {
	case kindNTP:
		return ntpServers(samples), nil
	case kindHTTPS:
		return webServers(e), nil
	case kindBoth:
		return append(ntpServers(samples), webServers(e)...), nil
	}
	return ntpServers(samples), webServers(e)
}

func ntpServers(samples int) []source.Source {
	var out []source.Source
	for _, s := range drift.DefaultServers() {
		out = append(out, &source.NTP{Server: s.Name, Gap: s.Gap, Samples: samples})
	}
	return out
}

func webServers(e *env) []source.Source {
	var out []source.Source
	for _, h := range source.DefaultHosts() {
		out = append(out, &source.HTTPS{Server: h.Name, Proxy: e.proxy, Roots: e.roots})
	}
	return out
}

// webSite returns the one web site of --against.
func webSite(e *env, address string) ([]source.Source, error) {
	u, err := source.ParseURL(address)
	if err != nil {
		return nil, cli.Usage(fmt.Errorf("--against: %w", err), "for example --against https://www.example.com")
	}
	if err := checkHost("--against", u.Hostname()); err != nil {
		return nil, err
	}
	return []source.Source{&source.HTTPS{Server: address, Proxy: e.proxy, Roots: e.roots}}, nil
}

// loopbackHost reports whether a host is this very computer.
func loopbackHost(name string) bool {
	a, err := netip.ParseAddr(name)
	return name == "localhost" || err == nil && a.IsLoopback()
}
