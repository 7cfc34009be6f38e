package main

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/drift/ntpsim"
	"codeclock/drift/skew"
)

// endedAfter runs the program and ends it after a while, as a signal does.
func endedAfter(t *testing.T, w *world, d time.Duration, args ...string) (o outcome) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context()) // a signal has no deadline
		time.AfterFunc(d, cancel)
		o.Status = run(ctx, &w.env, args)
		time.Sleep(time.Hour) // whoever still reads or answers comes to an end
	})
	o.Stdout, o.Err = w.out.String(), w.err.String()
	return o
}

// halfDead is a practice run in which two of five servers answer at once, and the
// others long after somebody has lost patience.
func halfDead() []scenario {
	s := scenario{name: "half", servers: equal(5, ntpsim.Config{Skew: -47 * time.Second, Out: 20 * time.Millisecond, Back: 20 * time.Millisecond})}
	for i := range s.servers[2:] {
		s.servers[i+2].Out = time.Minute
	}
	return []scenario{s}
}

func equal(n int, c ntpsim.Config) (all []ntpsim.Config) {
	for range n {
		all = append(all, c)
	}
	return all
}

// Who ends a measurement hears what it knew by then.
func TestEndedCheckSaysWhatItKnew(t *testing.T) {
	for _, tt := range []struct {
		args, want string
		after      time.Duration
	}{
		{"check --demo=half", "so far: WRONG   This computer's clock is 47.0 s slow", 170 * time.Millisecond},
		{"check --demo=half", "2 of 5 servers answered.", 170 * time.Millisecond},
		{"check --demo=half", "so far: nothing is known; 0 of 5 servers answered.", 0},
		{"report --demo=half", "so far: WRONG   This computer's clock is 47.0 s slow", 170 * time.Millisecond},
		{"wait --demo=slow --clock-within 1s", "so far: WRONG   This computer's clock is 47.0 s slow (+/- 0.02 s), over 1 s.", 20 * time.Second},
	} {
		w := newWorld()
		if strings.Contains(tt.args, "half") {
			w.scenarios = halfDead()
		}
		got := endedAfter(t, w, tt.after, strings.Fields(tt.args)...)
		if got.Status != 3 || got.Stdout != "" || !strings.Contains(got.Err, tt.want) || !strings.Contains(got.Err, "codeclock: error: interrupted") {
			t.Errorf("codeclock %s, ended after %v: %+v, want %q", tt.args, tt.after, got, tt.want)
		}
	}
}

// Presses that were made count, when somebody leaves before the last.
func TestEndedTapSaysWhatItKnew(t *testing.T) {
	w := newWorld()
	w.stdin = join(at("\n", 7, 600))
	endedAfter(t, w, 20*time.Second, "tap", "--demo=good", "--plain")
	if got := w.err.String(); !strings.Contains(got, "so far: 1 press, CAN'T TELL   The app's codes change") {
		t.Errorf("%s", got)
	}
}

// At its end, phone lists what has scrolled away.
func TestPhonesAreSummedUp(t *testing.T) {
	none := render.PhoneSummary(nil, render.Screen{})
	if !strings.Contains(none, "No phone was measured") || !strings.Contains(none, "codeclock tap") {
		t.Errorf("%s", none)
	}
	got := render.PhoneSummary(map[int]phonepage.Event{
		2: {Kind: phonepage.Measured, Phone: 2, System: phonepage.Other, Far: true},
		1: {Kind: phonepage.Measured, Phone: 1, System: phonepage.IPhone, Skew: skew.Around(-47*time.Second, 20*time.Millisecond)},
	}, render.Screen{})
	want := "Measured in all: 2 devices\n" +
		"  WRONG        Phone 1 (iPhone, iPad): 47.0 s slow (+/- 0.02 s)\n" +
		"  WRONG        Phone 2: more than 200 years off\n"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// --fail-on only-wrong holds a job on a wrong clock, and lets it go on whatever is in
// the way of knowing; only-risk likewise.
func TestFailOnWhatIsKnown(t *testing.T) {
	for _, tt := range []struct {
		demo                                  string
		risk, wrong, onlyRisk, onlyWrong, not int
	}{
		{"good", 0, 0, 0, 0, 0},
		{"edge", 1, 0, 1, 0, 0},
		{"slow", 2, 2, 2, 2, 0},
		{"offline", 3, 3, 0, 0, 0},        // nobody answers
		{"unsynchronised", 3, 3, 0, 0, 0}, // somebody does, to no use
		{"portal", 3, 3, 0, 0, 0},
	} {
		for of, want := range map[string]int{"risk": tt.risk, "wrong": tt.wrong, "only-risk": tt.onlyRisk, "only-wrong": tt.onlyWrong, "never": tt.not} {
			for _, format := range []string{"text", "json", "github", "junit", "prometheus"} {
				if got := runIn(t, newWorld(), "check", "--demo="+tt.demo, "--fail-on", of, "--format", format); got.Status != want {
					t.Errorf("--demo=%s --fail-on %s --format %s: status %d, want %d", tt.demo, of, format, got.Status, want)
				}
			}
		}
	}
	for args, want := range map[string]int{
		"lint": 2, // which knows no such word
		"wait --demo=offline --clock-within 1s --fail-on=risk": 3,
		"check --demo=offline --fail-on=wrong":                 3,
		"check --demo=slow --fail-on=only-wrong":               2,
	} {
		w := newWorld()
		w.getenv = func(name string) string { return map[string]string{"CODECLOCK_FAIL_ON": "only-wrong"}[name] }
		if got := runIn(t, w, strings.Fields(args)...); got.Status != want {
			t.Errorf("codeclock %s where CODECLOCK_FAIL_ON is only-wrong: %+v, want %d", args, got, want)
		}
	}
}
