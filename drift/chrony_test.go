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
	program, err := exec.LookPath("chronyd")
	if err != nil {
		if os.Getenv("CODECLOCK_REQUIRE_REAL") == "1" {
			t.Fatal("chronyd is required and not installed")
		}
		t.Skip("chronyd is not installed")
	}
	dir := t.TempDir()
	port := freePort(t)
	config := filepath.Join(dir, "chrony.conf")
	lines = append(lines, fmt.Sprintf("port %d", port), "bindaddress 127.0.0.1", "allow 127.0.0.1",
		"cmdport 0", "pidfile "+filepath.Join(dir, "chronyd.pid"))
	if err := os.WriteFile(config, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-x", "-d", "-U", "-f", config)
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
	waitForSync(t, sources, truth)
	all := func(skew.Interval) bool { return false } // a busy machine's fifth answer is waited for
	for range 20 {
		e := Measure(t.Context(), Options{Sources: sources(), Timeout: 10 * s, Settled: all})
		_, answered, agree := e.Count()
		if e.Agreement != Majority || answered != 4 || agree != 3 {
			t.Fatalf("%v, %d answered, %d agree; want a majority of 3 of the 4 that know the time", e.Agreement, answered, agree)
		}
		if !e.Skew.Contains(truth) || skew.Abs(e.Point-truth) > 50*ms {
			t.Errorf("measured %v in %v to %v; the truth is %v", e.Point, e.Skew.Lo(), e.Skew.Hi(), truth)
		}
		if err := e.Readings[4].Err; !errors.Is(err, source.ErrUnsynchronised) {
			t.Errorf("the one that has no time: %v", err)
		}
		if off := e.Readings[3].Off; skew.Abs(off-120*s) > 50*ms {
			t.Errorf("the falseticker is %v ahead, measured %v", 120*s, off)
		}
	}
}

// waitForSync asks until the servers have settled on the offset that they are
// told, which takes a few seconds; before that they answer "not synchronised".
func waitForSync(t *testing.T, sources func() []source.Source, truth time.Duration) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for time.Now().Before(deadline) {
		e := Measure(t.Context(), Options{Sources: sources(), Timeout: s})
		if _, answered, agree := e.Count(); answered == 4 && agree == 3 && e.Skew.Contains(truth) {
			return
		}
		<-time.After(200 * ms)
	}
	t.Fatal("chronyd did not settle within a minute")
}

// A chronyd without a source says so, and is not believed.
func TestUnsynchronisedChronyd(t *testing.T) {
	n := &source.NTP{Server: chronyd(t), Gap: -1}
	deadline := time.Now().Add(20 * s)
	for time.Now().Before(deadline) {
		e := Measure(t.Context(), Options{Sources: []source.Source{n}, Timeout: s})
		if e.Agreement != Silence {
			t.Fatalf("%v: believed a server without a source", e.Skew)
		}
		if errors.Is(e.Readings[0].Err, source.ErrUnsynchronised) {
			return
		}
		<-time.After(100 * ms) // it may not listen yet
	}
	t.Fatal("no answer from chronyd in 20 s")
}
