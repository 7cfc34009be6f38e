package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// tmux is a terminal that a program runs in.
type tmux struct {
	t    *testing.T
	path string
	name string
}

// startTmux runs a command of the real program in a tmux of its own.
func startTmux(t *testing.T, columns, rows, command string) *tmux {
	t.Helper()
	m := &tmux{t, realPart(t, "tmux"), filepath.Join(t.TempDir(), "tmux")}
	m.do("-f", "/dev/null", "new-session", "-d", "-x", columns, "-y", rows,
		"env "+strings.Join(atDesk(), " ")+" "+program(t)+" "+command+"; echo status $?; cat")
	t.Cleanup(func() { exec.Command(m.path, "-S", m.name, "kill-server").Run() })
	return m
}

func (m *tmux) do(args ...string) string {
	m.t.Helper()
	out, err := exec.Command(m.path, append([]string{"-S", m.name}, args...)...).CombinedOutput()
	if err != nil {
		m.t.Fatalf("tmux %q: %v %s", args, err, out)
	}
	return string(out)
}

// until waits until the screen matches, and returns it.
func (m *tmux) until(pattern string) string {
	m.t.Helper()
	want := regexp.MustCompile(pattern)
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if screen := m.do("capture-pane", "-p"); want.MatchString(screen) {
			return screen
		}
	}
	m.t.Fatalf("the screen never shows %s:\n%s", pattern, m.do("capture-pane", "-p"))
	return ""
}

// The picture fits terminals of 80 and of 40 columns, follows a terminal that is resized,
// and leaves nothing of itself behind.
func TestWatchInTmux(t *testing.T) {
	if testing.Short() {
		t.Skip("real programs take long")
	}
	once := func(screen, what string) {
		t.Helper()
		if n := strings.Count(screen, what); n != 1 {
			t.Errorf("%d times %q:\n%s", n, what, screen)
		}
	}
	m := startTmux(t, "80", "24", "watch --demo")
	once(m.until(`(?s)(loses|gains|keeps time).*[5-9] samples; the next`), "This computer's clock is")
	m.do("resize-window", "-x", "40", "-y", "24")
	narrow := m.until(`(?s)most sites\n +OK, then.*samples; the next`)
	once(narrow, "This computer's clock is")
	for _, l := range strings.Split(narrow, "\n") {
		if len(l) > 40 {
			t.Errorf("%q in 40 columns", l)
		}
	}
	m.do("resize-window", "-x", "80", "-y", "10")
	once(m.until(`(?s)OK   This computer's clock is 22.* slow \(.*; codes work.\n.*samples; the next`), "samples; the next")
	m.do("resize-window", "-x", "80", "-y", "24")
	m.until(`(?s)\| .*samples; the next`)
	m.do("send-keys", "C-c")
	last := m.until(`status 0`)
	once(last, "This computer's clock is")
	once(last, "How we know: ")
	if strings.Contains(last, "the next in") {
		t.Errorf("something of the picture is left:\n%s", last)
	}
}

// Signals and Ctrl-C end it with the summary, and the terminal is as it was, as it is
// after a crash: SIGABRT ends a Go program as a panic does.
func TestWatchInATerminal(t *testing.T) {
	for _, end := range []string{"\x03", "SIGTERM", "SIGABRT"} {
		p := startInTerminal(t, "watch", "--demo")
		p.until("samples; the next")
		if now := settings(t, p.inner); now != p.before {
			t.Errorf("the terminal's settings are changed: %+v, were %+v", now, p.before)
		}
		switch end {
		case "SIGTERM":
			p.cmd.Process.Signal(unix.SIGTERM)
		case "SIGABRT":
			p.cmd.Process.Signal(unix.SIGABRT)
		default:
			p.press(end)
		}
		if end == "SIGABRT" {
			p.until("goroutine ")
			go io.Copy(io.Discard, p.outer) // the rest of the trace needs somebody to read it
		} else {
			p.until("How we know: ")
		}
		if status := p.end(); status != 0 && end != "SIGABRT" {
			t.Errorf("status %d of a practice run", status)
		}
		if modes := regexp.MustCompile(`\x1b\[\?`).FindString(p.shown.String()); modes != "" {
			t.Error("a mode of the terminal is changed: nothing could restore it after a crash")
		}
	}
}

// Without a picture there are no sequences that control a terminal: where it understands
// none, where lines are asked for, and where nobody reads it there.
func TestWatchInLines(t *testing.T) {
	moves := regexp.MustCompile(`\x1b\[[0-9]*[A-KST]`) // ECMA-48: cursor and erasing
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name, term := range map[string]string{"TERM=dumb": "TERM=dumb", "--plain": "TERM=xterm"} {
		args := []string{"codeclock", "watch", "--demo", "--count", "3"} // which the test binary answers to
		if name == "--plain" {
			args = append(args, name)
		}
		p := startProgram(t, self, args, term)
		p.until("How we know: 3 samples")
		p.end()
		if text := p.shown.String(); moves.MatchString(text) || name == "TERM=dumb" && strings.Contains(text, "\x1b") || strings.Count(text, "UTC  OK  ") != 3 {
			t.Errorf("%s: %q", name, text)
		}
	}
	w := newWorld()
	w.simulate = nil
	if run(t.Context(), &w.env, []string{"watch", "--demo", "--count", "2", "--every", "10ms"}); strings.Contains(w.out.String(), "\x1b") || strings.Count(w.out.String(), "UTC  OK  ") != 2 {
		t.Errorf("piped: %q", w.out.String())
	}
}
