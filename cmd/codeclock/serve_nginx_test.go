package main

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/browsertest"
	"codeclock/cmd/codeclock/internal/report"
)

// behindNginx is two servers of one desk behind a web server with TLS, which asks
// them in turn.
type behindNginx struct {
	url    string
	port   string
	signer ed25519.PublicKey
	stop   func() // ends one of the two
}

// startBehindNginx starts them. Nginx listens on one address of this computer, and
// visitors find it under a name.
func startBehindNginx(t *testing.T, listen, name string) behindNginx {
	t.Helper()
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		browsertest.Missing(t, "nginx")
	}
	front, one, two := freeTCP(t), freeTCP(t), freeTCP(t)
	d := behindNginx{url: "https://" + name + ":" + front + "/", port: front}
	key, public := newTestKey(t)
	if d.signer, err = readSigner(t.Context(), public); err != nil {
		t.Fatal(err)
	}
	for _, port := range []string{one, two} {
		_, d.stop = startService(t, "--demo=good", "--url", d.url, "--listen", "127.0.0.1:"+port, "--sign-key", key,
			"--desk", "Example Support", "--desk-color", "#06c", "--trust-proxy", "127.0.0.1")
		waitHealthy(t, "http://127.0.0.1:"+port+"/")
	}
	dir := t.TempDir()
	writeCertificate(t, dir)
	config := fmt.Sprintf(nginxConfig, one, two, listen, front)
	if err := os.WriteFile(filepath.Join(dir, "nginx.conf"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.Command(nginx, "-p", dir, "-e", "error.log", "-c", "nginx.conf")
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		run.Process.Kill()
		run.Wait()
	})
	waitOpen(t, listen+":"+front)
	return d
}

// read returns what the desk reads in a text that a visitor sends.
func (d behindNginx) read(t *testing.T, text string) report.Verified {
	t.Helper()
	return report.Verify(aReport(t, text).Found, report.Expect{Ticket: "T-4711", Now: time.Now(), Signer: d.signer})
}

const nginxConfig = `daemon off;
user root;
master_process off;
pid nginx.pid;
events {}
http {
	access_log off;
	client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;
	upstream codeclock {
		server 127.0.0.1:%s;
		server 127.0.0.1:%s;
	}
	server {
		listen %s:%s ssl;
		ssl_certificate cert.pem;
		ssl_certificate_key key.pem;
		location / {
			proxy_pass http://codeclock;
			proxy_set_header Host $http_host;
			proxy_set_header X-Forwarded-For $remote_addr;
			proxy_next_upstream error timeout non_idempotent;
		}
	}
}
`

// freeTCP returns a port that was free a moment ago.
func freeTCP(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

func waitOpen(t *testing.T, addr string) {
	t.Helper()
	for range 10_000 {
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			return
		}
		<-time.After(20 * time.Millisecond)
	}
	t.Fatal("nginx never listened")
}

// writeCertificate makes a certificate of its own for this computer.
func writeCertificate(t *testing.T, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: der}, "key.pem": {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

const measuredPage = `!/busy/.test(document.getElementById('verdict').className) && document.getElementById('support').value !== ''`

// Devices with clocks of all kinds open the desk's link through a web server that asks
// two servers in turn, one of which ends in the middle. What each sends back holds the
// truth, signed.
func TestServeBehindNginx(t *testing.T) {
	b := browsertest.Start(t)
	d := startBehindNginx(t, "127.0.0.1", "localhost")
	const pc = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
	for i, look := range []browsertest.Look{
		{Width: 320}, {Skew: 12 * time.Second, Dark: true}, {Skew: -47 * time.Second, Width: 1280, UserAgent: pc},
		{Skew: time.Hour, Width: 768, Dark: true, UserAgent: pc}, {Skew: -3 * 8766 * time.Hour},
		{Skew: -12 * time.Second}, {Skew: 47 * time.Second}, {Skew: -time.Hour, Width: 320, Dark: true},
	} {
		look.AnyTLS = true
		tab := b.Open(t, d.url+"t/T-4711/", look)
		if i == 4 {
			d.stop() // the page has just begun
		}
		tab.Wait(measuredPage)
		if dir := os.Getenv("CODECLOCK_SCREENSHOTS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("serve-%d-%s.png", look.Width, look.Skew)), tab.Screenshot(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		v := d.read(t, browsertest.Eval[string](tab, `document.getElementById('support').value`))
		if want := demoGood + look.Skew; !v.Signed || !v.Skew.Widen(5*time.Millisecond).Contains(want) || v.Skew.Bound() > time.Second {
			t.Errorf("%v: signed %v, %v", look.Skew, v.Signed, v.Skew)
		}
		if i < 4 {
			for _, violation := range tab.Violations() {
				t.Errorf("%v: %s", look.Skew, violation)
			}
		}
		if got := browsertest.Eval[int](tab, `document.documentElement.scrollWidth - innerWidth`); got > 0 {
			t.Errorf("%v: the page is %d px wider than the screen", look.Skew, got)
		}
		for _, r := range tab.Requests() {
			if !strings.HasPrefix(r, d.url) {
				t.Errorf("the page asked for %s", r)
			}
		}
	}
}
