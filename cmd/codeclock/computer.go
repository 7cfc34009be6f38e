package main

import (
	"context"
	"time"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/host"
)

// computerOptions are the flags that say how this computer's clock is measured
// and judged.
type computerOptions struct {
	measureOptions
	ruleOptions
}

// factsFor says for which checks the facts about this computer are wanted. Finding
// them costs more than the measurement, and not every face prints them.
type factsFor int

const (
	everyCheck factsFor = iota // they are found beside the measurement
	blamedOnes                 // they are found after it, where a cause is to be named
	noCheck
)

// measure measures this computer's clock and judges it. Steps are those of this
// computer's system.
func (o computerOptions) measure(ctx context.Context, e *env, announce bool, wanted factsFor) (result.Check, error) {
	rule, err := o.rule()
	if err != nil {
		return result.Check{}, err
	}
	m, err := o.measurement(e)
	if err != nil {
		return result.Check{}, err
	}
	defer m.close()
	if announce {
		m.announce(e)
	}
	m.options.Settled, m.options.Harmless = rule.Settled, rule.Harmless()
	here := systemHere(e.goos)
	c := result.Check{
		Rule: rule, At: e.now(), System: here, Here: here,
		Named: len(o.servers) > 0 || o.against != "", Against: o.against != "", Demo: o.demo, Version: version(),
	}
	start := time.Now()
	facts := func() host.Facts { return host.Facts{} }
	if wanted == everyCheck {
		facts = m.look(ctx)
	}
	c.Estimate = drift.Measure(ctx, m.options)
	c.Facts = facts()
	c.Took = time.Since(start)
	if c.Estimate.Stepped {
		c.At = e.now().Add(-c.Took) // what the clock that is measured now would have shown
	}
	if ctx.Err() != nil {
		c.Conclude()
		return result.Check{}, endedEarly(e, render.SoFar(c))
	}
	m.lookFurther(ctx, &c)
	if c.Verdict = rule.Judge(c.Estimate.Skew); wanted == blamedOnes && c.Blamed() {
		c.Facts = m.look(ctx)()
	}
	c.Conclude()
	return c, nil
}

// systemHere is the name that --os has for the system that this is; one that it has no
// name for keeps its own.
func systemHere(goos string) string {
	if goos == "darwin" {
		return "macos"
	}
	return goos
}
