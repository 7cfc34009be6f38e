package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/drift/ntpsim"
)

// Every scenario is a golden, and keeps to the size of a page: at most 20 lines
// of 72 columns.
func TestDemoGoldens(t *testing.T) {
	for _, name := range demoNames() {
		t.Run(name, func(t *testing.T) {
			text := runIn(t, newWorld(), "check", "--demo="+name)
			if text.Status != 0 || text.Err != "" {
				t.Errorf("status %d, stderr %q; a practice run exits 0 and is quiet", text.Status, text.Err)
			}
			golden(t, "check-"+name+".txt", text.Stdout)
			fitsThePage(t, text.Stdout)
		})
	}
}

func TestDemoNames(t *testing.T) {
	var names []string
	for _, s := range scenarios() {
		names = append(names, s.name)
	}
	if !slices.Equal(names, demoNames()) {
		t.Errorf("the scenarios are %q, and are named %q", names, demoNames())
	}
}

// aCommand is a step that is one, and is not broken.
var aCommand = regexp.MustCompile(`^  \d+\. [a-z][a-z0-9.]* [^.]`)

func fitsThePage(t *testing.T, text string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > 20 {
		t.Errorf("%d lines, want at most 20", len(lines))
	}
	for _, l := range lines {
		if len(l) > render.Columns && !aCommand.MatchString(l) {
			t.Errorf("%d columns: %q", len(l), l)
		}
		for _, r := range l {
			if r < ' ' || r > '~' {
				t.Errorf("not ASCII: %q", l)
			}
		}
	}
}

func TestGoldensOfVariations(t *testing.T) {
	for name, args := range map[string][]string{
		"verbose":       {"check", "--demo=falseticker", "-v"},
		"verbose-facts": {"check", "--demo=wsl", "-v"},
		"quiet":         {"check", "--demo=slow", "-q"},
		"long-typing":   {"check", "--demo=good", "--typing", "61s"},
		"quiet-date":    {"check", "--demo=years", "-q"},
		"quiet-limit":   {"check", "--demo=slow", "-q", "--max-skew", "260ms"},
		"limit-small":   {"check", "--demo=good", "-q", "--max-skew", "5ms"},
		"limit-ok":      {"check", "--demo=good", "--max-skew", "1s"},
		"limit-wrong":   {"check", "--demo=slow", "--max-skew", "1s"},
		"windows":       {"check", "--demo=slow", "--os", "windows"},
		"windows-far":   {"check", "--demo=years", "--os", "windows"},
		"all-systems":   {"check", "--demo=slow", "--os", "all"},
		"strict":        {"check", "--demo=good", "--window", "0"},
		"past-only":     {"check", "--demo=edge", "--window", "2/0"},
		"seconds":       {"check", "--demo=good", "--window", "10s/5s", "--typing", "0s"},
		"period-60":     {"check", "--demo=edge", "--period", "60s"},
		"colour":        {"check", "--demo=slow", "-q", "--color", "always"},
		"usual-typing":  {"check", "--demo=edge", "--typing", "0s"},
	} {
		t.Run(name, func(t *testing.T) {
			got := runIn(t, newWorld(), args...)
			golden(t, "check-"+name+".txt", got.Stdout)
		})
	}
}

// The other kinds of trouble, each with servers of its own.
func TestGoldensOfTrouble(t *testing.T) {
	fast := func(d time.Duration) ntpsim.Config {
		return ntpsim.Config{Skew: d, Out: time.Millisecond, Back: time.Millisecond}
	}
	silent := ntpsim.Config{Loss: 1}
	for name, servers := range map[string][]ntpsim.Config{
		"fast-42":       {fast(42 * time.Second), fast(42 * time.Second), fast(42 * time.Second)},
		"typing":        {fast(-25 * time.Second), fast(-25 * time.Second), fast(-25 * time.Second)},
		"fast-60.4":     {fast(60400 * time.Millisecond), fast(60400 * time.Millisecond), fast(60400 * time.Millisecond)},
		"fast-60.6":     {fast(60600 * time.Millisecond), fast(60600 * time.Millisecond), fast(60600 * time.Millisecond)},
		"slow-44.4":     {fast(-44400 * time.Millisecond), fast(-44400 * time.Millisecond), fast(-44400 * time.Millisecond)},
		"unsure":        {{RootDispersion: 2900 * time.Millisecond, Out: time.Millisecond, Back: time.Millisecond}},
		"ok-15-slow":    {fast(-15 * time.Second), fast(-15 * time.Second), fast(-15 * time.Second)},
		"days-fast":     {fast(49 * time.Hour), fast(49 * time.Hour), fast(49 * time.Hour)},
		"contradiction": {fast(0), fast(0), fast(time.Minute), fast(time.Minute)},
		"silence":       {silent, silent, silent},
		"kisses":        {{Kiss: "RATE"}, {Kiss: "DENY"}, {Leap: 3}, {Kiss: "ABCD"}},
		"one-of-five":   {silent, silent, fast(0), silent, silent},
		"one-asked":     {fast(0)},
		"rough":         {{Out: 40 * time.Second, Back: 40 * time.Second}},
		"many-ignored":  {fast(0), fast(0), fast(0), fast(0), fast(0), {Kiss: "RATE"}, silent, {Leap: 3}, fast(time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			served := 0
			w.simulate = func(ntpsim.Config) (*ntpsim.Server, error) {
				served++
				return ntpsim.New(servers[served-1]), nil
			}
			w.scenarios = []scenario{{name: name, servers: servers}}
			got := runIn(t, w, "check", "--demo="+name, "--timeout", "3m")
			golden(t, "trouble-"+name+".txt", got.Stdout)
			fitsThePage(t, got.Stdout)
		})
	}
}

func TestExitStatus(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want int
	}{
		{[]string{"--demo=good", "--fail-on=risk"}, 0},
		{[]string{"--demo=edge", "--fail-on=risk"}, 1},
		{[]string{"--demo=slow", "--fail-on=risk"}, 2},
		{[]string{"--demo=offline", "--fail-on=risk"}, 3},
		{[]string{"--demo=edge", "--fail-on=wrong"}, 0},
		{[]string{"--demo=slow", "--fail-on=wrong"}, 2},
		{[]string{"--demo=offline", "--fail-on=wrong"}, 3},
		{[]string{"--demo=slow", "--fail-on=never"}, 0},
		{[]string{"--demo=offline", "--fail-on=never"}, 0},
		{[]string{"--demo=slow"}, 0},
		{[]string{"--demo=slow", "--max-skew=1m", "--fail-on=risk"}, 0},
		{[]string{"--demo=slow", "--max-skew=46s", "--fail-on=risk"}, 2},
		{[]string{"--demo=slow", "--max-skew=47s", "--fail-on=risk"}, 1},
		{[]string{"check", "--demo=slow", "--fail-on=risk", "-q"}, 2},
		{[]string{"--version"}, 0},
		{[]string{"--help"}, 0},
		{[]string{"check", "-h"}, 0},
		{[]string{"help", "exit-codes"}, 0},
		{[]string{"completion", "bash"}, 0},
		{[]string{"completion", "powershell"}, 0},
	} {
		if got := runIn(t, newWorld(), tt.args...); got.Status != tt.want {
			t.Errorf("codeclock %s: status %d, want %d\n%s%s", strings.Join(tt.args, " "), got.Status, tt.want, got.Stdout, got.Err)
		}
	}
}

func TestBadCalls(t *testing.T) {
	for _, tt := range []struct {
		args []string
		err  string // a part of the first line
		hint string // a part of the second
	}{
		{[]string{"--nope"}, "no flag --nope", "--help"},
		{[]string{"--servr", "x"}, "no flag --servr", "--server"},
		{[]string{"-z"}, "no flag -z", "--help"},
		{[]string{"policies", "keyclok"}, "no such verifier", `"keycloak"`},
		{[]string{"explain", "whole-hour"}, "no such finding", `"whole-hours"`},
		{[]string{"chek"}, `no command "chek"`, `"codeclock check"`},
		{[]string{"help", "chek"}, `no command "chek"`, `"codeclock check"`},
		{[]string{"help", "nope"}, `no command "nope"`, "--help"},
		{[]string{"help", "check", "nope"}, `no command "nope"`, "codeclock check --help"},
		{[]string{"completion", "bsh"}, `no command "bsh"`, `"codeclock completion bash"`},
		{[]string{"completion", "foo"}, `no command "foo"`, "codeclock completion --help"},
		{[]string{"completion", "bash", "stray"}, "takes no arguments", "--help"},
		{[]string{"check", "stray"}, "takes no arguments", "--help"},
		{[]string{"--demo", "slow"}, "equals sign", "--demo=slow"},
		{[]string{"--demo=foo"}, "no such practice scenario", "--demo=slow"},
		{[]string{"--demo", "--server", "a.example"}, "exclude each other", "leave one"},
		{[]string{"--server", "a b"}, "--server", "time.cloudflare.com"},
		{[]string{"--server", "a.example:0"}, "no such port", "--server"},
		{[]string{"--server", "a.example:65536"}, "no such port", "--server"},
		{[]string{"--timeout", "0"}, "--timeout", "3s"},
		{[]string{"--timeout", "-1s"}, "--timeout", "3s"},
		{[]string{"--timeout", "300h"}, "--timeout", "3s"},
		{[]string{"--timeout", "soon"}, "--timeout", "30s"},
		{[]string{"--samples", "-1"}, "--samples", "4"},
		{[]string{"--samples", "9999"}, "--samples", "4"},
		{[]string{"--samples", "99999999999999999999"}, "--samples", "--help"},
		{[]string{"--period", "0"}, "period", "30s"},
		{[]string{"--period", "1.5s"}, "period", "30s"},
		{[]string{"--period", "25h"}, "period", "30s"},
		{[]string{"--period", "-30s"}, "period", "30s"},
		{[]string{"--window", "-1"}, "--window", "1/0"},
		{[]string{"--window", "30"}, "--window 30: are these seconds or steps?", "--window 30s for seconds, or --window \"30 steps\""},
		{[]string{"--window", "99999999999"}, "--window", "1/0"},
		{[]string{"--window", "NaN"}, "--window", "1/0"},
		{[]string{"--typing", "-1s"}, "typing", "8s"},
		{[]string{"--typing", "25h"}, "typing", "8s"},
		{[]string{"--max-skew", "-1s"}, "--max-skew", "1s"},
		{[]string{"--max-skew", "0"}, "--max-skew", "1s"},
		{[]string{"--format", "xml"}, "text, json", "did you mean --format junit?"},
		{[]string{"--fail-on", "often"}, "risk, wrong, only-risk, only-wrong, never", "--help"},
		{[]string{"--os", "beos"}, "windows", "--help"},
		{[]string{"--server"}, "--server needs a value", "--help"},
	} {
		got := runIn(t, newWorld(), tt.args...)
		lines := strings.Split(got.Err, "\n")
		ok := got.Status == cli.ExitUsage && got.Stdout == "" && len(lines) == 3 &&
			strings.HasPrefix(lines[0], "codeclock: error: ") && strings.Contains(lines[0], tt.err) &&
			strings.HasPrefix(lines[1], "codeclock: hint: ") && strings.Contains(lines[1], tt.hint)
		if !ok {
			t.Errorf("codeclock %q: status %d, stdout %q, stderr %q; want status 64, %q and the hint %q",
				tt.args, got.Status, got.Stdout, got.Err, tt.err, tt.hint)
		}
	}
}

// A variable that is not set must not turn one question into another: --demo= is
// no question to public servers. Every flag of every command is tried.
func TestEmptyValues(t *testing.T) {
	root := newRoot(&newWorld().env, []string{"help"})
	for _, c := range append(root.Commands(), root) {
		path := strings.Fields(c.CommandPath())[1:]
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() == "bool" {
				return
			}
			for _, value := range []string{"", " "} {
				args := append(slices.Clone(path), "--"+f.Name+"="+value)
				got := runIn(t, newWorld(), args...)
				if got.Status != cli.ExitUsage || got.Stdout != "" || !strings.Contains(got.Err, "--"+f.Name) || !strings.Contains(got.Err, "codeclock: hint: ") {
					t.Errorf("codeclock %q: status %d, stdout %q, stderr %q", args, got.Status, got.Stdout, got.Err)
				}
			}
		})
	}
	for _, args := range [][]string{{"policies", ""}, {"explain", ""}, {"verify", ""}} {
		if got := runIn(t, newWorld(), args...); got.Status != cli.ExitUsage || got.Stdout != "" || !strings.Contains(got.Err, "codeclock: hint: ") {
			t.Errorf("codeclock %q: status %d, stdout %q, stderr %q", args, got.Status, got.Stdout, got.Err)
		}
	}
}

// What is typed in the wrong place may be a secret, and is not repeated.
// The key is that of RFC 6238, appendix B.
func TestNothingTypedIsRepeated(t *testing.T) {
	const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for _, args := range [][]string{
		{key}, {"check", key}, {"--" + key}, {"-" + key}, {"--secret=" + key}, {"-s" + key}, {"--timeout", key},
		{"--server", "otpauth://totp/x?secret=" + key}, {"--server", key + "/"}, {"--window", key}, {"--demo=" + key},
		{"--format=" + key}, {"--os", key}, {"--samples", key}, {strings.ToLower(key)}, {"--" + strings.ToLower(key)},
		{"completion", key}, {"completion", "bash", key}, {"help", key}, {"help", "check", key}, {"--server", key}, {"--server", key + ":123"}, {"--server", strings.ToLower(key)},
		{"--server", "[" + key + "]:123"}, {"--server", "GEZD-GNBV-GY3T-QOJQ"}, {"--server", "otpauth:" + key},
		{"--against", key}, {"--against", "https://" + key + "/"}, {"--against", key + ":443"}, {"--against", "otpauth:" + key},
		{"--against", "otpauth://totp/x?secret=" + key}, {"--server", "94287082"}, {"--server", "3132333435363738393031323334353637383930"},
		{"report", "--server", key}, {"window", "--measure", "--server", key}, {"tap", "--server", key}, {"phone", "--against", key},
	} {
		got := runIn(t, newWorld(), args...)
		if got.Status == 0 || got.Status == 3 {
			t.Errorf("codeclock %q is no error of the call: status %d", args, got.Status)
		}
		if all := strings.ToUpper(got.Stdout + got.Err); strings.Contains(all, key[:8]) || strings.Contains(all, key[len(key)-8:]) {
			t.Errorf("codeclock %q repeats it: %q", args, all)
		}
	}
}

func TestDoubleClickWaitsForEnter(t *testing.T) {
	w := newWorld()
	w.explorer = true
	read := &reads{}
	w.stdin = read
	got := runIn(t, w, "--demo=good")
	if !strings.HasSuffix(got.Stdout, "\nPress Enter to close this window.\n") || !read.asked {
		t.Errorf("the window would close: asked %v, %q", read.asked, got.Stdout)
	}
}

// reads is a standard input on which Enter is pressed.
type reads struct{ asked bool }

func (r *reads) Read(p []byte) (int, error) {
	r.asked = true
	return copy(p, "\n"), nil
}

func TestFullDiskIsAnError(t *testing.T) {
	for _, args := range [][]string{
		{"--demo=good"}, {"--help"}, {"help", "formats"}, {"check", "-h"}, {"--version"}, {"completion", "bash"}, {"completion"},
		{"servers"}, {"policies"}, {"explain"}, {"window", "--skew", "1s-fast", "--logins", "2"},
	} {
		w := newWorld()
		w.stdout = full{}
		if got := runIn(t, w, args...); got.Status != 3 || strings.Count(got.Err, "write output: no space left") != 1 {
			t.Errorf("codeclock %q: status %d, stderr %q; want an error", args, got.Status, got.Err)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

var errFull = errorText("no space left on device")

type errorText string

func (e errorText) Error() string { return string(e) }
