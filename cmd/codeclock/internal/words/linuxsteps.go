package words

import (
	"fmt"
	"slices"
	"time"

	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

func (f Fix) linux() []string {
	switch {
	case f.Facts.Container == host.Yes:
		return append(f.containerSteps(), again)
	case f.fromHost():
		return append(f.hostSteps(), again)
	case f.Facts.WSL == host.Yes:
		steps := []string{"In Windows, run: wsl --shutdown    Then open WSL again."}
		if f.has("hwclock") {
			steps = append(steps, "Or, inside WSL, run: "+f.asRoot("hwclock -s"))
		}
		return append(steps, again)
	}
	steps := f.linuxService()
	switch {
	case f.Blocked:
		steps = f.linuxBlocked()
	case f.far():
		steps = append([]string{f.setDate("now, UTC; TLS needs it")}, steps...)
	}
	if f.Cause.Code == drift.HardwareClock && f.Facts.RTCLocal == host.Yes && f.has("timedatectl") {
		steps = append([]string{f.asRoot("timedatectl set-local-rtc 0")}, steps...)
	} else {
		steps = append(f.zoneSteps(), steps...)
	}
	if f.needsLogin() && !slices.Contains(steps, askInstall) {
		steps = append([]string{"This needs an administrator: become root first."}, steps...)
	}
	return append(steps, again)
}

// linuxBlocked returns the commands where no time service gets through: the
// clock is set by hand, and kept right once the network allows it.
func (f Fix) linuxBlocked() []string {
	off, on := f.asRoot("timedatectl set-ntp false"), f.asRoot("timedatectl set-ntp true")
	if !f.canSwitch() || len(f.keepers()) > 0 && f.keeper() != host.Timesyncd {
		return []string{f.setDate("the time now, UTC"), f.letOut()}
	}
	return []string{
		off,
		f.asRoot(fmt.Sprintf("timedatectl set-time %q    (the time now)", f.Now.Format(time.DateTime))),
		f.letOut(),
		on,
	}
}

// letOut says how time servers can be reached where none answers.
func (f Fix) letOut() string {
	if f.keeper() != "" {
		return "Ask whoever runs this network to let time servers through."
	}
	return otherNetwork
}

// setDate sets the clock by hand with what every Linux has.
func (f Fix) setDate(why string) string {
	return f.asRoot(fmt.Sprintf("date -u -s %q    (%s)", f.Now.UTC().Format(time.DateTime), why))
}

// linuxService returns what to do about the time service that this computer has, or
// has not.
func (f Fix) linuxService() []string {
	switch {
	case f.keeper() == "" && f.Facts.Service(host.PTP).Running == host.Yes: // another service would fight it
		return []string{"Ask whoever runs PTP here: ptp4l and phc2sys keep this clock, by a clock that is wrong or silent."}
	case f.keeper() == "":
		return f.switchOn()
	}
	restart := f.restart()
	switch f.Word.Code {
	case drift.SyncFailing, drift.SyncSilent:
		return f.unheardSteps()
	case drift.SyncUnused:
		if f.service().Refusal == host.Starting {
			return []string{"Wait a few minutes: it wants at least three answers."}
		}
		return []string{"Name four servers or more in " + f.place(), restart}
	case drift.SyncUnasked:
		if f.service().Contact == host.Offline && f.has("chronyc") {
			return []string{f.asRoot("chronyc online")}
		}
		return []string{"Name servers in " + f.place(), restart}
	case drift.SyncStale, drift.SyncUnknown:
		if f.asksWeb() {
			return []string{restart, "Still so? Its log says why."}
		}
		return []string{restart, f.tell(), "No: name servers in " + f.place()}
	case drift.SyncUnset:
		return []string{restart, "Still so? Its log says why: it needs the right to set the clock (CAP_SYS_TIME)."}
	case drift.WrongSource:
		if f.service().Kind == host.FromHardware {
			return []string{f.attached(), "Name time servers, four at least, in " + f.place(), restart}
		}
		return append(f.whom(), "Name other servers, four at least, in "+f.place(), restart)
	case drift.OwnClock:
		return []string{"Name time servers, four at least, in " + f.place(), restart}
	case drift.RunsWild:
		return append(f.setOnce(), "Wrong again soon? No service can hold this clock: codeclock explain runs-wild")
	}
	return f.setOnce()
}

// unheardSteps are for a service that uses no answer. Where other servers answer on
// this network, the network is not what is wrong: its own server is, or what it
// thinks of that.
func (f Fix) unheardSteps() []string {
	switch {
	case f.keeper() == host.NTPsec && f.refused():
		return f.setOnce()
	case !f.Answered:
		return []string{f.letOut(), f.restart()}
	}
	return []string{
		f.tell(),
		"No: name servers in " + f.place() + ". Yes: its log says why.",
		f.restart(),
	}
}

// refused reports whether the error is larger than ntpd touches.
func (f Fix) refused() bool { return skew.Abs(f.Off) > drift.NTPDLimit }

// tell is the step that tells a silent server from one whose answers are refused.
func (f Fix) tell() string {
	server := "system"
	if s := f.service(); s.Kind != host.FromHardware && plainName(s.Source) {
		server = s.Source
	}
	return fmt.Sprintf("codeclock check --server %s    (does its server answer?)", server)
}

// attached says what to do about a clock that is attached. In a virtual machine, one of
// those may be the host's.
func (f Fix) attached() string {
	step := "Look at the clock that is attached: it is what is wrong."
	if f.Facts.VM == host.Yes {
		step = "Look at the clock that it follows: in a virtual machine that is mostly the host's."
	}
	return step
}

// whom shows what a service follows.
func (f Fix) whom() []string {
	switch {
	case f.keeper() == host.Chrony && f.has("chronyc"):
		return []string{"chronyc -n sources    (whom does it follow?)"}
	case f.keeper() == host.Timesyncd && f.has("timedatectl"):
		return []string{"timedatectl timesync-status    (whom does it follow?)"}
	}
	return nil
}

// setOnce sets the clock at once by the service that runs.
func (f Fix) setOnce() []string {
	switch keeper := f.keeper(); {
	case keeper == host.Chrony && f.has("chronyc"):
		return []string{f.asRoot("chronyc makestep")}
	case keeper == host.NTPsec && f.has("ntpd") && f.tellDaemon("stop") != "":
		return []string{
			f.tellDaemon("stop"),
			f.asRoot("ntpd -gq    (sets the clock once, however far off)"),
			f.tellDaemon("start"),
		}
	}
	return []string{f.restart()}
}
