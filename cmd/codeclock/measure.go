package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

const (
	// maxSamples, maxTimeout and maxServers keep a slip of the finger from becoming
	// a load.
	maxSamples = 64
	maxTimeout = time.Hour
	maxServers = 1000

	// minTimeout is less than an answer from anywhere but this very computer takes.
	minTimeout = 10 * time.Millisecond
)

// measureOptions are the flags that say what to measure against.
type measureOptions struct {
	servers []string
	timeout time.Duration
	samples int
	kind    *cli.Choice
	against string
	demo    string

	counted func() bool // whether samples was given
}

func bindMeasure(f *pflag.FlagSet, o *measureOptions) {
	f.StringArrayVar(&o.servers, "server", nil, "ask this `host` (or host:port) instead of public servers, or \"system\": those that this computer is told to use; may be repeated")
	f.DurationVar(&o.timeout, "timeout", drift.DefaultTimeout, "stop after this `time` at the latest")
	f.IntVar(&o.samples, "samples", 0, "wait for this `number` of samples of each server; more is slower and more precise")
	o.counted = func() bool { return f.Changed("samples") }
	o.kind = cli.NewChoice(kindAuto, kindNTP, kindHTTPS, kindBoth)
	f.Var(o.kind, "source", "the `kind` of server to ask: "+o.kind.List()+"; auto is ntp, and https to confirm it or where it is blocked")
	f.StringVar(&o.against, "against", "", "compare with the clock of this web `site` alone, such as the one that refuses the codes")
	f.Var(cli.NewName(&o.demo, demoNames), "demo", "use simulated servers; `scenario`: "+strings.Join(demoNames(), ", "))
	f.Lookup("demo").NoOptDefVal = defaultDemo
}

// checkSources refuses flags that say nothing useful, or contradict each other.
func (o measureOptions) checkSources() error {
	named, demo, chosen := len(o.servers) > 0, o.demo != "", o.kind.Value != kindAuto
	return cli.Refuse(
		cli.Refusal{When: o.timeout < minTimeout || o.timeout > maxTimeout,
			What: "--timeout must be from 10ms to 1h", Hint: "for example --timeout 3s"},
		cli.Refusal{When: o.samples < 0 || o.samples > maxSamples || o.samples == 0 && o.counted != nil && o.counted(),
			What: fmt.Sprintf("--samples must be from 1 to %d", maxSamples), Hint: "for example --samples 4"},
		cli.Refusal{When: len(o.servers) > maxServers,
			What: fmt.Sprintf("at most %d servers can be asked", maxServers), Hint: "5 are enough"},
		cli.Refusal{When: demo && named,
			What: "--demo and --server exclude each other", Hint: "leave one of them out"},
		cli.Refusal{When: o.against != "" && (demo || named || chosen),
			What: "--against excludes --demo, --server and --source", Hint: "leave the others out"},
		cli.Refusal{When: chosen && (demo || named),
			What: "--source is about public servers, and excludes --demo and --server", Hint: "leave one of them out"},
	)
}

// measurement is what to measure against, and what must be closed after it.
type measurement struct {
	options drift.Options
	facts   func(context.Context) host.Facts
	told    func(context.Context) []host.Told
	desktop func(context.Context) host.Proxy
	own     []host.Told // the servers of --server system
	close   func()
}

// measurement reads the flags, and starts the practice servers of --demo.
func (o measureOptions) measurement(e *env) (measurement, error) {
	m := measurement{close: func() {}, facts: e.host, told: e.told, desktop: e.desktop, options: drift.Options{
		Timeout: o.timeout, Samples: o.samples, Harmless: skew.Around(0, drift.Right),
	}}
	err := o.checkSources()
	switch {
	case err != nil:
	case o.demo != "":
		var d demo
		d, err = startDemo(e, o.demo)
		m.options.Sources, m.options.Fallback, m.facts, m.close = d.sources, d.fallback, d.facts, func() { d.stop() }
		m.told, m.desktop = nil, nil
	case o.against != "":
		m.options.Sources, err = webSite(e, o.against)
		m.options.Samples = max(o.samples, source.DefaultRequests)
	case len(o.servers) > 0:
		m.options.Sources, m.own, err = namedServers(e, o.servers, o.samples)
	default:
		m.options.Sources, m.options.Fallback = publicServers(e, o.kind.Value, o.samples)
	}
	return m, err
}

// announce tells somebody who waits at a terminal what is being done.
func (m measurement) announce(e *env) {
	if e.stderrTerminal {
		fmt.Fprintf(e.stderr, "asking %s ...\n", words.Servers(len(m.options.Sources)))
	}
}

// look starts finding the facts about this computer, and returns a function that
// hands them out when they are there: within host.Budget.
func (m measurement) look(ctx context.Context) func() host.Facts {
	if m.facts == nil {
		return func() host.Facts { return host.Facts{} }
	}
	found := make(chan host.Facts, 1)
	go func() { found <- m.facts(ctx) }()
	return func() host.Facts { return <-found }
}

// lookFurther looks up what may help where public servers were silent: which servers
// this computer is told to use, and which web proxy its desktop has.
func (m measurement) lookFurther(ctx context.Context, c *result.Check) {
	c.Told = m.own
	ntp, web := c.Estimate.Reach(source.KindNTP), c.Estimate.Reach(source.KindHTTPS)
	if m.told != nil && !c.Named && ntp.Asked > 0 && ntp.Answered == 0 {
		c.Told = m.told(ctx)
	}
	if m.desktop != nil && web.Asked > 0 && web.Answered == 0 && c.Proxy() == "" {
		c.Desktop = m.desktop(ctx)
	}
}
