package main

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/drift"
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

// namedServers returns the servers of --server, each once.
func namedServers(names []string, samples int) ([]source.Source, error) {
	var out []source.Source
	seen := map[string]bool{}
	for _, s := range names {
		host, _, err := source.SplitServer(s)
		if err != nil {
			return nil, cli.Usage(fmt.Errorf("--server: %w", err), "for example --server time.cloudflare.com or --server [2001:db8::1]:123")
		}
		if err := checkHost("--server", host); err != nil {
			return nil, err
		}
		if !seen[s] {
			seen[s] = true
			out = append(out, &source.NTP{Server: s, Gap: gapFor(host), Samples: samples, MaxDistance: namedDistance})
		}
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
