package source

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
)

// defaultPort is where a proxy of this kind listens when its URL does not say, as
// in package net/http.
func defaultPort(scheme string) string {
	switch scheme {
	case "https":
		return "443"
	case "socks5", "socks5h":
		return "1080"
	}
	return "80"
}

// tunnel asks a proxy for a way to the server, and returns that.
func (v *visit) tunnel(ctx context.Context, raw net.Conn, behind *url.URL) (net.Conn, error) {
	switch behind.Scheme {
	case "http":
		return connectHTTP(raw, behind, address(v.url, "443"))
	case "https":
		conn := tls.Client(raw, v.verifying(behind.Hostname()))
		if err := conn.HandshakeContext(ctx); err != nil {
			if errors.Is(err, ErrCertificate) {
				return nil, ErrProxy
			}
			return nil, err
		}
		return connectHTTP(conn, behind, address(v.url, "443"))
	case "socks5", "socks5h":
		return raw, connectSOCKS(raw, behind.User, v.url.Hostname(), address(v.url, "443"))
	}
	return nil, ErrProxyAddress
}

// connectHTTP asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6).
func connectHTTP(conn net.Conn, behind *url.URL, target string) (net.Conn, error) {
	request := "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\nUser-Agent: codeclock\r\n"
	if behind.User != nil {
		request += "Proxy-Authorization: " + basic(behind.User) + "\r\n"
	}
	if _, err := io.WriteString(conn, request+"\r\n"); err != nil {
		return nil, err
	}
	in := bufio.NewReader(&io.LimitedReader{R: conn, N: maxHeader})
	resp, err := http.ReadResponse(in, &http.Request{Method: http.MethodConnect})
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrProxyRefuses, err)
	case resp.StatusCode == http.StatusProxyAuthRequired:
		return nil, ErrProxyLogin
	case resp.StatusCode != http.StatusOK, in.Buffered() > 0: // a server never speaks first in TLS
		return nil, ErrProxyRefuses
	}
	return conn, nil
}

// The bytes of SOCKS that are used here (RFC 1928, and RFC 1929 for the password).
const (
	socksVersion  = 5
	socksOpen     = 0
	socksPassword = 2
	socksConnect  = 1
	socksIPv4     = 1
	socksName     = 3
	socksIPv6     = 4
)

// connectSOCKS asks a SOCKS proxy for a way to target, whose name the proxy looks
// up.
func connectSOCKS(conn net.Conn, user *url.Userinfo, host, target string) error {
	methods := []byte{socksVersion, 1, socksOpen}
	if user != nil {
		methods = []byte{socksVersion, 2, socksOpen, socksPassword}
	}
	answer, err := say(conn, methods, 2)
	switch {
	case err != nil:
		return err
	case answer[0] != socksVersion:
		return ErrProxyRefuses
	case answer[1] == socksPassword && user != nil:
		if err := socksLogin(conn, user); err != nil {
			return err
		}
	case answer[1] != socksOpen:
		return ErrProxyLogin
	}
	_, port, _ := net.SplitHostPort(target)
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || len(host) > 255 {
		return ErrURL
	}
	request := append([]byte{socksVersion, socksConnect, 0, socksName, byte(len(host))}, host...)
	answer, err = say(conn, append(request, byte(n>>8), byte(n)), 4)
	switch {
	case err != nil:
		return err
	case answer[1] != 0:
		return ErrProxyRefuses
	}
	return skipBound(conn, answer[3])
}

// socksLogin gives user and password.
func socksLogin(conn net.Conn, user *url.Userinfo) error {
	name := user.Username()
	password, _ := user.Password()
	if len(name) > 255 || len(password) > 255 {
		return ErrProxyLogin
	}
	login := append([]byte{1, byte(len(name))}, name...)
	login = append(append(login, byte(len(password))), password...)
	answer, err := say(conn, login, 2)
	if err == nil && answer[1] != 0 {
		return ErrProxyLogin
	}
	return err
}

// skipBound reads the address at the end of a SOCKS answer, which nobody needs.
func skipBound(conn net.Conn, kind byte) error {
	length := make([]byte, 1)
	switch kind {
	case socksIPv4:
		length[0] = net.IPv4len
	case socksIPv6:
		length[0] = net.IPv6len
	case socksName:
		if _, err := io.ReadFull(conn, length); err != nil {
			return err
		}
	default:
		return ErrProxyRefuses
	}
	_, err := io.ReadFull(conn, make([]byte, int(length[0])+2))
	return err
}

// say sends something and reads so many bytes of answer.
func say(conn net.Conn, what []byte, answer int) ([]byte, error) {
	if _, err := conn.Write(what); err != nil {
		return nil, err
	}
	b := make([]byte, answer)
	_, err := io.ReadFull(conn, b)
	return b, err
}
