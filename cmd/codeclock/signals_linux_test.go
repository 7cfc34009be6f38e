package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// waiting are the commands that wait for somebody, and what they show by then.
var waiting = []struct{ args, shown string }{
	{"tap --demo=good", "Press SPACE"},
	{"tap --demo=good --plain", "Press Enter"},
	{"phone --demo=good --listen=127.0.0.1", "q: end"},
	{"report --device=phone --demo=good --listen=127.0.0.1", "q: end"},
	{"report --device=app --demo=good", "Press SPACE"},
	{"window --skew=1s-fast --show-codes", "it is not shown"},
	{"infer --trust-this-clock", "it is not shown"},
	{"lint --key", "it is not shown"},
	{"lint", "is not shown"},
	{"verify", "Paste the report"},
	{"guide", "?"},
}

// The first signal ends every command that waits, whatever it waits for: no second is
// needed, no trace is shown, and the terminal is as it was. Ctrl-C and Ctrl-\ are
// pressed as keys, which become signals where the terminal makes them so.
func TestFirstSignalEndsEveryCommand(t *testing.T) {
	for _, w := range waiting {
		for _, key := range []string{"\x03", "\x1c", "SIGTERM"} {
			t.Run(fmt.Sprintf("%s, %q", w.args, key), func(t *testing.T) {
				p := startInTerminal(t, strings.Fields(w.args)...)
				p.until(w.shown)
				if key == "SIGTERM" {
					if err := p.cmd.Process.Signal(unix.SIGTERM); err != nil {
						t.Fatal(err)
					}
				} else {
					p.press(key)
				}
				p.end()
				p.inner.Close()
				rest, _ := io.ReadAll(p.outer) // ends with an error: nobody is at the other end
				all := p.seen + string(rest) + p.stdout.String()
				if state := p.cmd.ProcessState.Sys(); strings.Contains(all, "goroutine") || strings.Contains(all, "SIGQUIT") {
					t.Errorf("%v, and a trace is shown:\n%s", state, all)
				}
			})
		}
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
