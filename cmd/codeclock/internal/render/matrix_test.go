package render

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/source"
)

// matrixSystem is a computer with its commands; those of every other one are not there.
type matrixSystem struct {
	goos   string
	system host.System
}

func matrixSystems() []matrixSystem {
	s := func(id, init string, root host.Tri, tools ...string) matrixSystem {
		return matrixSystem{"linux", host.System{ID: id, Init: init, Root: root}.With(append(tools, "date")...)}
	}
	return []matrixSystem{
		s("debian", "systemd", host.No, "timedatectl", "systemctl", "sudo", "apt-get", "chronyc", "hwclock", "journalctl"),
		s("raspbian", "systemd", host.Yes, "timedatectl", "systemctl", "sudo", "apt-get"),
		s("fedora", "systemd", host.No, "timedatectl", "systemctl", "dnf"),
		s("nixos", "systemd", host.No, "timedatectl", "systemctl", "nixos-rebuild", "sudo"),
		s("alpine", "openrc", host.No, "rc-service", "doas", "apk", "ntpd", "busybox", "hwclock"),
		s("openwrt", "procd", host.Yes, "uci", "opkg", "ntpd", "busybox"),
		s("void", "runit", host.No, "sv", "xbps-install", "sudo"),
		s("", "s6", host.Unknown),
		s("", "", host.Unknown, "ntpd", "chronyc"),
		{"windows", host.System{}}, {"darwin", host.System{}},
	}
}

// matrixPlaces are what a computer runs in.
func matrixPlaces() []host.Facts {
	return []host.Facts{
		{},
		{VM: host.Yes, VMKind: "kvm"},
		{VM: host.Yes, VMKind: "hyper-v", RTCSkew: host.Known(time.Duration(0))},
		{VM: host.Yes, RTCSkew: host.Known(47 * time.Second)},
		{WSL: host.Yes, VM: host.Yes},
		{Container: host.Yes, ContainerKind: "docker", VM: host.Yes, VMKind: "orbstack"},
		{Container: host.Yes, ContainerKind: "kubernetes"},
		{CanNTP: host.No, AutoTime: host.No, KernelSynced: host.No},
	}
}

// matrixServices are all states that the types of a service allow, but for numbers,
// of which there are a fresh one and an old one.
func matrixServices(yield func(host.Service) bool) {
	for _, name := range []string{"", host.Chrony, host.Timesyncd, host.NTPsec, host.OpenNTPD, host.NTPdRS, host.BusyBox, host.ConnMan, host.W32Time, host.Timed} {
		for synced := host.Unknown; synced <= host.Yes; synced++ {
			for contact := host.ContactUnknown; contact <= host.Sourceless; contact++ {
				for kind := host.SourceUnknown; kind <= host.FromHardware; kind++ {
					for _, age := range []host.Value[time.Duration]{{}, host.Known(time.Second), host.Known(1000 * time.Hour)} {
						s := host.Service{Name: name, Running: host.Yes, Synced: synced, Contact: contact, Kind: kind, LastSync: age, Source: "192.0.2.9"}
						if !yield(s) {
							return
						}
					}
				}
			}
		}
	}
}

// matrixCheck is a kind of measurement, before it was concluded.
type matrixCheck struct {
	name     string
	answered bool
	check    result.Check
}

func matrixChecks() []matrixCheck {
	const slow, years = -47 * time.Second, -3 * 365 * 24 * time.Hour
	return []matrixCheck{
		{"answered", true, resulttest.With(slow, resulttest.Skewed(slow)...)},
		{"answered, years", true, resulttest.With(years, resulttest.Skewed(years)...)},
		{"blocked", false, resulttest.With(slow, resulttest.Blocked(slow)...)},
		{"blocked, hour", false, resulttest.With(-time.Hour, resulttest.Blocked(-time.Hour)...)},
	}
}

// anywhere are commands that are no words of English, and first those that are a word
// as well: what a step begins with.
var (
	anywhere = []string{"timedatectl", "systemctl", "rc-service", "uci", "nixos-rebuild", "sudo", "doas", "chronyc", "hwclock", "journalctl", "apt-get", "dnf", "apk", "pacman", "zypper", "xbps-install", "opkg", "emerge"}
	first    = regexp.MustCompile(`^(?:sudo |doas )?(date|ntpd|sv|busybox)\b [-\w]`)
)

// lacking returns a command in a step that the system does not have, "" for none.
func lacking(step string, s host.System) string {
	for _, tool := range anywhere {
		if strings.Contains(step, tool+" ") && s.Has(tool) == host.No && slices.Contains(strings.Fields(step), tool) {
			return tool
		}
	}
	if !strings.Contains(step, " ") {
		return ""
	}
	if m := first.FindStringSubmatch(step); m != nil && s.Has(m[1]) == host.No {
		return m[1]
	}
	return ""
}

// Over every state of every service, on every kind of system, in every kind of machine
// and network: no step needs a command that is not there, and none blames UDP 123
// where time servers answered. Each has a step. Pages are looked at now and then, since
// they hold the same steps.
func TestStepsMatrix(t *testing.T) {
	every, pages := 1, 499
	if testing.Short() {
		every = 37
	}
	n, seen := 0, 0
	systems, places, checks := matrixSystems(), matrixPlaces(), matrixChecks()
	for s := range matrixServices {
		for _, system := range systems {
			for _, place := range places {
				for _, m := range checks {
					if n++; n%every != 0 {
						continue
					}
					seen++
					c := m.check
					c.Facts, c.Here = place, map[string]string{"linux": "linux", "windows": "windows", "darwin": "macos"}[system.goos]
					c.System, c.Facts.OS, c.Facts.System = c.Here, system.goos, system.system
					if s.Name != "" {
						c.Facts.Services = []host.Service{s}
					}
					c.Findings = drift.Diagnose(drift.Evidence{
						Skew: c.Estimate.Skew, At: c.At, Host: c.Facts, Agreement: drift.Majority, Blamed: true,
						NTP: c.Estimate.Reach(source.KindNTP), HTTPS: c.Estimate.Reach(source.KindHTTPS),
					})
					steps := fix(c, c.System).Steps()
					if problem := stepProblem(steps, m.answered, c.Facts); problem != "" {
						t.Fatalf("%s, %s in %+v with %+v: %s\n%s", m.name, system.goos, place, s, problem, strings.Join(steps, "\n"))
					}
					if seen%pages != 0 {
						continue
					}
					c.Findings = nil
					c.Conclude()
					if text := Text(c, TextOptions{}); m.answered && strings.Contains(text, "UDP 123") || strings.Count(text, "\n") > maxLines {
						t.Fatalf("%s, %s with %+v:\n%s", m.name, system.goos, s, text)
					}
				}
			}
		}
	}
	t.Logf("%d combinations", seen)
}

func stepProblem(steps []string, answered bool, f host.Facts) string {
	if len(steps) == 0 {
		return "no step"
	}
	for _, step := range steps {
		switch tool := lacking(step, f.System); {
		case step == "":
			return "an empty step"
		case tool != "" && f.OS == "linux":
			return "there is no " + tool
		case answered && strings.Contains(step, "UDP 123"):
			return "UDP 123 is open"
		}
	}
	return ""
}
