package host

import (
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

// serviceParsers are the parsers of what services say about themselves, by the
// folder of their captures.
var serviceParsers = map[string]func(string) Service{
	"chronyc":   func(text string) Service { return chronycTracking(text, at) },
	"timesync":  timesyncShow,
	"ntpq":      ntpqRV,
	"w32tm":     w32tmStatus,
	"launchctl": launchctlTimed,
}

func TestServices(t *testing.T) {
	for name, want := range map[string]Service{
		"chronyc/synced.txt": {
			Name: Chrony, Running: Yes, Synced: Yes, Source: "127.0.0.5",
			Offset: Known(1495 * time.Nanosecond), LastSync: Known(2339601993 * time.Nanosecond),
		},
		"chronyc/unsynced.txt":     {Name: Chrony, Running: Yes, Synced: No},
		"chronyc/stopped.txt":      {Name: Chrony},
		"chronyc/human.txt":        {Name: Chrony},
		"timesync/answered.txt":    {Name: Timesyncd, Running: Yes, Synced: Yes, Source: "192.0.2.1"},
		"timesync/silent.txt":      {Name: Timesyncd, Running: Yes, Synced: No},
		"ntpq/synced.txt":          {Name: NTPsec, Running: Yes, Synced: Yes, Source: "192.0.2.253", Offset: Known(-233599 * time.Nanosecond)},
		"ntpq/unsynced.txt":        {Name: NTPsec, Running: Yes, Synced: No},
		"ntpq/stopped.txt":         {Name: NTPsec},
		"ntpq/silent.txt":          {Name: NTPsec},
		"w32tm/synced.txt":         {Name: W32Time, Running: Yes, Synced: Yes, Source: "time.windows.com", Offset: Known(3814700 * time.Nanosecond), LastSync: Known(2820199748 * time.Microsecond)},
		"w32tm/unsynced.txt":       {Name: W32Time, Running: Yes, Synced: No},
		"w32tm/hyper-v.txt":        {Name: W32Time, Running: Yes, Synced: Yes, Source: "VM IC Time Synchronization Provider", Offset: Known(1300 * time.Nanosecond), LastSync: Known(15734498500 * time.Nanosecond)},
		"w32tm/german.txt":         {Name: W32Time},
		"w32tm/stopped.txt":        {Name: W32Time, Running: No},
		"w32tm/stopped-german.txt": {Name: W32Time, Running: No},
		"w32tm/denied.txt":         {Name: W32Time},
		"launchctl/running.txt":    {Name: Timed, Running: Yes},
		"launchctl/missing.txt":    {Name: Timed},
	} {
		t.Run(name, func(t *testing.T) {
			got := serviceParsers[filepath.Dir(name)](captured(t, name))
			// Parsing decimals is right to a nanosecond or so.
			got.Offset, want.Offset = rounded(got.Offset), rounded(want.Offset)
			got.LastSync, want.LastSync = rounded(got.LastSync), rounded(want.LastSync)
			if got != want {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

func rounded(v Value[time.Duration]) Value[time.Duration] {
	v.v = v.v.Round(100 * time.Nanosecond)
	return v
}

// Every capture is looked at by a test.
func TestEveryCaptureIsUsed(t *testing.T) {
	for tool, parse := range serviceParsers {
		files, err := os.ReadDir(filepath.Join(captures, tool))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", tool, err)
		}
		for _, f := range files {
			whole := captured(t, filepath.Join(tool, f.Name()))
			full := parse(whole)
			// Cut off anywhere, an output says less, and nothing else.
			for i := range whole {
				if got := parse(whole[:i]); contradicts(got, full) {
					t.Fatalf("%s/%s cut at %d: got %+v, of the whole %+v", tool, f.Name(), i, got, full)
				}
			}
		}
	}
}

// contradicts reports whether a knows something that b does not say too.
func contradicts(a, b Service) bool {
	tri := func(x, y Tri) bool { return x != Unknown && x != y }
	value := func(x, y Value[time.Duration]) bool { return x.known && x != y }
	return tri(a.Running, b.Running) || tri(a.Synced, b.Synced) || tri(a.Enabled, b.Enabled) ||
		a.Source != "" && a.Source != b.Source || value(a.Offset, b.Offset) || value(a.LastSync, b.LastSync)
}

func TestTimedatectl(t *testing.T) {
	for name, want := range map[string]Facts{
		"on-unsynced.txt": {ZoneName: "Etc/UTC", ZoneSource: "timedatectl", RTCLocal: No, AutoTime: Yes, KernelSynced: No},
		"off.txt":         {ZoneName: "Etc/UTC", ZoneSource: "timedatectl", RTCLocal: No, AutoTime: No, KernelSynced: No},
		"local-rtc.txt":   {ZoneName: "Europe/Berlin", ZoneSource: "timedatectl", RTCLocal: Yes, AutoTime: Yes, KernelSynced: Yes},
		"human.txt":       {},
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
		a.AutoTime == b.AutoTime && a.KernelSynced == b.KernelSynced && len(a.Services) == len(b.Services)
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
	} {
		if got.got != got.want {
			t.Errorf("%s: got %v, want %v", name, got.got, got.want)
		}
	}
}
