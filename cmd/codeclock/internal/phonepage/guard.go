package phonepage

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"net/netip"
	"strings"
)

// tokenLength is that of the path's secret part: 16 letters of base32 are 80
// bits, which nobody guesses in the minutes that a page lives.
const tokenLength = 16

func newToken() string { return rand.Text()[:tokenLength] }

// setHeaders sets what every answer carries, errors too. Everything comes from
// this server and nothing may frame, cache, sniff or be sent elsewhere.
func (s *Server) setHeaders(h http.Header) {
	for name, value := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
			"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		"Cache-Control":                "no-store",
		"Referrer-Policy":              "no-referrer",
		"X-Content-Type-Options":       "nosniff",
		"X-Frame-Options":              "DENY",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy":           "camera=(), microphone=(), geolocation=()",
	} {
		h.Set(name, value)
	}
	if strings.HasPrefix(s.origin, "https:") {
		h.Set("Strict-Transport-Security", "max-age=31536000") // RFC 6797, a year
	}
}

// cutToken returns what follows the token in a path. Letters may come in either
// case, since a QR code is smaller in capitals and people type small ones. The
// comparison takes the same time wherever they differ.
func cutToken(path, token string) (rest string, ok bool) {
	if len(path) <= len(token) || path[0] != '/' {
		return "", false
	}
	got := strings.ToUpper(path[1 : 1+len(token)])
	if subtle.ConstantTimeCompare([]byte(got), []byte(token)) != 1 {
		return "", false
	}
	return path[1+len(token):], true
}

// client returns the address that a request is limited by: the other side's, or
// behind trusted proxies the last in X-Forwarded-For that is none of theirs. Whatever
// stands before it could have been sent by anybody.
func (s *Server) client(r *http.Request) netip.Addr {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	client := from.Addr().Unmap()
	passed := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(passed) - 1; i >= 0 && s.options.Trusted != nil && s.options.Trusted(client); i-- {
		before, ok := parseForwarded(strings.TrimSpace(passed[i]))
		if !ok {
			break
		}
		client = before
	}
	return client
}

// parseForwarded reads an address, which some proxies write with its port.
func parseForwarded(text string) (netip.Addr, bool) {
	if a, err := netip.ParseAddr(text); err == nil {
		return a.Unmap(), true
	}
	p, err := netip.ParseAddrPort(text)
	return p.Addr().Unmap(), err == nil
}

// Private reports whether the page may listen on a: one address of a local
// network, or of this computer. Never all of them, never a public one.
func Private(a netip.Addr) bool {
	return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast()
}
