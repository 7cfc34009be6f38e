package host

import (
	"strconv"
	"strings"
	"time"
)

var (
	rsSource = lazily(`^(\S+?)(?::\d+)?/(\S+) .*: ([+-][\d.]+)±([\d.]+)\(`)
	rsPolls  = lazily(`^ +poll ?interval: ([\d.]+)s, missing polls: (\d)$`)
)

// rsMissing is how many polls in a row may get lost before a source counts as silent:
// ntpd-rs counts to 8 and gives the source up then (ntpd-rs, docs/man/ntp-ctl.8).
const rsMissing = 3

// ntpctlRS reads "ntp-ctl status" of ntpd-rs. Its stratum stays when all sources are
// silent: only the polls that they missed tell.
func ntpctlRS(text string) Service {
	s := Service{Name: NTPdRS}
	text = complete(text)
	stratum, err := strconv.Atoi(fields(text, ": ")["Stratum"])
	_, list, ok := strings.Cut(text, "\nSources:\n")
	if err != nil || !ok {
		return s
	}
	s.Running, s.Synced = Yes, Is(stratum > 0 && stratum < 16)
	heard, asked := Value[time.Duration]{}, false
	var name string
	for line := range strings.Lines(list) {
		line = strings.TrimRight(line, "\r\n")
		if m := rsSource().FindStringSubmatch(line); m != nil {
			name = m[1]
			if strings.HasPrefix(line, "/") { // a clock that is attached, by the path of its device
				name, _, _ = strings.Cut(line, "//")
			}
		}
		m := rsPolls().FindStringSubmatch(line)
		poll, known := inUnits(group(rsPolls(), line), time.Second).Get()
		if m == nil || !known || name == "" {
			continue
		}
		missed := time.Duration(m[2][0] - '0')
		if age := missed * poll; missed < 8 && (!heard.known || age < heard.v) {
			heard = Known(age)
			s.Source, s.Poll, s.Contact = name, positive(Known(poll)), Used
			if missed >= rsMissing {
				s.Contact = Unheard
			}
		}
		if !asked {
			s.Source = name
		}
		asked = true
	}
	return s.withRS(heard, asked)
}

// withRS concludes from when a source was last heard, if any was.
func (s Service) withRS(heard Value[time.Duration], asked bool) Service {
	switch {
	case !asked:
		s.Contact = Sourceless
	case !heard.known:
		s.Contact = Unheard
	case s.Synced == Yes:
		s.Kind, s.LastSync = FromNetwork, heard
		if strings.HasPrefix(s.Source, "/") {
			s.Kind = FromHardware
		}
	}
	return s
}
