package drift

import (
	"cmp"
	"slices"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// Code names a finding. Codes are stable: programs compare them.
type Code string

// What a diagnosis can find. The comment says what explains the skew, or what is
// worth knowing besides.
const (
	NotTheClock      Code = "not-the-clock"       // the clock is right; something else is refused
	WholeHours       Code = "whole-hours"         // set by hand for a wrong zone
	SummerTime       Code = "summer-time"         // set by hand for summer time, or it is not followed
	HardwareClock    Code = "hardware-clock"      // hardware in local time, taken for UTC, or the reverse
	HalfDay          Code = "half-day"            // AM for PM
	WholeDays        Code = "whole-days"          // a wrong date
	Battery          Code = "battery"             // the hardware clock began anew: its battery is empty
	Slept            Code = "slept"               // stood still while the computer slept
	GuestPaused      Code = "guest-paused"        // stood still while the machine around it slept
	HostWrong        Code = "host-wrong"          // the machine around it shows the same error
	SyncOff          Code = "sync-off"            // nothing keeps the clock right
	SyncIdle         Code = "sync-idle"           // automatic time is on, and its service does not run
	SyncFailing      Code = "sync-failing"        // the service uses no answer; whether any comes is not told
	SyncSilent       Code = "sync-silent"         // the service hears from no server
	SyncUnused       Code = "sync-unused"         // answers come, and the service uses none
	SyncUnasked      Code = "sync-unasked"        // the service has nobody to ask, or was told not to
	SyncUnset        Code = "sync-unset"          // the service hears, and does not set the clock
	SyncStale        Code = "sync-stale"          // the service last heard from its source long ago
	SyncUnknown      Code = "sync-unknown"        // a service runs, cannot be asked, and the kernel is not synchronised
	SyncRefused      Code = "sync-refused"        // the service does not correct that much
	SyncSlow         Code = "sync-slow"           // the service knows, and corrects it little by little
	WrongSource      Code = "wrong-source"        // the service follows somebody who is wrong
	OwnClock         Code = "own-clock"           // the service follows this computer's own clock, or its host's
	SeveralServices  Code = "several-services"    // two services pull at one clock
	TimeSeeding      Code = "secure-time-seeding" // Windows guesses the date from web servers
	Container        Code = "container"           // the clock is the host's
	VirtualMachine   Code = "virtual-machine"     // the host can set this clock
	Managed          Code = "managed"             // the clock is the domain's
	Stepped          Code = "stepped"             // set during the measurement
	RunsWild         Code = "runs-wild"           // gains or loses more than any quartz
	ServersDisagree  Code = "servers-disagree"    // it cannot be told who is right
	NTPBlocked       Code = "ntp-blocked"         // the network lets no NTP through
	NTPIntercepted   Code = "ntp-intercepted"     // something on the network answers in the time servers' place
	WebIntercepted   Code = "web-intercepted"     // something on the network answers in the web servers' place
	ProxyLogin       Code = "proxy-login"         // the web proxy wants a login
	ProxyUnused      Code = "proxy-unused"        // the system has a web proxy that was not used
	NoNetwork        Code = "no-network"          // nothing could be reached
	UnprovenIdentity Code = "unproven-identity"   // certificates were judged at the time that the servers claim
)

// Codes returns all codes there are, those that explain a skew first.
func Codes() []Code {
	return []Code{
		NotTheClock, WholeHours, SummerTime, HardwareClock, HalfDay, WholeDays, Battery, Slept, GuestPaused, HostWrong,
		SyncOff, SyncIdle, SyncFailing, SyncSilent, SyncUnused, SyncUnasked, SyncUnset, SyncStale, SyncUnknown, SyncRefused, SyncSlow,
		WrongSource, OwnClock, SeveralServices, TimeSeeding,
		Container, VirtualMachine, Managed, RunsWild, Stepped, ServersDisagree,
		NTPBlocked, NTPIntercepted, WebIntercepted, ProxyLogin, ProxyUnused, NoNetwork, UnprovenIdentity,
	}
}

// Severity says what a finding is for.
type Severity int

const (
	Info    Severity = iota // worth knowing
	Warning                 // stands in the way of putting the clock right, or of the next measurement
	Problem                 // explains the skew, or why there is no answer
)

// Sure says how sure a finding is.
type Sure int

const (
	Possible Sure = iota // one of several explanations that fit
	Likely               // fits so well that chance is a poor explanation
	Certain              // was seen, not inferred
)

// Finding is one thing that a diagnosis found, as values. There are no sentences
// in it.
type Finding struct {
	Code     Code
	Severity Severity
	Sure     Sure

	Size time.Duration // what the skew was compared with: hours, a sleep, a limit; 0 for none
	Rest time.Duration // what of the skew Size leaves unexplained, at least
	Name string        // a service, zone, source, or kind of machine. Raw: sanitise before printing

	Service string // the service that it is about, "" for none
}

// Reach is how many of some servers were to be asked, how many of those had an
// address that could be asked, and how many sent anything back, useful or not.
type Reach struct{ Asked, Found, Answered int }

// Evidence is all that a diagnosis looks at. What is not known is left out; the
// zero Evidence knows nothing.
type Evidence struct {
	Skew       skew.Interval // what the measurement left; Unknown when there was none
	At         time.Time     // when, by the measured clock
	Host       host.Facts
	NTP, HTTPS Reach
	Agreement  Agreement
	Named      bool       // the servers were chosen for this measurement: their silence says nothing of the network
	Stepped    bool       // the clock was set during the measurement
	Witness    Witness    // what web servers made of what time servers said
	Voices     int        // how many different ones the time servers spoke with
	Alike      Likeness   // what the web servers had in common that they should not
	AlikeName  string     // the issuer or host that they share. Raw
	WantsLogin bool       // the web proxy wants a login
	Unused     host.Proxy // the desktop's web proxy, where another one or none was used; zero for none
	Claimed    bool       // the estimate rests on certificates judged at the servers' own time
	Rate       Rate       // how fast the clock gained while it was watched

	// Blamed says that the clock was judged not to be right enough for what is
	// asked of it, however small the skew is.
	Blamed bool
}

// Right is the skew up to which a clock is called right: less than a person's own
// hurry, a thirtieth of a step, and what a web server's Date can show.
const Right = time.Second

// alike is how near two figures for one skew are that were taken in different
// ways and moments: what a service believes, a sleep, a hardware clock.
const alike = 2 * time.Second

// off reports whether the clock is not Right, whatever it is in the
// interval.
func (e Evidence) off() bool {
	return e.Skew.Known() && e.Skew.Distance(0) > Right
}

// near reports whether the skew can be within tolerance of size, and what is left of
// it at least.
func (e Evidence) near(size, tolerance time.Duration) (rest time.Duration, ok bool) {
	rest = e.Skew.Distance(size)
	return rest, e.Skew.Known() && rest <= tolerance && e.Skew.Width() <= 2*(alike+tolerance)
}

// A check looks for one thing.
type check func(Evidence) (Finding, bool)

// checks are all there are. Among findings that are equally grave and sure, the
// earlier one comes first.
func checks() []check {
	return []check{
		checkStepped, checkServersDisagree, checkNoNetwork, // why there is no answer
		checkNotTheClock,
		checkHardwareClock, checkSummerTime, checkHalfDay, checkWholeHours, checkWholeDays,
		checkSlept, checkGuestPaused, checkBattery, checkTimeSeeding, checkRunsWild,
		checkSyncSlow, checkSyncRefused, checkSyncOff, checkOwnClock, checkSyncUnset, checkWrongSource, checkSyncStale,
		checkSyncUnused, checkSyncUnasked, checkSyncSilent, checkSyncFailing, checkHostWrong, checkSyncUnknown, checkSyncIdle,
		checkContainer, checkManaged, checkVirtualMachine, checkSeveralServices,
		checkNTPIntercepted, checkWebIntercepted, checkProxyLogin, checkProxyUnused, checkNTPBlocked, checkUnprovenIdentity,
	}
}

// Diagnose runs all checks and returns what they found: the gravest first, and
// of those the surest. It is pure.
func Diagnose(e Evidence) []Finding {
	var found []Finding
	for _, look := range checks() {
		if f, ok := look(e); ok {
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Sure, a.Sure))
	})
	return found
}

// Cause returns the finding that explains best, false when none does.
func Cause(found []Finding) (Finding, bool) {
	if len(found) > 0 && found[0].Severity == Problem {
		return found[0], true
	}
	return Finding{}, false
}
