package words

import (
	"fmt"

	"codeclock/drift"
	"codeclock/drift/host"
)

// The levels of clocks: a container has none of its own, a virtual machine has an
// imitation, and what is around it has a real one.

// product names what a virtual machine on a desktop belongs to, "" where that is not
// known.
func product(vmKind string) string {
	switch vmKind {
	case "orbstack":
		return "OrbStack"
	case "docker-desktop":
		return "Docker Desktop"
	case "lima":
		return "Lima"
	case "podman-machine":
		return "Podman machine"
	}
	return ""
}

// maker names the maker of a virtual machine as people know it, "" where that is not
// known.
func maker(vmKind string) string {
	switch vmKind {
	case "vmware":
		return "VMware"
	case "virtualbox":
		return "VirtualBox"
	case "parallels":
		return "Parallels"
	case "kvm":
		return "KVM"
	case "qemu":
		return "QEMU"
	case "xen":
		return "Xen"
	case "bhyve":
		return "bhyve"
	case "hyper-v":
		return "Hyper-V"
	case "amazon":
		return "Amazon EC2"
	case "google":
		return "Google Cloud"
	case "apple":
		return "Apple"
	}
	return ""
}

// around names the machine around this one.
func around(f host.Facts) string {
	switch name := maker(f.VMKind); {
	case f.WSL == host.Yes:
		return "Windows"
	case product(f.VMKind) != "":
		return "the computer that runs " + product(f.VMKind)
	case name != "":
		return "the machine around this one (" + name + ")"
	}
	return "the machine around this one"
}

// containerNote says whose clock a container shows, and what told that it is one.
func containerNote(f host.Facts) string {
	what := "a container"
	switch {
	case f.ContainerKind == "kubernetes":
		what = "a container of Kubernetes"
	case f.ContainerKind != "" && f.ContainerMark != "":
		what = fmt.Sprintf("a container (%s, by %s)", Clean(f.ContainerKind), Clean(f.ContainerMark))
	case f.ContainerMark != "":
		what = fmt.Sprintf("a container (by %s)", Clean(f.ContainerMark))
	}
	return fmt.Sprintf("This is %s: its clock is that of %s.", what, below(f))
}

// below names what a container runs on.
func below(f host.Facts) string {
	switch {
	case product(f.VMKind) != "":
		return product(f.VMKind) + "'s virtual machine"
	case f.WSL == host.Yes:
		return "WSL's virtual machine"
	case f.VM == host.Yes:
		return "the virtual machine that runs it"
	case f.ContainerKind == "kubernetes":
		return "its node"
	}
	return "the computer around it"
}

// placeCause says what the machine around has to do with a wrong clock.
func placeCause(f drift.Finding, facts host.Facts) string {
	paused := f.Code == drift.GuestPaused
	switch {
	case facts.WSL == host.Yes && paused:
		return "WSL's clock stood still while Windows slept"
	case facts.WSL == host.Yes && facts.VM == host.No:
		return "Windows itself is off: WSL 1 has no clock of its own"
	case facts.WSL == host.Yes:
		return "Windows itself is off: its hardware clock shows the same error"
	case !paused:
		return fmt.Sprintf("%s is off too: the hardware clock shows the same error", around(facts))
	case product(facts.VMKind) != "":
		return product(facts.VMKind) + "'s virtual machine was paused, and its clock with it"
	case f.Sure == drift.Likely:
		return "the virtual machine was paused: its hardware clock went on, and is right"
	}
	return "the virtual machine was paused, and its clock with it"
}
