package main

import (
	"fmt"
	"time"

	"codeclock/drift/skew"
)

// soFar shows at a terminal the nearest skew that a search has found, while the
// search goes on: over 20 years that takes seconds, and the nearest is nearly always
// the right one.
type soFar struct {
	e      *env
	within time.Duration
	best   skew.Interval
	found  bool
}

// newSoFar begins to show a search; nil where nobody looks on.
func newSoFar(e *env, format string, within time.Duration) *soFar {
	if !e.stderrTerminal || format != "text" {
		return nil
	}
	s := &soFar{e: e, within: within}
	if s.e.canRedraw() {
		s.draw(fmt.Sprintf("Searching %s either way ...", skew.Size(within)))
	}
	return s
}

// see is told of each skew that fits.
func (s *soFar) see(i skew.Interval) {
	if s.found && skew.Abs(i.Middle()) >= skew.Abs(s.best.Middle()) {
		return
	}
	first := !s.found
	s.best, s.found = i, true
	if first || s.e.canRedraw() {
		s.draw(fmt.Sprintf("So far %s fits. Searching %s either way ...", skew.Words(i.Middle()), skew.Size(s.within)))
	}
}

func (s *soFar) draw(text string) {
	if s.e.canRedraw() {
		fmt.Fprintf(s.e.stderr, "\r%s\x1b[K", text)
	} else {
		fmt.Fprintln(s.e.stderr, text)
	}
}

// clear takes away what was drawn: the answer follows.
func (s *soFar) clear() {
	if s != nil && s.e.canRedraw() {
		fmt.Fprint(s.e.stderr, "\r\x1b[K")
	}
}

// tell is see, for a search; nil where nobody looks on.
func (s *soFar) tell() func(skew.Interval) {
	if s == nil {
		return nil
	}
	return s.see
}
