package drift

import (
	"time"

	"codeclock/drift/host"
	"codeclock/drift/skew"
)

const (
	// missed is how many polls a service may miss before what it says is old: chrony
	// and ntpd keep a register of eight (RFC 5905, section 9.2, the reach register).
	missed = 8

	// shortestPoll is the poll interval to reckon with where a service polls faster
	// for a while, as when it starts (RFC 5905, MINPOLL to chrony's minpoll: 64 s).
	shortestPoll = 64 * time.Second

	// usualPoll is the slowest poll that services get to by themselves (RFC 5905
	// figure 3: 1024 s is common; systemd, timesyncd.conf: 2048 s), for those that do
	// not tell theirs.
	usualPoll = 2048 * time.Second
)

// word is what a service's word about itself is worth now.
type word int

const (
	mute  word = iota // it says nothing, or cannot be asked
	fresh             // it heard from its source lately, or does not say when
	old               // it has heard nothing since the start, the last wake, or the clock was set back, or for many polls
	alone             // it follows nobody
)

// wordOf judges what a service says by the age of its last contact: against its poll
// interval, the last wake of the computer, and its start.
func (e Evidence) wordOf(s host.Service) word {
	age, aged := s.LastSync.Get()
	switch {
	case s.Running != host.Yes || s.Synced == host.Unknown:
		return mute
	case s.Synced == host.No, s.Refusal == host.TooLarge:
		return alone
	case aged && (age < 0 || age > missed*pollOf(s) || e.before(age)), s.Contact != host.ContactUnknown && s.Contact != host.Used:
		return old
	}
	return fresh
}

// pollOf returns how long a service waits between two questions at most, as far as is
// known.
func pollOf(s host.Service) time.Duration {
	poll, known := s.Poll.Get()
	if !known {
		return usualPoll
	}
	return min(max(poll, shortestPoll), day)
}

// before reports whether something so old happened before this computer was started,
// or before it last woke.
func (e Evidence) before(age time.Duration) bool {
	up, started := e.Host.Uptime.Get()
	awake, woke := e.Host.Awake.Get()
	return started && age > up || woke && age > awake
}

// paused reports whether the hardware clock of the machine around this one shows that
// this clock stood still: it is right, as far as this one is slow.
func (e Evidence) paused() bool {
	apart, known := e.hardware()
	return known && skew.Abs(apart) > alike && e.Skew.Distance(-apart) <= alike
}

// sameError reports whether the hardware clock shows the same error as this clock.
func (e Evidence) sameError() bool {
	apart, known := e.hardware()
	return known && skew.Abs(apart) <= alike && e.off() && e.Skew.Distance(0) > 2*alike
}

// hardware returns what the hardware clock is ahead of this one by, as world time.
func (e Evidence) hardware() (time.Duration, bool) {
	apart, known := e.Host.RTCSkew.Get()
	offset, zone := e.Host.ZoneOffset.Get()
	if e.Host.RTCLocal == host.Yes && zone {
		apart -= offset
	}
	return apart, known && (e.Host.RTCLocal != host.Yes || zone)
}

// checkWrongSource finds a service that is content, by what it heard lately, with a
// clock that is wrong. Where it does not say when it heard, or what it believes, that
// it follows somebody is one explanation. On Android, the carrier or a server is
// followed whenever automatic time is on.
func checkWrongSource(e Evidence) (Finding, bool) {
	if !e.off() || e.Agreement != Majority {
		return Finding{}, false
	}
	if e.Host.OS == "android" {
		return Finding{Code: WrongSource, Severity: Problem, Sure: Possible, Name: ByCarrier}, e.Host.AutoTime == host.Yes
	}
	if _, slow := checkSyncSlow(e); slow || e.paused() {
		return Finding{}, false
	}
	var found Finding
	_, other := checkGuestPaused(e)
	_, several := checkSeveralServices(e)
	other = other || several || e.Host.Service(host.GuestTool).Running == host.Yes // which sets the clock by the host's
	for _, s := range running(e.Host) {
		if e.wordOf(s) != fresh || s.Kind == host.FromItself || s.Kind == host.FromHost || e.unset(s) {
			continue
		}
		f := Finding{Code: WrongSource, Severity: Problem, Sure: Possible, Name: s.Source, Service: s.Name}
		if _, aged := s.LastSync.Get(); aged && e.content(s) && !other {
			f.Sure = Likely
		}
		if found.Code == "" || f.Sure > found.Sure {
			found = f
		}
	}
	return found, found.Code != ""
}

// content reports whether a service believes the clock to be right: it says so, or
// says nothing else.
func (e Evidence) content(s host.Service) bool {
	own, says := s.Offset.Get()
	return !says || skew.Abs(own) < alike
}

// ByCarrier is the Name of a WrongSource on Android, which does not tell whether the
// carrier's time or a server's is followed.
const ByCarrier = "carrier"

// checkOwnClock finds a service that asks nobody outside: it follows this computer's
// own clock, or the clock of the machine around it. Name is "host" for the latter.
func checkOwnClock(e Evidence) (Finding, bool) {
	for _, s := range running(e.Host) {
		f := Finding{Code: OwnClock, Severity: Problem, Sure: Likely, Service: s.Name}
		switch {
		case !e.off():
		case s.Kind == host.FromHost && e.wordOf(s) == fresh:
			f.Name = ByHost
			return f, !e.paused()
		case ownClock(s):
			return f, true
		}
	}
	return Finding{}, false
}

// ownClock reports whether a service follows this computer's own clock because it hears
// nobody else, and not because it finds what it hears too far away.
func ownClock(s host.Service) bool {
	return s.Kind == host.FromItself && s.Refusal != host.TooLarge
}

// ByHost is the Name of an OwnClock that is the clock of the machine around this one.
const ByHost = "host"

// checkSyncStale finds a service whose last contact is too old to say anything about
// the clock as it is now. Size is how old, negative where the clock was set back since.
func checkSyncStale(e Evidence) (Finding, bool) {
	for _, s := range running(e.Host) {
		if e.off() && e.wordOf(s) == old && s.Kind != host.FromItself {
			age, _ := s.LastSync.Get()
			return Finding{Code: SyncStale, Severity: Problem, Sure: Likely, Size: age, Name: s.Source, Service: s.Name}, true
		}
	}
	return Finding{}, false
}

// follower is a finding about a service that follows nobody, by what became of its
// questions.
func (e Evidence) follower(code Code, fits func(host.Service) bool) (Finding, bool) {
	for _, s := range running(e.Host) {
		if e.off() && e.wordOf(s) == alone && !ownClock(s) && fits(s) {
			return Finding{Code: code, Severity: Problem, Sure: Likely, Name: s.Name, Service: s.Name}, true
		}
	}
	return Finding{}, false
}

// checkSyncFailing finds a service that runs and uses nobody's answers, and does not
// tell whether any come.
func checkSyncFailing(e Evidence) (Finding, bool) {
	return e.follower(SyncFailing, func(s host.Service) bool { return !e.silent(s) && unheard(s) })
}

// checkSyncSilent finds a service that runs, and no answer reaches it.
func checkSyncSilent(e Evidence) (Finding, bool) { return e.follower(SyncSilent, e.silent) }

// silent reports whether no answer comes: a service does not tell that from answers
// that it drops, but several servers were asked here, and none answered either.
func (e Evidence) silent(s host.Service) bool {
	return unheard(s) && e.NTP.Found > 1 && e.NTP.Answered == 0
}

func unheard(s host.Service) bool {
	return s.Contact == host.ContactUnknown || s.Contact == host.Unheard
}

// checkSyncUnused finds a service that hears answers and uses none.
func checkSyncUnused(e Evidence) (Finding, bool) {
	return e.follower(SyncUnused, func(s host.Service) bool { return s.Contact == host.Unused })
}

// checkSyncUnasked finds a service that has nobody to ask, or was told not to.
func checkSyncUnasked(e Evidence) (Finding, bool) {
	return e.follower(SyncUnasked, func(s host.Service) bool {
		return s.Contact == host.Offline || s.Contact == host.Sourceless
	})
}

// checkSyncUnset finds a service that uses answers and has not set the clock: the
// kernel has heard nothing of it.
func checkSyncUnset(e Evidence) (Finding, bool) {
	for _, s := range running(e.Host) {
		if e.off() && e.unset(s) {
			return Finding{Code: SyncUnset, Severity: Problem, Sure: Likely, Name: s.Name, Service: s.Name}, true
		}
	}
	return Finding{}, false
}

// unset reports whether a service uses what it hears, and the clock is not set. The
// kernel's word counts for those services that tell the kernel: OpenNTPD does not.
func (e Evidence) unset(s host.Service) bool {
	following := e.wordOf(s) == fresh && s.Name == host.Timesyncd && e.Host.KernelSynced == host.No
	return following || s.Synced == host.No && s.Contact == host.Used
}

// checkSyncUnknown finds a service that runs and cannot be asked, while the kernel says
// that nothing keeps its clock right.
func checkSyncUnknown(e Evidence) (Finding, bool) {
	for _, s := range running(e.Host) {
		if e.off() && e.wordOf(s) == mute && s.Name != host.PTP && e.Host.KernelSynced == host.No {
			return Finding{Code: SyncUnknown, Severity: Problem, Sure: Possible, Name: s.Name, Service: s.Name}, true
		}
	}
	return Finding{}, false
}
