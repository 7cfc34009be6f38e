package host

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// A real chronyd tells what it hears: from a server that is silent, from nobody but
// its own clock, and from a server that answered and then died. None of them may touch
// the clock (-x), and they speak on loopback alone.
func TestChronyForReal(t *testing.T) {
	silent := startChronyd(t, "server 127.0.0.1 port 1 iburst\nport 0\n")
	silent.await(t, "a silent server", func(s Service) bool { return s.Synced == No && s.Contact == Unheard })

	local := startChronyd(t, "local stratum 10\nport 0\n")
	local.await(t, "its own clock", func(s Service) bool { return s.Synced == Yes && s.Kind == FromItself })

	port := freePort(t)
	server := startChronyd(t, "local stratum 2\nallow 127.0.0.1\nbindaddress 127.0.0.1\nport "+port+"\n")
	client := startChronyd(t, "server 127.0.0.1 port "+port+" iburst minpoll -4 maxpoll -4\nport 0\n")
	client.await(t, "a server that answers", func(s Service) bool { return s.Synced == Yes && s.Kind == FromNetwork && s.Contact == Used })
	server.stop()
	client.await(t, "a server that died", func(s Service) bool { return s.Synced == Yes && s.Contact == Unheard })
}

// realChronyd is a chronyd of the test.
type realChronyd struct {
	client, port string
	stop         func()
}

// startChronyd starts a chronyd with these settings.
func startChronyd(t *testing.T, settings string) realChronyd {
	t.Helper()
	daemon, client := part(t, "chronyd"), part(t, "chronyc")
	if os.Geteuid() != 0 {
		t.Skip("chronyd wants to be started by root")
	}
	port, dir := freePort(t), t.TempDir()
	conf := filepath.Join(dir, "chrony.conf")
	settings += fmt.Sprintf("cmdport %s\nbindcmdaddress 127.0.0.1\nbindcmdaddress %s/sock\npidfile %s/pid\n", port, dir, dir)
	if err := os.WriteFile(conf, []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cmd := exec.CommandContext(ctx, daemon, "-x", "-n", "-u", "root", "-f", conf)
	cmd.Stderr = t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := sync.OnceFunc(func() {
		cancel()
		cmd.Wait()
	})
	t.Cleanup(stop)
	return realChronyd{client, port, stop}
}

// await asks until what chronyd says fits.
func (c realChronyd) await(t *testing.T, name string, fits func(Service) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var f Facts
	for !fits(f.Service(Chrony)) {
		if ctx.Err() != nil {
			t.Fatalf("%s: got %s", name, summary(f.Service(Chrony)))
		}
		f = Facts{}
		for _, what := range []string{"tracking", "sources", "activity"} {
			f.Add("chronyc -c "+what, tool(ctx, c.client, "-h", "127.0.0.1", "-p", c.port, "-c", what), time.Now())
		}
	}
}

// freePort returns a port of UDP that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return fmt.Sprint(conn.LocalAddr().(*net.UDPAddr).Port)
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
