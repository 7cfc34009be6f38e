package words

import (
	"slices"
	"strings"

	"codeclock/drift/host"
)

// Commands are made for what this system understands. What is not known is taken to
// be as on most: systemd, and sudo.

// has reports whether a command can be advised: it is there, or nobody looked.
func (f Fix) has(tool string) bool { return f.Facts.System.Has(tool) != host.No }

// asRoot returns a command as an administrator types it.
func (f Fix) asRoot(command string) string {
	switch {
	case f.Facts.System.Root == host.Yes:
	case f.has("sudo"):
		return "sudo " + command
	case f.has("doas"):
		return "doas " + command
	}
	return command
}

// needsLogin reports whether one has to become root by logging in: no command does it.
func (f Fix) needsLogin() bool {
	return f.Facts.System.Root != host.Yes && !f.has("sudo") && !f.has("doas")
}

func (f Fix) systemd() bool {
	init := f.Facts.System.Init
	return f.has("systemctl") && (init == "systemd" || init == "")
}

// canSwitch reports whether systemd's switch for automatic time has a service to
// switch on.
func (f Fix) canSwitch() bool {
	return f.has("timedatectl") && f.systemd() && f.Facts.CanNTP != host.No
}

// keepers are the services that run here and ask time servers.
func (f Fix) keepers() []host.Service {
	var out []host.Service
	for _, s := range f.Facts.Services {
		if s.Running == host.Yes && s.Name != host.GuestTool && s.Name != host.PTP {
			out = append(out, s)
		}
	}
	return out
}

// service returns the service that the steps are about: the one of which something is
// known, or the one that runs.
func (f Fix) service() host.Service {
	if s := f.Facts.Service(f.Word.Service); s.Name != "" && s.Running == host.Yes {
		return s
	}
	all := f.keepers()
	for _, name := range []string{host.Chrony, host.OpenNTPD, host.NTPsec, host.Timesyncd, host.NTPdRS, host.BusyBox, host.ConnMan, host.HTPDate, host.SDWDate, host.TLSDate} {
		for _, s := range all {
			if s.Name == name {
				return s
			}
		}
	}
	return host.Service{}
}

func (f Fix) keeper() string { return f.service().Name }

// asksWeb reports whether the service takes the time from web servers.
func (f Fix) asksWeb() bool {
	return slices.Contains([]string{host.HTPDate, host.SDWDate, host.TLSDate}, f.keeper())
}

// daemon is what systems call the service when they start it. Debian's ntp.service is
// that of ntp, and another name for that of ntpsec.
func (f Fix) daemon() string {
	switch name := f.keeper(); {
	case name == host.Chrony:
		return "chronyd"
	case name == host.NTPsec && f.systemd() && f.Facts.System.Has("apt-get") == host.Yes:
		return "ntp"
	case name == host.BusyBox && f.Facts.System.Init == "procd":
		return "sysntpd"
	case name == host.BusyBox:
		return "ntpd"
	default:
		return name
	}
}

// restart starts a service anew, the way this system does it.
func (f Fix) restart() string {
	if command := f.tellDaemon("restart"); command != "" {
		return command
	}
	return "Restart the service " + f.daemon()
}

// tellDaemon is the command by which this system starts, stops or restarts the service;
// "" where that is not known.
func (f Fix) tellDaemon(verb string) string {
	name := f.daemon()
	switch init := f.Facts.System.Init; {
	case f.systemd():
		return f.asRoot("systemctl " + verb + " " + name)
	case init == "openrc" && f.has("rc-service"):
		return f.asRoot("rc-service " + name + " " + verb)
	case init == "runit" && f.has("sv"):
		return f.asRoot("sv " + verb + " " + name)
	case init == "procd":
		return f.asRoot("/etc/init.d/" + name + " " + verb)
	}
	return ""
}

// place says where the servers of a service are named.
func (f Fix) place() string {
	system := f.Facts.System
	switch name := f.keeper(); {
	case system.ID == "nixos" && name != host.BusyBox && name != host.ConnMan:
		return "networking.timeServers (configuration.nix, then rebuild)"
	case name == host.Chrony:
		return "chrony.conf"
	case name == host.Timesyncd:
		return "timesyncd.conf"
	case name == host.NTPsec:
		return "ntp.conf"
	case name == host.OpenNTPD:
		return "ntpd.conf"
	case name == host.NTPdRS:
		return "ntp.toml"
	case name == host.ConnMan:
		return "connman's main.conf (FallbackTimeservers)"
	case name == host.BusyBox && system.Init == "procd":
		return "/etc/config/system"
	case name == host.BusyBox && system.ID == "alpine":
		return "/etc/conf.d/ntpd (-p NAME)"
	case name == host.BusyBox:
		return "its command line (-p NAME)"
	}
	return "its settings"
}

// switchOn gets a computer that has no time service running one.
func (f Fix) switchOn() []string {
	if f.canSwitch() {
		return []string{
			f.asRoot("timedatectl set-ntp true"),
			`timedatectl    (it must say "synchronized: yes")`,
		}
	}
	return f.install()
}

// install gets a time service onto a computer that has none.
func (f Fix) install() []string {
	system := f.Facts.System
	switch {
	case system.ID == "nixos" && f.has("nixos-rebuild"):
		return []string{"In configuration.nix: services.timesyncd.enable = true;", f.asRoot("nixos-rebuild switch")}
	case system.Init == "procd":
		if !f.has("uci") {
			break
		}
		return []string{f.asRoot("uci set system.ntp.enabled=1"), f.asRoot("uci commit system"), f.asRoot("/etc/init.d/sysntpd restart")}
	}
	for _, p := range [][2]string{
		{"apt-get", "apt-get install chrony"}, {"dnf", "dnf install chrony"}, {"yum", "yum install chrony"}, {"apk", "apk add chrony"},
		{"pacman", "pacman -S chrony"}, {"zypper", "zypper install chrony"}, {"xbps-install", "xbps-install chrony"},
		{"opkg", "opkg install chrony"}, {"emerge", "emerge net-misc/chrony"},
	} {
		if system.Has(p[0]) == host.Yes {
			return append([]string{f.asRoot(p[1])}, f.start()...)
		}
	}
	return []string{askInstall}
}

// askInstall is the step where no way to install anything is known.
const askInstall = "Ask an administrator to install a time service, such as chrony."

// start starts chrony, now and whenever the computer starts.
func (f Fix) start() []string {
	switch init := f.Facts.System.Init; {
	case f.Facts.System.Has("apt-get") == host.Yes: // Debian starts what it installs
		return nil
	case f.systemd():
		return []string{f.asRoot("systemctl enable --now chronyd")}
	case init == "openrc" && f.has("rc-service"):
		return []string{f.asRoot("rc-update add chronyd default"), f.asRoot("rc-service chronyd start")}
	case init == "runit":
		return []string{f.asRoot("ln -s /etc/sv/chronyd /var/service/")}
	}
	return []string{"Start the service chronyd, and let it start with the computer"}
}

// linuxZone sets the time zone.
func (f Fix) linuxZone() string {
	switch system := f.Facts.System; {
	case system.ID == "nixos":
		return `In configuration.nix: time.timeZone = "Area/City";    (yours)`
	case f.has("timedatectl") && f.systemd():
		return f.asRoot("timedatectl set-timezone Area/City    (yours)")
	case system.Init == "procd":
		return "Set the time zone in /etc/config/system (zonename, timezone)"
	}
	return f.asRoot("ln -sf /usr/share/zoneinfo/Area/City /etc/localtime    (yours)")
}

// plainName reports whether a server's name can be put into a command as it is.
func plainName(name string) bool {
	for _, c := range name {
		ok := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == ':'
		if !ok {
			return false
		}
	}
	return strings.ContainsAny(name, ".:") && name[0] != '-' && len(name) < 80
}
