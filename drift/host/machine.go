package host

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// vmFromDMI names the virtual machine that the maker and product of a computer's
// main board tell of; empty when they are not a known one's. The marks are those
// of systemd (src/basic/virt.c, dmi_vendor_table).
func vmFromDMI(maker, product string) string {
	for _, mark := range []struct{ in, kind string }{
		{"VMware", "vmware"}, {"VMW", "vmware"},
		{"innotek GmbH", "virtualbox"}, {"VirtualBox", "virtualbox"},
		{"Parallels", "parallels"},
		{"OpenStack", "kvm"}, {"KubeVirt", "kvm"}, {"QEMU", "qemu"}, {"KVM", "kvm"}, {"Bochs", "qemu"},
		{"Xen", "xen"}, {"BHYVE", "bhyve"}, {"Hyper-V", "hyper-v"},
		{"Amazon EC2", "amazon"}, {"Google Compute Engine", "google"},
		{"Apple Virtualization", "apple"},
	} {
		metal := mark.kind == "amazon" && strings.Contains(product, ".metal")
		if !metal && (strings.HasPrefix(maker, mark.in) || strings.HasPrefix(product, mark.in)) {
			return mark.kind
		}
	}
	// Microsoft also makes real computers, so its name alone says nothing.
	if strings.HasPrefix(maker, "Microsoft") && strings.HasPrefix(product, "Virtual Machine") {
		return "hyper-v"
	}
	return ""
}

// desktopVM names the product whose virtual machine on a desktop this is, by the
// kernel's release, which containers in it see too, or by what it leaves, with the
// mark that told; "" for none. Sources: orbstack/orbstack kernel releases;
// linuxkit/linuxkit kernels, which Docker Desktop runs; lima-vm/lima, cidata;
// containers/podman, pkg/machine (podman-machine).
func desktopVM(root fs.FS) (kind, mark string) {
	release := strings.TrimSpace(textOf(root, "/proc/sys/kernel/osrelease"))
	switch {
	case strings.Contains(release, "orbstack"):
		return "orbstack", "kernel " + release
	case strings.HasSuffix(release, "-linuxkit"):
		return "docker-desktop", "kernel " + release
	}
	for _, m := range []struct{ path, kind string }{
		{"/mnt/lima-cidata", "lima"}, {"/etc/podman-machine", "podman-machine"}, {"/etc/containers/podman-machine", "podman-machine"},
	} {
		if there(root, m.path) {
			return m.kind, m.path
		}
	}
	return "", ""
}

// virtual tells what virtual machine a Linux runs in, and by which mark.
func virtual(root fs.FS) (kind, mark string, in Tri) {
	if kind, mark = desktopVM(root); kind != "" {
		return kind, mark, Yes
	}
	if strings.Contains(textOf(root, "/proc/xen/capabilities"), "control_d") {
		return "", "", No // Xen's first domain, which has the real clock (systemd, src/basic/virt.c, detect_vm_xen_dom0)
	}
	const dmi = "/sys/class/dmi/id/"
	for _, name := range []string{"product_name", "sys_vendor", "board_vendor", "bios_vendor"} {
		product := textOf(root, dmi+"product_name")
		if kind = vmFromDMI(textOf(root, dmi+name), product); kind != "" {
			return kind, strings.TrimSpace(textOf(root, dmi+name)), Yes
		}
	}
	in = hypervisorFromCPU(textOf(root, "/proc/cpuinfo"))
	if in == Yes {
		mark = "the processor says so"
	}
	return "", mark, in
}

// hostClocks reports whether a clock of the machine around this one is offered
// (drivers/hv/hv_util.c, "hyperv"; drivers/ptp/ptp_kvm_common.c, "KVM virtual PTP"; drivers/ptp/ptp_vmw.c).
func hostClocks(root fs.FS) bool {
	names, _ := fs.Glob(root, "sys/class/ptp/ptp*/clock_name")
	return slices.ContainsFunc(names, func(name string) bool {
		text := strings.TrimSpace(textOf(root, name))
		return text == "hyperv" || text == "KVM virtual PTP" || text == "ptp_vmw"
	})
}

// wslFromRelease reads /proc/sys/kernel/osrelease: both versions of WSL name
// Microsoft there.
func wslFromRelease(release string) Tri {
	if release = strings.TrimSpace(release); release == "" {
		return Unknown
	}
	return Is(strings.Contains(strings.ToLower(release), "microsoft"))
}

// isWSL1 reports whether this is the first version of WSL, which translates what Linux
// programs ask for and has no kernel, and so no clock, of its own. Only that one writes
// Microsoft with a capital (microsoft/WSL#423, #4555).
func isWSL1(release string) bool { return strings.HasSuffix(strings.TrimSpace(release), "-Microsoft") }

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
	args := strings.Split(command, "\x00")
	switch {
	case strings.HasPrefix(command, "ntpd: "), strings.HasPrefix(command, "openntpd: "):
		return OpenNTPD
	case path.Base(args[0]) == "busybox" && len(args) > 1 && args[1] == "ntpd":
		return BusyBox
	}
	switch strings.TrimSpace(name) {
	case "chronyd":
		return Chrony
	case "systemd-timesyn", "systemd-timesyncd":
		return Timesyncd
	case "ntpd":
		return NTPsec
	case "openntpd":
		return OpenNTPD
	case "ntp-daemon":
		return NTPdRS
	case "connmand":
		return ConnMan
	case "ptp4l", "phc2sys":
		return PTP
	case "VBoxService", "vmtoolsd", "prltoolsd":
		return GuestTool
	case "timed":
		return Timed
	case HTPDate, SDWDate, TLSDate:
		return strings.TrimSpace(name)
	}
	return ""
}

// busyBoxServer returns the first server that a BusyBox ntpd was told on its command
// line (busybox, networking/ntpd.c, -p [keyno:N:]PEER).
func busyBoxServer(command string) string {
	args := strings.Split(command, "\x00")
	for i, arg := range args {
		server, joined := strings.CutPrefix(arg, "-p")
		if !joined {
			continue
		}
		if server == "" && i+1 < len(args) {
			server = args[i+1]
		}
		return server[strings.LastIndexByte(server, ':')+1:]
	}
	return ""
}
