package host

import (
	"strconv"
	"strings"
	"time"
)

// fields splits text into lines "name<sep>value" and returns the values by name.
// A name that comes twice with different values is left out: which one is meant
// is not known.
func fields(text, sep string) map[string]string {
	found := map[string]string{}
	twice := map[string]bool{}
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimRight(line, "\r\n"), sep)
		if !ok {
			continue
		}
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if old, seen := found[name]; seen && old != value {
			twice[name] = true
		}
		found[name] = value
	}
	for name := range twice {
		delete(found, name)
	}
	return found
}

// yesNo reads "yes" and "no", which systemd does not translate.
func yesNo(s string) Tri {
	switch s {
	case "yes":
		return Yes
	case "no":
		return No
	}
	return Unknown
}

// inUnits reads a decimal number of units. A number that is no duration, or has
// a decimal comma, is not known.
func inUnits(s string, unit time.Duration) Value[time.Duration] {
	n, err := strconv.ParseFloat(s, 64)
	if d := n * float64(unit); err == nil && d > -maxDuration && d < maxDuration {
		return Known(time.Duration(d))
	}
	return Value[time.Duration]{}
}

// maxDuration is what fits a time.Duration with room to spare.
const maxDuration = float64(1 << 62)

// complete returns text up to its last line break: a line that was cut off says
// something else than the whole one.
func complete(text string) string {
	return text[:strings.LastIndexByte(text, '\n')+1]
}
