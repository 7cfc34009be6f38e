package drift

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// chronydAhead starts a chronyd whose clock is ahead of the machine's by a known
// offset, which a reference clock tells it.
func chronydAhead(t *testing.T, offset time.Duration) string {
	sock := filepath.Join(t.TempDir(), "refclock.sock")
	server := chronyd(t, "refclock SOCK "+sock+" poll 0 filter 1 precision 1e-7 stratum 1 refid TEST maxsamples 6")
	go feed(t, sock, offset)
	return server
}

// chronyd starts a real one on a port of loopback. With -x it never touches the
// machine's clock, but keeps an offset of its own.
func chronyd(t *testing.T, lines ...string) string {
	t.Helper()
	return chronydIn(t, nil, lines...)
}

// chronydIn starts one with more in its environment.
func chronydIn(t *testing.T, env []string, lines ...string) string {
	t.Helper()
	program, err := exec.LookPath("chronyd")
	needs(t, "chronyd", err == nil)
	dir := t.TempDir()
	port := freePort(t)
	config := filepath.Join(dir, "chrony.conf")
	lines = append(lines, fmt.Sprintf("port %d", port), "bindaddress 127.0.0.1", "allow 127.0.0.1",
		"cmdport 0", "pidfile "+filepath.Join(dir, "chronyd.pid"))
	if err := os.WriteFile(config, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-x", "-d", "-U", "-f", config)
	cmd.Env = append(os.Environ(), env...)
	var log strings.Builder
	cmd.Stdout, cmd.Stderr = &log, &log
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
		if t.Failed() {
			t.Logf("chronyd:\n%s", log.String())
		}
	})
	return fmt.Sprintf("127.0.0.1:%d", port)
}

// needs skips a test of a real program under -short, and where it is not installed, if
// that is not required.
func needs(t *testing.T, name string, installed bool) {
	t.Helper()
	switch {
	case testing.Short():
		t.Skip("real programs take long")
	case !installed && os.Getenv("CODECLOCK_REQUIRE_REAL") == "1":
		t.Fatalf("%s is required and not installed", name)
	case !installed:
		t.Skipf("%s is not installed", name)
	}
}

// feed plays the reference clock: it tells chronyd ten times a second that true
// time is the system's plus offset (chrony's refclock_sock.c, struct
// sock_sample).
func feed(t *testing.T, sock string, offset time.Duration) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-t.Context().Done():
			return
		case <-tick.C:
		}
		conn, err := net.Dial("unixgram", sock)
		if err != nil {
			continue // not listening yet
		}
		now := time.Now()
		p := make([]byte, 40)
		binary.NativeEndian.PutUint64(p[0:], uint64(now.Unix()))
		binary.NativeEndian.PutUint64(p[8:], uint64(now.Nanosecond()/1000))
		binary.NativeEndian.PutUint64(p[16:], math.Float64bits(offset.Seconds()))
		binary.NativeEndian.PutUint32(p[36:], 0x534f434b)
		conn.Write(p)
		conn.Close()
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.LocalAddr().(*net.UDPAddr).Port
}

// Five real chronyd, one of which is wrong and one of which has no time: the
// answer is right and its interval holds the truth, every time.
func TestAgainstChronyd(t *testing.T) {
	for name, truth := range map[string]time.Duration{"47.123456 s slow": -47123456 * time.Microsecond, "an hour fast": time.Hour} {
		t.Run(name, func(t *testing.T) { againstChronyd(t, truth) })
	}
}

func againstChronyd(t *testing.T, truth time.Duration) {
	servers := []string{
		chronydAhead(t, -truth), chronydAhead(t, -truth), chronydAhead(t, -truth),
		chronydAhead(t, -truth+120*s), chronyd(t),
	}
	sources := func() (out []source.Source) {
		for _, server := range servers {
			out = append(out, &source.NTP{Server: server, Gap: -1, Samples: 1})
		}
		return out
	}
	waitFor(t, "chronyd to settle", func() bool {
		e, all := askAll(t, sources())
		return all && e.Skew.Contains(truth)
	})
	for range 20 {
		var e Estimate
		waitFor(t, "all to answer", func() (all bool) {
			e, all = askAll(t, sources())
			return all
		})
		if _, _, agree := e.Count(); e.Agreement != Majority || agree != 3 {
			t.Fatalf("%v, %d agree; want a majority of 3 of the 4 that know the time", e.Agreement, agree)
		}
		if !e.Skew.Contains(truth) || e.Skew.Bound() > s || !e.Skew.Contains(e.Point) {
			t.Errorf("measured %v in %v to %v; the truth is %v", e.Point, e.Skew.Lo(), e.Skew.Hi(), truth)
		}
		if off := e.Readings[3].Off; skew.Abs(off-120*s) > s {
			t.Errorf("the falseticker is %v ahead, measured %v", 120*s, off)
		}
	}
}

// askAll asks every server once and waits for the slowest too. It reports whether
// all had their say: the last, which has no time, says just that. On a busy machine
// one may answer too late.
func askAll(t *testing.T, sources []source.Source) (e Estimate, all bool) {
	e = Measure(t.Context(), Options{Sources: sources, Timeout: 10 * s, Settled: func(skew.Interval) bool { return false }})
	_, answered, _ := e.Count()
	last := len(sources) - 1
	return e, answered == last && errors.Is(e.Readings[last].Err, source.ErrUnsynchronised)
}

// waitFor asks again and again until something is so. How long that takes is up to
// another program and to how busy the machine is.
func waitFor(t *testing.T, what string, is func() bool) {
	t.Helper()
	again := time.NewTicker(100 * ms)
	defer again.Stop()
	for deadline := time.Now().Add(5 * time.Minute); !is(); <-again.C {
		if time.Now().After(deadline) {
			t.Fatalf("waited too long for %s", what)
		}
	}
}

// A chronyd without a source says so, and is not believed.
func TestUnsynchronisedChronyd(t *testing.T) {
	n := &source.NTP{Server: chronyd(t), Gap: -1}
	waitFor(t, "an answer from chronyd", func() bool { // it may not listen yet
		e := Measure(t.Context(), Options{Sources: []source.Source{n}, Timeout: s})
		if e.Agreement != Silence {
			t.Fatalf("%v: believed a server without a source", e.Skew)
		}
		return errors.Is(e.Readings[0].Err, source.ErrUnsynchronised)
	})
}
