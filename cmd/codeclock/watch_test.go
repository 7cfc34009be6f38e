package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/drift/ntpsim"
)

// summary is what a program reads of a watch.
type summary struct {
	Schema, Clock, Verdict string
	Samples                int
	Failed                 int      `json:"samples_without_answer"`
	Skew                   *float64 `json:"skew_seconds"`
	Rate                   struct {
		Measurable bool
		PPM        *float64 `json:"rate_ppm"`
		Low        *float64 `json:"rate_low_ppm"`
		High       *float64 `json:"rate_high_ppm"`
	} `json:"rate"`
	Outlooks []struct {
		Sites, Verdict string
		Changes        bool
		Next           *string    `json:"next_verdict"`
		Earliest       *time.Time `json:"earliest"`
		Latest         *time.Time `json:"latest"`
	}
	Steps []struct {
		Kind    string
		Low     *float64 `json:"by_low_seconds"`
		High    *float64 `json:"by_high_seconds"`
		Resumed bool
	}
	Events []struct {
		Slept float64 `json:"slept_seconds"`
		Set   float64 `json:"set_seconds"`
	}
	Log *struct {
		Unread int  `json:"lines_unread"`
		Empty  int  `json:"documents_without_skew"`
		Cut    bool `json:"last_line_cut"`
	}
}

// drifters are five servers by which a clock drifts.
func drifters(skew time.Duration, ppm float64, jitter time.Duration) []ntpsim.Config {
	all := five(skew)
	for i := range all {
		all[i].Drift, all[i].Jitter = ppm, jitter
	}
	return all
}

// The rate and what becomes of codes, of clocks that drift at a known rate.
func TestWatchFindsTheRate(t *testing.T) {
	for _, tt := range []struct {
		name string
		skew time.Duration
		ppm  float64
		next string // the verdict that follows at most sites, "" for none in sight
		in   time.Duration
	}{
		{"fast and gaining", 30 * time.Second, 100, "at-risk", 83_000 * time.Second}, // OK up to 38.3 s
		{"slow and losing", -20 * time.Second, -50, "at-risk", 46_000 * time.Second}, // OK down to 22.3 s
		{"at risk and getting better", -30 * time.Second, 200, "ok", 38_500 * time.Second},
		{"wrong and getting worse", -100 * time.Second, -200, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, _ := servedBy(drifters(tt.skew, tt.ppm, 3*time.Millisecond)...)
			got := runIn(t, w, "watch", "--demo=test", "--every", "64s", "--for", "1h", "--format", "json")
			j := parse[summary](t, "watch", got.Stdout)
			r := j.Rate
			if j.Samples != 57 || !r.Measurable || *r.Low > tt.ppm || *r.High < tt.ppm || *r.High-*r.Low > 20 {
				t.Fatalf("%+v", j)
			}
			normal := j.Outlooks[1]
			if normal.Sites != "normal" || normal.Changes != (tt.next != "") {
				t.Fatalf("%+v", normal)
			}
			if tt.next == "" {
				return
			}
			end := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Hour)
			if want := end.Add(tt.in); *normal.Next != tt.next || normal.Earliest.After(want.Add(time.Hour)) || normal.Latest.Before(want.Add(-time.Hour)) {
				t.Errorf("%s from %v to %v, want %s about %v", *normal.Next, normal.Earliest, normal.Latest, tt.next, want)
			}
		})
	}
}

// What is logged is what is written as lines, and a log goes on from run to run.
func TestWatchLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clock.log")
	watch := func(args ...string) outcome {
		w, _ := servedBy(drifters(-20*time.Second, -50, time.Millisecond)...)
		return runIn(t, w, append([]string{"watch", "--demo=test", "--every", "64s", "--log", path}, args...)...)
	}
	first := watch("--count", "3", "--format", "jsonl")
	text, err := os.ReadFile(path)
	if err != nil || first.Err != "" || !strings.HasPrefix(first.Stdout, string(text)) || strings.Count(string(text), "\n") != 3 {
		t.Fatalf("%v\n%s%s\n%s", err, first.Stdout, first.Err, text)
	}
	second := parse[summary](t, "watch", watch("--count", "2", "--format", "json").Stdout)
	if second.Samples != 5 || second.Log != nil {
		t.Errorf("%+v", second)
	}
	var last struct{ Run int }
	text, _ = os.ReadFile(path)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if err := json.Unmarshal([]byte(lines[4]), &last); err != nil || len(lines) != 5 || last.Run != 1 {
		t.Errorf("%d lines, %v, run %d", len(lines), err, last.Run)
	}
	read := parse[summary](t, "watch", runIn(t, newWorld(), "watch", "--from", path, "--format", "json").Stdout)
	if read.Samples != 5 || read.Verdict != second.Verdict || *read.Skew != *second.Skew {
		t.Errorf("read %+v, watched %+v", read, second)
	}
}

// A line that was cut off is said, left out, and not mixed with the next.
func TestWatchLogThatWasCut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clock.log")
	watch := func(args ...string) outcome {
		w, _ := servedBy(five(demoGood)...)
		return runIn(t, w, append([]string{"watch", "--demo=test", "--every", "64s", "--log", path}, args...)...)
	}
	watch("--count", "3")
	whole, _ := os.ReadFile(path)
	line := len(whole) - strings.LastIndex(strings.TrimSpace(string(whole)), "\n") - 1
	for cut := 1; cut < line; cut += 97 {
		if err := os.WriteFile(path, whole[:len(whole)-cut], 0o644); err != nil {
			t.Fatal(err)
		}
		got := watch("--count", "1", "--format", "json")
		j := parse[summary](t, "watch", got.Stdout)
		want := 3 // the cut one is gone
		if cut == 1 {
			want = 4 // nothing but the end of its line is
		}
		if j.Samples != want || (j.Log != nil && j.Log.Cut) != (cut > 1) {
			t.Fatalf("%d bytes cut off: %+v", cut, j)
		}
		again := parse[summary](t, "watch", runIn(t, newWorld(), "watch", "--from", path, "--format", "json").Stdout)
		if again.Samples != want || cut > 1 && again.Log.Unread != 1 {
			t.Fatalf("%d bytes cut off, read again: %+v", cut, again)
		}
	}
}

func TestWatchGoldens(t *testing.T) {
	for name, args := range map[string][]string{
		"drifting": {"--demo", "--count", "60"},
		"steady":   {"--demo=good", "--count", "60", "--every", "64s"},
		"short":    {"--demo=good", "--count", "2"},
		"limit":    {"--demo", "--count", "60", "--max-skew", "25s"},
		"offline":  {"--demo=offline", "--count", "2"},
		"blocked":  {"--demo=blocked", "--count", "3"},
	} {
		t.Run(name, func(t *testing.T) {
			got := runIn(t, newWorld(), append([]string{"watch"}, args...)...)
			lines, text, _ := strings.Cut(got.Stdout, "\n\n")
			golden(t, "watch-"+name+".txt", lastLines(lines, 3)+"\n\n"+text)
			fitsThePage(t, text)
			if got.Status != 0 || got.Err != "" {
				t.Errorf("status %d, %s; a practice run exits with 0", got.Status, got.Err)
			}
		})
	}
}

func lastLines(text string, n int) string {
	lines := strings.Split(text, "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

// Ctrl-C ends with the summary, and with the verdict's status.
func TestWatchIsInterrupted(t *testing.T) {
	for _, tt := range []struct {
		name   string
		after  time.Duration
		status int
		stdout string
		err    string
	}{
		{"after some samples", 3 * time.Minute, 2, "WRONG   This computer's clock is 47.0 s slow", ""},
		{"before the first", time.Millisecond, 3, "", "interrupted before there was an answer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, _ := servedBy(five(demoSlow)...)
			var status int
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(tt.after, cancel)
				status = run(ctx, &w.env, []string{"watch", "--demo=test", "--every", "64s", "--fail-on", "risk"})
			})
			if status != tt.status || !strings.Contains(w.out.String(), tt.stdout) || !strings.Contains(w.err.String(), tt.err) {
				t.Errorf("status %d\n%s%s", status, w.out.String(), w.err.String())
			}
		})
	}
}

func TestWatchBadCalls(t *testing.T) {
	for _, tt := range []struct {
		args []string
		err  string
		hint string
	}{
		{[]string{"--every", "10s"}, "must be at least 64s", "127.0.0.1"},
		{[]string{"--every", "10s", "--server", "time.example"}, "must be at least 64s", "127.0.0.1"},
		{[]string{"--every", "10s", "--server", "127.0.0.1", "--server", "time.example"}, "must be at least 64s", "127.0.0.1"},
		{[]string{"--every", "1ms", "--demo"}, "must be from 10ms", "5m"},
		{[]string{"--every", "0", "--demo"}, "must be from 10ms", "5m"},
		{[]string{"--count", "0"}, "--count", "20"},
		{[]string{"--for", "0s"}, "--for", "1h"},
		{[]string{"--samples", "4"}, "--samples", "leave"},
		{[]string{"--from", "x", "--log", "y"}, "--from", "--log FILE"},
		{[]string{"--from", "x", "--server", "127.0.0.1"}, "--from", "--log FILE"},
		{[]string{"--from", "x", "--demo"}, "--from", "--log FILE"},
		{[]string{"--from", "x", "--format", "jsonl"}, "--from goes with", "leave"},
		{[]string{"--from", "nowhere/at-all"}, "read --from", "standard input"},
		{[]string{"--demo", "--format", "jsonl", "--output", "x"}, "jsonl", "--log"},
		{[]string{"--demo", "--format", "prometheus"}, "needs a file", "--output"},
		{[]string{"--demo", "--format", "prometheus", "--output", "x.txt"}, ".prom", "--output"},
		{[]string{"--demo", "--format", "json", "--plain"}, "--plain", "leave"},
		{[]string{"stray"}, "takes no arguments", "--help"},
	} {
		got := runIn(t, newWorld(), append([]string{"watch"}, tt.args...)...)
		first, second, _ := strings.Cut(got.Err, "\n")
		if got.Status != cli.ExitUsage || got.Stdout != "" || !strings.Contains(first, tt.err) || !strings.HasPrefix(second, "codeclock: hint: ") || !strings.Contains(second, tt.hint) {
			t.Errorf("codeclock watch %q: status %d, %q", tt.args, got.Status, got.Err)
		}
	}
}
