package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// serveProcess is serve in a process of its own, whose memory and descriptors are
// nobody else's.
type serveProcess struct {
	url string
	pid int
	end func() string // stops it, and returns all that it has printed
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
	end := sync.OnceValue(func() string {
		c.Process.Signal(syscall.SIGTERM)
		rest, _ := io.ReadAll(in)
		if err := c.Wait(); err != nil {
			t.Errorf("serve: %v", err)
		}
		return first + string(rest) + stderr.String()
	})
	t.Cleanup(func() { end() })
	url, _, found := strings.Cut(strings.TrimPrefix(first, "The page is at "), ",")
	if !found {
		t.Fatalf("serve says %s", end())
	}
	waitHealthy(t, url)
	return serveProcess{url: url, pid: c.Process.Pid, end: end}
}

// descriptors returns how many files and sockets it has open.
func (p serveProcess) descriptors(t *testing.T) int {
	t.Helper()
	all, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.pid))
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
