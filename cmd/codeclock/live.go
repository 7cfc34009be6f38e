package main

import (
	"context"
	"fmt"
	"math"
	"runtime/debug"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
)

// runLive follows the codes until the context ends. On a terminal it draws one
// picture each second, over the one before; elsewhere it writes a line whenever
// something changes.
func runLive(ctx context.Context, e *env, p simulation, json, plain bool) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	show := liveLines(e, json)
	if !json && e.redraws(plain) {
		own, world, done := e.untilLeft(ctx)
		defer done()
		ctx, show = own, livePicture(world)
	}
	forgotten := int64(math.MinInt64)
	for {
		s, err := p.at(p.trueTime())
		if err != nil {
			return err
		}
		if step := s.Shown()[0].Turns[result.Now].Step; p.key != nil && step != forgotten {
			debug.FreeOSMemory() // with the copies of the key that reading it and making codes left
			forgotten = step
		}
		if err := show(s); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// livePicture draws over what it drew before: up as many lines, and clear to
// the end of the screen (ECMA-48, CUU and ED).
func livePicture(e *env) func(result.Simulation) error {
	lines := 0
	return func(s result.Simulation) error {
		text := render.Live(s, e.screen("never"))
		up := ""
		if lines > 0 {
			up = fmt.Sprintf("\x1b[%dA\x1b[J", lines)
		}
		lines = strings.Count(text, "\n")
		return cli.Write(e.stdout, up+text)
	}
}

// liveLines writes a line, or a document on one line, whenever the code changes
// or begins or ceases to be accepted.
func liveLines(e *env, json bool) func(result.Simulation) error {
	last := ""
	return func(s result.Simulation) error {
		state := render.LiveState(s)
		if state == last {
			return nil
		}
		last = state
		if json {
			text, err := render.SimulationLine(s)
			if err != nil {
				return fmt.Errorf("write JSON: %w", err)
			}
			return cli.Write(e.stdout, text)
		}
		return cli.Write(e.stdout, render.LiveLine(s, e.screen("never")))
	}
}
