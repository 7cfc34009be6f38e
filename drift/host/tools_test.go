package host

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// captures is where outputs of real tools are kept. The first line of each file
// says where it comes from.
const captures = "../../testdata/host"

// captured returns what a tool printed.
func captured(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(captures, name))
	if err != nil {
		t.Fatal(err)
	}
	source, text, _ := strings.Cut(string(data), "\n")
	if !strings.HasPrefix(source, "# source: ") {
		t.Fatalf("%s does not say where it comes from", name)
	}
	return text
}

// at is when the outputs of chronyc were captured.
var at = time.Unix(1795380300, 0)

// folders are where the captures of each command are.
func folders() map[string]string {
	return map[string]string{
		"chronyc": "chronyc -c tracking", "chronycsources": "chronyc -c sources", "chronycactivity": "chronyc -c activity",
		"timesync": "timedatectl show-timesync", "ntpq": "ntpq -c rv", "ntpqpeers": "ntpq -pn",
		"ntpctl": "ntpctl -s all", "ntpctlrs": "ntp-ctl status", "connman": connmanCommand,
		"w32tm": "w32tm /query /status /verbose", "launchctl": "launchctl print system/com.apple.timed",
	}
}

// told returns what a capture tells of a service, as if it was printed now.
func toldBy(command, text string, now time.Time) Service {
	var f Facts
	f.Add(command, text, now)
	if len(f.Services) == 0 {
		return Service{}
	}
	return f.Services[0]
}

// summary says what is known of a service in one line; what is not known is left out.
func summary(s Service) string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, " "+format, args...) }
	for _, t := range []struct {
		name string
		is   Tri
	}{{"running", s.Running}, {"synced", s.Synced}} {
		if t.is != Unknown {
			say("%s=%v", t.name, t.is)
		}
	}
	if s.Source != "" {
		say("source=%s", s.Source)
	}
	if s.Kind != SourceUnknown {
		say("from=%s", []string{"", "network", "itself", "host", "hardware"}[s.Kind])
	}
	if s.Contact != ContactUnknown {
		say("contact=%s", []string{"", "used", "unused", "unheard", "offline", "sourceless"}[s.Contact])
	}
	if s.Refusal != RefusalUnknown {
		say("refusal=%s", []string{"", "distant", "contradicting", "variable", "large", "starting"}[s.Refusal])
	}
	for _, d := range []struct {
		name string
		is   Value[time.Duration]
	}{{"offset", s.Offset}, {"heard", s.LastSync}, {"poll", s.Poll}} {
		if v, known := d.is.Get(); known {
			say("%s=%v", d.name, v.Round(100*time.Nanosecond))
		}
	}
	if rate, known := s.Rate.Get(); known {
		say("rate=%v", rate)
	}
	return strings.TrimSpace(b.String())
}

func TestServices(t *testing.T) {
	for name, want := range map[string]string{
		"chronyc/all-falsetickers.txt":             "running=yes synced=no",
		"chronyc/human.txt":                        "",
		"chronyc/local.txt":                        "running=yes synced=yes from=itself offset=0s heard=-68h57m7.477232s",
		"chronyc/never-answered.txt":               "running=yes synced=no",
		"chronyc/no-daemon.txt":                    "",
		"chronyc/no-sources.txt":                   "running=yes synced=no",
		"chronyc/nts-cert-refused.txt":             "running=yes synced=no",
		"chronyc/nts-ok.txt":                       "running=yes synced=yes source=127.0.0.1 from=network offset=2.1µs heard=-70h25m35.9820917s poll=1s rate=-0.017",
		"chronyc/offline.txt":                      "running=yes synced=no",
		"chronyc/phc.txt":                          "running=yes synced=yes source=PHC0 from=hardware offset=-109µs heard=-70h25m30.9000001s poll=16s rate=1",
		"chronyc/pps.txt":                          "running=yes synced=yes source=PPS0 from=hardware offset=-109µs heard=-70h25m30.9000001s poll=16s rate=1",
		"chronyc/refclock-silent.txt":              "running=yes synced=no",
		"chronyc/rootdistance.txt":                 "running=yes synced=no",
		"chronyc/rtc.txt":                          "running=yes synced=yes source=RTC0 from=itself offset=-109µs heard=-70h25m30.9000001s poll=16s rate=1",
		"chronyc/server-unsynchronised.txt":        "running=yes synced=no",
		"chronyc/some-x.txt":                       "running=yes synced=no rate=5.56",
		"chronyc/stale-tracking-only.txt":          "running=yes synced=yes source=127.0.0.1 from=network offset=-89.2µs heard=-68h56m38.1015928s poll=1s rate=-0.673",
		"chronyc/stale.txt":                        "running=yes synced=yes source=127.0.0.1 from=network offset=52.4µs heard=-70h23m56.3242874s poll=1s rate=0.799",
		"chronyc/stopped.txt":                      "",
		"chronyc/synced-2.txt":                     "running=yes synced=yes source=127.0.0.1 from=network offset=-109µs heard=-70h25m35.9203272s poll=1s rate=-0.254",
		"chronyc/synced.txt":                       "running=yes synced=yes source=127.0.0.5 from=network offset=1.5µs heard=2.339602s poll=2s rate=0.045",
		"chronyc/unsynced.txt":                     "running=yes synced=no",
		"chronyc/variable.txt":                     "running=yes synced=no",
		"chronyc/wild.txt":                         "running=yes synced=yes source=192.0.2.5 from=network offset=-109µs heard=-70h25m30.9000001s poll=16s rate=512.3",
		"chronycactivity/offline.txt":              "running=yes contact=offline",
		"chronycactivity/stale.txt":                "running=yes",
		"chronycsources/all-falsetickers.txt":      "running=yes source=127.0.0.2 contact=unused refusal=contradicting",
		"chronycsources/link-local.txt":            "running=yes source=fe80::1%eth0 contact=unheard poll=1m4s",
		"chronycsources/never-answered.txt":        "running=yes source=127.0.0.1 contact=unheard",
		"chronycsources/no-sources.txt":            "",
		"chronycsources/nts-cert-refused.txt":      "running=yes source=127.0.0.1 contact=unheard",
		"chronycsources/nts-ok.txt":                "running=yes source=127.0.0.1 contact=used",
		"chronycsources/offline.txt":               "running=yes source=127.0.0.1 contact=unheard",
		"chronycsources/pps.txt":                   "running=yes source=PPS0 contact=used poll=16s",
		"chronycsources/refclock-silent.txt":       "running=yes source=GPS contact=unheard",
		"chronycsources/rootdistance.txt":          "running=yes source=127.0.0.1 contact=unused refusal=distant",
		"chronycsources/server-unsynchronised.txt": "running=yes source=127.0.0.1 contact=unheard",
		"chronycsources/some-x.txt":                "running=yes source=127.0.0.2 contact=unused refusal=contradicting",
		"chronycsources/stale.txt":                 "running=yes source=127.0.0.1 contact=unheard",
		"chronycsources/starting.txt":              "running=yes source=192.0.2.5 contact=unused refusal=starting poll=1m4s",
		"chronycsources/synced-2.txt":              "running=yes source=127.0.0.1 contact=used",
		"chronycsources/variable.txt":              "running=yes source=127.0.0.1 contact=unused refusal=variable",
		"connman/manual.txt":                       "",
		"connman/old.txt":                          "running=yes",
		"connman/unsynced.txt":                     "running=yes synced=no contact=unheard",
		"launchctl/missing.txt":                    "",
		"launchctl/running.txt":                    "running=yes",
		"ntpctl/1of2valid.txt":                     "running=yes synced=no source=192.0.2.9 contact=used poll=30s",
		"ntpctl/5s-slow-dead.txt":                  "running=yes synced=no source=192.0.2.9 contact=used poll=52m5s",
		"ntpctl/5s-slow.txt":                       "running=yes synced=no source=192.0.2.9 contact=used poll=8s",
		"ntpctl/all-constraint.txt":                "running=yes synced=yes source=nmea0 from=hardware contact=used offset=673µs poll=15s",
		"ntpctl/later.txt":                         "running=yes synced=no source=192.0.2.9 contact=used poll=34s",
		"ntpctl/starting.txt":                      "running=yes synced=no source=192.0.2.9 contact=unheard poll=5s",
		"ntpctl/status-constraint-errors.txt":      "running=yes synced=yes contact=used",
		"ntpctl/status-constraint-unsynced.txt":    "running=yes synced=no contact=unheard",
		"ntpctl/status-no-constraints.txt":         "running=yes synced=no contact=unheard",
		"ntpctl/status-no-peers.txt":               "running=yes synced=no contact=sourceless",
		"ntpctl/status-sensor.txt":                 "running=yes synced=yes contact=used",
		"ntpctl/status-unsynced-offset.txt":        "running=yes synced=no contact=used offset=18.161083s",
		"ntpctl/synced-but-44s-off.txt":            "running=yes synced=yes source=192.0.2.34 from=network offset=44.088078s poll=32s",
		"ntpctl/synced-but-985ms-off.txt":          "running=yes synced=yes source=192.0.2.32 from=network contact=used offset=984.824ms poll=27m20s",
		"ntpctl/unprivileged.txt":                  "",
		"ntpctlrs/nts-never.txt":                   "running=yes synced=no source=time.example.com contact=unheard",
		"ntpctlrs/sock.txt":                        "running=yes synced=yes source=/run/chrony.ttyAMA0.sock from=hardware contact=used heard=0s poll=16s",
		"ntpctlrs/stale.txt":                       "running=yes synced=yes source=ntp.example.com from=network contact=unheard heard=1h25m20s poll=17m4s",
		"ntpctlrs/synced.txt":                      "running=yes synced=yes source=ntp.example.com from=network contact=used heard=0s poll=17m4s",
		"ntpq/classic-freqlimit.txt":               "running=yes synced=yes source=192.0.2.9 from=network offset=45.21ms heard=1m30s poll=1m4s rate=500",
		"ntpq/classic-gps.txt":                     "running=yes synced=yes source=GPS from=hardware offset=-12µs heard=10s poll=16s rate=-12.3",
		"ntpq/classic-orphan.txt":                  "running=yes synced=yes from=itself contact=unheard offset=0s heard=10s poll=1m4s rate=-12.3",
		"ntpqpeers/none.txt":                       "running=yes contact=sourceless",
		"ntpqpeers/denied.txt":                     "running=yes source=192.0.2.9 contact=unheard",
		"ntpq/classic-ipv6.txt":                    "running=yes synced=yes source=83.137.98.96 from=network offset=-512µs heard=10s poll=1m4s rate=-12.3",
		"ntpq/classic-locl.txt":                    "running=yes synced=yes from=itself offset=0s heard=1m30s poll=1m4s",
		"ntpq/ntpsec-reach0.txt":                   "running=yes synced=yes source=192.0.2.9 from=network contact=unheard offset=-159.9µs heard=1m30s poll=8s",
		"ntpq/ntpsec-starting.txt":                 "running=yes synced=no",
		"ntpq/ntpsec-synced.txt":                   "running=yes synced=yes source=192.0.2.9 from=network offset=-159.9µs heard=9s poll=8s",
		"ntpq/silent.txt":                          "",
		"ntpq/stopped.txt":                         "",
		"ntpq/synced.txt":                          "running=yes synced=yes source=192.0.2.253 from=network offset=-233.6µs heard=12m35s poll=4m16s rate=32.658",
		"ntpq/unsynced.txt":                        "running=yes synced=no poll=8s rate=-371.34",
		"ntpqpeers/gps.txt":                        "running=yes source=GPS contact=used",
		"ntpqpeers/ipv6-cut-silent.txt":            "running=yes source=2001:db8:4f8:1c[...] contact=unheard",
		"ntpqpeers/ipv6-cut.txt":                   "running=yes source=2001:db8:4f8:1c[...] contact=used",
		"ntpqpeers/locl.txt":                       "running=yes source=ntp2.example.com contact=used",
		"ntpqpeers/reach0.txt":                     "running=yes source=192.0.2.9 contact=unheard",
		"ntpqpeers/synced.txt":                     "running=yes source=192.0.2.9 contact=used",
		"timesync/answered.txt":                    "running=yes synced=yes source=192.0.2.1 from=network heard=-3m37s poll=2m8s",
		"timesync/limit.txt":                       "running=yes synced=yes source=192.0.2.9 from=network heard=-70h25m0s poll=34m8s rate=500",
		"timesync/rootdistance.txt":                "running=yes synced=no source=192.0.2.9 contact=unheard poll=32s",
		"timesync/silent.txt":                      "running=yes synced=no source=127.0.0.5 contact=unheard poll=32s",
		"timesync/spike-ignored.txt":               "running=yes synced=yes source=169.254.169.123 from=network heard=1233h37m51s poll=8m32s rate=-0.562042236328125",
		"timesync/stale.txt":                       "running=yes synced=yes source=192.0.2.10 from=network poll=32s",
		"timesync/synced.txt":                      "running=yes synced=yes source=192.0.2.9 from=network heard=-70h29m43s poll=32s",
		"timesync/unreachable.txt":                 "running=yes synced=no source=192.0.2.9 contact=unheard poll=32s",
		"timesync/unsyncedserver.txt":              "running=yes synced=no source=192.0.2.9 contact=unheard poll=32s",
		"w32tm/ar-local.txt":                       "running=yes synced=no source=Local CMOS Clock from=itself poll=17m4s",
		"w32tm/ar-synced-noempty.txt":              "running=yes synced=yes source=time.windows.com from=network contact=used offset=-12.3456ms heard=1m10.45s poll=17m4s",
		"w32tm/cs-toobig-local.txt":                "running=yes synced=no source=Local CMOS Clock from=itself contact=unused refusal=large poll=17m4s",
		"w32tm/cs-toobig.txt":                      "running=yes synced=yes source=time.windows.com from=network contact=unused refusal=large poll=17m4s",
		"w32tm/de-domain.txt":                      "running=yes synced=yes source=DC08.corp.example.com from=network poll=4h33m4s",
		"w32tm/de-stopped.txt":                     "running=no",
		"w32tm/de-synced.txt":                      "running=yes synced=yes source=time.windows.com from=network poll=17m4s",
		"w32tm/denied.txt":                         "",
		"w32tm/en-freerunning-leap0.txt":           "running=yes synced=no source=Free-running System Clock from=itself poll=1m4s",
		"w32tm/es-synced.txt":                      "running=yes synced=yes source=time.windows.com from=network contact=used offset=12.3456ms heard=13m32s poll=17m4s",
		"w32tm/fr-synced.txt":                      "running=yes synced=yes source=0.fr.pool.ntp.org from=network poll=1m4s",
		"w32tm/fr-verbose-synced.txt":              "running=yes synced=yes source=AD-03.corp.example.com from=network contact=used offset=199.1µs heard=1m10.4556861s poll=8m32s",
		"w32tm/german.txt":                         "running=yes synced=yes source=time.windows.com from=network poll=17m4s",
		"w32tm/hyper-v-2.txt":                      "running=yes synced=yes source=VM IC Time Synchronization Provider from=host contact=used offset=1.3µs heard=15.7344985s poll=1m4s",
		"w32tm/hyper-v.txt":                        "running=yes synced=yes source=VM IC Time Synchronization Provider from=host contact=used offset=1.3µs heard=15.7344985s poll=1m4s",
		"w32tm/it-local.txt":                       "running=yes synced=no source=Local CMOS Clock from=itself poll=17m4s",
		"w32tm/ja-azure-host.txt":                  "running=yes synced=yes source=VM IC Time Synchronization Provider from=host poll=1m4s",
		"w32tm/ja-synced.cp932.bin":                "running=yes synced=yes source=192.0.2.3 from=network poll=17m4s",
		"w32tm/ja-synced.txt":                      "running=yes synced=yes source=192.0.2.3 from=network poll=17m4s",
		"w32tm/ko-freerunning.txt":                 "running=yes synced=no source=Free-running System Clock from=itself contact=unheard poll=17m4s",
		"w32tm/ko-localcmos-leap0.txt":             "running=yes synced=no source=Local CMOS Clock from=itself contact=unheard poll=1m4s",
		"w32tm/ko-stale.txt":                       "running=yes synced=yes source=time.windows.com from=network contact=used offset=12.3456ms heard=49h0m0s poll=17m4s",
		"w32tm/ko-stopped.txt":                     "running=no",
		"w32tm/nl-stale.txt":                       "running=yes synced=yes source=time.windows.com from=network contact=unheard offset=12.3456ms heard=49h0m0s poll=17m4s",
		"w32tm/pl-synced.txt":                      "running=yes synced=yes source=time.windows.com from=network poll=17m4s",
		"w32tm/pt-query-source-denied.txt":         "",
		"w32tm/pt-unsynced.txt":                    "running=yes synced=no source=Local CMOS Clock from=itself poll=17m4s",
		"w32tm/ru-stale.txt":                       "running=yes synced=yes source=time.windows.com from=network contact=unheard offset=12.3456ms heard=49h0m0s poll=17m4s",
		"w32tm/stale.txt":                          "running=yes synced=yes source=time.windows.com from=network contact=unheard offset=3.8147ms heard=120h0m20.199748s poll=17m4s",
		"w32tm/stopped-german.txt":                 "running=no",
		"w32tm/stopped.txt":                        "running=no",
		"w32tm/sv-host.txt":                        "running=yes synced=yes source=VM IC Time Synchronization Provider from=host poll=1m4s",
		"w32tm/synced.txt":                         "running=yes synced=yes source=time.windows.com from=network contact=unheard offset=3.8147ms heard=47m0.199748s poll=17m4s",
		"w32tm/tr-unsynced.txt":                    "running=yes synced=no source=Free-running System Clock from=itself poll=17m4s",
		"w32tm/unsynced.txt":                       "running=yes synced=no source=Local CMOS Clock from=itself contact=unheard poll=17m4s",
		"w32tm/zh-stopped.txt":                     "running=no",
		"w32tm/zh-synced-2048.cp936.bin":           "running=yes synced=yes source=ntp.example.com from=network poll=34m8s",
		"w32tm/zh-synced-2048.txt":                 "running=yes synced=yes source=ntp.example.com from=network poll=34m8s",
		"w32tm/zh-synced-unelevated.txt":           "running=yes synced=yes source=time.windows.com from=network poll=17m4s",
		"w32tm/zh-unsynced.txt":                    "running=yes synced=no source=Local CMOS Clock from=itself poll=17m4s",
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Dir(name)
			if got := summary(toldBy(folders()[folder], captured(t, name), at)); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// Every capture is looked at by a test, and one that was cut off, wherever, says less
// than the whole and nothing else. Of a list of servers, half of it is another list:
// what is read of those has to be whole.
func TestEveryCaptureIsUsed(t *testing.T) {
	for folder, command := range folders() {
		files, err := os.ReadDir(filepath.Join(captures, folder))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", folder, err)
		}
		for _, f := range files {
			whole := captured(t, filepath.Join(folder, f.Name()))
			full := toldBy(command, whole, at)
			for i := range whole {
				if lists[folder] {
					break
				}
				if got := toldBy(command, whole[:i], at); contradicts(got, full) {
					t.Fatalf("%s/%s cut at %d: got %s, of the whole %s", folder, f.Name(), i, summary(got), summary(full))
				}
			}
		}
	}
}

// lists are the folders of commands that print a list of servers.
var lists = map[string]bool{"chronycsources": true, "ntpqpeers": true, "ntpctl": true, "ntpctlrs": true}

// contradicts reports whether a knows something that b does not say too.
func contradicts(a, b Service) bool {
	tri := func(x, y Tri) bool { return x != Unknown && x != y }
	value := func(x, y Value[time.Duration]) bool { return x.known && x != y }
	return tri(a.Running, b.Running) || tri(a.Synced, b.Synced) || tri(a.Enabled, b.Enabled) ||
		a.Source != "" && a.Source != b.Source || value(a.Offset, b.Offset) || value(a.LastSync, b.LastSync) ||
		a.Contact != ContactUnknown && a.Contact != b.Contact || a.Kind != SourceUnknown && a.Kind != b.Kind
}

// Systemd before 239 has no show, and prints a status that people read.
func TestTimedatectlOfOldSystemd(t *testing.T) {
	old := Facts{ZoneName: "Europe/Berlin", ZoneSource: "timedatectl", RTCLocal: No, AutoTime: Yes, KernelSynced: No}
	new := Facts{ZoneName: "Etc/UTC", ZoneSource: "timedatectl", RTCLocal: No, AutoTime: Yes, KernelSynced: No}
	for name, want := range map[string]Facts{"old-219.txt": old, "old-232.txt": old, "human.txt": new, "unknown-show.txt": {}, "no-systemd.txt": {}} {
		var got Facts
		got.Add("timedatectl status", captured(t, "timedatectl/"+name), at)
		if !same(got, want) {
			t.Errorf("%s: got  %+v\nwant %+v", name, got, want)
		}
	}
}

func TestTimedatectl(t *testing.T) {
	for name, want := range map[string]Facts{
		"on-unsynced.txt": {ZoneName: "Etc/UTC", ZoneSource: "timedatectl", RTCLocal: No, AutoTime: Yes, KernelSynced: No, CanNTP: Yes},
		"off.txt":         {ZoneName: "Etc/UTC", ZoneSource: "timedatectl", RTCLocal: No, AutoTime: No, KernelSynced: No, CanNTP: Yes},
		"local-rtc.txt":   {ZoneName: "Europe/Berlin", ZoneSource: "timedatectl", RTCLocal: Yes, AutoTime: Yes, KernelSynced: Yes, CanNTP: Yes},
		"human.txt":       {},
		"no-ntp.txt":      {ZoneName: "Europe/Berlin", ZoneSource: "timedatectl", RTCLocal: No, AutoTime: No, KernelSynced: No, CanNTP: No},
		"no-systemd.txt":  {},
	} {
		t.Run(name, func(t *testing.T) {
			var got Facts
			timedatectlShow(captured(t, "timedatectl/"+name), &got)
			if !same(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

// same compares facts without services.
func same(a, b Facts) bool {
	return a.ZoneName == b.ZoneName && a.ZoneSource == b.ZoneSource && a.RTCLocal == b.RTCLocal &&
		a.AutoTime == b.AutoTime && a.CanNTP == b.CanNTP && a.KernelSynced == b.KernelSynced && len(a.Services) == len(b.Services)
}

func TestSmallOutputs(t *testing.T) {
	for name, got := range map[string]struct{ got, want any }{
		"macOS, on":            {systemsetupNetworkTime(captured(t, "systemsetup/on.txt")), Yes},
		"macOS, off":           {systemsetupNetworkTime(captured(t, "systemsetup/off.txt")), No},
		"macOS, not allowed":   {systemsetupNetworkTime(captured(t, "systemsetup/denied.txt")), Unknown},
		"macOS, server":        {ntpConfServer(captured(t, "ntpconf/apple.txt")), "time.apple.com"},
		"hardware in UTC":      {adjtimeLocal(captured(t, "adjtime/utc.txt")), No},
		"hardware in local":    {adjtimeLocal(captured(t, "adjtime/local.txt")), Yes},
		"no adjtime":           {adjtimeLocal(""), Unknown},
		"adjtime cut off":      {adjtimeLocal("0.0 0 0.0\n0\nLO"), Unknown},
		"WSL 1":                {wslFromRelease("4.4.0-19041-Microsoft\n"), Yes},
		"WSL 2":                {wslFromRelease("5.15.153.1-microsoft-standard-WSL2\n"), Yes},
		"Debian":               {wslFromRelease("6.1.0-18-amd64\n"), No},
		"no release":           {wslFromRelease(""), Unknown},
		"VMware":               {vmFromDMI("VMware, Inc.\n", "VMware Virtual Platform\n"), "vmware"},
		"VirtualBox":           {vmFromDMI("innotek GmbH\n", "VirtualBox\n"), "virtualbox"},
		"Hyper-V":              {vmFromDMI("Microsoft Corporation\n", "Virtual Machine\n"), "hyper-v"},
		"a Surface is real":    {vmFromDMI("Microsoft Corporation\n", "Surface Pro\n"), ""},
		"a laptop is real":     {vmFromDMI("LENOVO\n", "20XW\n"), ""},
		"Kubernetes":           {containerFromCgroup("0::/kubepods.slice/kubepods-pod1.slice\n"), "kubernetes"},
		"no container":         {containerFromCgroup("0::/init.scope\n"), ""},
		"virtual processor":    {hypervisorFromCPU("processor : 0\nflags\t\t: fpu hypervisor lahf_lm\n"), Yes},
		"virtual, said last":   {hypervisorFromCPU("processor : 0\nflags\t\t: fpu hypervisor\nbugs\t\t:\n"), Yes},
		"real processor":       {hypervisorFromCPU("processor : 0\nflags\t\t: fpu vme\n"), No},
		"processor of ARM":     {hypervisorFromCPU("processor : 0\nFeatures : fp asimd\n"), Unknown},
		"zone":                 {zoneOfLink("/usr/share/zoneinfo/Europe/Berlin"), "Europe/Berlin"},
		"zone, relative":       {zoneOfLink("../usr/share/zoneinfo/posix/Etc/UTC"), "Etc/UTC"},
		"zone of macOS":        {zoneOfLink("/var/db/timezone/zoneinfo/Asia/Kolkata"), "Asia/Kolkata"},
		"no zone":              {zoneOfLink("/etc/localtime.bak"), ""},
		"timesyncd, cut to 15": {serviceOfProcess("systemd-timesyn\n", "/lib/systemd/systemd-timesyncd\x00"), Timesyncd},
		"OpenNTPD is not ntpd": {serviceOfProcess("ntpd\n", "ntpd: ntp engine"), OpenNTPD},
		"ntpd":                 {serviceOfProcess("ntpd\n", "/usr/sbin/ntpd\x00-g\x00"), NTPsec},
		"another process":      {serviceOfProcess("bash\n", "bash\x00"), ""},
		"OpenNTPD as Debian":   {serviceOfProcess("openntpd\n", "openntpd: dns engine"), OpenNTPD},
		"BusyBox by its name":  {serviceOfProcess("busybox\n", "/bin/busybox\x00ntpd\x00-n\x00"), BusyBox},
		"another of BusyBox":   {serviceOfProcess("busybox\n", "/bin/busybox\x00sh\x00"), ""},
		"BusyBox's server":     {busyBoxServer("/usr/sbin/ntpd\x00-n\x00-p\x00pool.ntp.org\x00"), "pool.ntp.org"},
		"the same, joined":     {busyBoxServer("ntpd\x00-Nppool.ntp.org\x00-pntp.example.com\x00"), "ntp.example.com"},
		"BusyBox as a server":  {busyBoxServer("ntpd\x00-l\x00"), ""},
		"Android, on":          {androidAutoTime(captured(t, "android/on.txt")), Yes},
		"Android, off":         {androidAutoTime(captured(t, "android/off.txt")), No},
		"Android, unset":       {androidAutoTime(captured(t, "android/unset.txt")), Unknown},
		"minutes and seconds":  {timespan("34min 8s"), Known(34*time.Minute + 8*time.Second)},
		"milliseconds":         {timespan("1.205ms"), Known(1205 * time.Microsecond)},
		"no time span":         {timespan("soon"), Value[time.Duration]{}},
		"macOS, last wake":     {sinceTimeval([]byte{100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, time.Unix(160, 0)), Known(time.Minute)},
		"macOS, never slept":   {sinceTimeval(make([]byte, 16), time.Unix(160, 0)), Value[time.Duration]{}},
	} {
		if got.got != got.want {
			t.Errorf("%s: got %v, want %v", name, got.got, got.want)
		}
	}
}
