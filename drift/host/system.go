package host

import (
	"slices"
	"strings"
	"time"
)

// System is what commands a Unix system understands: steps are made of those that
// are there. Its zero value is a system about which nothing is known.
type System struct {
	ID   string // the distribution, such as "debian" (os-release, ID)
	Init string // "systemd", "openrc", "runit", "s6", "procd", "busybox"; "" when not known
	Root Tri    // this process may do everything

	tools map[string]bool // whether a command is there, by name; nil when nobody looked
}

// commands are those that steps are made of.
func commands() []string {
	return []string{
		"timedatectl", "systemctl", "rc-service", "sv", "s6-svc", "uci", "nixos-rebuild", "sudo", "doas",
		"chronyc", "hwclock", "date", "journalctl", "ntpd", "busybox",
		"apt-get", "dnf", "yum", "apk", "pacman", "zypper", "xbps-install", "opkg", "emerge",
	}
}

// With returns the system with these commands, and no others.
func (s System) With(tools ...string) System {
	s.tools = map[string]bool{}
	for _, name := range tools {
		s.tools[name] = true
	}
	return s
}

// Has reports whether a command is there; not known where nobody looked.
func (s System) Has(tool string) Tri {
	switch {
	case s.tools == nil:
		return Unknown
	case s.tools[tool]:
		return Yes
	}
	return No
}

// osRelease reads the distribution's name out of os-release(5).
func osRelease(text string) string {
	id := fields(text, "=")["ID"]
	return strings.Trim(id, `"'`)
}

// initOf names the init system by the name of the first process, and by what each
// of them leaves (present holds the paths that exist). Many first processes are
// called init. Sources: systemd, man/sd_booted.xml (/run/systemd/system); OpenRC,
// src/shared/misc.c (/run/openrc); runit-init.8 (/etc/runit); s6-linux-init
// (/run/s6); OpenWrt, procd (/sbin/procd).
func initOf(comm string, present ...string) string {
	for _, mark := range []struct{ path, name string }{
		{"/run/systemd/system", "systemd"}, {"/run/openrc", "openrc"}, {"/run/runit", "runit"},
		{"/run/s6", "s6"}, {"/sbin/procd", "procd"},
	} {
		if slices.Contains(present, mark.path) {
			return mark.name
		}
	}
	switch name := strings.TrimSpace(comm); name {
	case "systemd", "runit", "procd":
		return name
	case "openrc-init":
		return "openrc"
	case "s6-svscan":
		return "s6"
	}
	return ""
}

// initMarks are the paths that initOf knows.
func initMarks() []string {
	return []string{"/run/systemd/system", "/run/openrc", "/run/runit", "/run/s6", "/sbin/procd"}
}

// lastExit reads "systemctl show -p ExecMainExitTimestampMonotonic" of several units:
// the latest moment at which one of them ended, in microseconds of CLOCK_MONOTONIC, 0
// for a unit that never ran.
func lastExit(text string) Value[time.Duration] {
	var latest Value[time.Duration]
	for line := range strings.Lines(complete(text)) {
		_, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if at := positive(inUnits(value, time.Microsecond)); at.known && at.v > latest.v {
			latest = at
		}
	}
	return latest
}
