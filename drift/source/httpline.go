package source

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// maxHeader bounds what is read of an answer. It is far above what any
	// site sends with a HEAD answer.
	maxHeader = 64 << 10

	// maxInterim is how many interim answers (1xx) may come before the final one.
	maxInterim = 8
)

// line is one connection to a server, with TLS, for one request after another. It
// is not package net/http's Transport: that asks again by itself when a server ends
// a connection, and prints what it does not like to standard error.
type line struct {
	raw  net.Conn
	conn *tls.Conn
	in   *bufio.Reader
	room *io.LimitedReader // what may still be read of an answer
	used bool              // has brought an answer
	stop func() bool       // forgets the context
}

// open makes a connection, through the proxy if there is one.
func (v *visit) open(ctx context.Context) (*line, error) {
	behind, err := v.pickProxy()
	if err != nil {
		return nil, err
	}
	raw, err := v.dial(ctx, behind)
	if err != nil {
		return nil, err
	}
	l := &line{raw: raw, stop: context.AfterFunc(ctx, func() { raw.SetDeadline(time.Unix(1, 0)) })}
	through := raw
	if behind != nil {
		if through, err = v.tunnel(ctx, raw, behind); err != nil {
			l.close()
			return nil, err
		}
	}
	l.conn = tls.Client(through, v.verifying(v.url.Hostname()))
	if err := l.conn.HandshakeContext(ctx); err != nil {
		l.close()
		return nil, err
	}
	l.room = &io.LimitedReader{R: l.conn}
	l.in = bufio.NewReader(l.room)
	return l, nil
}

// close ends the connection, politely while there is time for that.
func (l *line) close() {
	if l.stop() && l.conn != nil {
		l.conn.Close()
	}
	l.raw.Close()
}

// head sends one HEAD request and reads the header of its answer.
func (l *line) head(u *url.URL) (*http.Response, error) {
	request := &http.Request{Method: http.MethodHead, URL: u, Host: u.Host, Header: http.Header{
		"User-Agent": {"codeclock"}, "Cache-Control": {"no-cache"},
	}}
	var text bytes.Buffer
	if err := request.Write(&text); err != nil {
		return nil, ErrURL
	}
	if _, err := l.conn.Write(text.Bytes()); err != nil {
		return nil, err
	}
	l.room.N = maxHeader
	for range maxInterim {
		resp, err := http.ReadResponse(l.in, request)
		switch {
		case err != nil:
			return nil, l.unread(err)
		case resp.StatusCode >= http.StatusOK:
			l.used = true
			return resp, nil
		}
	}
	return nil, ErrNotHTTP
}

// unread tells an answer that breaks the rules of HTTP, or is too long, from a
// connection that broke.
func (l *line) unread(err error) error {
	var network net.Error
	if l.room.N > 0 && (errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrNotHTTP, err)
}

// verifying returns how to speak TLS with a host. The chain is verified at any time
// at all here, and in exchange at the time that the server claims: the standard
// check would do both at the time of the very clock that is in doubt.
func (v *visit) verifying(host string) *tls.Config {
	return &tls.Config{
		ServerName:         host,
		NextProtos:         []string{"http/1.1"},
		InsecureSkipVerify: true,
		VerifyConnection: func(cs tls.ConnectionState) error {
			return verifyAtSomeTime(cs.PeerCertificates, host, v.h.Roots) // cs.ServerName is empty for an address
		},
	}
}

// pickProxy returns the proxy, nil for none, and keeps its address to report it.
// Its user and password stay out of that.
func (v *visit) pickProxy() (*url.URL, error) {
	v.proxy = ""
	if v.h.Proxy == nil {
		return nil, nil
	}
	behind, err := v.h.Proxy(&http.Request{Method: http.MethodHead, URL: v.url, Host: v.url.Host})
	if err != nil {
		return nil, ErrProxyAddress // which may have a password in it
	}
	if behind != nil {
		v.proxy = behind.Host
	}
	return behind, nil
}

// dial opens a TCP connection to the server, or to the proxy.
func (v *visit) dial(ctx context.Context, behind *url.URL) (net.Conn, error) {
	dial := v.h.Dial
	if dial == nil {
		dial = dialFew
	}
	if behind == nil {
		return dial(ctx, "tcp", address(v.url, "443"))
	}
	return dial(ctx, "tcp", address(behind, defaultPort(behind.Scheme)))
}

// dialFew tries only a few of a name's addresses, however many there are.
func dialFew(ctx context.Context, network, addr string) (net.Conn, error) {
	var tried atomic.Int32
	d := net.Dialer{Control: func(string, string, syscall.RawConn) error {
		if tried.Add(1) > maxAddresses {
			return ErrNoAnswer
		}
		return nil
	}}
	return d.DialContext(ctx, network, addr)
}

// address is the host:port of a URL.
func address(u *url.URL, port string) string {
	if p := u.Port(); p != "" {
		port = p
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// basic writes the user and password of a proxy's URL as RFC 7617 wants them.
func basic(user *url.Userinfo) string {
	password, _ := user.Password()
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user.Username()+":"+password))
}
