package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// serveProcess is serve in a process of its own, whose memory and descriptors are
// nobody else's.
type serveProcess struct {
	url string
	pid int
	end func(syscall.Signal) string // stops it, and returns all that it has printed
}

// skipWhenRaced skips tests of a process's memory under the race detector. CI runs them
// without it.
func skipWhenRaced(t *testing.T) {
	t.Helper()
	if raced {
		t.Skip("the race detector takes memory")
	}
}

// startServeProcess starts serve, and waits until it can measure.
func startServeProcess(t *testing.T, args ...string) serveProcess {
	t.Helper()
	c := exec.Command(program(t), append([]string{"serve"}, args...)...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(stdout)
	first, _ := in.ReadString('\n')
	said, ended := first, false
	end := func(by syscall.Signal) string {
		if ended {
			return said
		}
		ended = true
		c.Process.Signal(by)
		rest, _ := io.ReadAll(in)
		if err := c.Wait(); err != nil && by == syscall.SIGTERM {
			t.Errorf("serve: %v", err)
		}
		said += string(rest) + stderr.String()
		return said
	}
	t.Cleanup(func() { end(syscall.SIGTERM) })
	url, _, found := strings.Cut(strings.TrimPrefix(first, "The page is at "), ",")
	if !found {
		t.Fatalf("serve says %s", end(syscall.SIGTERM))
	}
	waitHealthy(t, url)
	return serveProcess{url: url, pid: c.Process.Pid, end: end}
}

// descriptors returns how many files and sockets it has open.
func (p serveProcess) descriptors(t *testing.T) int {
	t.Helper()
	all, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.pid))
	if errors.Is(err, fs.ErrPermission) {
		missing(t, "the right to look at a process that holds a key")
	}
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// memory returns a line of its status in KiB: VmRSS is what it has in memory, VmHWM
// the most that it ever had.
func (p serveProcess) memory(t *testing.T, line string) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "\n"+line+":")
	kib, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kib
}
