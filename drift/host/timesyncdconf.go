package host

import (
	"io/fs"
	"strings"
)

// timesyncdServers returns the servers of systemd-timesyncd: those of its files and
// of the network's links, and only without any those to fall back on
// (timesyncd.conf(5)).
func timesyncdServers(root fs.FS) []string {
	texts := textsOf(root, "etc/systemd/timesyncd.conf",
		"usr/lib/systemd/timesyncd.conf.d/*.conf", "run/systemd/timesyncd.conf.d/*.conf", "etc/systemd/timesyncd.conf.d/*.conf")
	var ntp, fallback []string
	for _, text := range texts {
		ntp = assigned(ntp, text, "NTP")
		fallback = assigned(fallback, text, "FallbackNTP")
	}
	if len(ntp) == 0 && len(offered(root)) == 0 {
		return fallback
	}
	return ntp
}

// assigned adds what a file of systemd's kind gives a name, to what it had. An empty
// value takes away what came before (systemd.syntax(7)).
func assigned(had []string, text, name string) []string {
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.TrimSpace(key) != name {
			continue
		}
		words := strings.Fields(value)
		if len(words) == 0 {
			had = nil
		}
		had = append(had, words...)
	}
	return had
}

// timesyncTold reads from "timedatectl show-timesync" what timesyncd itself uses,
// with what is built in.
func timesyncTold(text string) []string {
	v := fields(complete(text), "=")
	var out []string
	for _, name := range []string{"LinkNTPServers", "RuntimeNTPServers", "SystemNTPServers"} {
		out = append(out, strings.Fields(v[name])...)
	}
	if len(out) == 0 {
		return strings.Fields(v["FallbackNTPServers"])
	}
	return out
}

// offered returns the servers that the network offered with this computer's address:
// to systemd-networkd, to chrony by way of NetworkManager, and to dhclient.
func offered(root fs.FS) []string {
	var out []string
	for _, text := range textsOf(root, "run/systemd/netif/links/*", "run/systemd/netif/leases/*") {
		out = assigned(out, text, "NTP")
	}
	for _, text := range textsOf(root, "run/chrony-dhcp/*.sources") {
		out = append(out, chronyConf(root, text, maxDepth)...)
	}
	for _, text := range textsOf(root, "var/lib/dhcp/*.leases") {
		out = append(out, dhclientLease(text)...)
	}
	return out
}

// dhclientLease reads the time servers of the last lease in dhclient.leases(5).
func dhclientLease(text string) []string {
	const option = "option ntp-servers "
	i := strings.LastIndex(text, option)
	if i < 0 || strings.LastIndex(text, "lease {") > i {
		return nil // the last lease names none
	}
	list, _, _ := strings.Cut(text[i+len(option):], ";")
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' })
}
