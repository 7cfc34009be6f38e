package host

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A real chronyd that hears from nobody runs and is not synchronised, as chronyc
// tells it. It may not touch the clock (-x), and speaks on loopback alone.
func TestChronyForReal(t *testing.T) {
	daemon, client := part(t, "chronyd"), part(t, "chronyc")
	if os.Geteuid() != 0 {
		t.Skip("chronyd wants to be started by root")
	}
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := fmt.Sprint(conn.LocalAddr().(*net.UDPAddr).Port)
	conn.Close()
	dir := t.TempDir()
	conf := filepath.Join(dir, "chrony.conf")
	text := fmt.Sprintf("server 127.0.0.1 port 1 iburst\nport 0\ncmdport %s\nbindcmdaddress %s/sock\npidfile %s/pid\n", port, dir, dir)
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	cmd := exec.CommandContext(ctx, daemon, "-x", "-n", "-u", "root", "-f", conf)
	cmd.Stderr = t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		cmd.Wait()
	})
	want := Service{Name: Chrony, Running: Yes, Synced: No}
	got := Service{Name: Chrony}
	for got.Running != Yes && ctx.Err() == nil { // it takes a moment to start
		got = chronycTracking(tool(ctx, client, "-h", "127.0.0.1", "-p", port, "-c", "tracking"), time.Now())
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// part finds a program that is not part of this module. Without it the test is
// skipped, or fails where everything has to be there.
func part(t *testing.T, name string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("real programs take long")
	}
	for _, candidate := range []string{name, "/usr/sbin/" + name} {
		if path, err := exec.LookPath(candidate); err == nil {
			return path
		}
	}
	if os.Getenv("CODECLOCK_REQUIRE_REAL") == "1" {
		t.Fatalf("%s is missing", name)
	}
	t.Skipf("%s is missing", name)
	return ""
}
