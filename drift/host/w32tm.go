package host

import (
	"regexp"
	"strings"
	"time"
)

// serviceNotActive is what w32tm prints in every language when the service does not
// run (winerror.h, ERROR_SERVICE_NOT_ACTIVE).
const serviceNotActive = "(0x80070426)"

// What the lines of "w32tm /query /status" hold, by their distance from the reference
// id: that is the one value which looks like no other in any language. Behind an
// empty line, /verbose adds the rest.
const (
	w32Leap    = -5
	w32Stratum = -4
	w32Source  = 2
	w32Poll    = 3

	w32Phase = 0 // of those behind the empty line
	w32Error = 5
	w32Age   = 6
)

// The forms of values, which no language changes. Some put a decimal comma, or a
// blank, or none, where others do not.
var (
	w32RefID   = lazily(`^0x([0-9A-Fa-f]{8})\b`)
	w32Number  = lazily(`^(-?\d+) ?\(`)
	w32Seconds = lazily(`^(-?\d+[.,]\d+)s$`)
	w32Period  = lazily(`^\d+ ?\((\d+)s\)$`)
)

// w32tmStatus reads "w32tm /query /status /verbose" in any language: words are
// translated and dates follow the region, so values are read by position and form.
func w32tmStatus(text string) Service {
	s := Service{Name: W32Time}
	if strings.Contains(text, serviceNotActive) {
		s.Running = No
		return s
	}
	status, detail := w32Values(complete(text))
	at := indexOf(status, w32RefID())
	if at+w32Leap < 0 || at+w32Poll >= len(status) {
		return s
	}
	leap, stratum := group(w32Number(), status[at+w32Leap]), group(w32Number(), status[at+w32Stratum])
	period := group(w32Period(), status[at+w32Poll])
	if leap == "" || stratum == "" || period == "" {
		return s
	}
	s.Running = Yes
	s.Poll = positive(inUnits(period, time.Second))
	s.Source, _, _ = strings.Cut(status[at+w32Source], ",") // time.windows.com,0x9
	s.Kind = w32Kind(group(w32RefID(), status[at]), s.Source)
	switch {
	case s.Kind == FromItself, leap == "3", stratum == "0":
		s.Synced = No
	case leap == "0", leap == "1", leap == "2":
		s.Synced = Yes
	}
	if len(detail) == 0 { // whoever passed the text on dropped empty lines
		detail = status[at+w32Poll+1:]
	}
	return s.with(w32Detail(s.Synced, detail))
}

// w32Values cuts the labels off all lines, and tells those before the empty line from
// those behind it. Labels hold no colon in any language.
func w32Values(text string) (status, detail []string) {
	list := &status
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" && len(status) > 0 {
			list = &detail
		}
		if _, value, ok := strings.Cut(line, ":"); ok {
			*list = append(*list, strings.TrimSpace(value))
		}
	}
	return status, detail
}

// w32Detail reads what /verbose adds: the phase offset, which is theta (what to add
// to the clock), the last error, and the age. The error is 0 for none, 1 when no time
// data came, 2 when all of it was old, and 4 when the change would have been too big
// (w32timep.h, ResyncResult). MS-W32T has 3 for that, and gives the other number to a
// service that ends, which can be asked nothing.
func w32Detail(synced Tri, detail []string) Service {
	var s Service
	if len(detail) <= w32Age || group(w32Seconds(), detail[w32Age]) == "" {
		return s
	}
	switch group(w32Number(), detail[w32Error]) {
	case "0":
		s.Contact = Used
	case "1", "2":
		s.Contact = Unheard
	case "3", "4":
		s.Contact, s.Refusal = Unused, TooLarge
		return s
	}
	if synced != Yes {
		s.Contact = Unheard
		return s
	}
	if theta, known := w32Time(detail[w32Phase]).Get(); known {
		s.Offset = Known(-theta)
	}
	if age, known := w32Time(detail[w32Age]).Get(); known && age >= 0 {
		s.LastSync = Known(age)
	}
	return s
}

// w32Kind tells what is followed. The names of Windows' own clocks and of the host's
// are never translated; nor are the reference ids that stand for them, LOCL, VMTP and
// VMIC (letters of w32time.dll and vmictimeprovider.dll).
func w32Kind(refID, source string) SourceKind {
	switch refID {
	case "4C4F434C":
		return FromItself
	case "564D5450", "564D4943":
		return FromHost
	}
	switch source {
	case "Local CMOS Clock", "Free-running System Clock":
		return FromItself
	case "VM IC Time Synchronization Provider":
		return FromHost
	}
	return FromNetwork
}

// w32Time reads "0.0154902s", with a comma where the region has one.
func w32Time(value string) Value[time.Duration] {
	return inUnits(strings.Replace(group(w32Seconds(), value), ",", ".", 1), time.Second)
}

// group returns the first group of a match, "" when there is none.
func group(form *regexp.Regexp, value string) string {
	if m := form.FindStringSubmatch(value); m != nil {
		return strings.ToUpper(m[1])
	}
	return ""
}

// indexOf returns where the only value of a form is, -1 when it is not there or not
// the only one.
func indexOf(values []string, form *regexp.Regexp) int {
	at := -1
	for i, v := range values {
		if !form.MatchString(v) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	return at
}
