package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// secretly types something and sees that it is not shown while it is typed.
func (p *inTerminal) secretly(question, text string) {
	p.t.Helper()
	p.until(question)
	for begun := time.Now(); settings(p.t, p.inner).Lflag&unix.ECHO != 0; {
		if time.Since(begun) > patience {
			p.t.Fatalf("%q is asked with an echo", question)
		}
	}
	p.press(text + "\n")
}

// hidden sees that none of what was typed is on the screen, in the process's
// arguments or in its environment.
func (p *inTerminal) hidden(typed ...string) {
	p.t.Helper()
	shown := p.shown.String() + p.stdout.String()
	for _, file := range []string{"cmdline", "environ"} {
		if text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", p.cmd.Process.Pid, file)); err == nil {
			shown += string(text)
		}
	}
	for _, text := range typed {
		if strings.Contains(shown, text) {
			p.t.Errorf("%d characters that were typed are shown: %q", len(text), shown)
		}
	}
}

// Key and codes are typed at a real terminal and not shown. The codes are timed by a
// time server: this computer is an hour fast, and the device 90 s.
func TestInferInATerminal(t *testing.T) {
	p := startInTerminal(t, "infer", "--server", ntpServer(t, time.Hour), "--range=2d", "--delay=10m", "--codes=3", "--format=json")
	device := time.Now().Add(-time.Hour + 90*time.Second)
	before, now := codeAt(t, device.Add(-30*time.Second)), codeAt(t, device)
	p.secretly("it is not shown", testKey)
	p.secretly("Code 1 of 3", before)
	p.secretly("Code 2 of 3", now[:3]+" "+now[3:])
	p.until("Code 3 of 3")
	p.hidden(testKey, before, now, now[:3]+" "+now[3:])
	p.press("\n") // no more of them
	if status := p.end(); status > 3 {
		t.Errorf("status %d: %s", status, p.stdout.String())
	}
	p.hidden(testKey, before, now, now[:3]+" "+now[3:])
	var got struct {
		Codes int     `json:"codes"`
		Low   float64 `json:"skew_low_seconds"`
		High  float64 `json:"skew_high_seconds"`
	}
	if err := json.Unmarshal([]byte(p.stdout.String()), &got); err != nil || got.Codes != 2 || got.Low > 90 || got.High < 90 || got.High-got.Low > 700 {
		t.Errorf("%v, %+v, want 2 codes and 90 s: %s", err, got, p.stdout.String())
	}
}

// Ctrl-C between two codes leaves the terminal as it was, with its echo.
func TestInferIsLeft(t *testing.T) {
	p := startInTerminal(t, "infer", "--trust-this-clock")
	p.secretly("it is not shown", testKey)
	p.secretly("Code 1 of 2", codeAt(t, time.Now()))
	p.until("Code 2 of 2")
	p.press("\x03")
	if status := p.end(); status != 3 {
		t.Errorf("status %d", status)
	}
	p.hidden(testKey)
}

// What is typed at the prompts is in no shell's history.
func TestInferLeavesNoHistory(t *testing.T) {
	bash := realPart(t, "bash")
	dir := t.TempDir()
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, filepath.Join(dir, "codeclock")) // by which the test binary knows what it is
	}
	if err != nil {
		t.Fatal(err)
	}
	history := filepath.Join(dir, "history")
	p := startProgram(t, bash, []string{"bash", "--norc", "-i"}, "HISTFILE="+history, "PATH="+dir+":"+os.Getenv("PATH"), "PS1=ready> ")
	p.until("ready> ")
	code := codeAt(t, time.Now())
	p.press("codeclock infer --trust-this-clock --codes=1 --delay=10m --range=2d\n")
	p.secretly("it is not shown", testKey)
	p.secretly("Code 1 of 1", code)
	p.until("ready> ")
	p.press("exit\n")
	p.cmd.Wait()
	p.hidden(testKey, code)
	lines, err := os.ReadFile(history)
	if err != nil || !strings.Contains(string(lines), "codeclock infer") || keyLeaks(string(lines)) || strings.Contains(string(lines), code) {
		t.Errorf("%v; the history is %q", err, lines)
	}
	if !strings.Contains(p.stdout.String(), "How we know: 1 code") {
		t.Errorf("no answer: %q", p.stdout.String())
	}
}
