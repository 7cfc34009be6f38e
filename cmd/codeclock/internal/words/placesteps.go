package words

import (
	"codeclock/drift"
	"codeclock/drift/host"
)

// fromHost reports whether the clock of the machine around this one is what is wrong,
// so that nothing in here helps.
func (f Fix) fromHost() bool {
	return f.Cause.Code == drift.HostWrong || f.Cause.Code == drift.OwnClock && f.Cause.Name == drift.ByHost
}

// hostSteps say what to do about a clock that the machine around this one gives.
func (f Fix) hostSteps() []string {
	windows := "In Windows: " + windowsSettings + ". " + syncNow
	switch {
	case f.Facts.WSL == host.Yes && f.Facts.VM == host.No:
		return []string{windows}
	case f.Facts.WSL == host.Yes:
		return []string{windows, "Then, in Windows, run: wsl --shutdown    Open WSL again."}
	}
	return []string{
		"Put the clock right on " + around(f.Facts) + ", or ask whoever runs it. codeclock tells there, too.",
		"Then measure here again: this clock follows that one.",
	}
}

// containerSteps climb one level at a time: what to do is where the clock is.
func (f Fix) containerSteps() []string {
	name := product(f.Facts.VMKind)
	switch {
	case name != "" && f.Cause.Code == drift.GuestPaused:
		return []string{"Restart " + name + ": its virtual machine then takes the time anew."}
	case name != "":
		return []string{
			`Run "codeclock" on the computer that runs ` + name + ".",
			"Wrong there: put it right. Right there: restart " + name + ".",
		}
	case f.Facts.ContainerKind == "kubernetes":
		return []string{
			"Ask whoever runs the cluster: the clock of this container's node is wrong. (kubectl get pod -o wide names the node.)",
		}
	case f.Facts.WSL == host.Yes:
		return []string{
			`Run "codeclock" in Windows. Wrong there? Put it right there first.`,
			"Then, in Windows, run: wsl --shutdown    Start WSL again.",
		}
	case f.Facts.VM == host.Yes:
		return []string{
			`Run "codeclock" on the virtual machine that runs this container, and put the clock right there.`,
			"Was that paused? Its clock stood still, and the computer around it is right.",
		}
	}
	return []string{
		`Run "codeclock" on the computer that runs this container.`,
		"Wrong there: put it right. Right: a virtual machine is between, restart it.",
	}
}
