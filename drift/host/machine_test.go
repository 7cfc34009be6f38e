package host

import (
	"testing"
	"testing/fstest"
	"time"
)

// What a Linux runs in is told by marks, in the order of systemd's virt.c. The marks
// are written after it and after public reports.
func TestMachines(t *testing.T) {
	debian := map[string]string{"proc/1/comm": "systemd\n", "proc/1/cgroup": "0::/init.scope\n", "proc/sys/kernel/osrelease": "6.1.0-18-amd64\n"}
	for _, tt := range []struct {
		name          string
		files         map[string]string
		kind, mark    string
		in            Tri
		vmKind, vmFor string
	}{
		{"a computer", debian, "", "", No, "", ""},
		{"nothing may be read", nil, "", "", Unknown, "", ""},
		{"Docker", map[string]string{".dockerenv": ""}, "docker", "/.dockerenv", Yes, "", ""},
		{"Podman", map[string]string{"run/.containerenv": ""}, "podman", "/run/.containerenv", Yes, "", ""},
		{"LXC with systemd", map[string]string{"run/systemd/container": "lxc\n", "proc/1/comm": "systemd\n"}, "lxc", "/run/systemd/container", Yes, "", ""},
		{"a manager says so, and an old file says something else", map[string]string{"run/host/container-manager": "podman", ".dockerenv": ""}, "podman", "/run/host/container-manager", Yes, "", ""},
		{
			"a pod on cgroup v2, which has no marker file",
			map[string]string{"proc/1/comm": "sh\n", "proc/1/cgroup": "0::/\n", "sys/fs/cgroup/cgroup.events": "populated 1\n", "sys/fs/cgroup/cgroup.type": "domain\n"},
			"", "/sys/fs/cgroup/cgroup.events", Yes, "", "",
		},
		{
			"the same, whose kubelet keeps /etc/hosts",
			map[string]string{"proc/1/comm": "coder\n", "proc/self/mountinfo": "1592 1523 252:1 /var/lib/kubelet/pods/5f0c/etc-hosts /etc/hosts rw,relatime - ext4 /dev/vda1 rw\n"},
			"kubernetes", "/proc/self/mountinfo", Yes, "", "",
		},
		{"a pod that was given its environment", map[string]string{"proc/self/environ": "PATH=/bin\x00KUBERNETES_SERVICE_HOST=192.0.2.1\x00"}, "kubernetes", "KUBERNETES_SERVICE_HOST", Yes, "", ""},
		{"cgroup v1, not the topmost", map[string]string{"sys/fs/cgroup/systemd/tasks": "1\n"}, "", "/sys/fs/cgroup/systemd", Yes, "", ""},
		{"cgroup v1, the topmost", map[string]string{"sys/fs/cgroup/systemd/tasks": "1\n", "sys/fs/cgroup/systemd/release_agent": "", "proc/1/comm": "systemd\n"}, "", "", No, "", ""},
		{"WSL is no container", map[string]string{"run/systemd/container": "wsl\n", "proc/1/comm": "systemd\n", "proc/sys/kernel/osrelease": "5.15.153.1-microsoft-standard-WSL2\n"}, "", "", No, "", ""},
		{
			"a container in OrbStack, which shares its kernel",
			map[string]string{".dockerenv": "", "proc/sys/kernel/osrelease": "6.10.7-orbstack-00280-gd3b7ec68d3d4\n"},
			"docker", "/.dockerenv", Yes, "orbstack", "kernel 6.10.7-orbstack-00280-gd3b7ec68d3d4",
		},
		{"a container in Docker Desktop", map[string]string{".dockerenv": "", "proc/sys/kernel/osrelease": "6.6.12-linuxkit\n"}, "docker", "/.dockerenv", Yes, "docker-desktop", "kernel 6.6.12-linuxkit"},
		{"Podman machine", map[string]string{"etc/containers/podman-machine": "applehv", "proc/1/comm": "systemd\n"}, "", "", No, "podman-machine", "/etc/containers/podman-machine"},
		{"colima", map[string]string{"mnt/lima-cidata/lima.env": "", "proc/1/comm": "systemd\n"}, "", "", No, "lima", "/mnt/lima-cidata"},
		{"QEMU", map[string]string{"sys/class/dmi/id/sys_vendor": "QEMU\n", "proc/1/comm": "systemd\n"}, "", "", No, "qemu", "QEMU"},
		{"a board of VirtualBox", map[string]string{"sys/class/dmi/id/board_vendor": "VirtualBox\n", "sys/class/dmi/id/sys_vendor": "?", "proc/1/comm": "init\n"}, "", "", No, "virtualbox", "VirtualBox"},
		{"Xen's first domain has the real clock", map[string]string{"proc/xen/capabilities": "control_d\n", "sys/class/dmi/id/sys_vendor": "Xen\n", "proc/1/comm": "systemd\n"}, "", "", No, "", ""},
		{"bare metal at Amazon", map[string]string{"sys/class/dmi/id/sys_vendor": "Amazon EC2\n", "sys/class/dmi/id/product_name": "c5.metal\n", "proc/1/comm": "systemd\n"}, "", "", No, "", ""},
	} {
		root := fstest.MapFS(tree(tt.files))
		kind, mark, in := containerIn(root)
		if kind != tt.kind || mark != tt.mark || in != tt.in {
			t.Errorf("%s: container %q by %q, %v", tt.name, kind, mark, in)
		}
		if kind, mark, _ := virtual(root); kind != tt.vmKind || mark != tt.vmFor {
			t.Errorf("%s: virtual machine %q by %q", tt.name, kind, mark)
		}
	}
}

// Only the first version of WSL writes Microsoft with a capital.
func TestWSLVersions(t *testing.T) {
	for release, want := range map[string]bool{
		"4.4.0-19041-Microsoft\n": true, "4.19.81-microsoft-standard\n": false, "5.15.153.1-microsoft-standard-WSL2\n": false, "6.1.0-18-amd64\n": false,
	} {
		if got := isWSL1(release); got != want {
			t.Errorf("%q: %v", release, got)
		}
	}
}

// The clock of the machine around is offered under these names alone.
func TestHostClocks(t *testing.T) {
	for name, want := range map[string]bool{"hyperv\n": true, "KVM virtual PTP\n": true, "igb\n": false, "": false} {
		if got := hostClocks(tree(map[string]string{"sys/class/ptp/ptp0/clock_name": name})); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
	phc := Service{Name: Chrony, Kind: FromHardware, Source: "PHC0"}
	if got := phc.inGuest(true).Kind; got != FromHost {
		t.Errorf("PHC0 with the host's clock: %v", got)
	}
	if got := phc.inGuest(false).Kind; got != FromHardware {
		t.Errorf("PHC0 of a network card: %v", got)
	}
}

func TestSystems(t *testing.T) {
	for _, tt := range []struct {
		name, comm string
		present    []string
		want       string
	}{
		{"systemd", "systemd\n", []string{"/run/systemd/system"}, "systemd"},
		{"Alpine", "init\n", []string{"/run/openrc"}, "openrc"},
		{"Void", "runit\n", nil, "runit"},
		{"OpenWrt", "procd\n", []string{"/sbin/procd"}, "procd"},
		{"s6", "s6-svscan\n", nil, "s6"},
		{"an init of which nothing is known", "init\n", nil, ""},
	} {
		if got := initOf(tt.comm, tt.present...); got != tt.want {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
	if got := osRelease("NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.20\n"); got != "alpine" {
		t.Errorf("os-release: %q", got)
	}
	s := System{}.With("sudo")
	if s.Has("sudo") != Yes || s.Has("doas") != No || (System{}).Has("sudo") != Unknown {
		t.Errorf("tools: %v %v %v", s.Has("sudo"), s.Has("doas"), System{}.Has("sudo"))
	}
	if got := lastExit("ExecMainExitTimestampMonotonic=0\n\nExecMainExitTimestampMonotonic=5000000\n"); got != Known(5*time.Second) {
		t.Errorf("last wake: %v", got)
	}
}
