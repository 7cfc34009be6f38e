package source

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// ntpPort is where NTP servers listen (RFC 5905, section 7.2).
const ntpPort = 123

// ErrServer is the error of a server's name that cannot be one.
var ErrServer = errors.New("a server is a host name or an address, with an optional :port from 1 to 65535")

// SplitServer splits "host", "host:port", an IPv4 or IPv6 literal or
// "[IPv6]:port" into its parts. It looks nothing up. Errors are ErrServer.
func SplitServer(server string) (host string, port uint16, err error) {
	literal := server
	if strings.HasPrefix(server, "[") && strings.HasSuffix(server, "]") {
		literal = server[1 : len(server)-1]
	}
	if addr, err := netip.ParseAddr(literal); err == nil && plausibleZone(addr) {
		return addr.String(), ntpPort, nil
	}
	host, port = server, ntpPort
	if strings.Contains(server, ":") {
		var text string
		if host, text, err = net.SplitHostPort(server); err != nil {
			return "", 0, ErrServer
		}
		n, err := strconv.ParseUint(text, 10, 16)
		if err != nil || n == 0 {
			return "", 0, fmt.Errorf("%w: no such port", ErrServer)
		}
		port = uint16(n)
	}
	if !plausibleHost(host) {
		return "", 0, ErrServer
	}
	return host, port, nil
}

// plausibleHost keeps out what no resolver should be asked for: RFC 1035,
// section 2.3.4 limits a name to 255 octets, and a host has letters, digits,
// dots, dashes and, in practice, underscores. A literal may have a zone.
func plausibleHost(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return plausibleZone(addr)
	}
	for _, r := range host {
		if !strings.ContainsRune("-._", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return host != "" && len(host) <= 255 && !strings.HasPrefix(host, "-")
}

// plausibleZone reports whether an address has no zone, or one that is the name
// of an interface.
func plausibleZone(addr netip.Addr) bool { return !strings.ContainsAny(addr.Zone(), "[]%:/ \x00") }
