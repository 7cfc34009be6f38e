package main

import (
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/drift"
)

// Every finding can be explained: what it is, what to do, in lines that fit.
func TestExplain(t *testing.T) {
	var all strings.Builder
	for _, code := range drift.Codes() {
		got := runIn(t, newWorld(), "explain", string(code))
		if got.Status != 0 || !strings.Contains(got.Stdout, "\nWhat to do\n  1. ") {
			t.Errorf("explain %s: status %d, %q", code, got.Status, got.Stdout)
		}
		for _, l := range strings.Split(got.Stdout, "\n") {
			if len(l) > render.Columns {
				t.Errorf("explain %s: %d columns: %q", code, len(l), l)
			}
		}
		all.WriteString("=== " + string(code) + "\n" + got.Stdout)
	}
	golden(t, "explain-all.txt", all.String())
	list := runIn(t, newWorld(), "explain")
	golden(t, "explain-list.txt", list.Stdout)
	for _, code := range drift.Codes() {
		if strings.Count(list.Stdout, "\n  "+string(code)+" ") != 1 {
			t.Errorf("%s is not listed once", code)
		}
	}
}

func TestExplainNothing(t *testing.T) {
	const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // of RFC 6238, appendix B
	for _, args := range [][]string{{"explain", "moon-phase"}, {"explain", "battery", "slept"}, {"explain", key}} {
		got := runIn(t, newWorld(), args...)
		if got.Status != cli.ExitUsage || !strings.Contains(got.Err, "no such finding") || strings.Contains(got.Err, key) {
			t.Errorf("%q: status %d, %q", args, got.Status, got.Err)
		}
	}
}
