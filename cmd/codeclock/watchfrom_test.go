package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
)

// A hardware token loses 20 ppm: its codes, read once a week with the key, fit a trend,
// and so do they when somebody presses a key as they change.
func TestWatchFromResults(t *testing.T) {
	const ppm, weeks = -20, 20
	began := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	off := func(at time.Time) time.Duration { return time.Duration(ppm * 1e-6 * float64(at.Sub(began))) }
	var inferred bytes.Buffer
	key := filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(key, []byte(testKey), 0o600); err != nil {
		t.Fatal(err)
	}
	for week := range weeks {
		at := began.Add(time.Duration(week) * 7 * 24 * time.Hour)
		lines := readLines(t, off(at), at.Add(3*time.Second), at.Add(31*time.Second))
		w := newWorld()
		w.stdin = strings.NewReader(lines)
		if got := runIn(t, w, "infer", "--key-file", key, "--code-file", "-", "--range", "2d", "--delay", "0s", "--format", "json"); got.Err != "" {
			t.Fatal(got.Err)
		}
		inferred.Write(w.out.Bytes())
	}
	w := newWorld()
	w.stdin = &inferred
	got := runIn(t, w, "watch", "--from", "-", "--format", "json")
	if got.Err != "" {
		t.Fatalf("%s", got.Err)
	}
	j := parse[summary](t, "watch", got.Stdout)
	if r := j.Rate; j.Clock != "codes" || j.Samples != weeks || !r.Measurable || *r.Low > ppm || *r.High < ppm || *r.High > 0 {
		t.Errorf("%+v", j)
	}
}

// tapped is what "codeclock tap --app token --format json" prints of a token whose codes
// change late by so much.
func tapped(at time.Time, late time.Duration) string {
	mod := -late.Seconds()
	for mod < -15 {
		mod += 30
	}
	return fmt.Sprintf("{\n  \"schema\": \"codeclock/tap/v1\",\n  \"verdict\": \"cant-tell\",\n  \"skew_seconds\": null,\n  \"codes\": {\n    \"period_seconds\": 30,\n"+
		"    \"skew_modulo_period_low_seconds\": %v,\n    \"skew_modulo_period_high_seconds\": %v\n  },\n  \"true_time\": %q\n}\n", mod-0.7, mod+0.7, at.Format(time.RFC3339))
}

func TestWatchFromGoldens(t *testing.T) {
	began := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	var token strings.Builder
	for week := range 20 {
		at := began.Add(time.Duration(week) * 7 * 24 * time.Hour)
		token.WriteString(tapped(at, 5*time.Second+time.Duration(20e-6*float64(at.Sub(began)))))
	}
	log := filepath.Join(t.TempDir(), "clock.log")
	logged, _ := servedBy(drifters(-20*time.Second, -10, 5*time.Millisecond)...)
	runIn(t, logged, "watch", "--demo=test", "--every", "64s", "--for", "2h", "--log", log, "--format", "json")
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]string{
		"token": token.String(),
		"log":   string(text) + string(text[:100]),
		"one":   string(text[:bytes.IndexByte(text, '\n')]),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.stdin = strings.NewReader(in)
			got := runIn(t, w, "watch", "--from", "-")
			golden(t, "watch-from-"+name+".txt", got.Stdout)
			if got.Err != "" {
				t.Error(got.Err)
			}
		})
	}
}

func TestWatchFromRefuses(t *testing.T) {
	began := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		text, err string
		status    int
	}{
		"nothing":        {"", "there is no sample", 3},
		"something else": {"hello\nworld\n", "there is no sample", 3},
		"two clocks":     {tapped(began, 0) + strings.Replace(tapped(began, 0), "tap/v1", "tap/v1\", \"demo\": \"good", 1), "more than one clock", cli.ExitUsage},
	} {
		w := newWorld()
		w.stdin = strings.NewReader(tt.text)
		got := runIn(t, w, "watch", "--from", "-")
		if got.Status != tt.status || !strings.Contains(got.Err, tt.err) || !strings.Contains(got.Err, "\ncodeclock: hint: ") {
			t.Errorf("%s: status %d, %s", name, got.Status, got.Err)
		}
	}
}

// A log of a token is not one to go on with here, nor is one of practice.
func TestLogOfSomethingElse(t *testing.T) {
	for _, text := range []string{
		tapped(time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC), 0),
		strings.Replace(`{"schema":"codeclock/watch-sample/v1","version":"","clock":"computer","run":0,"true_time":null,"true_time_unix":null,"clock_time":"2026-01-01T00:00:00Z","verdict":"cant-tell","skew_seconds":null,"agreement":"silence","servers":{},"points":[]}`, `"version":""`, `"version":"","demo":"\u001b[31m"`, 1) + "\n",
	} {
		path := filepath.Join(t.TempDir(), "log")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got := runIn(t, newWorld(), "watch", "--demo=good", "--count", "1", "--log", path)
		if after, _ := os.ReadFile(path); got.Status != cli.ExitUsage || !strings.Contains(got.Err, "the file of --log holds") || string(after) != text || strings.Contains(got.Err, "\x1b") {
			t.Errorf("status %d, %s", got.Status, got.Err)
		}
	}
}
