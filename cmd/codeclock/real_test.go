package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/drift/ntpsim"
)

// realPart returns the path of a program that is not ours. Without it the test
// is skipped, or fails where the real parts are required.
func realPart(t *testing.T, name string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("real programs take long")
	}
	for _, candidate := range []string{name, filepath.Join("/usr/lib/nagios/plugins", name)} {
		if path, err := exec.LookPath(candidate); err == nil {
			return path
		}
	}
	if os.Getenv("CODECLOCK_REQUIRE_REAL") == "1" {
		t.Fatalf("needs %s", name)
	}
	t.Skipf("needs %s", name)
	return ""
}

// ran is what became of a program.
type ran struct {
	status int
	output string // standard output, then standard error
}

// patience is how long a real part may take, on a machine that is far too busy.
const patience = 5 * time.Minute

// runReal runs a program to its end.
func runReal(t *testing.T, stdin, path string, args ...string) ran {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, path, args...)
	c.Stdin = strings.NewReader(stdin)
	var out, stderr bytes.Buffer
	c.Stdout, c.Stderr = &out, &stderr
	var exit *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	return ran{c.ProcessState.ExitCode(), out.String() + stderr.String()}
}

// program returns the path of this program, for others to start it: TestMain
// puts it there.
func program(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("codeclock")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// timeServers starts servers on loopback against which this computer's clock
// has a skew, and returns their addresses.
func timeServers(t *testing.T, skew time.Duration, count int) []string {
	t.Helper()
	var addrs []string
	for range count {
		s, err := ntpsim.Start(ntpsim.Config{Skew: skew})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		addrs = append(addrs, s.Addr().String())
	}
	return addrs
}

// serverFlags names servers.
func serverFlags(addrs []string) []string {
	var flags []string
	for _, a := range addrs {
		flags = append(flags, "--server", a)
	}
	return flags
}
