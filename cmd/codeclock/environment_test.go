package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A variable is a flag that is not given, and nothing more: it contradicts no flag of
// the call.
func TestEnvironment(t *testing.T) {
	for _, tt := range []struct {
		name, variables, args string
		status                int
		want                  string
	}{
		{"a limit", "CODECLOCK_MAX_SKEW=1m", "--demo=slow --fail-on=risk", 0, ""},
		{"the flag outweighs it", "CODECLOCK_MAX_SKEW=1m", "--demo=slow --fail-on=risk --max-skew=1s", 2, ""},
		{"another question outweighs it", "CODECLOCK_MAX_SKEW=1m", "--demo=slow --fail-on=risk --window=1", 2, ""},
		{"a demo outweighs servers", "CODECLOCK_SERVER=127.0.0.1:1", "--demo=good", 0, ""},
		{"silence", "CODECLOCK_ON_UNREACHABLE=ok", "--demo=offline --fail-on=risk", 0, ""},
		{"it is wrong", "CODECLOCK_TIMEOUT=3", "--demo", 64, `CODECLOCK_TIMEOUT "3": must be a duration`},
		{"it could be a secret", "CODECLOCK_WINDOW=GEZDGNBVGY3TQOJQ", "--demo", 64, "--window: "},
		{"a command without the flag", "CODECLOCK_TIMEOUT=3", "policies keycloak", 0, ""},
		{"a window that measures nothing", "CODECLOCK_TIMEOUT=2s", "window --skew 1s-fast", 0, ""},
		{"in CI", "CI=true", "check --demo=slow", 0, ""},
	} {
		w := newWorld()
		w.getenv = func(name string) string {
			variable, value, _ := strings.Cut(tt.variables, "=")
			if name == variable {
				return value
			}
			return ""
		}
		got := runIn(t, w, strings.Fields(tt.args)...)
		if got.Status != tt.status || !strings.Contains(got.Err, tt.want) || strings.Contains(got.Err, "GEZDGNBV") {
			t.Errorf("%s: %+v, want status %d and %q", tt.name, got, tt.status, tt.want)
		}
		if asks := strings.Contains(got.Stdout, "phone"); strings.HasPrefix(tt.args, "check") && asks {
			t.Errorf("%s: a phone is asked for:\n%s", tt.name, got.Stdout)
		}
	}
}

// What silence means is chosen in every format, and is nothing else than silence.
func TestOnUnreachableInEveryFormat(t *testing.T) {
	for _, format := range allFormats() {
		for state, want := range map[string]int{"ok": 0, "warning": 1, "critical": 2, "unknown": 3} {
			if format == "npd" && state == "critical" {
				want = 1
			}
			args := []string{"check", "--demo=offline", "--on-unreachable", state, "--format", format}
			if format != "nagios" { // whose status is its state
				args = append(args, "--fail-on=risk")
			}
			if got := runIn(t, newWorld(), args...); got.Status != want {
				t.Errorf("%s, %s: status %d, want %d: %s", format, state, got.Status, want, got.Err)
			}
		}
	}
	if got := runIn(t, newWorld(), "check", "--demo=slow", "--on-unreachable=ok", "--fail-on=wrong"); got.Status != 2 {
		t.Errorf("status %d of a wrong clock", got.Status)
	}
}

// The node-problem-detector runs what its file says: 80 bytes, and 0, 1 or more.
func TestNodeProblemDetector(t *testing.T) {
	var file struct {
		Rules []struct {
			Path string
			Args []string
		}
	}
	if err := json.Unmarshal([]byte(fleetFile(t, "npd.json")), &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Rules) != 1 || file.Rules[0].Path != installed {
		t.Fatalf("%+v", file)
	}
	got := map[string]int{}
	for _, name := range demoNames() {
		o := runIn(t, newWorld(), append(file.Rules[0].Args, "--demo="+name, "--fail-on=risk")...)
		if strings.Count(o.Stdout, "\n") != 1 || len(o.Stdout) > 81 {
			t.Errorf("%s: %d bytes: %q", name, len(o.Stdout), o.Stdout)
		}
		got[name] = o.Status
	}
	for name, want := range map[string]int{"good": 0, "slow": 1, "years": 1, "offline": 3} {
		if diff := cmp.Diff(want, got[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
