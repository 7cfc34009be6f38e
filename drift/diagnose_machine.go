package drift

import (
	"math"
	"slices"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/skew"
)

const (
	// sleepShare is how far a clock that stood still may be from the length of
	// the sleep: part of it was counted on the way down and up.
	sleepShare = 50

	// minSleep is the shortest sleep that explains anything.
	minSleep = 5 * time.Second

	// longSlow is how slow a clock must be before its battery is suspected. A
	// guest that was paused, or a person, rarely gets that far.
	longSlow = 30 * day

	// newYear is how long after the first of January a clock may be that began
	// there: a computer is found out within days.
	newYear = 7 * day

	// seeded is how far Secure Time Seeding takes a clock at least: it guesses
	// dates, not seconds.
	seeded = day

	// wild is what no quartz does: some 500 ppm (Mills, survey of 20,000 hosts,
	// "Computer Network Time Synchronization", 2006).
	wild = 500

	// atLimit is where a kernel is held that would have to do more (MAXFREQ of 500 ppm,
	// Linux include/linux/timex.h, RFC 5905 appendix A.1.1), but for rounding.
	atLimit = 499
)

// checkSlept finds a clock that is slow by as long as the computer slept.
func checkSlept(e Evidence) (Finding, bool) {
	asleep, known := e.Host.Asleep.Get()
	if !known || asleep < minSleep || !e.off() {
		return Finding{}, false
	}
	rest, ok := e.near(-asleep, max(alike, asleep/sleepShare))
	return Finding{Code: Slept, Severity: Problem, Sure: Likely, Size: asleep, Rest: rest}, ok
}

// checkGuestPaused finds a slow clock in a machine that is itself put to sleep
// with its host, which it cannot see. WSL is known for it (microsoft/WSL issues
// 5324 and 8204); of others it is one explanation. A guest's hardware clock is the
// host's, which went on: when that is right, this clock stood still, and when it
// shows the same error, it did not.
func checkGuestPaused(e Evidence) (Finding, bool) {
	slow := e.off() && e.Skew.Hi() < 0 && e.Skew.Lo() > -longSlow
	guest := e.Host.VM == host.Yes || e.Host.WSL == host.Yes && !e.windowsClock()
	if !slow || !guest || e.sameError() || e.Host.Container == host.Yes && !e.paused() {
		return Finding{}, false
	}
	f := Finding{Code: GuestPaused, Severity: Problem, Sure: Possible, Name: e.Host.VMKind}
	if e.Host.WSL == host.Yes {
		f.Name = "wsl"
	}
	if e.paused() || e.Host.WSL == host.Yes {
		f.Sure = Likely
	}
	return f, true
}

// checkHostWrong finds a machine inside another whose hardware clock shows the same
// error: the clock of the machine around it is wrong too. WSL's hardware clock is
// Windows' own (microsoft/WSL issue 4245); other guests' may have been set by the
// guest. The first version of WSL has no clock of its own at all.
func checkHostWrong(e Evidence) (Finding, bool) {
	f := Finding{Code: HostWrong, Severity: Problem, Sure: Possible, Name: e.Host.VMKind}
	switch {
	case e.windowsClock():
		f.Sure, f.Name = Certain, "wsl"
		return f, e.off()
	case e.Host.WSL == host.Yes:
		f.Sure, f.Name = Likely, "wsl"
	}
	return f, e.sameError() && (e.Host.WSL == host.Yes || e.Host.VM == host.Yes)
}

// windowsClock reports whether this is WSL 1, which shows Windows' own clock.
func (e Evidence) windowsClock() bool { return e.Host.WSL == host.Yes && e.Host.VM == host.No }

// checkBattery finds a clock that is slow by months or years. When it also shows
// the first days of a year, it began anew: that is where hardware begins. A virtual
// machine has no battery; its hardware clock is its host's. A computer without a
// clock that runs on is slow by as long as it was off, which can be less.
func checkBattery(e Evidence) (Finding, bool) {
	if !e.Skew.Known() || e.Host.VM == host.Yes || e.Host.WSL == host.Yes {
		return Finding{}, false
	}
	f := Finding{Code: Battery, Severity: Problem, Sure: Possible}
	if e.Skew.Hi() > -longSlow {
		f.Sure = Likely
		return f, e.wasOff()
	}
	began := e.At.UTC()
	if up, known := e.Host.Uptime.Get(); known {
		began = began.Add(-up)
	}
	if began.YearDay() <= int(newYear/day) {
		f.Sure = Likely
	}
	return f, true
}

// wasOff reports whether a computer without a clock in hardware has not been set since
// it was started: no service has heard from anybody, and it is slower than a clock
// that runs can get in that time.
func (e Evidence) wasOff() bool {
	up, known := e.Host.Uptime.Get()
	if e.Host.RTC != host.No || e.Host.Container == host.Yes || !known || !e.off() || e.Skew.Hi() > -up/1_000_000*wild {
		return false
	}
	return !slices.ContainsFunc(running(e.Host), func(s host.Service) bool { return e.wordOf(s) == fresh })
}

// checkTimeSeeding finds a Windows that may have believed a web server about the
// date.
func checkTimeSeeding(e Evidence) (Finding, bool) {
	if e.Host.OS != "windows" || e.Host.Seeding == host.No || !e.Skew.Known() || e.Skew.Distance(0) < seeded {
		return Finding{}, false
	}
	return Finding{Code: TimeSeeding, Severity: Problem, Sure: Possible}, true
}

// checkRunsWild finds a clock that gains or loses faster than quartz can: as was
// measured, or as the kernel or the service has to make up for. The kernel does not
// speed a clock up or slow it down by more than wild.
func checkRunsWild(e Evidence) (Finding, bool) {
	f := Finding{Code: RunsWild, Severity: Problem, Sure: Certain, Name: e.Host.Clocksource}
	if rate := e.Rate.AtLeast(); math.Abs(rate) >= wild && !e.corrected(rate) {
		return f, true
	}
	f.Sure = Likely
	if rate, known := e.Host.KernelRate.Get(); known && math.Abs(rate) >= atLimit {
		return f, e.off()
	}
	for _, s := range running(e.Host) {
		limit := float64(wild)
		if s.Name == host.NTPsec || s.Name == host.Timesyncd { // which are held to the kernel's limit
			limit = atLimit
		}
		if rate, known := s.Rate.Get(); known && math.Abs(rate) >= limit {
			f.Service = s.Name
			return f, e.off()
		}
	}
	return Finding{}, false
}

// corrected reports whether a rate may be a service's doing, which moves the clock to
// where it should be: chrony goes up to 83,333 ppm (chrony.conf, maxslewrate).
func (e Evidence) corrected(rate float64) bool {
	return len(running(e.Host)) > 0 && e.Skew.Known() && rate*float64(e.Skew.Middle()) < 0
}

// checkContainer says that the clock is somebody else's to put right.
func checkContainer(e Evidence) (Finding, bool) {
	return Finding{Code: Container, Severity: Warning, Sure: Certain, Name: e.Host.ContainerKind},
		e.off() && e.Host.Container == host.Yes
}

// checkVirtualMachine says that the host has a say in this clock.
func checkVirtualMachine(e Evidence) (Finding, bool) {
	return Finding{Code: VirtualMachine, Severity: Info, Sure: Certain, Name: e.Host.VMKind},
		e.off() && e.Host.VM == host.Yes && e.Host.WSL != host.Yes && e.Host.Container != host.Yes
}

// checkManaged says that the computer's domain keeps its clock.
func checkManaged(e Evidence) (Finding, bool) {
	return Finding{Code: Managed, Severity: Warning, Sure: Certain}, e.off() && e.Host.Domain == host.Yes
}

// checkNotTheClock rules the clock out: it is right, and right enough.
func checkNotTheClock(e Evidence) (Finding, bool) {
	within := e.Skew.Known() && e.Skew.Within(skew.Around(0, Right))
	return Finding{Code: NotTheClock, Severity: Info, Sure: Certain, Size: Right}, within && !e.Blamed
}
