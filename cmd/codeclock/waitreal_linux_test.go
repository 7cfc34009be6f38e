package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/drift/ntpsim"
)

// Where UDP 123 is dropped, waiting for the clock ends with what web servers say; where
// all is, it ends in time and says why.
func TestWaitInABlockedNetwork(t *testing.T) {
	if testing.Short() {
		t.Skip("real servers take long")
	}
	for drops, want := range map[string]string{
		"udp-123": "status 0\nOK   This computer's clock is ",
		"all":     "status 3\nNOT YET   There was nothing to compare this clock with.\n",
	} {
		t.Run(drops, func(t *testing.T) {
			t.Parallel()
			out, err := inNamespace(t, "TestInsideWait", "CODECLOCK_TEST_WAIT="+drops)
			_, page, _ := strings.Cut(string(out), "<<<\n")
			if err != nil || !strings.HasPrefix(page, want) {
				t.Errorf("%v\n%s\nwant a page that begins with %q", err, out, want)
			}
		})
	}
}

// TestInsideWait is the inner half of the two tests that wait in a network of their own.
func TestInsideWait(t *testing.T) {
	switch drops := os.Getenv("CODECLOCK_TEST_WAIT"); drops {
	case "":
		t.Skip("runs as a part of other tests")
	case "limited":
		waitLimited(t)
	default:
		buildNetwork(t, drops)
		silentNames(t, drops == "all")
		w := newWorld()
		w.now = time.Now
		if drops != "all" {
			w.roots = webServer(t)
		}
		status := run(t.Context(), &w.env, []string{"wait", "--clock-within", "1s", "--timeout", "8s"})
		fmt.Printf("<<<\nstatus %d\n%s%s>>>\n", status, w.out.String(), w.err.String())
	}
}

// A real chronyd that limits the rate, and a server that says so, are asked no more than
// they bear, and what came of it is said. chronyc waitsync waits beside it.
func TestWaitAtServersThatLimitTheRate(t *testing.T) {
	realPart(t, "chronyd")
	out, err := inNamespace(t, "TestInsideWait", "CODECLOCK_TEST_WAIT=limited")
	if err != nil || !strings.Contains(string(out), "--- PASS: TestInsideWait") {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// waitLimited is the inside of TestWaitAtServersThatLimitTheRate.
func waitLimited(t *testing.T) {
	loopbackUp(t)
	startChronyd(t, "local stratum 1", "allow 127.0.0.0/8", "bindaddress 127.0.0.1", "port 123", "cmdport 0", "ratelimit interval 10 burst 1 leak 4")
	kisser, err := ntpsim.Listen("127.0.0.2:123", ntpsim.Config{Kiss: "RATE"})
	if err != nil {
		t.Fatal(err)
	}
	defer kisser.Close()
	wait := func(server, within, timeout string) (int, waited) {
		w := newWorld()
		w.now = time.Now
		status := run(t.Context(), &w.env, []string{"wait", "--server", server, "--clock-within", within, "--timeout", timeout, "--format", "json"})
		return status, parse[waited](t, "wait", w.out.String())
	}

	// chronyd answers the first question, which may be enough, and hardly any of the next.
	status, j := wait("127.0.0.1", "1s", "60s")
	if status != 0 || !j.Met {
		t.Errorf("a chronyd that answers once: status %d, %+v", status, j)
	}
	fmt.Printf("wait, chronyd with ratelimit: status %d in %.2f s\n", status, j.Took)
	if status, j = wait("127.0.0.1", "1us", "9s"); status != 3 || j.Met || j.Took < 9 || j.Took > 9+patience.Seconds() {
		t.Errorf("a limit that nothing meets: status %d, %+v", status, j)
	}

	// A server that says RATE is asked once.
	status, j = wait("127.0.0.2", "1s", "60s")
	if asked := kisser.Requests(); status != 3 || j.Took > 30 || asked != 1 || !strings.Contains(j.Servers[0].Error, "rate-limiting") {
		t.Errorf("after RATE: status %d, asked %d times, %+v", status, asked, j)
	}
	fmt.Printf("wait, RATE: status %d in %.2f s, asked %d times: %s\n", status, j.Took, kisser.Requests(), j.Servers[0].Error)

	for _, server := range []string{"127.0.0.1", "127.0.0.2"} {
		before := kisser.Requests()
		status, took, said := waitsync(t, server)
		fmt.Printf("chronyc waitsync, %s: status %d in %.2f s, RATE said %d times: %s\n", server, status, took.Seconds(), kisser.Requests()-before, said)
	}
}

// startChronyd starts a real one, which sets no clock.
func startChronyd(t *testing.T, lines ...string) {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, "chrony.conf")
	lines = append(lines, "user root", "pidfile "+filepath.Join(dir, "pid"))
	if err := os.WriteFile(config, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "chronyd", "-x", "-d", "-U", "-f", config)
	var log strings.Builder
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() {
		cancel()
		cmd.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
}

// waitsync has chronyc wait for a chronyd that asks one server.
func waitsync(t *testing.T, server string) (status int, took time.Duration, said string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil { // chronyd wants it
		t.Fatal(err)
	}
	socket := filepath.Join(dir, "sock")
	startChronyd(t, "server "+server+" iburst", "port 0", "cmdport 0", "bindcmdaddress "+socket)
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if _, err := os.Stat(socket); err == nil {
			break
		}
	}
	start := time.Now()
	cmd := exec.Command("chronyc", "-h", socket, "waitsync", "8", "1", "0", "1")
	out, _ := cmd.CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return cmd.ProcessState.ExitCode(), time.Since(start), lines[len(lines)-1]
}
