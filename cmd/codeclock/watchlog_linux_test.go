package main

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"codeclock/cmd/codeclock/internal/cli"
)

// A hundred times the program is killed at some moment: all lines that it said it had
// are in the log, whole and in order, and the next run goes on from there.
func TestLogSurvivesKill(t *testing.T) {
	times := 100
	if testing.Short() {
		times = 10
	}
	path := filepath.Join(t.TempDir(), "clock.log")
	servers := serverFlags(timeServers(t, 0, 3))
	random := rand.New(rand.NewPCG(18, 4))
	said := 0
	for n := range times {
		args := append([]string{"watch", "--every", "10ms", "--log", path, "--format", "jsonl"}, servers...)
		cmd := exec.Command(os.Args[0], args...)
		cmd.Args[0] = "codeclock" // which the test binary answers to
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// A line is said once it is in the log. How far the program is when it is killed
		// is as random as what it was doing at the byte that was read last.
		seen := make([]byte, random.IntN(6000))
		read, _ := readFull(out, seen)
		cmd.Process.Signal(syscall.SIGKILL)
		rest := make([]byte, 1<<20)
		more, _ := readFull(out, rest)
		cmd.Wait()
		said += strings.Count(string(seen[:read])+string(rest[:more]), "\n")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if lines := strings.Count(string(text), "\n"); lines < said {
			t.Fatalf("killed %d times: %d lines were said, and %d are in the log", n+1, said, lines)
		}
		said = strings.Count(string(text), "\n") // with those that were not said any more
	}
	w := newWorld()
	got := run(t.Context(), &w.env, []string{"watch", "--from", path, "--format", "json"})
	j := parse[summary](t, "watch", w.out.String())
	if got != 0 || j.Samples < said || j.Log != nil && (j.Log.Unread > 0 || j.Log.Cut) {
		t.Errorf("status %d: %d lines, %+v\n%s", got, said, j, w.err.String())
	}
	t.Logf("killed %d times, %d samples kept", times, j.Samples)
}

func readFull(r io.Reader, into []byte) (n int, err error) {
	for n < len(into) && err == nil {
		var k int
		k, err = r.Read(into[n:])
		n += k
	}
	return n, err
}

// A log that somebody else writes to, or that cannot be one, is refused before anything
// is measured.
func TestLogIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clock.log")
	first, err := cli.OpenAppending("--log", path)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	for _, tt := range []struct{ path, err string }{
		{path, "another program is writing to it"},
		{filepath.Dir(path), "not a regular file"},
		{"/dev/full", "not a regular file"},
		{filepath.Join(path, "below"), "not a directory"},
		{filepath.Join(filepath.Dir(path), "nowhere", "log"), "no such file or directory"},
	} {
		w := newWorld()
		status := run(t.Context(), &w.env, append([]string{"watch", "--count", "1", "--log", tt.path}, serverFlags(timeServers(t, 0, 1))...))
		if status != 3 || w.out.Len() > 0 || !strings.Contains(w.err.String(), tt.err) || !strings.Contains(w.err.String(), "\ncodeclock: hint: ") {
			t.Errorf("%s: status %d, %q", tt.err, status, w.err.String())
		}
	}
}

// A full disk is said, and costs no sample as long as there is room again before the end.
func TestLogOnAFullDisk(t *testing.T) {
	out, err := inNamespace(t, "TestInsideFullDisk", "CODECLOCK_TEST_FULL=1")
	if err != nil || !strings.Contains(string(out), "--- PASS: TestInsideFullDisk") {
		t.Errorf("%v\n%s", err, out)
	}
}

// clearing notes what is said, and makes room once it is said that there is none.
type clearing struct {
	bytes.Buffer
	room func()
}

func (c *clearing) Write(p []byte) (int, error) {
	if strings.Contains(string(p), "measuring goes on") && c.room != nil {
		c.room()
	}
	return c.Buffer.Write(p)
}

// TestInsideFullDisk is the inner half of TestLogOnAFullDisk.
func TestInsideFullDisk(t *testing.T) {
	if os.Getenv("CODECLOCK_TEST_FULL") == "" {
		t.Skip("runs as a part of TestLogOnAFullDisk")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip(err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	loopbackUp(t)
	path, filler := filepath.Join(dir, "clock.log"), filepath.Join(dir, "filler")
	watch := func(stderr io.Writer, more ...string) (int, *world) {
		w := newWorld()
		w.stderr = stderr
		args := append([]string{"watch", "--every", "10ms", "--log", path, "--format", "jsonl"}, more...)
		return run(t.Context(), &w.env, append(args, serverFlags(timeServers(t, 0, 1))...)), w
	}
	fill := func() {
		os.WriteFile(filler, make([]byte, 1<<20), 0o600) // as much as there is room for
		os.Truncate(filler, 52<<10)
	}
	read := func() summary {
		w := newWorld()
		run(t.Context(), &w.env, []string{"watch", "--from", path, "--format", "json"})
		return parse[summary](t, "watch", w.out.String())
	}
	fill()
	said := &clearing{}
	status, w := watch(said, "--count", "40")
	if lines := strings.Count(w.out.String(), "\n"); status != 3 || lines != 41 {
		t.Errorf("status %d, %d lines: it does not go on measuring\n%s", status, lines, said)
	}
	if text := said.String(); !strings.Contains(text, "no space left on device") || !strings.Contains(text, "not in it") {
		t.Errorf("what is wrong is not said: %s", text)
	}
	kept := read().Samples
	if kept < 3 || kept >= 40 {
		t.Errorf("%d samples are kept", kept)
	}
	said = &clearing{room: func() { os.Remove(filler) }}
	if status, _ := watch(said, "--count", "40"); status != 0 || !strings.Contains(said.String(), "the log is written again") {
		t.Errorf("status %d, %s", status, said)
	}
	if j := read(); j.Samples != kept+40 {
		t.Errorf("%d samples, want %d and 40: %+v", j.Samples, kept, j)
	}
}
