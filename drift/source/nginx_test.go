package source

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"codeclock/drift/skew"
)

// A web server that others wrote: five requests to it, over both protocols, cover
// the skew of this clock against itself, and of one that is shifted.
func TestHTTPSAgainstNginx(t *testing.T) {
	ca := newAuthority(t)
	for _, tt := range []struct {
		protocol string
		skew     time.Duration
	}{
		{"", 0},
		{" http2", -47 * time.Second},
	} {
		t.Run("protocol"+tt.protocol, func(t *testing.T) {
			t.Parallel()
			addr := startNginx(t, ca, tt.protocol)
			known, n, slowest := skew.Unknown, 0, time.Duration(0)
			err := (&HTTPS{Server: addr, Roots: ca.pool(), Now: func() time.Time {
				return time.Now().Add(tt.skew)
			}}).Ask(t.Context(), func(s Sample) {
				n++
				slowest = max(slowest, s.Received.Sub(s.Sent))
				known, _ = known.Intersect(s.Interval())
			})
			if err != nil || n > DefaultRequests {
				t.Fatalf("%d samples, %v", n, err)
			}
			if limit := time.Second/16 + 2*slowest + 2*dateLag; !known.Contains(tt.skew) || known.Width() > limit {
				t.Errorf("%v to %v after %d requests; want a narrow interval around %v", known.Lo(), known.Hi(), n, tt.skew)
			}
			t.Logf("%v to %v", known.Lo()-tt.skew, known.Hi()-tt.skew)
		})
	}
}

// startNginx runs nginx on loopback until the test ends. It inherits a socket
// that already listens, so that there is no moment at which it is not ready.
func startNginx(t *testing.T, ca authority, protocol string) string {
	t.Helper()
	nginx := realPart(t, "nginx")
	dir := t.TempDir()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	file, err := listener.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	writeCertificate(t, dir, ca)
	config := fmt.Sprintf(`
daemon off; worker_processes 1; pid nginx.pid; error_log stderr warn;
events {}
http {
	access_log off;
	client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;
	server { listen %s ssl%s; ssl_certificate cert.pem; ssl_certificate_key key.pem; return 404; }
}`, listener.Addr(), protocol)
	write(t, filepath.Join(dir, "nginx.conf"), []byte(config))
	ctx, cancel := context.WithCancel(t.Context())
	cmd := exec.CommandContext(ctx, nginx, "-p", dir, "-c", "nginx.conf", "-e", "stderr")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Env = []string{"NGINX=3;"}
	cmd.ExtraFiles = []*os.File{file}
	cmd.Stderr = t.Output()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		cmd.Wait()
	})
	return listener.Addr().String()
}

func writeCertificate(t *testing.T, dir string, ca authority) {
	t.Helper()
	now := time.Now()
	cert := ca.issue(t, now.Add(-time.Hour), now.Add(time.Hour))
	key, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "cert.pem"), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Certificate[0]}))
	write(t, filepath.Join(dir, "key.pem"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// realPart finds a program that is not part of this module. Without it the test
// is skipped, or fails where everything has to be there.
func realPart(t *testing.T, name string) string {
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
