package host

import (
	"io/fs"
	"strings"
)

// containerIn tells if a Linux is a container, of which kind, and by which mark. It
// looks in the order of systemd (src/basic/virt.c, detect_container): what a runtime
// says comes before a file that may be left over in an image, and the last mark is
// that of a cgroup which is not the topmost. Without any mark, a first process that
// is an init system shows that this is a whole computer.
func containerIn(root fs.FS) (kind, mark string, in Tri) {
	switch {
	case there(root, "/proc/vz") && !there(root, "/proc/bc"):
		return "openvz", "/proc/vz", Yes
	case podMark(root) != "":
		return "kubernetes", podMark(root), Yes
	}
	for _, name := range []string{"/run/host/container-manager", "/run/systemd/container"} {
		// "wsl" is no container, and "oci" says that there is a better mark.
		if kind = strings.TrimSpace(textOf(root, name)); kind != "" && kind != "wsl" && kind != "oci" {
			return kind, name, Yes
		}
	}
	switch {
	case there(root, "/run/.containerenv"):
		return "podman", "/run/.containerenv", Yes
	case there(root, "/.dockerenv"):
		return "docker", "/.dockerenv", Yes
	}
	if kind = containerFromCgroup(textOf(root, "/proc/1/cgroup")); kind != "" {
		return kind, "/proc/1/cgroup", Yes
	}
	if mark = cgroupMark(root); mark != "" && wslFromRelease(textOf(root, "/proc/sys/kernel/osrelease")) != Yes {
		return "", mark, Yes
	}
	switch strings.TrimSpace(textOf(root, "/proc/1/comm")) {
	case "systemd", "init", "runit", "openrc-init", "s6-svscan", "procd":
		return "", "", No
	}
	return "", "", Unknown
}

// podMark returns what tells that this is a container of Kubernetes: its secrets, its
// environment, or that the kubelet keeps its /etc/hosts.
func podMark(root fs.FS) string {
	const secrets = "/var/run/secrets/kubernetes.io"
	if there(root, secrets) || there(root, "/run/secrets/kubernetes.io") {
		return secrets
	}
	for pair := range strings.SplitSeq(textOf(root, "/proc/self/environ"), "\x00") {
		if strings.HasPrefix(pair, "KUBERNETES_SERVICE_HOST=") {
			return "KUBERNETES_SERVICE_HOST"
		}
	}
	for line := range strings.Lines(textOf(root, "/proc/self/mountinfo")) {
		if f := strings.Fields(line); len(f) > 4 && f[4] == "/etc/hosts" && strings.Contains(f[3], "/pods/") {
			return "/proc/self/mountinfo"
		}
	}
	return ""
}

// cgroupMark returns what tells that the topmost cgroup to be seen here is not the
// computer's topmost: that one has no events and no type (v2), and has a
// release_agent (v1).
func cgroupMark(root fs.FS) string {
	const v2, v1 = "/sys/fs/cgroup/cgroup.events", "/sys/fs/cgroup/systemd"
	switch {
	case there(root, v2) && (there(root, "/sys/fs/cgroup/cgroup.type") || !there(root, "/sys/kernel/cgroup/features")):
		return v2
	case there(root, v1) && !there(root, v1+"/release_agent"):
		return v1
	}
	return ""
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

// there reports whether there is a file of that name below a root.
func there(root fs.FS, name string) bool {
	_, err := fs.Stat(root, strings.TrimPrefix(name, "/"))
	return err == nil
}
