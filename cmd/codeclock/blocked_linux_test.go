package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"codeclock/drift/source"
)

// A network that drops UDP 123 lets check answer by HTTPS, within its deadline
// and saying so; one that drops everything makes it say that it cannot tell. The
// network is a real one: namespaces with routes into nothing, a name server, and
// web servers.
func TestBlockedNetwork(t *testing.T) {
	if testing.Short() {
		t.Skip("real servers take long")
	}
	for name, want := range map[string]string{
		"udp-123": "OK   This computer's clock is right to about ",
		"all":     "CAN'T TELL   There was nothing to compare this clock with.\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := inNamespace(t, "TestInsideNamespace", "CODECLOCK_TEST_DROPS="+name)
			_, page, _ := strings.Cut(string(out), "<<<\n")
			page, _, _ = strings.Cut(page, ">>>\n")
			if err != nil || !strings.HasPrefix(page, want) {
				t.Errorf("%v\n%s\nwant a page that begins with %q", err, out, want)
			}
			blocked := strings.Contains(page, "No time server answered: this network seems to block them.")
			silent := strings.Contains(page, "time servers              0 of 5 answered\n  web sites                 0 of 5 answered")
			if blocked != (name == "udp-123") || silent != (name == "all") {
				t.Errorf("what is blocked is not said: %q", page)
			}
		})
	}
}

// inNamespace runs a test of this program in a network of its own, and returns what
// it printed. A variable tells it that it is there.
func inNamespace(t *testing.T, test, variable string) ([]byte, error) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.v", "-test.timeout=10m")
	cmd.Env = append(cmd.Environ(), variable)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if bytes.Contains(out, []byte("--- SKIP")) || err != nil && cmd.Process == nil {
		missing(t, "a network namespace of one's own: "+string(out))
	}
	return out, err
}

// loopbackUp makes loopback usable in a namespace, where it starts out down.
func loopbackUp(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("ip", "link", "set", "lo", "up").CombinedOutput(); err != nil {
		t.Skipf("no ip command here: %v %s", err, out)
	}
}

// missing skips a test for which something real is not there, or fails it where
// everything has to be.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CODECLOCK_REQUIRE_REAL") == "1" {
		t.Fatalf("missing: %s", what)
	}
	t.Skipf("missing: %s", what)
}

// TestInsideNamespace is the inner half of TestBlockedNetwork.
func TestInsideNamespace(t *testing.T) {
	drops := os.Getenv("CODECLOCK_TEST_DROPS")
	if drops == "" {
		t.Skip("runs as a part of TestBlockedNetwork")
	}
	buildNetwork(t, drops)
	silentNames(t, drops == "all")
	w := newWorld()
	w.now = time.Now
	if drops != "all" {
		w.roots = webServer(t)
	}
	run(t.Context(), &w.env, []string{"check"})
	os.Stdout.WriteString("<<<\n" + w.out.String() + ">>>\n" + w.err.String())
}

// silentNames starts a name server in such a network: time servers are nowhere, and web
// sites here, or nowhere as well.
func silentNames(t *testing.T, webToo bool) {
	t.Helper()
	nameServer(t, func(name string) net.IP {
		if strings.HasPrefix(name, "www.") && !webToo {
			return net.IPv4(127, 0, 0, 2)
		}
		return nowhere
	})
}

// nowhere is an address that nobody has (RFC 5737); packets to it vanish.
var nowhere = net.IPv4(198, 51, 100, 1)

// buildNetwork makes a network whose packets to anywhere else vanish: they leave
// on the loopback interface, where nobody takes them.
func buildNetwork(t *testing.T, drops string) {
	t.Helper()
	commands := [][]string{
		{"ip", "link", "set", "lo", "up"},
		{"ip", "route", "add", "default", "dev", "lo"},
	}
	if drops != "all" {
		commands = append(commands, []string{"ip", "addr", "add", "9.9.9.9/32", "dev", "lo"})
	}
	for _, c := range commands {
		if out, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			t.Skipf("%v: %v %s", c, err, out)
		}
	}
	conf := filepath.Join(t.TempDir(), "resolv.conf")
	if err := os.WriteFile(conf, []byte("nameserver 127.0.0.1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount(conf, "/etc/resolv.conf", "", syscall.MS_BIND, ""); err != nil {
		t.Skipf("mount: %v", err)
	}
}

// nameServer knows the address of every name.
func nameServer(t *testing.T, lookup func(name string) net.IP) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:53")
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			conn.WriteTo(resolve(buf[:n], lookup), from)
		}
	}()
}

// resolve answers one question (RFC 1035, section 4): an address for A, nothing
// for any other type.
func resolve(query []byte, lookup func(string) net.IP) []byte {
	const header, typeA = 12, 1
	end := header + bytes.IndexByte(query[header:], 0) + 1
	question := query[header : end+4]
	out := append([]byte{}, query[:2]...)
	out = append(out, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0)
	out = append(out, question...)
	if binary.BigEndian.Uint16(question[len(question)-4:]) == typeA {
		out[7] = 1
		out = append(out, 0xc0, header, 0, typeA, 0, 1, 0, 0, 0, 60, 0, 4)
		out = append(out, lookup(nameIn(question)).To4()...)
	}
	return out
}

// nameIn returns the name that a question is about.
func nameIn(question []byte) string {
	var labels []string
	for len(question) > 0 && question[0] > 0 {
		n := int(question[0])
		labels = append(labels, string(question[1:1+n]))
		question = question[1+n:]
	}
	return strings.Join(labels, ".")
}

// webServer is all web servers in one, with a certificate for them all.
func webServer(t *testing.T) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(9, 9, 9, 9)}, IsCA: true, BasicConstraintsValid: true,
	}
	for _, h := range source.DefaultHosts() {
		template.DNSNames = append(template.DNSNames, h.Name)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := tls.Listen("tcp", ":443", &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
	if err != nil {
		t.Skip(err)
	}
	server := &http.Server{Handler: http.NotFoundHandler()}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return pool
}
