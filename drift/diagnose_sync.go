package drift

import (
	"slices"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/skew"
)

const (
	// windowsMaxStep is the error beyond which Windows, unless told otherwise, only
	// logs an event (Microsoft, Windows Time service tools and settings,
	// MaxPosPhaseCorrection and MaxNegPhaseCorrection: 54,000 s).
	windowsMaxStep = 54_000 * time.Second

	// NTPDLimit is where ntpd gives up (RFC 5905, PANICT).
	NTPDLimit = 1000 * time.Second

	// agreeShare is how far a service's own idea of the clock may be from the
	// measured skew and still be the same: it is being worked on meanwhile.
	agreeShare = 10
)

// keepers are the services that set clocks from the network.
func keepers(f host.Facts) []host.Service {
	var out []host.Service
	for _, s := range f.Services {
		if s.Name != host.GuestTool {
			out = append(out, s)
		}
	}
	return out
}

// running returns the keepers that run.
func running(f host.Facts) []host.Service {
	return slices.DeleteFunc(keepers(f), func(s host.Service) bool { return s.Running != host.Yes })
}

// checkSyncOff finds that nothing keeps the clock right (WSL's is kept by Windows, and a
// container has none): the switch is off, or
// none of the services runs and the kernel knows of nobody. Name is
// "policy" where an administrator's policy switched it off.
func checkSyncOff(e Evidence) (Finding, bool) {
	if !e.off() || e.Host.Container == host.Yes || e.Host.WSL == host.Yes {
		return Finding{}, false
	}
	f := Finding{Code: SyncOff, Severity: Problem, Sure: Likely}
	if e.Host.AutoTime == host.No {
		if e.Host.Policy == host.Yes {
			f.Name = ByPolicy
		}
		return f, !e.otherKeeper() && !e.byHost() // with another service, the system's own may well be off
	}
	return f, e.Host.OS == "linux" && noneRuns(e.Host) && e.Host.KernelSynced == host.No
}

// ByPolicy is the Name of a SyncOff that an administrator's policy is behind.
const ByPolicy = "policy"

// otherKeeper reports whether a service runs that the system's switch for automatic
// time says nothing about: any but the one that the switch is for.
func (e Evidence) otherKeeper() bool {
	return slices.ContainsFunc(running(e.Host), func(s host.Service) bool {
		return s.Name != host.W32Time && s.Name != host.Timed
	})
}

// byHost reports whether a service takes the time of the machine around this one. On
// Windows that goes on while the switch for time servers is off.
func (e Evidence) byHost() bool {
	return slices.ContainsFunc(running(e.Host), func(s host.Service) bool {
		return s.Kind == host.FromHost && e.wordOf(s) == fresh
	})
}

// noneRuns reports whether every service is known not to run.
func noneRuns(f host.Facts) bool {
	for _, s := range f.Services {
		if s.Running != host.No {
			return false
		}
	}
	return len(f.Services) > 0
}

// checkSyncIdle finds automatic time that is on with a service that does not
// run. Windows starts it now and then, so this alone proves little.
func checkSyncIdle(e Evidence) (Finding, bool) {
	s := e.Host.Service(host.W32Time)
	return Finding{Code: SyncIdle, Severity: Problem, Sure: Possible, Name: s.Name},
		e.off() && e.Host.AutoTime == host.Yes && s.Running == host.No
}

// WindowsLimit returns the largest error that a Windows corrects by itself: what it
// was told, or windowsMaxStep.
func WindowsLimit(f host.Facts) time.Duration {
	if own, known := f.MaxStep.Get(); known {
		return own
	}
	return windowsMaxStep
}

// checkSyncRefused finds an error that is too large for the service to touch.
// BusyBox's ntpd has no such limit (networking/ntpd.c).
func checkSyncRefused(e Evidence) (Finding, bool) {
	limit, name := time.Duration(0), ""
	switch {
	case !e.off():
	case e.Host.OS == "windows" && e.Host.Domain != host.Yes:
		limit, name = WindowsLimit(e.Host), host.W32Time
	case e.Host.Service(host.NTPsec).Running == host.Yes:
		limit, name = NTPDLimit, host.NTPsec
	}
	if limit == 0 || e.Skew.Distance(0) <= limit {
		return Finding{}, false
	}
	return Finding{Code: SyncRefused, Severity: Warning, Sure: Likely, Size: limit, Name: name}, true
}

// checkSyncSlow finds a service that knows of the error and is still at it.
func checkSyncSlow(e Evidence) (Finding, bool) {
	for _, s := range running(e.Host) {
		own, known := s.Offset.Get()
		rest, agrees := e.near(own, alike+skew.Abs(own)/agreeShare)
		if known && agrees && e.off() && skew.Abs(own) >= Right {
			return Finding{Code: SyncSlow, Severity: Problem, Sure: Likely, Size: own, Rest: rest, Name: s.Name, Service: s.Name}, true
		}
	}
	return Finding{}, false
}

// checkSeveralServices finds two services that set one clock.
func checkSeveralServices(e Evidence) (Finding, bool) {
	n, name := 0, ""
	for _, s := range keepers(e.Host) {
		if s.Running == host.Yes && s.Name != host.PTP { // ptp4l and phc2sys belong together with chrony
			n++
			name = s.Name
		}
	}
	return Finding{Code: SeveralServices, Severity: Warning, Sure: Certain, Name: name}, n > 1
}
