package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/cli"

	"golang.org/x/sys/unix"
)

// openPTY returns both ends of a new pseudo-terminal.
func openPTY(t *testing.T) (outer, inner *os.File) {
	t.Helper()
	outer, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { outer.Close() })
	if err := unix.IoctlSetPointerInt(int(outer.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(outer.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	inner, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { inner.Close() })
	return outer, inner
}

func settings(t *testing.T, terminal *os.File) unix.Termios {
	t.Helper()
	s, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return *s
}

// inTerminal runs the real program in a terminal, and presses keys there.
type inTerminal struct {
	t      *testing.T
	cmd    *exec.Cmd
	outer  *os.File
	inner  *os.File
	before unix.Termios
	stdout strings.Builder
	seen   string
	shown  strings.Builder // all that was read
}

func startInTerminal(t *testing.T, args ...string) *inTerminal {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return startProgram(t, self, append([]string{"codeclock"}, args...)) // which the test binary answers to
}

// startProgram runs any program in a terminal; args begin with its own name.
func startProgram(t *testing.T, path string, args []string, env ...string) *inTerminal {
	t.Helper()
	p := &inTerminal{t: t}
	p.outer, p.inner = openPTY(t)
	p.before = settings(t, p.inner)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	p.cmd = exec.CommandContext(ctx, path)
	p.cmd.Args = args
	p.cmd.Env = append(append(append(p.cmd.Environ(), "TERM=xterm"), atDesk()...), env...)
	p.cmd.Stdin, p.cmd.Stderr, p.cmd.Stdout = p.inner, p.inner, &p.stdout
	if len(args) > 1 && (args[1] == "phone" || args[1] == "serve" || args[1] == "watch" || slices.Contains(args, "--live")) {
		p.cmd.Stdout = p.inner // where these say everything
	}
	p.cmd.SysProcAttr = &unix.SysProcAttr{Setsid: true, Setctty: true}
	heedSignals(t)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// atDesk unsets what tells programs that nobody sits at the terminal, or who does, as the
// tests' own environment may.
func atDesk() []string { return []string{"CI=", "ACCESSIBLE=", "NO_COLOR="} }

// heedSignals lets programs start with no signal ignored, even where the tests ignore
// some, as under nohup.
func heedSignals(t *testing.T) {
	taken := make(chan os.Signal, 1)
	for _, s := range []os.Signal{unix.SIGHUP, unix.SIGINT, unix.SIGQUIT} {
		if signal.Ignored(s) {
			signal.Notify(taken, s)
		}
	}
	t.Cleanup(func() { signal.Stop(taken) })
}

// until reads what the terminal shows until a text is there.
func (p *inTerminal) until(text string) {
	p.t.Helper()
	buffer := make([]byte, 4096)
	for !strings.Contains(p.seen, text) {
		p.outer.SetReadDeadline(time.Now().Add(patience))
		n, err := p.outer.Read(buffer)
		p.seen += string(buffer[:n])
		p.shown.Write(buffer[:n])
		if err != nil {
			p.t.Fatalf("the terminal shows %q and no %q: %v", p.seen, text, err)
		}
	}
	_, p.seen, _ = strings.Cut(p.seen, text)
}

func (p *inTerminal) press(keys string) {
	p.t.Helper()
	if _, err := p.outer.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

// end waits for the program, and sees that the terminal is as it was.
func (p *inTerminal) end() (status int) {
	p.t.Helper()
	p.cmd.Wait()
	if after := settings(p.t, p.inner); after != p.before {
		p.t.Errorf("the terminal is left as %+v, it was %+v", after, p.before)
	}
	return p.cmd.ProcessState.ExitCode()
}

// Keys are stamped when they are read: what comes out holds the moment at which
// they were pressed.
func TestTapInATerminal(t *testing.T) {
	p := startInTerminal(t, "tap", "--demo=good", "--taps=1", "--app=aegis", "--format=json")
	p.until("Press SPACE")
	if raw := settings(t, p.inner); raw.Lflag&unix.ICANON != 0 || raw.Lflag&unix.ECHO != 0 {
		t.Error("keys are not read singly")
	}
	pressed := time.Now()
	p.press(" ")
	p.until("1 of 1\r\n")
	p.until("Now the phone's own clock")
	p.press("s")
	if got := p.end(); got != 0 {
		t.Errorf("exit status %d of a practice run", got)
	}
	var tap struct {
		Codes struct {
			Low  float64 `json:"skew_modulo_period_low_seconds"`
			High float64 `json:"skew_modulo_period_high_seconds"`
		} `json:"codes"`
	}
	if err := json.Unmarshal([]byte(p.stdout.String()), &tap); err != nil {
		t.Fatalf("%v in %q", err, p.stdout.String())
	}
	// A code that changed at that moment belongs to a clock that stood at a whole
	// period then.
	off := time.Duration(-pressed.UnixNano()) % (30 * time.Second)
	for ; off.Seconds() < tap.Codes.Low; off += 30 * time.Second {
	}
	if off.Seconds() > tap.Codes.High {
		t.Errorf("pressed at %v: %v is not in %+v", pressed, off, tap.Codes)
	}
}

func TestTerminalIsGivenBack(t *testing.T) {
	for _, tt := range []struct {
		name, args, wait, keys string
	}{
		{"tap, Ctrl-C", "tap --demo=good", "Press SPACE", "\x03"},
		{"tap, q", "tap --demo=good", "Press SPACE", "q"},
		{"tap, Esc", "tap --demo=good", "Press SPACE", "\x1b"},
		{"tap, Ctrl-C at the question", "tap --demo=good --taps=1", "Press SPACE", " \x03"},
		{"tap in lines, Ctrl-C", "tap --demo=good --plain", "Press Enter", "\x03"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := startInTerminal(t, strings.Fields(tt.args)...)
			p.until(tt.wait)
			p.press(tt.keys)
			p.end()
		})
	}
}

// A signal that ends the program gives the terminal back, too.
func TestTerminalIsGivenBackAfterASignal(t *testing.T) {
	p := startInTerminal(t, "tap", "--demo=good")
	p.until("Press SPACE")
	if err := p.cmd.Process.Signal(unix.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.end()
}

func TestPhoneInATerminal(t *testing.T) {
	p := startInTerminal(t, "phone", "--demo=good", "--listen=127.0.0.1", "--format=text")
	p.until("\x1b[38;5;16;48;5;231m") // the code, in its own colours
	p.until("http://127.0.0.1:")
	p.until("q: end\r\n")
	p.press(" ")
	p.until("1 of 3\r\n")
	p.press("q")
	p.end()
}

// Even a defect gives the terminal back.
func TestTerminalIsGivenBackAfterAPanic(t *testing.T) {
	outer, inner := openPTY(t)
	before := settings(t, inner)
	w := newWorld()
	w.simulate = nil
	w.keyboard = func() (*cli.Keyboard, error) { return cli.OpenKeyboard(inner) }
	calls := 0
	w.now = func() time.Time {
		if calls++; calls > 0 && settings(t, inner) != before {
			panic("a defect")
		}
		return time.Now()
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("nothing went wrong, so nothing was tried")
			}
		}()
		go outer.WriteString(" x")
		run(t.Context(), &w.env, []string{"tap", "--demo=good", "--taps=1"})
	}()
	if after := settings(t, inner); after != before {
		t.Errorf("the terminal is left as %+v, it was %+v", after, before)
	}
}

// The person presses keys, then answers in a line of the terminal as it was.
func TestReportInATerminal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "app.txt")
	p := startInTerminal(t, "report", "--device=app", "--demo=good", "--taps=1", "--app=aegis", "--output", path)
	p.until("Press SPACE")
	p.press(" ")
	p.until("Now the phone's own clock")
	p.press("s")
	p.press("yes\n")
	if status := p.end(); status != 0 {
		t.Fatalf("status %d, %s", status, p.stdout.String())
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(p.stdout.String(), string(text)) {
		t.Errorf("%v; what was written is not what was shown:\n%s", err, p.stdout.String())
	}
}

func TestReportOfAPhoneInATerminal(t *testing.T) {
	p := startInTerminal(t, "report", "--device=phone", "--demo=good", "--listen=127.0.0.1")
	p.until("\x1b[38;5;16;48;5;231m") // the code, although standard output is no terminal
	p.until("http://127.0.0.1:")
	p.until("q: end\r\n")
	p.press("q")
	if status := p.end(); status != 3 {
		t.Errorf("status %d without a phone", status)
	}
}
