package source

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// hostile is a web server of the test's own making, which counts what it is sent.
type hostile struct {
	connections, requests atomic.Int32
}

// serve runs what the server does with each connection, over the pipes, until the
// test ends.
func (h *hostile) serve(t *testing.T, on *pipes, config *tls.Config, behave func(*hostile, net.Conn)) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			raw, err := on.Accept()
			if err != nil {
				return
			}
			h.connections.Add(1)
			on.carriers.Go(func() {
				defer raw.Close()
				conn := tls.Server(raw, config)
				if conn.Handshake() == nil {
					behave(h, conn)
				}
			})
		}
	}()
	t.Cleanup(func() {
		on.Close()
		<-done
		on.carriers.Wait()
	})
}

// request reads one request; it is false when none comes any more.
func (h *hostile) request(in *bufio.Reader) bool {
	if _, err := http.ReadRequest(in); err != nil {
		return false
	}
	h.requests.Add(1)
	return true
}

// says returns a server that sends these parts after each request.
func says(parts ...func(io.Writer)) func(*hostile, net.Conn) {
	return func(h *hostile, conn net.Conn) {
		for in := bufio.NewReader(conn); h.request(in); {
			for _, part := range parts {
				part(conn)
			}
		}
	}
}

// goodAnswer is what an honest server says.
func goodAnswer(w io.Writer) { good("", "")(w) }

// good is an honest answer with more header lines, and with what must not come after
// it, all at once.
func good(header, after string) func(io.Writer) {
	return func(w io.Writer) {
		date := time.Now().UTC().Format(http.TimeFormat)
		fmt.Fprintf(w, "HTTP/1.1 200 OK\r\nDate: %s\r\nContent-Length: 5\r\n%s\r\n%s", date, header, after)
	}
}

// text is a part of an answer.
func text(s string) func(io.Writer) { return func(w io.Writer) { io.WriteString(w, s) } }

// endless is a part that never ends.
func endless(s string) func(io.Writer) {
	return func(w io.Writer) {
		for {
			if _, err := io.WriteString(w, s); err != nil {
				return
			}
		}
	}
}

// once closes the connection after one answer.
func once(h *hostile, conn net.Conn) {
	if h.request(bufio.NewReader(conn)) {
		goodAnswer(conn)
	}
}

// The frames with which an HTTP/2 server begins and sends everybody away (RFC 9113,
// sections 6.5 and 6.8): SETTINGS, and GOAWAY with 0 as the last stream.
const goAway = "\x00\x00\x00\x04\x00\x00\x00\x00\x00" + "\x00\x00\x08\x07\x00\x00\x00\x00\x00" + "\x00\x00\x00\x00\x00\x00\x00\x00"

// Whatever a server does, it is sent at most DefaultRequests requests over as many
// connections, each kind of failure has a name of ours, and package net/http, which
// has opinions about such servers, prints nothing.
func TestHostileWebServers(t *testing.T) {
	ca := newAuthority(t)
	var printed bytes.Buffer
	defer log.SetOutput(log.Writer())
	log.SetOutput(&printed)
	for _, tt := range []struct {
		name        string
		behave      func(*hostile, net.Conn)
		alpn        []string
		connections int32
		requests    int32
		samples     int
		want        error // nil: ends by itself
	}{
		{"an honest one", says(goodAnswer), nil, 1, 5, 5, nil},
		{"ends each connection after the handshake", func(*hostile, net.Conn) {}, nil, 1, 0, 0, ErrBroken},
		{"ends each connection after a request", func(h *hostile, c net.Conn) { h.request(bufio.NewReader(c)) }, nil, 1, 1, 0, ErrBroken},
		{"ends each connection after a good answer", once, nil, 3, 3, 3, nil},
		{"says that it will end each connection", says(good("Connection: close\r\n", "")), nil, 5, 5, 5, nil},
		{"sends a body after HEAD", says(good("", "hello")), nil, 5, 5, 5, nil},
		{"sends an answer that nobody asked for", says(good("", "HTTP/1.1 200 OK\r\n\r\n")), nil, 5, 5, 5, nil},
		{"sends header lines without end", says(text("HTTP/1.1 200 OK\r\n"), endless("A: b\r\n")), nil, 1, 1, 0, ErrNotHTTP},
		{"sends one header line without end", says(text("HTTP/1.1 200 OK\r\nA: "), endless(strings.Repeat("b", 1000))), nil, 1, 1, 0, ErrNotHTTP},
		{"sends interim answers without end", says(endless("HTTP/1.1 103 Early Hints\r\n\r\n")), nil, 1, 1, 0, ErrNotHTTP},
		{"asks to try again at once", says(text("HTTP/1.1 421 Misdirected Request\r\nRetry-After: 0\r\n\r\n")), nil, 1, 1, 0, ErrNoDate},
		{"says nothing", says(), nil, 1, 1, 0, ErrNoAnswer},
		{"sends everybody away in HTTP/2", says(text(goAway)), nil, 1, 1, 0, ErrNoAnswer},
		{"sends everybody away in HTTP/2 after a good answer", says(good("", goAway)), nil, 5, 5, 5, nil},
		{"wants another protocol and nothing else", says(goodAnswer), []string{"spdy/3"}, 1, 0, 0, ErrTLS},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				now := time.Now()
				net := newPipes(fixed(20*time.Millisecond), fixed(20*time.Millisecond))
				config := &tls.Config{Certificates: []tls.Certificate{ca.issue(t, now.Add(-time.Hour), now.Add(time.Hour))}, NextProtos: tt.alpn}
				var h hostile
				h.serve(t, net, config, tt.behave)
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				samples, err := collect(ctx, &HTTPS{Server: "example.com", Roots: ca.pool(), Dial: net.dial})
				if !errors.Is(err, tt.want) || len(samples) != tt.samples {
					t.Errorf("%d samples, %v; want %d, %v", len(samples), err, tt.samples, tt.want)
				}
				if c, r := h.connections.Load(), h.requests.Load(); c != tt.connections || r != tt.requests {
					t.Errorf("%d connections and %d requests, want %d and %d", c, r, tt.connections, tt.requests)
				}
			})
		})
	}
	if printed.Len() > 0 {
		t.Errorf("printed: %s", &printed)
	}
}

// The questions are the same from every computer, but for the random bytes by which
// an answer is known: a request of a few lines, and a packet of zeros.
func TestQuestionsSayNothing(t *testing.T) {
	ca, now := newAuthority(t), time.Now()
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{ca.issue(t, now.Add(-time.Hour), now.Add(time.Hour))}})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	asked := make(chan string, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		buf := make([]byte, 4096)
		n, _ := conn.Read(buf)
		asked <- string(buf[:n])
		goodAnswer(conn)
	}()
	if _, err := collect(t.Context(), &HTTPS{Server: l.Addr().String(), Roots: ca.pool(), Requests: 1}); err != nil {
		t.Fatal(err)
	}
	if got, want := <-asked, "HEAD / HTTP/1.1\r\nHost: "+l.Addr().String()+"\r\nUser-Agent: codeclock\r\nCache-Control: no-cache\r\n\r\n"; got != want {
		t.Errorf("asked %q, want %q", got, want)
	}
	packets := make(chan []byte, 1)
	near, far := net.Pipe()
	go func() {
		buf := make([]byte, 1024)
		n, _ := far.Read(buf)
		packets <- buf[:n]
		far.Close()
	}()
	ctx, cancel := context.WithCancel(t.Context())
	go (&NTP{Server: "192.0.2.1", Dial: func(context.Context, netip.AddrPort) (net.Conn, error) { return near, nil }}).Ask(ctx, func(Sample) {})
	packet := <-packets
	cancel()
	clear(packet[fieldTransmit:])
	if packet[0]&7 != 3 || len(packet) != headerSize || !bytes.Equal(packet[1:], make([]byte, headerSize-1)) {
		t.Errorf("asked % x", packet)
	}
}
