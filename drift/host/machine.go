package host

import (
	"slices"
	"strings"
)

// vmFromDMI names the virtual machine that the maker and product of a computer's
// main board tell of; empty when they are not a known one's. The marks are those
// of systemd (src/basic/virt.c).
func vmFromDMI(maker, product string) string {
	for _, mark := range []struct{ in, kind string }{
		{"VMware", "vmware"}, {"VMW", "vmware"},
		{"innotek GmbH", "virtualbox"}, {"VirtualBox", "virtualbox"},
		{"Parallels", "parallels"},
		{"QEMU", "kvm"}, {"KVM", "kvm"}, {"Bochs", "kvm"},
		{"Xen", "xen"},
		{"Amazon EC2", "amazon"}, {"Google Compute Engine", "google"},
		{"Apple Virtualization", "apple"},
	} {
		if strings.HasPrefix(maker, mark.in) || strings.HasPrefix(product, mark.in) {
			return mark.kind
		}
	}
	// Microsoft also makes real computers, so its name alone says nothing.
	if strings.HasPrefix(maker, "Microsoft") && strings.HasPrefix(product, "Virtual Machine") {
		return "hyper-v"
	}
	return ""
}

// wslFromRelease reads /proc/sys/kernel/osrelease: both versions of WSL name
// Microsoft there.
func wslFromRelease(release string) Tri {
	if release = strings.TrimSpace(release); release == "" {
		return Unknown
	}
	return Is(strings.Contains(strings.ToLower(release), "microsoft"))
}

// containerFromCgroup names the container that /proc/1/cgroup tells of.
func containerFromCgroup(text string) string {
	for _, mark := range []struct{ in, kind string }{
		{"kubepods", "kubernetes"}, {"docker", "docker"}, {"libpod", "podman"},
		{"/lxc", "lxc"}, {"machine.slice/machine-", "systemd-nspawn"},
	} {
		if strings.Contains(text, mark.in) {
			return mark.kind
		}
	}
	return ""
}

// hypervisorFromCPU reads /proc/cpuinfo of x86, where the processor tells that
// it is a virtual one.
func hypervisorFromCPU(text string) Tri {
	for line := range strings.Lines(text) {
		if name, flags, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "flags" {
			return Is(slices.Contains(strings.Fields(flags), "hypervisor"))
		}
	}
	return Unknown
}

// zoneOfLink takes the zone's name out of what /etc/localtime points to.
func zoneOfLink(target string) string {
	if _, name, ok := strings.Cut(target, "zoneinfo/"); ok {
		return strings.TrimPrefix(strings.TrimPrefix(name, "posix/"), "right/")
	}
	return ""
}

// serviceOfProcess returns which service a process is, by its name and command
// line; empty when none. Linux cuts names down to 15 characters. OpenNTPD's
// process has the name of others' ntpd, and says in its title what it does
// (openbsd/src, usr.sbin/ntpd/ntp.c, setproctitle).
func serviceOfProcess(name, command string) string {
	if strings.HasPrefix(command, "ntpd: ") {
		return OpenNTPD
	}
	switch strings.TrimSpace(name) {
	case "chronyd":
		return Chrony
	case "systemd-timesyn", "systemd-timesyncd":
		return Timesyncd
	case "ntpd":
		return NTPsec
	case "ntp-daemon":
		return NTPdRS
	case "ptp4l", "phc2sys":
		return PTP
	case "VBoxService", "vmtoolsd", "prltoolsd":
		return GuestTool
	case "timed":
		return Timed
	}
	return ""
}
