package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/source"
)

const (
	// namedGap is the pause between questions to a server that the user named:
	// it is theirs to ask, and check_ntp_time and sntp do not pause at all.
	namedGap = 10 * time.Millisecond

	// maxSamples and maxTimeout keep a slip of the finger from becoming a load.
	maxSamples = 64
	maxTimeout = time.Hour
	maxServers = 1000
)

// measureOptions are the flags that say what to measure against.
type measureOptions struct {
	servers []string
	timeout time.Duration
	samples int
	kind    *cli.Choice
	against string
	demo    string
}

// The kinds of sources that --source takes. auto is NTP, and HTTPS where no time
// server answers.
const (
	kindAuto  = "auto"
	kindNTP   = "ntp"
	kindHTTPS = "https"
	kindBoth  = "both"
)

func bindMeasure(f *pflag.FlagSet, o *measureOptions) {
	f.StringArrayVar(&o.servers, "server", nil, "ask this `host` (or host:port) instead of public servers; may be repeated")
	f.DurationVar(&o.timeout, "timeout", drift.DefaultTimeout, "stop after this `time` at the latest")
	f.IntVar(&o.samples, "samples", 0, "wait for this `many` samples of each server; more is slower and closer")
	o.kind = cli.NewChoice(kindAuto, kindNTP, kindHTTPS, kindBoth)
	f.Var(o.kind, "source", "`what` to ask: "+o.kind.List()+"; auto is ntp, and https where no time server answers")
	f.StringVar(&o.against, "against", "", "compare with the clock of this web `site` alone, such as the one that refuses the codes")
	f.Var(cli.NewName(&o.demo, demoNames), "demo", "practise with simulated servers, as this `scenario`: "+strings.Join(demoNames(), ", "))
	f.Lookup("demo").NoOptDefVal = defaultDemo
}

// measurement is what to measure against, and what must be closed after it.
type measurement struct {
	options drift.Options
	servers int
	facts   func(context.Context) host.Facts
	close   func()
}

func (o measureOptions) measurement(e *env) (measurement, error) {
	m := measurement{close: func() {}, facts: e.host}
	switch {
	case o.timeout <= 0 || o.timeout > maxTimeout:
		return m, cli.Usagef("for example --timeout 3s", "--timeout must be more than 0 and at most 1h")
	case o.samples < 0 || o.samples > maxSamples:
		return m, cli.Usagef("for example --samples 4", "--samples must be from 0 to %d", maxSamples)
	case len(o.servers) > maxServers:
		return m, cli.Usagef("5 are enough", "at most %d servers can be asked", maxServers)
	case o.demo != "" && len(o.servers) > 0:
		return m, cli.Usagef("leave one of them out", "--demo and --server exclude each other")
	case o.against != "" && (o.demo != "" || len(o.servers) > 0 || o.source() != kindAuto):
		return m, cli.Usagef("leave the others out", "--against excludes --demo, --server and --source")
	case o.source() != kindAuto && (o.demo != "" || len(o.servers) > 0):
		return m, cli.Usagef("leave one of them out", "--source is about public servers, and excludes --demo and --server")
	}
	m.options = drift.Options{Timeout: o.timeout, Samples: o.samples}
	var err error
	switch {
	case o.demo != "":
		var d demo
		d, err = startDemo(e, o.demo)
		m.options.Sources, m.options.Fallback, m.facts, m.close = d.sources, d.fallback, d.facts, d.stop
	case o.against != "":
		m.options.Sources, err = o.site(e)
		m.options.Samples = max(o.samples, source.DefaultRequests)
	case len(o.servers) > 0:
		m.options.Sources, err = o.named()
	default:
		m.options.Sources, m.options.Fallback = o.public(e)
	}
	m.servers = len(m.options.Sources)
	return m, err
}

// look finds the facts about this computer meanwhile, and hands them out when
// they are there: within host.Budget.
func (m measurement) look(ctx context.Context) func() host.Facts {
	if m.facts == nil {
		return func() host.Facts { return host.Facts{} }
	}
	found := make(chan host.Facts, 1)
	go func() { found <- m.facts(ctx) }()
	return func() host.Facts { return <-found }
}

// named returns the servers that the user named, each once.
func (o measureOptions) named() ([]source.Source, error) {
	var out []source.Source
	seen := map[string]bool{}
	for _, s := range o.servers {
		host, _, err := source.SplitServer(s)
		if err != nil {
			return nil, cli.Usage(fmt.Errorf("--server: %w", err), "for example --server time.cloudflare.com or --server [2001:db8::1]:123")
		}
		if err := checkHost("--server", host); err != nil {
			return nil, err
		}
		if !seen[s] {
			seen[s] = true
			out = append(out, &source.NTP{Server: s, Gap: gapFor(s), Samples: o.samples})
		}
	}
	return out, nil
}

// gapFor is the pause for a named server. The terms of the NTP pool allow one
// question in a while, so its members get the pause of everybody's servers.
func gapFor(server string) time.Duration {
	host, _, _ := source.SplitServer(server)
	if strings.HasSuffix(strings.ToLower(strings.TrimSuffix(host, ".")), "pool.ntp.org") {
		return source.DefaultGap
	}
	return namedGap
}

// source is the kind of sources that was asked for.
func (o measureOptions) source() string {
	if o.kind == nil {
		return kindAuto
	}
	return o.kind.Value
}

// public returns the public servers of the wanted kind, and those to ask when
// they are silent.
func (o measureOptions) public(e *env) (sources, fallback []source.Source) {
	switch o.source() {
	case kindNTP:
		return o.timeServers(), nil
	case kindHTTPS:
		return o.webServers(e), nil
	case kindBoth:
		return append(o.timeServers(), o.webServers(e)...), nil
	}
	return o.timeServers(), o.webServers(e)
}

func (o measureOptions) timeServers() []source.Source {
	var out []source.Source
	for _, s := range drift.DefaultServers() {
		out = append(out, &source.NTP{Server: s.Name, Gap: s.Gap, Samples: o.samples})
	}
	return out
}

func (o measureOptions) webServers(e *env) []source.Source {
	var out []source.Source
	for _, h := range source.DefaultHosts() {
		out = append(out, &source.HTTPS{Server: h.Name, Proxy: e.proxy, Roots: e.roots})
	}
	return out
}

// site returns the one web site of --against.
func (o measureOptions) site(e *env) ([]source.Source, error) {
	u, err := source.ParseURL(o.against)
	if err != nil {
		return nil, cli.Usage(fmt.Errorf("--against: %w", err), "for example --against https://www.example.com")
	}
	if err := checkHost("--against", u.Hostname()); err != nil {
		return nil, err
	}
	return []source.Source{&source.HTTPS{Server: o.against, Proxy: e.proxy, Roots: e.roots}}, nil
}

// errDemo is the error of a scenario that there is none of.
var errDemo = errors.New("there is no such practice scenario")
