package main

import (
	"io"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
)

// hands is a person: what is typed, and when, after the program began.
type hands struct {
	begun  time.Time
	typing []typed
}

type typed struct {
	after time.Duration
	text  string
}

// Read brings the next thing that is typed, at its time.
func (h *hands) Read(p []byte) (int, error) {
	if h.begun.IsZero() {
		h.begun = time.Now()
	}
	if len(h.typing) == 0 {
		return 0, io.EOF
	}
	next := h.typing[0]
	h.typing = h.typing[1:]
	time.Sleep(time.Until(h.begun.Add(next.after)))
	return copy(p, next.text), nil
}

// at returns what is typed at these seconds of this computer's clock, which
// stands at a whole minute when a bubble begins.
func at(text string, seconds ...float64) []typed {
	var all []typed
	for _, s := range seconds {
		all = append(all, typed{time.Duration(s * 1e9), text})
	}
	return all
}

func join(parts ...[]typed) *hands {
	h := &hands{}
	for _, p := range parts {
		h.typing = append(h.typing, p...)
	}
	return h
}

// The person presses a tenth of a second after each change. With --demo=slow
// this computer is 47 s slow, so that codes of a right clock change at 13 and 43
// s of each of its minutes; with --demo=good it is right.
func TestTap(t *testing.T) {
	for _, tt := range []struct {
		name   string
		args   string
		hands  *hands
		status int
	}{
		{"follows-slow", "--demo=slow --fail-on=risk --app=aegis", join(at("\n", 30.1, 60.1, 90.1), at("\n", 120.1), at("00:02\n", 125)), 2},
		{"may-correct-itself", "--demo=slow --fail-on=risk --app=google", join(at("\n", 30.1, 60.1, 90.1), at("\n", 120.1), at("00:02\n", 125)), 3},
		{"never-synced", "--demo=slow --fail-on=risk --app=google", join(at("\n", 30.1, 60.1, 90.1), at("\n", 120.1), at("00:02\n", 125), at("n\n", 130)), 2},
		{"token", "--demo=good --fail-on=risk --app=token", join(at("\n", 34.1, 64.1, 94.1)), 3},
		{"two-more", "--demo=good --fail-on=risk --app=aegis", join(at("\n", 30.1, 61.1, 90.1, 120.1, 150.1), at("\n", 180.1), at("0:03\n", 185)), 0},
		{"corrects-itself", "--demo=slow --fail-on=risk --app=google", join(at("\n", 13.1, 43.1, 73.1), at("\n", 120.1), at("12:02 am\n", 125)), 0},
		{"right", "--demo=good --fail-on=risk --app=aegis", join(at("\n", 30.1, 60.1, 90.1), at("\n", 120.1), at("0:02\n", 125)), 0},
		{"off-by-itself", "--demo=good --fail-on=risk --app=2fas", join(at("\n", 17.5, 47.6, 77.4), at("\n", 120.1), at("0:02\n", 125)), 3},
		{"88-s-slow", "--demo=good --fail-on=risk --app=aegis", join(at("\n", 28.1, 58.1, 88.1), at("\n", 148.1), at("0:01\n", 152)), 2},
		{"minute-alone", "--demo=good --fail-on=risk", join(at("\n", 28.1, 58.1, 88.1), at("0:01\n", 120)), 3},
		{"clock-skipped", "--demo=good --fail-on=risk", join(at("\n", 30.1, 60.1, 90.1), at("s\n", 95)), 3},
		{"stray", "--demo=good --fail-on=risk --taps=5", join(at("\n", 30.1, 60.1, 71, 90.1, 120.1), at("s\n", 125)), 3},
		{"anyhow", "--demo=good --fail-on=risk", join(at("\n", 30.1, 68, 99)), 3},
		{"left-after-one", "--demo=good --fail-on=risk", join(at("\n", 30.1), at("q\n", 31)), 3},
		{"mistyped", "--demo=good --fail-on=risk", join(at("\n", 30.1, 60.1, 90.1), at("soon\n", 100), at("\n", 120.1), at("25:00\n", 122), at("0:02\n", 125)), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.stdin = tt.hands
			got := runIn(t, w, append([]string{"tap"}, strings.Fields(tt.args)...)...)
			if got.Status != tt.status {
				t.Errorf("status %d, want %d", got.Status, tt.status)
			}
			golden(t, "tap-"+tt.name+".txt", got.Err+"--\n"+got.Stdout)
		})
	}
}

// With single keys the space bar is the press, and a time is typed key by key.
func TestTapWithSingleKeys(t *testing.T) {
	w := newWorld()
	closed := 0
	w.keyboard = func() (*cli.Keyboard, error) {
		typing := join(at("\x1b[A", 5), at(" ", 30.1, 60.1), at("\r", 90.1), at(" ", 120.1),
			at("0", 121), at("9", 122), at("\x7f", 122.5), at(":", 123), at("02", 124), at("\x1b[A", 124.2), at("\r", 124.5))
		return cli.RawKeyboard(typing, func() { closed++ }), nil
	}
	got := runIn(t, w, "tap", "--demo=good", "--app=aegis")
	if got.Status != 0 || !strings.HasPrefix(got.Stdout, "OK   The app's codes change on time") || closed != 1 {
		t.Errorf("status %d, keyboard closed %d times\n%s%s", got.Status, closed, got.Err, got.Stdout)
	}
	if !strings.Contains(got.Err, "0\b \b9") && !strings.Contains(got.Err, "09\b \b:02\r\n") {
		t.Errorf("what is typed is not shown: %q", got.Err)
	}
}

func TestTapEndsWithoutAnAnswer(t *testing.T) {
	for _, tt := range []struct {
		name, args string
		hands      *hands
		status     int
		err        string
	}{
		{"nobody types", "--demo=good", join(), 3, "interrupted before there was an answer"},
		{"q at once", "--demo=good", join(at("q\n", 1)), 3, "interrupted"},
		{"no true time", "--demo=offline", join(), 3, "true time could not be measured"},
		{"an app that is not known", "--demo --app=JBSWY3DPEHPK3PXP", join(), 64, "--app: unknown app"},
		{"no taps", "--demo --taps=0", join(), 64, "must be"},
		{"too many", "--demo --taps=1000", join(), 64, "must be"},
		{"too short a period", "--demo --period=2s", join(), 64, "--period"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.stdin = tt.hands
			got := runIn(t, w, append([]string{"tap"}, strings.Fields(tt.args)...)...)
			if got.Status != tt.status || !strings.Contains(got.Err, tt.err) || got.Stdout != "" || strings.Contains(got.Err, "JBSWY") {
				t.Errorf("status %d, stderr %q, stdout %q", got.Status, got.Err, got.Stdout)
			}
		})
	}
}

func TestTapJSON(t *testing.T) {
	tap := func(stdin io.Reader) string {
		w := newWorld()
		w.stdin = stdin
		return runIn(t, w, "tap", "--demo=good", "--format=json", "--app=aegis").Stdout
	}
	right := tap(join(at("\n", 30.1, 60.1, 90.1), at("\n", 120.1), at("0:02\n", 125)))
	parse[struct{}](t, "tap", right)
	golden(t, "tap-right.json", right)
	anyhow := parse[struct {
		Verdict string
		Skew    *float64 `json:"skew_seconds"`
		Codes   struct {
			Disagree bool `json:"taps_disagree"`
		}
	}](t, "tap", tap(join(at("\n", 30.1, 45, 99))))
	if anyhow.Verdict != "cant-tell" || anyhow.Skew != nil || !anyhow.Codes.Disagree {
		t.Errorf("taps at any time come to %+v", anyhow)
	}
}
