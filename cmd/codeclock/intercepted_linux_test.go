package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"codeclock/drift"
	"codeclock/drift/ntpsim"
	"codeclock/drift/source"
)

// A network that answers in the time servers' place, with everything that it can be
// and web sites can be: whatever it says, a clock is not called right or wrong where
// web sites rule it out. The network is a real one, in a namespace.
func TestInterceptedNetwork(t *testing.T) {
	if testing.Short() {
		t.Skip("real servers take long")
	}
	out, err := inNamespace(t, "TestInsideIntercepted", "CODECLOCK_TEST_INTERCEPTS=1")
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// answer is what the test looks at of a check.
type answer struct {
	Verdict  string
	Findings []struct{ Code string }
	Servers  struct {
		WebCheck string `json:"web_check"`
		List     []struct {
			Kind    string
			Samples []any
		}
	}
}

func (a answer) found(code drift.Code) bool {
	for _, f := range a.Findings {
		if f.Code == string(code) {
			return true
		}
	}
	return false
}

// webAnswers reports whether two or more web sites gave an answer.
func (a answer) webAnswers() bool {
	n := 0
	for _, s := range a.Servers.List {
		if s.Kind == "https" && len(s.Samples) > 0 {
			n++
		}
	}
	return n > 1
}

// TestInsideIntercepted is the inner half of TestInterceptedNetwork.
func TestInsideIntercepted(t *testing.T) {
	if os.Getenv("CODECLOCK_TEST_INTERCEPTS") == "" {
		t.Skip("runs as a part of TestInterceptedNetwork")
	}
	buildNetwork(t, "udp-123")
	if out, err := exec.Command("ip", "route", "add", "local", "198.51.100.0/24", "dev", "lo").CombinedOutput(); err != nil {
		t.Skipf("ip route: %v %s", err, out)
	}
	box := listenAsAll(t)
	web := newManyFaced(t)
	for _, slow := range []time.Duration{0, -time.Minute} {
		for name, config := range map[string]ntpsim.Config{
			"right": {Skew: slow}, "wrong": {Skew: slow + 97*time.Second}, "as wrong as the computer": {},
			"unsynchronised": {Skew: slow, Leap: 3, Stratum: 16}, "off": {Loss: 1},
		} {
			for _, face := range []string{"open", "portal", "inspected", "dead"} {
				t.Run(fmt.Sprintf("computer %v off, box %s, web %s", slow, name, face), func(t *testing.T) {
					box.Set(config)
					web.show(face, slow)
					judgeIntercepted(t, web, slow, config, face)
				})
			}
		}
	}
}

// judgeIntercepted runs a check. On a busy machine web sites may be too late for
// their second; then it runs another one.
func judgeIntercepted(t *testing.T, web *manyFaced, slow time.Duration, box ntpsim.Config, face string) {
	var a answer
	for range 20 {
		w := newWorld()
		w.now, w.roots = time.Now, web.roots
		run(t.Context(), &w.env, []string{"check", "--format", "json", "--timeout", "1500ms"})
		if err := json.Unmarshal(w.out.Bytes(), &a); err != nil {
			t.Fatalf("%v\n%s%s", err, &w.out, &w.err)
		}
		if face != "open" || a.webAnswers() {
			break
		}
	}
	truth := "ok"
	if slow != 0 {
		truth = "wrong"
	}
	lies := box.Skew != slow && box.Loss == 0 && box.Leap == 0
	switch {
	case face == "open" && a.Verdict != truth:
		t.Errorf("%s, want %s; web sites: %s", a.Verdict, truth, a.Servers.WebCheck)
	case face == "open" && a.found(drift.NTPIntercepted) != lies:
		t.Errorf("the box lies: %v; found: %v", lies, a.Findings)
	case face != "open" && (a.Servers.WebCheck == "confirmed" || a.Servers.WebCheck == "denied"):
		t.Errorf("no web site answers, and yet it is %s", a.Servers.WebCheck)
	case face != "open" && (box.Loss > 0 || box.Leap == 3) && a.Verdict != "cant-tell":
		t.Errorf("nobody knows the time, and yet %s", a.Verdict)
	case (face == "portal" || face == "inspected") && a.Verdict == "cant-tell" && !a.found(drift.WebIntercepted):
		t.Errorf("web sites answer alike, and only %v is found", a.Findings)
	}
}

// listenAsAll is a box that answers for every time server.
func listenAsAll(t *testing.T) *ntpsim.Server {
	box := ntpsim.New(ntpsim.Config{})
	index := map[string]byte{}
	for i, s := range drift.DefaultServers() {
		index[s.Name] = byte(11 + i)
		conn, err := net.ListenPacket("udp", fmt.Sprintf("198.51.100.%d:123", 11+i))
		if err != nil {
			t.Skip(err)
		}
		t.Cleanup(func() { conn.Close() })
		go relay(t, conn, box)
	}
	nameServer(t, func(name string) net.IP {
		if strings.HasPrefix(name, "www.") {
			return net.IPv4(127, 0, 0, 2)
		}
		return net.IPv4(198, 51, 100, index[name])
	})
	return box
}

// relay hands what comes to the box, and back.
func relay(t *testing.T, conn net.PacketConn, box *ntpsim.Server) {
	buf := make([]byte, 512)
	for {
		n, from, err := conn.ReadFrom(buf)
		if err != nil {
			return
		}
		question := append([]byte(nil), buf[:n]...)
		go func() {
			way, err := box.Dial(t.Context(), netip.AddrPort{})
			if err != nil {
				return
			}
			defer way.Close()
			way.SetDeadline(time.Now().Add(time.Minute))
			reply := make([]byte, 512)
			if _, err := way.Write(question); err != nil {
				return
			}
			if n, err := way.Read(reply); err == nil {
				conn.WriteTo(reply[:n], from)
			}
		}()
	}
}

// manyFaced is all web sites, or what a network puts in their place.
type manyFaced struct {
	roots *x509.CertPool

	mu   sync.Mutex
	face string
	slow time.Duration
	good *tls.Certificate            // right for all sites
	one  *tls.Certificate            // a portal's
	each map[string]*tls.Certificate // an inspecting proxy's
}

// show changes what it is, and the time that it tells.
func (m *manyFaced) show(face string, slow time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.face, m.slow = face, slow
}

func newManyFaced(t *testing.T) *manyFaced {
	m := &manyFaced{roots: x509.NewCertPool(), each: map[string]*tls.Certificate{}}
	var names []string
	for _, h := range source.DefaultHosts() {
		names = append(names, h.Name)
		m.each[h.Name] = certify(t, "Corp", h.Name)
	}
	m.good, m.one = certify(t, "good", names...), certify(t, "Hotel", "portal.example")
	m.roots.AddCert(m.good.Leaf)
	l, err := net.Listen("tcp", ":443")
	if err != nil {
		t.Skip(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(m.answer)}
	go server.Serve(silently{tls.NewListener(l, &tls.Config{GetCertificate: m.certificate})})
	t.Cleanup(func() { server.Close() })
	return m
}

// silently hides from http.Server that a connection is TLS: it would print each
// handshake that a client breaks off.
type silently struct{ net.Listener }

func (s silently) Accept() (net.Conn, error) {
	c, err := s.Listener.Accept()
	return struct{ net.Conn }{c}, err
}

func (m *manyFaced) answer(w http.ResponseWriter, _ *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	w.Header().Set("Date", time.Now().Add(-m.slow).UTC().Format(http.TimeFormat))
}

func (m *manyFaced) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch m.face {
	case "open":
		return m.good, nil
	case "portal":
		return m.one, nil
	case "inspected":
		if c := m.each[hello.ServerName]; c != nil {
			return c, nil
		}
		return m.each["9.9.9.9"], nil // an address is never named
	}
	return nil, errors.New("dead")
}

// certify makes a certificate that the issuer of this name has signed itself.
func certify(t *testing.T, issuer string, names ...string) *tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: issuer},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true,
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}
