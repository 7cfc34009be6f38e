package host

import (
	"io/fs"
	"strings"
)

// ntpdServers returns the servers that ntpd is set up to ask: those that the network
// named where Debian's ntpsec has put them, else those of its file.
func ntpdServers(root fs.FS) []string {
	return ntpConf(firstOf(root, "run/ntpsec/ntp.conf.dhcp", "etc/ntpsec/ntp.conf", "etc/ntp.conf"))
}

// openntpdServers returns those of OpenNTPD, whose file has the same words and
// "servers" for all addresses of a name (ntpd.conf(5)).
func openntpdServers(root fs.FS) []string {
	return ntpConf(firstOf(root, "etc/openntpd/ntpd.conf", "etc/ntpd.conf"))
}

// ntpConf reads the servers of an ntp.conf. Addresses of 127.127 are reference
// clocks, which cannot be asked (ntp.conf(5)).
func ntpConf(text string) []string {
	var out []string
	for _, line := range directives(text, "#") {
		switch line[0] {
		case "server", "servers", "pool", "peer":
		default:
			continue
		}
		server := line[1]
		if len(server) == 2 && server[0] == '-' && len(line) > 2 { // -4 or -6: only that family
			server = line[2]
		}
		if !strings.HasPrefix(server, "127.127.") && server[0] != '-' {
			out = append(out, server)
		}
	}
	return out
}

// ntpConfServer reads the first server of /etc/ntp.conf, which is the only one
// that macOS's timed asks.
func ntpConfServer(text string) string {
	if all := ntpConf(text); len(all) > 0 {
		return all[0]
	}
	return ""
}

// ntpdRSServers returns the servers of ntpd-rs.
func ntpdRSServers(root fs.FS) []string { return ntpdRS(textOf(root, "etc/ntpd-rs/ntp.toml")) }

// ntpdRS reads the addresses of its sources: lines such as address = "pool.example",
// in a table [[source]]. Sources that are sockets or PPS devices have a path instead.
func ntpdRS(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(line, "=")
		if !ok || strings.TrimSpace(name) != "address" {
			continue
		}
		value, _, _ = strings.Cut(strings.TrimSpace(value), "#")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		if value != "" && !strings.ContainsAny(value, " \t/") {
			out = append(out, value)
		}
	}
	return out
}
