package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/totp"
)

// Every help text and every listing keeps to the width of a page. Command lines
// to copy are not broken: that of cobra's completions, which begin with a tab.
func TestHelpAndListingsFitThePage(t *testing.T) {
	calls := [][]string{{"explain"}, {"policies"}, {"servers"}}
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		calls = append(calls, append([]string{"help"}, strings.Fields(c.CommandPath())[1:]...))
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit(newRoot(&newWorld().env, []string{"help"}))
	for _, name := range findingNames() {
		calls = append(calls, []string{"explain", name})
	}
	for _, p := range totp.Policies() {
		calls = append(calls, []string{"policies", p.ID})
	}
	for _, args := range calls {
		got := runIn(t, newWorld(), args...)
		if got.Status != 0 || got.Stdout == "" {
			t.Errorf("codeclock %q: status %d, stderr %q", args, got.Status, got.Err)
		}
		for l := range strings.Lines(got.Stdout) {
			l = strings.TrimSuffix(l, "\n")
			if n := utf8.RuneCountInString(l); n > render.Columns && !strings.HasPrefix(l, "\t") {
				t.Errorf("codeclock %q: %d columns: %q", args, n, l)
			}
		}
	}
}

// What was laid out by hand is not wrapped again, which would tear it.
func TestHelpIsLaidOutWithinItsColumns(t *testing.T) {
	var visit func(*cobra.Command)
	visit = func(c *cobra.Command) {
		for _, l := range strings.Split(c.Long+"\n"+c.Example, "\n") {
			if !strings.HasPrefix(l, "\t") && len(l) > render.Columns {
				t.Errorf("%s: %d columns: %s", c.Name(), len(l), l)
			}
		}
		for _, sub := range c.Commands() {
			if sub.Name() != "completion" { // whose words are cobra's
				visit(sub)
			}
		}
	}
	visit(newRoot(&newWorld().env, []string{"help"}))
}
