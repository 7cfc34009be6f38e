package words

import (
	"fmt"
	"time"

	"codeclock/drift"
	"codeclock/drift/host"
)

func (f Fix) linux() []string {
	switch {
	case f.Facts.Container == host.Yes:
		return []string{
			`Run "codeclock" on the computer that runs this container.`,
			"Put the clock right there. (Docker Desktop: restart it.)",
			again,
		}
	case f.Facts.WSL == host.Yes:
		return []string{
			"In Windows, run: wsl --shutdown    Then open WSL again.",
			"Or, inside WSL, run: sudo hwclock -s",
			again,
		}
	}
	steps := f.linuxService()
	if f.Blocked {
		steps = f.linuxBlocked()
	}
	if f.Cause == drift.HardwareClock && f.Facts.RTCLocal == host.Yes {
		steps = append([]string{"sudo timedatectl set-local-rtc 0"}, steps...)
	} else if f.zone() {
		steps = append([]string{f.zoneStep()}, steps...)
	}
	return append(steps, again)
}

// linuxBlocked returns the commands where no time service gets through: the
// clock is set by hand, and kept right once the network allows it.
func (f Fix) linuxBlocked() []string {
	network := otherNetwork
	if service := f.linuxService(); f.Cause == drift.SyncFailing && len(service) > 1 {
		network = service[0] // how to let this very service through
	}
	return []string{
		"sudo timedatectl set-ntp false",
		fmt.Sprintf("sudo timedatectl set-time %q    (the time now)", f.Now.Format(time.DateTime)),
		network,
		"sudo timedatectl set-ntp true",
	}
}

// linuxService returns the commands of the time service that this computer has.
func (f Fix) linuxService() []string {
	failing, wrong := f.Cause == drift.SyncFailing, f.Cause == drift.WrongSource
	switch {
	case f.runs(host.Chrony) && wrong:
		return []string{
			"chronyc -n sources    (whom does it follow?)",
			"Name other servers in chrony.conf, four at least",
			"sudo systemctl restart chronyd",
		}
	case f.runs(host.Timesyncd) && wrong:
		return []string{
			"timedatectl timesync-status    (whom does it follow?)",
			"Name another server in timesyncd.conf",
			"sudo systemctl restart systemd-timesyncd",
		}
	case f.runs(host.Chrony) && failing:
		return []string{
			"Let UDP 123 out, or name servers in chrony.conf",
			"sudo systemctl restart chronyd",
		}
	case f.runs(host.Chrony):
		return []string{"sudo chronyc makestep"}
	case f.runs(host.OpenNTPD):
		return []string{"sudo systemctl restart openntpd"}
	case f.runs(host.NTPsec):
		return []string{
			"sudo systemctl stop ntpd",
			"sudo ntpd -gq    (sets the clock once, however far off)",
			"sudo systemctl start ntpd",
		}
	case f.runs(host.Timesyncd) && failing:
		return []string{
			"Let UDP 123 out, or name servers in timesyncd.conf",
			"sudo systemctl restart systemd-timesyncd",
		}
	case f.runs(host.Timesyncd):
		return []string{"sudo systemctl restart systemd-timesyncd"}
	}
	return []string{
		"sudo timedatectl set-ntp true",
		`timedatectl    (it must say "synchronized: yes")`,
	}
}

func (f Fix) runs(name string) bool { return f.Facts.Service(name).Running == host.Yes }
