package host

import "strings"

// adjtimeLocal reads /etc/adjtime, whose third line reports whether the hardware
// clock holds local time (adjtime_config(5)).
func adjtimeLocal(text string) Tri {
	lines := strings.Split(text, "\n")
	if len(lines) < 3 {
		return Unknown
	}
	switch strings.TrimSpace(lines[2]) {
	case "LOCAL":
		return Yes
	case "UTC":
		return No
	}
	return Unknown
}
