package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/watchlog"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/source"
)

// formatLines is the format of one JSON document a line: one for each sample, and a last
// one for what they come to.
const formatLines = "jsonl"

// vigilOptions are the flags of a watch that measures.
type vigilOptions struct {
	computerOptions
	outputOptions
	every, limit time.Duration
	count        int
	log          string
	plain        bool
}

// watch measures until somebody, --count or --for ends it. trouble is what went wrong and
// leaves something to say, err what doesn't.
func (o vigilOptions) watch(ctx context.Context, e *env, w *result.Watch) (trouble, err error) {
	log, err := o.openLog(ctx, w)
	if err != nil {
		return nil, err
	}
	defer log.close()
	if o.format.Value == "prometheus" {
		if err := cli.CheckFile("--output", o.output); err != nil {
			return nil, err
		}
	}
	m, err := o.measurement(e)
	if err != nil {
		return nil, err
	}
	defer m.close()
	m.announce(e)
	m.options.Settled, m.options.Harmless = w.Rule.Settled, w.Rule.Harmless()
	m.options.Sources = spaced(m.options.Sources, o.own())
	if o.limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, o.limit)
		defer cancel()
	}
	v := &vigil{vigilOptions: o, env: e, w: w, log: log, face: o.watchFace(e, w)}
	trouble, err = v.keep(ctx, m)
	switch {
	case err != nil:
		return nil, err
	case v.looks == 0 && trouble == nil:
		return nil, errInterrupted
	case trouble == nil:
		trouble = log.trouble()
	}
	return trouble, nil
}

// spaced has each server asked once in a look. A question to somebody else's server that
// gets no answer isn't repeated before the next look.
func spaced(sources []source.Source, own bool) []source.Source {
	for _, s := range sources {
		if n, ok := s.(*source.NTP); ok {
			n.Samples = 1
			if !own {
				n.Gap = drift.DefaultSpacing
			}
		}
	}
	return sources
}

// vigil is a watch that is going on.
type vigil struct {
	vigilOptions
	env   *env
	w     *result.Watch
	log   *sampleLog
	face  watchFace
	looks int
	next  time.Time // when the next look is due
}

// keep measures, and shows each sample as it comes.
func (v *vigil) keep(ctx context.Context, m measurement) (trouble, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	looks, ended := make(chan drift.Look), make(chan error, 1)
	o := drift.WatchOptions{Options: m.options, Spacing: v.every, Run: v.log.runs}
	go func() {
		ended <- drift.Watch(ctx, o, func(l drift.Look) bool {
			select {
			case looks <- l:
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
	facts := make(chan host.Facts, 1)
	go func() { facts <- m.look(ctx)() }()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	defer v.face.clear()
	for {
		select {
		case f := <-facts:
			v.w.Kernel = f.KernelRate
		case l := <-looks:
			if err := v.take(l); err != nil {
				return nil, err
			}
			if v.looks == v.count {
				return nil, nil
			}
		case <-tick.C:
			if err := v.face.pass(time.Until(v.next)); err != nil {
				return nil, err
			}
		case err := <-ended:
			return leftAlone(err), nil
		}
	}
}

// leftAlone gives the error of a watch that had nobody left to ask its hint.
func leftAlone(err error) error {
	if errors.Is(err, drift.ErrLeftAlone) {
		return cli.Hint(err, "\"codeclock check\" says which and why; --server names others")
	}
	return err
}

// take takes a look: into the watch, into its log, and into view.
func (v *vigil) take(l drift.Look) error {
	s := result.SampleOf(l, v.w.Rule)
	s.Demo, s.Version = v.demo, v.w.Version
	v.looks, v.next = v.looks+1, l.Next
	v.w.Add(s)
	v.w.Check = v.check(l)
	if format := v.format.Value; format == "text" || format == "prometheus" {
		v.w.Conclude() // others show no more than the sample before the end
	}
	line, err := watchlog.Encode(s)
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	v.face.note(v.log.add(line))
	if v.format.Value == "prometheus" {
		if err := cli.WriteFile("--output", v.output, render.Prometheus(render.WatchStatus(v.w))); err != nil {
			return err
		}
	}
	return v.face.sample(line, time.Until(v.next))
}

// check returns a look as a check.
func (v *vigil) check(l drift.Look) *result.Check {
	here := systemHere(v.env.goos)
	c := &result.Check{
		Rule: v.w.Rule, Estimate: l.Estimate, At: l.Wall, Took: time.Since(l.Began), System: here, Here: here,
		Named: len(v.servers) > 0 || v.against != "", Against: v.against != "", Demo: v.demo, Version: v.w.Version,
	}
	c.Conclude()
	return c
}

// own reports whether all servers are on this very computer.
func (o vigilOptions) own() bool {
	return o.demo != "" || len(o.servers) > 0 && !slices.ContainsFunc(o.servers, func(name string) bool {
		host, _, err := source.SplitServer(name)
		return err != nil || !loopbackHost(host)
	})
}
