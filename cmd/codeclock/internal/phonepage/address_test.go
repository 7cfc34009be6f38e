package phonepage

import (
	"net/netip"
	"testing"
)

func TestChoose(t *testing.T) {
	candidate := func(name, addr string, routed bool) Candidate {
		return Candidate{Interface: name, Addr: netip.MustParseAddr(addr), Routed: routed}
	}
	for _, tt := range []struct {
		name string
		all  []Candidate
		want string
	}{
		{"a laptop at home", []Candidate{candidate("lo", "127.0.0.1", false), candidate("wlan0", "192.168.178.20", true)}, "192.168.178.20"},
		{"with a VPN that takes all traffic", []Candidate{candidate("tun0", "10.8.0.2", true), candidate("en0", "192.168.1.5", false)}, "192.168.1.5"},
		{"with containers", []Candidate{candidate("docker0", "172.17.0.1", false), candidate("eth0", "10.0.0.7", true)}, "10.0.0.7"},
		{"Windows with virtual machines", []Candidate{candidate("vEthernet (WSL)", "172.22.0.1", false), candidate("Wi-Fi", "192.168.0.9", true)}, "192.168.0.9"},
		{"two cards: the one that is used", []Candidate{candidate("eth1", "192.168.5.1", false), candidate("eth0", "192.168.0.2", true)}, "192.168.0.2"},
		{"IPv4 before a private IPv6", []Candidate{candidate("en0", "fd00::1", false), candidate("en0", "192.168.0.2", false)}, "192.168.0.2"},
		{"IPv6 alone", []Candidate{candidate("en0", "2001:db8::1", false), candidate("en0", "fd00::1", false)}, "fd00::1"},
		{"a server with a public address", []Candidate{candidate("eth0", "203.0.113.5", true)}, ""},
		{"no network but a card without an address from anyone", []Candidate{candidate("eth0", "169.254.3.4", false)}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if all := Choose(tt.all); len(all) > 0 {
				got = all[0].Addr.String()
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPrivate(t *testing.T) {
	for addr, want := range map[string]bool{
		"192.168.0.1": true, "10.1.2.3": true, "172.16.0.1": true, "127.0.0.1": true, "169.254.1.1": true, "fd00::1": true, "fe80::1": true, "::1": true,
		"0.0.0.0": false, "::": false, "203.0.113.1": false, "172.32.0.1": false, "2001:db8::1": false, "224.0.0.1": false,
	} {
		if got := Private(netip.MustParseAddr(addr)); got != want {
			t.Errorf("Private(%s) = %v, want %v", addr, got, want)
		}
	}
}
