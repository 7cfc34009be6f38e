package host

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// tree is a file system from names and texts.
func tree(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestToldByFiles(t *testing.T) {
	debian := map[string]string{
		"etc/chrony/chrony.conf":             "# Debian\nconfdir /etc/chrony/conf.d\npool 2.debian.pool.ntp.org iburst\nsourcedir /run/chrony-dhcp\nsourcedir /etc/chrony/sources.d\nkeyfile /etc/chrony/chrony.keys\n",
		"etc/chrony/sources.d/local.sources": "server ntp1.example.com iburst\n! server commented.example.com\nserver 2001:db8::1 port 11123\n",
		"etc/chrony/sources.d/README":        "server readme.example.com\n",
		"run/chrony-dhcp/eth0.sources":       "server 192.0.2.5 iburst\n",
		"etc/systemd/timesyncd.conf":         "[Time]\n#NTP=\n#FallbackNTP=0.debian.pool.ntp.org\n",
	}
	timesyncd := map[string]string{
		"etc/systemd/timesyncd.conf":           "[Time]\nNTP=old.example.com\nFallbackNTP=fallback.example.com\n",
		"etc/systemd/timesyncd.conf.d/10.conf": "[Time]\nNTP=\nNTP=a.example.com b.example.com\n",
		"run/systemd/netif/leases/2":           "ADDRESS=192.0.2.7\nNTP=192.0.2.1 192.0.2.2\n",
		"var/lib/dhcp/dhclient.eth0.leases":    "lease {\n  option ntp-servers 192.0.2.8;\n}\nlease {\n  option ntp-servers 192.0.2.9, 192.0.2.2;\n}\n",
		"var/lib/dhcp/dhclient.without.leases": "lease {\n  option ntp-servers 192.0.2.10;\n}\nlease {\n}\n",
	}
	for _, tt := range []struct {
		name    string
		files   map[string]string
		running map[string]string
		want    []Told
	}{
		{"nothing is set up", nil, nil, nil},
		{"Debian with chrony, which runs", debian, map[string]string{Chrony: "it runs"}, []Told{
			{"2.debian.pool.ntp.org", Chrony}, {"192.0.2.5", Chrony}, {"ntp1.example.com", Chrony}, {"[2001:db8::1]:11123", Chrony},
		}},
		{"what does not run is not told", debian, map[string]string{NTPsec: "it runs"}, []Told{{"192.0.2.5", ByDHCP}}},
		{"timesyncd, whose later file wins, and the network's servers", timesyncd, map[string]string{Timesyncd: "it runs"}, []Told{
			{"a.example.com", Timesyncd}, {"b.example.com", Timesyncd}, {"192.0.2.1", ByDHCP}, {"192.0.2.2", ByDHCP}, {"192.0.2.9", ByDHCP},
		}},
		{"timesyncd with nothing but the servers to fall back on", map[string]string{"etc/systemd/timesyncd.conf": "[Time]\nFallbackNTP=f.example.com\n"}, nil, []Told{{"f.example.com", Timesyncd}}},
		{"ntpd, with a reference clock and one family only", map[string]string{"etc/ntp.conf": "driftfile /var/lib/ntp/drift\nserver 127.127.1.0\nserver -4 four.example.com iburst\npool pool.example.com\npeer 192.0.2.3\nserver -4\n"}, map[string]string{NTPsec: "it runs"}, []Told{
			{"four.example.com", NTPsec}, {"pool.example.com", NTPsec}, {"192.0.2.3", NTPsec},
		}},
		{"ntpsec follows the network", map[string]string{"etc/ntpsec/ntp.conf": "server set.example.com\n", "run/ntpsec/ntp.conf.dhcp": "server dhcp.example.com\n"}, nil, []Told{{"dhcp.example.com", NTPsec}}},
		{"OpenNTPD", map[string]string{"etc/openntpd/ntpd.conf": "# $OpenBSD$\nservers pool.example.com\nserver one.example.com\nconstraint from \"www.example.com\"\n"}, nil, []Told{
			{"pool.example.com", OpenNTPD}, {"one.example.com", OpenNTPD},
		}},
		{"ntpd-rs", map[string]string{"etc/ntpd-rs/ntp.toml": "[[source]]\nmode = \"pool\"\naddress = \"pool.example.com\" # four\ncount = 4\n[[source]]\nmode = \"sock\"\npath = \"/run/sock\"\n"}, nil, []Told{{"pool.example.com", NTPdRS}}},
		{"files that include themselves", map[string]string{"etc/chrony.conf": "include /etc/chrony.conf\nserver one.example.com\n"}, nil, []Told{{"one.example.com", Chrony}}},
	} {
		if diff := cmp.Diff(tt.want, distinct(toldByFiles(tree(tt.files), tt.running))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestToldByWindows(t *testing.T) {
	const peers = "time.windows.com,0x9 192.0.2.1,0x8  ,0x1"
	named := []Told{{"time.windows.com", W32Time}, {"192.0.2.1", W32Time}}
	domain := Told{"corp.example.com", ByDomain}
	for _, tt := range []struct {
		name string
		set  w32Told
		want []Told
	}{
		{"at home", w32Told{"NTP", peers, ""}, named},
		{"in a domain", w32Told{"NT5DS", peers, "corp.example.com"}, []Told{domain}},
		{"all sources", w32Told{"AllSync", peers, "corp.example.com"}, append([]Told{domain}, named...)},
		{"switched off", w32Told{"NoSync", peers, "corp.example.com"}, nil},
		{"nothing may be read", w32Told{}, nil},
	} {
		if diff := cmp.Diff(tt.want, tt.set.list()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestToldByTimesyncd(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"LinkNTPServers=192.0.2.1\nSystemNTPServers=a.example.com b.example.com\nFallbackNTPServers=f.example.com\n", "192.0.2.1 a.example.com b.example.com"},
		{"FallbackNTPServers=0.debian.pool.ntp.org 1.debian.pool.ntp.org\nServerName=0.debian.pool.ntp.org\n", "0.debian.pool.ntp.org 1.debian.pool.ntp.org"},
		{"SystemNTPServers=cut.exam", ""},
	} {
		if got := strings.Join(timesyncTold(tt.text), " "); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Only a computer whose main board says so is in a cloud.
func TestToldByClouds(t *testing.T) {
	for kind, want := range map[string][]Told{
		"amazon": {{"169.254.169.123", ByCloud}}, "google": {{"metadata.google.internal", ByCloud}}, "kvm": nil, "": nil,
	} {
		if diff := cmp.Diff(want, cloudServers(kind)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", kind, diff)
		}
	}
}

// Reading this computer works, and names each server once.
func TestTimeServers(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range TimeServers(t.Context()) {
		if s.Server == "" || s.By == "" || seen[s.Server] {
			t.Errorf("got %+v", s)
		}
		seen[s.Server] = true
	}
}

// Whatever is in the files, what is read are single words, and not many.
func FuzzTold(f *testing.F) {
	for _, text := range []string{
		"server a.example.com iburst port 1123\npool -4 b\ninclude /etc/*\nconfdir / /etc\nsourcedir .", "[Time]\nNTP=a b\nNTP=\n",
		"lease {\n option ntp-servers 192.0.2.1, 192.0.2.2;\n}", "address = \"a\"", "server", "time.windows.com,0x9", "pool\x00 a", "LinkNTPServers=a\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		files := map[string]string{}
		for _, name := range []string{
			"etc/chrony.conf", "etc/chrony/sources.d/a.sources", "etc/systemd/timesyncd.conf", "etc/ntp.conf", "etc/openntpd/ntpd.conf",
			"etc/ntpd-rs/ntp.toml", "run/systemd/netif/leases/2", "run/chrony-dhcp/a.sources", "var/lib/dhcp/a.leases",
		} {
			files[name] = text
		}
		all := distinct(slices.Concat(toldByFiles(tree(files), nil), by(W32Time, w32Peers(text)), by(Timesyncd, timesyncTold(text))))
		if len(all) > maxTold {
			t.Errorf("%d servers", len(all))
		}
		for _, s := range all {
			if s.Server == "" || strings.ContainsAny(s.Server, " \t\n") {
				t.Errorf("%q is no word", s.Server)
			}
		}
	})
}
