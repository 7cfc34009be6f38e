package host

import (
	"strings"
	"time"
)

// Service is one program that keeps the clock right. Whatever it says of itself is
// as old as its last contact: see LastSync and Contact.
type Service struct {
	Name    string // one of the names below
	Running Tri    // now
	Enabled Tri    // starts by itself
	Synced  Tri    // says that the clock follows a source

	// Source is what it follows or, while it follows nothing, what it asks, "" when
	// not known. Raw text of a tool: sanitise before printing.
	Source string
	Kind   SourceKind

	Offset   Value[time.Duration] // the skew that it believes the clock to have
	LastSync Value[time.Duration] // how long ago it last heard from a source; negative: the clock was set back since
	Poll     Value[time.Duration] // how often it asks
	Rate     Value[float64]       // by how much it has to speed the clock up, ppm

	Contact Contact // what became of its last questions
	Refusal Refusal // why answers were not used
}

// SourceKind is what kind of clock a service follows.
type SourceKind uint8

// The kinds of sources.
const (
	SourceUnknown SourceKind = iota
	FromNetwork              // a time server
	FromItself               // this computer's own clock: nobody is asked
	FromHost                 // the clock of the machine around this one
	FromHardware             // a reference clock that is attached, such as GPS
)

// Contact is what became of a service's last questions, as far as it tells. Most
// tools print the same for silence and for an answer that was thrown away.
type Contact uint8

// What can become of questions.
const (
	ContactUnknown Contact = iota
	Used                   // answers come and are used
	Unused                 // answers come, and none is used: Refusal may say why
	Unheard                // no answer is used; whether any came is not told
	Offline                // it was told not to ask
	Sourceless             // it has nobody to ask
)

// Refusal is why a service uses none of the answers that come.
type Refusal uint8

// Why answers are refused.
const (
	RefusalUnknown Refusal = iota
	TooDistant             // the server is too unsure of its own time (root distance)
	Contradicting          // its servers contradict each other
	TooVariable            // the answers differ too much
	TooLarge               // the error is larger than the service corrects
	Starting               // it has only begun to ask, and waits for more answers
)

// The names of services.
const (
	Chrony    = "chrony"
	Timesyncd = "systemd-timesyncd"
	NTPsec    = "ntpd"
	OpenNTPD  = "openntpd"
	NTPdRS    = "ntpd-rs"
	BusyBox   = "busybox-ntpd"
	ConnMan   = "connman"
	PTP       = "ptp"
	W32Time   = "w32time"
	Timed     = "timed"
	GuestTool = "guest-agent"

	// These take the time from web servers, and tell neither the kernel nor anybody.
	HTPDate = "htpdate"
	SDWDate = "sdwdate"
	TLSDate = "tlsdated"
)

// with fills in from o what o knows.
func (s Service) with(o Service) Service {
	known(&s.Running, o.Running)
	known(&s.Enabled, o.Enabled)
	known(&s.Synced, o.Synced)
	if o.Source != "" {
		s.Source = o.Source
	}
	fill(&s.Kind, o.Kind)
	fill(&s.Contact, o.Contact)
	fill(&s.Refusal, o.Refusal)
	s.Offset = s.Offset.or(o.Offset)
	s.LastSync = s.LastSync.or(o.LastSync)
	s.Poll = s.Poll.or(o.Poll)
	s.Rate = s.Rate.or(o.Rate)
	return s
}

// or returns o where it is known, and v where it is not.
func (v Value[T]) or(o Value[T]) Value[T] {
	if o.known {
		return o
	}
	return v
}

// fill sets what is known: what is not the zero value.
func fill[T comparable](to *T, from T) {
	var unknown T
	if from != unknown {
		*to = from
	}
}

func known(t *Tri, o Tri) { fill(t, o) }

// inGuest tells that a hardware clock which a service follows is that of the machine
// around this one, where that machine offers it: chrony's PHC, and what ntpd and
// others name after it.
func (s Service) inGuest(hostClock bool) Service {
	if hostClock && s.Kind == FromHardware && (strings.HasPrefix(s.Source, "PHC") || strings.HasPrefix(s.Source, "PTP")) {
		s.Kind = FromHost
	}
	return s
}
