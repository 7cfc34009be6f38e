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
		say("refusal=%s", []string{"", "distant", "contradicting", "variable"}[s.Refusal])
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
	for name, want := range map[string]string{} {
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
