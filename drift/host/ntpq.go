package host

import (
	"regexp"
	"strconv"
	"time"
)

// ntpqRV reads "ntpq -c rv": assignments, separated by commas and line breaks.
func ntpqRV(text string) Service {
	s := Service{Name: NTPsec}
	v := map[string]string{}
	for _, m := range regexp.MustCompile(`([a-z_]+)=([^,\s"]+)`).FindAllStringSubmatch(complete(text), -1) {
		v[m[1]] = m[2]
	}
	leap, stratum := v["leap"], v["stratum"]
	n, err := strconv.ParseUint(stratum, 10, 8)
	if err != nil || !isLeap(leap) {
		return s
	}
	s.Running = Yes
	s.Synced = Is(leap != "11" && leap != "03" && leap != "3" && n > 0 && n < 16)
	if s.Synced == Yes {
		s.Source = v["refid"]
		// The sign is RFC 5905's theta: what to add to the clock.
		if theta, known := inUnits(v["offset"], time.Millisecond).Get(); known {
			s.Offset = Known(-theta)
		}
	}
	return s
}

// isLeap knows the leap indicator as ntpd (two bits) and others (a number) print
// it.
func isLeap(s string) bool {
	switch s {
	case "00", "01", "10", "11", "02", "03", "0", "1", "2", "3":
		return true
	}
	return false
}
