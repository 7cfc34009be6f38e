package host

import (
	"strconv"
	"strings"
	"time"
)

// The fields of "chronyc -c sources" (chrony doc/chronyc.adoc, sources).
const (
	sourcesState  = 1
	sourcesName   = 2
	sourcesPoll   = 4 // power of two, seconds
	sourcesReach  = 5 // octal: a bit for each of the last eight questions that was answered
	sourcesError  = 9 // seconds by which the source can be wrong
	sourcesFields = 10

	// maxDistance is how unsure a source may be (chrony.conf, maxdistance, 3 s).
	maxDistance = 3 * time.Second

	// fewSamples is how many answers chrony wants before it trusts a source (chrony
	// doc/chronyc.adoc, sources: "?" until at least three).
	fewSamples = 3

	// maxPoll is the slowest poll of chrony (chrony.conf, maxpoll).
	maxPoll = 24
)

// chronycSources reads all that "chronyc -c sources" prints. An answer that chrony
// does not use still counts in reach; one that it drops at once (an unsynchronised
// server, a bad key or certificate) does not, and looks like silence.
func chronycSources(text string) Service {
	s := Service{Name: Chrony}
	var used, reached, older bool
	lines := strings.Split(strings.TrimSuffix(complete(text), "\n"), "\n")
	for _, line := range lines {
		f := strings.Split(line, ",")
		if len(f) != sourcesFields || !strings.Contains("^=#", f[0]) {
			return Service{Name: Chrony}
		}
		reach, err := strconv.ParseUint(f[sourcesReach], 8, 8)
		if err != nil {
			return Service{Name: Chrony}
		}
		chosen := f[sourcesState] == "*"
		used = used || chosen && reach > 0
		older = older || reach>>fewSamples > 0
		if reach > 0 && !chosen {
			s.Refusal, reached = refusalOf(f, s.Refusal), true
		}
		if chosen || s.Source == "" {
			s.Source, s.Poll = f[sourcesName], pollOf(f[sourcesPoll])
		}
	}
	s.Running = Yes
	switch {
	case used:
		s.Contact, s.Refusal = Used, RefusalUnknown
	case reached:
		s.Contact = Unused
		if !older && s.Refusal == RefusalUnknown {
			s.Refusal = Starting
		}
	default:
		s.Contact = Unheard
	}
	return s
}

// refusalOf reads the state of a source whose answers come and are not used. The
// first one that says why is believed.
func refusalOf(f []string, before Refusal) Refusal {
	unsure, _ := inUnits(f[sourcesError], time.Second).Get()
	switch {
	case before != RefusalUnknown:
		return before
	case f[sourcesState] == "x":
		return Contradicting
	case f[sourcesState] == "~":
		return TooVariable
	case f[sourcesState] == "?" && unsure > maxDistance:
		return TooDistant
	}
	return RefusalUnknown
}

func pollOf(power string) Value[time.Duration] {
	n, err := strconv.Atoi(power)
	if err != nil || n <= 0 || n > maxPoll {
		return Value[time.Duration]{}
	}
	return Known(time.Second << n)
}

// chronycActivity reads "chronyc -c activity": how many sources are online, offline,
// about to be either, and without an address yet (chrony doc/chronyc.adoc, activity).
func chronycActivity(text string) Service {
	s := Service{Name: Chrony}
	f := strings.Split(strings.TrimSpace(complete(text)), ",")
	if len(f) != 5 {
		return s
	}
	var n [5]uint64
	for i := range f {
		v, err := strconv.ParseUint(f[i], 10, 32)
		if err != nil {
			return s
		}
		n[i] = v
	}
	s.Running = Yes
	switch others := n[0] + n[2] + n[3] + n[4]; {
	case others == 0 && n[1] > 0:
		s.Contact = Offline
	case others == 0:
		s.Contact = Sourceless
	}
	return s
}
