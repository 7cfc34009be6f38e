package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/guide"

	"golang.org/x/sys/unix"
)

// terminalKind is a terminal that somebody may have.
type terminalKind struct {
	columns, rows int
	variable      string // what the environment says: "" or one variable
}

func (k terminalKind) String() string {
	return fmt.Sprintf("%dx%d %s", k.columns, k.rows, k.variable)
}

// terminalKinds are all sizes with all that the environment can say.
func terminalKinds() (all []terminalKind) {
	for _, columns := range []int{40, 60, 80, 120} {
		for _, rows := range []int{16, 24, 50} {
			for _, variable := range []string{"", "NO_COLOR=1", "TERM=dumb", "LC_ALL=C"} {
				all = append(all, terminalKind{columns, rows, variable})
			}
		}
	}
	return all
}

// sitting is somebody at a pseudo-terminal, with the program in it.
type sitting struct {
	t            *testing.T
	kind         terminalKind
	outer, inner *os.File
	view         *vt
	end          context.CancelFunc
}

// prompt is what a shell shows when the program has ended.
const prompt = "[done]"

// sit starts the program in a terminal of a kind. The prompt follows its end.
func sit(t *testing.T, kind terminalKind, args ...string) *sitting {
	t.Helper()
	s := &sitting{t: t, kind: kind, view: newVT(t, kind.columns, kind.rows)}
	s.outer, s.inner = openPTY(t)
	size := unix.Winsize{Col: uint16(kind.columns), Row: uint16(kind.rows)}
	if err := unix.IoctlSetWinsize(int(s.outer.Fd()), unix.TIOCSWINSZ, &size); err != nil {
		t.Fatal(err)
	}
	w := newWorld()
	w.stdin, w.stdout, w.stderr = s.inner, s.inner, s.inner
	w.stdoutTerminal, w.stderrTerminal, w.stderrColours = true, true, true
	w.keyboard = func() (*cli.Keyboard, error) { return cli.OpenKeyboard(s.inner) }
	w.size = func() (columns, rows int) {
		ws, err := unix.IoctlGetWinsize(int(s.inner.Fd()), unix.TIOCGWINSZ)
		if err != nil {
			return 0, 0
		}
		return int(ws.Col), int(ws.Row)
	}
	w.getenv = func(name string) string {
		if variable, value, _ := strings.Cut(kind.variable, "="); variable == name {
			return value
		}
		return map[string]string{"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}[name]
	}
	ctx, cancel := context.WithCancel(t.Context())
	s.end = cancel
	var ended sync.WaitGroup
	ended.Go(func() {
		run(ctx, &w.env, args)
		s.inner.WriteString(prompt)
	})
	t.Cleanup(func() { cancel(); ended.Wait() })
	return s
}

// until reads until something is in view.
func (s *sitting) until(text string) {
	s.t.Helper()
	s.untilTrue(text, func() bool { return s.view.shows(text) })
}

func (s *sitting) untilTrue(what string, in func() bool) {
	s.t.Helper()
	buffer := make([]byte, 128) // little, so that each picture is seen
	for !in() {
		s.outer.SetReadDeadline(time.Now().Add(patience))
		n, err := s.outer.Read(buffer)
		s.view.write(buffer[:n])
		if err != nil {
			s.t.Fatalf("%v: no %q in view: %v\n%s", s.kind, what, err, s.view.text())
		}
	}
}

func (s *sitting) press(keys string) {
	s.t.Helper()
	if _, err := s.outer.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// painted counts the rows that begin with a colour of a code's own.
func (v *vt) painted() (rows int) {
	for _, row := range v.cells {
		if row[0].ground == 231 {
			rows++
		}
	}
	return rows
}

// copied are lines that may be wider than the terminal: commands, addresses, and the data
// of a report.
var copied = regexp.MustCompile(`^ *(\d+\. )?(codeclock|sudo|https?:|w32tm)|^[A-Z2-7]{20}`)

// inView sees that texts are in view, and that nothing was too wide but what is to be
// copied, and single words.
func (s *sitting) inView(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if !s.view.shows(text) {
			s.t.Errorf("%v: %q is not in view:\n%s", s.kind, text, s.view.text())
		}
	}
	for _, line := range s.view.wrapped {
		if one := len(strings.Fields(line)) == 1; !one && !copied.MatchString(line) {
			s.t.Errorf("%v: too wide: %q", s.kind, line)
		}
	}
}

// everyTerminal calls f for each kind of terminal, several at once.
func everyTerminal(t *testing.T, f func(*testing.T, terminalKind)) {
	if testing.Short() {
		t.Skip("48 terminals take long")
	}
	for _, kind := range terminalKinds() {
		t.Run(kind.String(), func(t *testing.T) {
			t.Parallel()
			f(t, kind)
		})
	}
}

// The verdict is in view when check is done, with the first thing to do.
func TestCheckInTerminals(t *testing.T) {
	everyTerminal(t, func(t *testing.T, kind terminalKind) {
		for demo, wants := range map[string][]string{
			"good":    {"OK This computer's clock is right", "codeclock phone"},
			"slow":    {"WRONG This computer's clock is 47.0 s slow", "1. sudo timedatectl set-ntp true"},
			"edge":    {"AT RISK This computer's clock is 42.0 s slow", "Wait for a new code"},
			"hour":    {"WRONG This computer's clock is 1 hour slow", "1. sudo timedatectl set-timezone Area/City"},
			"years":   {"WRONG This computer thinks it is", "Today is ", `1. sudo date -u -s "`},
			"offline": {"CAN'T TELL There was nothing to compare this clock with", "1. Open any web page."},
		} {
			s := sit(t, kind, "check", "--demo="+demo)
			s.until(prompt)
			s.inView(wants...)
			if drawn := slices.ContainsFunc(s.view.cells, func(row []vtCell) bool { return row[0].ink >= 0 }); drawn != (kind.variable == "" || kind.variable == "LC_ALL=C") {
				t.Errorf("%v: in colour: %v", kind, drawn)
			}
			for _, r := range s.view.text() {
				if r != '\n' && (r < ' ' || r > '~') {
					t.Fatalf("%v: %q is not ASCII", kind, r)
				}
			}
		}
	})
}

// More than the terminal shows ends with the answer once more.
func TestVerboseCheckInTerminals(t *testing.T) {
	s := sit(t, terminalKind{40, 16, ""}, "check", "--demo=slow", "-v")
	s.until(prompt)
	s.inView("WRONG This computer's clock is 47.0 s slow (+/- ")
}

// The other commands keep to the terminal, too, and so do errors.
func TestOtherCommandsInTerminals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.txt")
	made := runIn(t, newWorld(), "report", "--demo=slow").Stdout
	if err := os.WriteFile(path, []byte(made+"\n"+made), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, call := range []string{
		"servers", "explain", "explain whole-hours", "explain sync-off", "policies", "policies keycloak", "policies django",
		"wait --demo=slow --clock-within=1s --timeout=10ms", "window --skew=47s-slow --curve", "window --skew=3h-fast --logins=5",
		"window --skew=47s-slow --policy=keycloak --policy=github", "verify " + path, "verify -v " + path, "report --demo=years",
		"guide --list", "guide --answers=shown,phone,google,refused --sources", "infer --range=5x", "serve --policy=nobody",
		"check --sever", "check --demo=xx", "window --skew=47s", "tap --taps=99", "--version",
	} {
		for _, columns := range []int{40, 60} {
			s := sit(t, terminalKind{columns, 16, ""}, strings.Fields(call)...)
			s.until(prompt)
			if s.inView(); t.Failed() {
				t.Fatalf("codeclock %s", call)
			}
		}
	}
}

// The code, if there is room, is in view with the way to the page, and a camera reads it
// from a light and from a dark terminal.
func TestPhoneInTerminals(t *testing.T) {
	zbarimg := realPart(t, "zbarimg")
	everyTerminal(t, func(t *testing.T, kind terminalKind) {
		s := sit(t, kind, "phone", "--demo=slow", "--listen=127.0.0.1")
		rows := map[string]int{"": 15, "NO_COLOR=1": 15, "LC_ALL=C": 29}[kind.variable]
		drawn := kind.rows >= 24 && kind.columns >= 40 || kind.columns >= 80
		if drawn = drawn && rows == 15 || rows == 29 && kind.rows == 50 && kind.columns >= 60; !drawn {
			rows = 0
		}
		s.until("q: end")
		s.untilTrue("the code", func() bool { return s.view.x == 0 && s.view.painted() == rows })
		s.inView("http://127.0.0.1:", "network")
		if !drawn {
			s.inView("--qr png:code.png")
		}
		address := regexp.MustCompile(`http://127\.0\.0\.1:[0-9]+/[a-z0-9]+/`).FindString(strings.ReplaceAll(s.view.text(), "\n", ""))
		for _, dark := range []bool{false, true} {
			got := runReal(t, string(s.view.picture(dark)), zbarimg, "--quiet", "--raw", "-")
			read, _, _ := strings.Cut(got.output, "\n")
			if drawn && strings.ToLower(read) != address || !drawn && got.status == 0 {
				t.Errorf("%v, dark %v: the camera reads %q, the address is %q:\n%s", kind, dark, read, address, s.view.text())
			}
		}
		s.press("q")
		s.until(prompt)
	})
}

// What to do is in view while somebody watches an app, and the answer afterwards.
func TestTapInTerminals(t *testing.T) {
	everyTerminal(t, func(t *testing.T, kind terminalKind) {
		s := sit(t, kind, "tap", "--demo=good", "--app=aegis", "--taps=1")
		s.until("q ends.")
		s.inView("Press SPACE at the very moment when it changes.")
		s.press(" ")
		s.until("s skips this.")
		s.inView("Now the phone's own clock. Press SPACE")
		s.press("s")
		s.until(prompt)
		verdict := regexp.MustCompile(`(?m)^(OK|AT RISK|WRONG|CAN'T TELL) {3}`)
		if !verdict.MatchString(s.view.text()) {
			t.Errorf("%v: no verdict in view:\n%s", kind, s.view.text())
		}
		s.inView("codeclock ")
	})
}

// The picture is drawn over the one before, in all terminals at once: each waits for the
// next second.
func TestLiveInTerminals(t *testing.T) {
	if testing.Short() {
		t.Skip("48 terminals take long")
	}
	var all []*sitting
	for _, kind := range terminalKinds() {
		all = append(all, sit(t, kind, "window", "--skew=47s-slow", "--live"))
	}
	old := regexp.MustCompile(`is ([0-9]+) s old`)
	for _, s := range all {
		if s.kind.variable == "TERM=dumb" {
			s.until("It is ") // a line whenever something changes
			s.end()
			s.until(prompt)
			s.inView()
			continue
		}
		s.until("Ctrl-C ends")
		begun := old.FindString(s.view.text())
		s.untilTrue("the next second", func() bool {
			now := old.FindString(s.view.text())
			return now != "" && now != begun && s.view.shows("Ctrl-C ends")
		})
		s.inView("A device that is 47.0 s slow: 1 try in 6 works at most sites.")
		if n := strings.Count(s.view.text(), "A device that"); n != 1 {
			t.Errorf("%v: %d pictures in view:\n%s", s.kind, n, s.view.text())
		}
		s.end()
		s.until(prompt)
	}
}

// A question and what Enter takes are in view together, and at the end what was found.
func TestGuideInTerminals(t *testing.T) {
	everyTerminal(t, func(t *testing.T, kind terminalKind) {
		s := sit(t, kind, "guide", "--demo=slow")
		answers := []string{}
		for _, word := range []string{"shown", "phone", "other-app", "refused", "others-fail", "other-site"} {
			q, _ := guide.Next(answers)
			offered := q.Offered(answers)
			at := slices.IndexFunc(offered, func(a guide.Answer) bool { return a.Word == word })
			if kind.variable == "TERM=dumb" {
				s.until(offered[len(offered)-1].Text)
				s.until("q: leave).")
				s.press(fmt.Sprintf("%d\n", at+1))
			} else {
				s.until("> 1 " + offered[0].Text)
				s.inView(q.Text)
				s.press(strings.Repeat("\x1b[B", at))
				s.until(fmt.Sprintf("> %d %s", at+1, offered[at].Text))
				s.inView(q.Text)
				s.press("\r")
			}
			answers = append(answers, word)
		}
		for range guide.Runnable(answers) {
			asked := func() bool { return s.view.shows("[y/N]") || s.view.shows("press Enter:") }
			s.untilTrue("a question", func() bool { return asked() || s.view.shows(prompt) })
			s.press("\r")
		}
		s.until(prompt)
		s.inView("Most likely: ", "Do this first: ", "codeclock ")
	})
}
