package main

import (
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// waiting are the commands that wait for somebody or something, and what they show by
// then. At SILENT somebody listens and never answers.
var waiting = []struct{ args, shown string }{
	{"check --server SILENT --timeout 1h", "asking"},
	{"report --server SILENT --timeout 1h", "asking"},
	{"wait --server SILENT --clock-within 1s", "asking"},
	{"watch --demo --plain", "UTC"},
	{"watch --demo", "UTC"},
	{"tap --demo=good", "Press SPACE"},
	{"tap --demo=good --plain", "Press Enter"},
	{"phone --demo=good --listen=127.0.0.1", "q: end"},
	{"report --device=phone --demo=good --listen=127.0.0.1", "q: end"},
	{"report --device=app --demo=good", "Press SPACE"},
	{"serve --demo=good", "Ctrl-C ends it"},
	{"window --skew=42s-slow --live", "Ctrl-C ends"},
	{"window --skew=1s-fast --show-codes", "it is not shown"},
	{"infer --trust-this-clock", "it is not shown"},
	{"lint --key", "it is not shown"},
	{"lint", "is not shown"},
	{"verify", "Paste the report"},
	{"guide", "?"},
}

// signals are keys, which become signals where the terminal makes them so, and those
// that a system sends.
var signals = map[string]unix.Signal{"\x03": 0, "\x1c": 0, "SIGTERM": unix.SIGTERM, "SIGHUP": unix.SIGHUP, "SIGQUIT": unix.SIGQUIT}

// The first signal ends every command that waits, whatever it waits for: no second is
// needed, no trace is shown, and the terminal is as it was.
func TestFirstSignalEndsEveryCommand(t *testing.T) {
	silent, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	for _, w := range waiting {
		args := strings.Fields(strings.ReplaceAll(w.args, "SILENT", silent.LocalAddr().String()))
		for key, signal := range signals {
			t.Run(fmt.Sprintf("%s, %q", w.args, key), func(t *testing.T) {
				p := startInTerminal(t, args...)
				p.until(w.shown)
				if signal == 0 {
					p.press(key)
				} else if err := p.cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				p.end()
				p.inner.Close()
				rest, _ := io.ReadAll(p.outer) // ends with an error: nobody is at the other end
				all := p.seen + string(rest) + p.stdout.String()
				state := p.cmd.ProcessState.Sys().(syscall.WaitStatus)
				if state.Signaled() || strings.Contains(all, "goroutine") || strings.Contains(all, "SIGQUIT") {
					t.Errorf("%v, or a trace is shown:\n%s", state, all)
				}
			})
		}
	}
}

// q and Esc leave window --live. watch leaves the terminal's settings alone, so that it
// is left by signals.
func TestPicturesAreLeft(t *testing.T) {
	for _, key := range []string{"q", "\x1b"} {
		p := startInTerminal(t, "window", "--skew=42s-slow", "--live")
		p.until("\x1b[J") // a second picture
		p.press(key)
		if status := p.end(); status != 0 {
			t.Errorf("left by %q: status %d", key, status)
		}
	}
}

// Whoever can't have pictures gets lines.
func TestLinesInsteadOfPictures(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"window --skew=42s-slow --live", "watch --demo"} {
		for _, still := range []string{"ACCESSIBLE=1", "CI=true", "TERM=dumb", "--plain"} {
			call, env := append([]string{"codeclock"}, strings.Fields(args)...), still
			if still == "--plain" {
				call, env = append(call, still), "COLUMNS=80"
			}
			p := startProgram(t, self, call, env)
			p.until("\n")
			p.press("\x03")
			p.end()
			if strings.Contains(p.shown.String(), "\x1b[") {
				t.Errorf("%s, %s: %q", args, still, p.shown.String())
			}
		}
	}
}

// Who asked beforehand that signals be ignored, as nohup does, is heard.
func TestIgnoredSignalsStayIgnored(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	shell := exec.Command("bash", "-c", `trap "" HUP INT; exec -a codeclock "$0" window --skew 42s-slow --live`, self)
	out, err := shell.StdoutPipe()
	if err == nil {
		err = shell.Start()
	}
	if err != nil {
		t.Skipf("no bash here: %v", err)
	}
	out.Read(make([]byte, 1)) // it runs
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", shell.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, mask, _ := strings.Cut(string(status), "SigIgn:")
	ignored, err := strconv.ParseUint(strings.Fields(mask)[0], 16, 64)
	if both := uint64(1<<(unix.SIGHUP-1) | 1<<(unix.SIGINT-1)); err != nil || ignored&both != both {
		t.Errorf("%v: of those that were ignored, %x are", err, ignored)
	}
	shell.Process.Signal(unix.SIGTERM)
	io.Copy(io.Discard, out)
	if err := shell.Wait(); err != nil {
		t.Error(err)
	}
}

// A process that holds a key leaves none behind in a file of the system's.
func TestKeyIsInNoCore(t *testing.T) {
	p := startInTerminal(t, "window", "--skew=1s-fast", "--show-codes")
	p.until("it is not shown")
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(limits), "\n") {
		if name, values, ok := strings.Cut(line, "Max core file size"); ok && name == "" && strings.Fields(values)[1] != "0" {
			t.Errorf("%q", line)
		}
	}
	p.press("\x03")
	p.end()
}

// Making codes second after second leaves no more and no more copies of the key behind.
func TestKeyIsNotSpread(t *testing.T) {
	key := rand.Text() // base32, and in no binary
	p := startInTerminal(t, "window", "--skew=1s-fast", "--show-codes", "--live")
	p.secretly("it is not shown", key)
	p.until("Ctrl-C ends")
	path := fmt.Sprintf("/proc/%d/", p.cmd.Process.Pid)
	maps, err := os.ReadFile(path + "maps")
	if err != nil {
		t.Skipf("who looks into another process is root: %v", err)
	}
	memory, err := os.Open(path + "mem")
	if err != nil {
		t.Skipf("who looks into another process is root: %v", err)
	}
	defer memory.Close()
	for range 3 {
		p.until("Ctrl-C ends") // a second more
	}
	copies := 0
	for _, area := range strings.Split(string(maps), "\n") {
		var from, to int64
		if _, err := fmt.Sscanf(area, "%x-%x r", &from, &to); err == nil {
			if content, err := io.ReadAll(io.NewSectionReader(memory, from, to-from)); err == nil {
				copies += strings.Count(string(content), key)
			}
		}
	}
	t.Logf("%d copies of the key", copies)
	if copies == 0 || copies > 60 { // one is where it was typed; it was 100 and 24 more each second
		t.Errorf("%d copies of the key are in memory", copies)
	}
	p.press("\x03")
	p.end()
}
