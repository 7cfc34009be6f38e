package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
)

// paired are commands with calls that flags are added to, two at a time.
var paired = []struct {
	command string
	calls   []string
}{
	{"check", []string{"--demo=edge", "--demo=slow", "--demo=good", "--demo=offline"}},
	{"report", []string{"--demo=edge", "--demo=good"}},
	{"wait", []string{"--demo=good --clock-within=1s", "--demo=good --code-left=4s", "--demo=slow --clock-within=1s"}},
	{"window", []string{"--skew=42s-slow --at=2026-11-22T14:02:10Z", "--skew=42s-slow --at=2026-11-22T14:02:10Z --logins=9", "--skew=42s-slow --at=2026-11-22T14:02:10Z --policy=keycloak"}},
	{"lint", []string{"", "--key"}},
	{"verify", []string{"", "--ticket=T-7"}},
}

// values are what flags are given; one that is not here is not tried: it asks somebody,
// waits, or is of a table that refuses it beside most others (see TestWrongCalls).
func values(dir string) map[string]string {
	return map[string]string{
		"samples": "8", "window": "2", "past": "2", "future": "2", "typing": "11s", "period": "60s", "max-skew": "1s", "clock-within": "1s",
		"output": filepath.Join(dir, "out.prom"), "svg": filepath.Join(dir, "out.svg"), "fail-on": "wrong", "on-unreachable": "ok", "color": "always",
		"os": "windows", "format": "json", "logins": "5", "every": "1m", "drift": "2s-fast", "repair-after": "3", "seed": "7", "policy": "github",
		"ticket": "T-7", "digits": "8", "kind": "app", "code-left": "5s", "quiet": "true", "verbose": "true", "curve": "true", "new-step": "true", "key": "true",
	}
}

// fineAlone are pairs of which the first makes the second do nothing in these calls, and
// why that is right.
var fineAlone = map[string]string{
	"check --window --os": "with two steps the clock is fine, and needs no steps", "check --period --os": "likewise",
	"check --window --samples": "the verdict is settled as early with as without", "check --period --samples": "likewise",
	"verify --quiet --ticket": "line 1 names the ticket anyway", "verify --format --ticket": "the report is for it anyway",
}

// No flag makes another one do nothing: the two are refused together, or both count.
func TestNoFlagIsSilent(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousand calls")
	}
	dir := t.TempDir()
	input := map[string]string{"lint": "12 34567\n", "verify": runIn(t, newWorld(), "report", "--demo=edge", "--ticket=T-7").Stdout}
	for _, c := range paired {
		seen := map[string]string{}
		out := func(call string, flags ...string) (string, bool) {
			line := c.command + " " + call + " " + strings.Join(flags, " ")
			if _, ok := seen[line]; !ok {
				seen[line] = outcomeOf(t, dir, line, input[c.command])
			}
			return seen[line], strings.HasPrefix(seen[line], fmt.Sprint(cli.ExitUsage, " "))
		}
		var flags []string
		flagsOf(c.command).Flags().VisitAll(func(f *pflag.Flag) {
			if value := values(dir)[f.Name]; value != "" {
				flags = append(flags, "--"+f.Name+"="+value)
			}
		})
		for _, b := range flags {
			acts := slices.DeleteFunc(slices.Clone(c.calls), func(call string) bool {
				plain, _ := out(call)
				with, wrong := out(call, b)
				return wrong || with == plain
			})
			for _, a := range flags {
				silent := len(acts) > 0 && a != b && !slices.ContainsFunc(acts, func(call string) bool {
					one, wrong := out(call, a)
					two, refused := out(call, a, b)
					return wrong || refused || one != two
				})
				first, _, _ := strings.Cut(a, "=")
				second, _, _ := strings.Cut(b, "=")
				if pair := c.command + " " + first + " " + second; silent && fineAlone[pair] == "" {
					t.Errorf("codeclock %s: beside %s, %s does nothing", c.command, a, b)
				}
			}
		}
	}
}

// outcomeOf is all that a call leaves behind.
func outcomeOf(t *testing.T, dir, line, input string) string {
	t.Helper()
	w := newWorld()
	w.stdin = strings.NewReader(input)
	got := runIn(t, w, strings.Fields(line)...)
	text := fmt.Sprint(got.Status, " ", got.Stdout, got.Err)
	for _, name := range []string{"out.prom", "out.svg"} {
		if content, err := os.ReadFile(filepath.Join(dir, name)); err == nil {
			text += string(content)
			os.Remove(filepath.Join(dir, name))
		}
	}
	return text
}
