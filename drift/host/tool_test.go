package host

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// script puts a program of that name into PATH, which runs these lines of a shell.
func script(t *testing.T, name, lines string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there is no shell")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+lines+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

// A tool that says too much, or does not end, has said nothing, and nothing that it
// started is left behind. How long that takes is not asserted: the time that tool
// waits is bounded by its context and by toolBudget, which is less than Budget.
func TestHostileTools(t *testing.T) {
	pids := filepath.Join(t.TempDir(), "pids")
	for _, tt := range []struct{ name, lines, want string }{
		{"a tool that says something and fails", "echo said; exit 3", "said\n"},
		{"a line of a megabyte", "head -c 1000000 /dev/zero | tr '\\0' x", ""},
		{"no end of lines", "exec yes 0123456789", ""},
		{"a child that does not end", fmt.Sprintf("sleep 600 & echo $! >> %s; echo done", pids), ""},
		{"a tool that does not end, nor its child", fmt.Sprintf("sleep 601 & echo $! >> %s; echo $$ >> %s; echo half; wait", pids, pids), ""},
		{"a tool that will not be ended politely", fmt.Sprintf("trap '' TERM PIPE HUP; echo $$ >> %s; while :; do sleep 1; done", pids), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			script(t, "hostile", tt.lines)
			if got := tool(t.Context(), "hostile"); got != tt.want {
				t.Errorf("got %d bytes, want %q", len(got), tt.want)
			}
		})
	}
	data, _ := os.ReadFile(pids)
	for _, pid := range strings.Fields(string(data)) {
		awaitEnd(t, pid)
	}
}

// awaitEnd waits until a process is gone, or is only waiting to be counted by its
// parent.
func awaitEnd(t *testing.T, pid string) {
	t.Helper()
	if _, err := strconv.Atoi(pid); err != nil || runtime.GOOS != "linux" {
		return
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for ctx.Err() == nil {
		stat := file("/proc/" + pid + "/stat")
		_, state, _ := strings.Cut(stat, ") ")
		if stat == "" || strings.HasPrefix(state, "Z") || strings.HasPrefix(state, "X") {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("process %s is still there", pid)
}

// Terminal escapes and invalid bytes in what a service follows stay raw in facts, as
// documented, and never make a parser believe more.
func TestEscapesInOutputs(t *testing.T) {
	var f Facts
	f.Add("chronyc -c tracking", "7F000001,\x1b[2J\xff,3,1,0,0,0,0,0,0,0,0,1,Normal\n", at)
	if s := f.Service(Chrony); s.Source != "\x1b[2J\xff" || s.Synced != Yes {
		t.Errorf("got %s", summary(s))
	}
	f = Facts{}
	f.Add("chronyc -c sources", "^,*,a\x00b,2,6,377,1,0,0,0\x1b\n", at)
	f.Add("no such command", "7F000001\n", at)
	if s := f.Service(Chrony); s.Contact != Used || len(f.Services) != 1 {
		t.Errorf("got %s", summary(s))
	}
}
