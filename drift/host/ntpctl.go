package host

import (
	"strings"
	"time"
)

var (
	openStatus = lazily(`^(?:(\d+)/(\d+) peers valid, )?(?:(\d+)/(\d+) sensors valid, )?(?:constraint offset -?\d+s(?: \(\d+ errors\))?, |constraints configured but none available, )?(clock (?:un)?synced)(?:, stratum \d+)?(?:, clock offset is (-?[\d.]+)ms)?$`)
	openPeer   = lazily(`^ ([* ]) +\d+ +\d+ +(\d+|-) +\d+s +(\d+)s +(-?[\d.]+ms|---- peer not valid ----)`)
)

// ntpctlAll reads "ntpctl -s all" (OpenNTPD, ntpctl.8), which only root is given.
// "clock synced" says that the clock was put right once; how far off it is now stands
// in the table, in the row of the peer that is followed. Offsets are what to add to
// the clock.
func ntpctlAll(text string) Service {
	s := Service{Name: OpenNTPD}
	text, alone := strings.CutPrefix(complete(text), "no peers and no sensors configured\n")
	lines := strings.Split(text, "\n")
	m := openStatus().FindStringSubmatch(lines[0])
	switch {
	case m == nil && lines[0] != "peer": // -s peers has no status
		return s
	case m == nil:
		return s.with(openPeers(lines))
	}
	s.Running, s.Synced, s.Contact = Yes, Is(m[5] == "clock synced"), Used
	switch {
	case alone, m[2] == "0":
		s.Contact = Sourceless
	case !counted(m[1]) && !counted(m[3]):
		s.Contact = Unheard
	}
	if theta, known := inUnits(m[6], time.Millisecond).Get(); known {
		s.Offset = Known(-theta)
	}
	return s.with(openPeers(lines))
}

// counted reports whether a number of valid peers or sensors is more than none.
func counted(n string) bool { return n != "" && n != "0" }

// openPeers reads the table of peers: for each a line with its name, and one with its
// numbers. Sensors, clocks that are attached, come in a table behind it.
func openPeers(lines []string) Service {
	var s Service
	kind := FromNetwork
	for i, line := range lines {
		if line == "sensor" {
			kind = FromHardware
		}
		m := openPeer().FindStringSubmatch(line)
		if m == nil || i == 0 {
			continue
		}
		name, _, _ := strings.Cut(strings.TrimSpace(lines[i-1]), " ")
		if s.Source == "" || m[1] == "*" {
			s.Source = name
			s.Poll = positive(inUnits(m[3], time.Second))
		}
		if m[1] != "*" {
			continue
		}
		s.Running, s.Synced, s.Kind = Yes, Yes, kind
		if theta, known := inUnits(strings.TrimSuffix(m[4], "ms"), time.Millisecond).Get(); known {
			s.Offset = Known(-theta)
		}
	}
	return s
}
