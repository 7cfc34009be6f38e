package host

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// timespan reads a duration as systemd prints it: "34min 8s", "1.205ms" (systemd.time(7),
// parsing time spans). Months and years do not come up here.
func timespan(text string) Value[time.Duration] {
	var sum time.Duration
	words := strings.Fields(text)
	for _, word := range words {
		at := strings.IndexFunc(word, unicode.IsLetter)
		if at <= 0 {
			return Value[time.Duration]{}
		}
		n, err := strconv.ParseFloat(word[:at], 64)
		unit := timespanUnit(word[at:])
		if err != nil || unit == 0 || n < 0 || n*float64(unit) > maxDuration/8 || len(words) > 8 {
			return Value[time.Duration]{}
		}
		sum += time.Duration(n * float64(unit))
	}
	if len(words) == 0 {
		return Value[time.Duration]{}
	}
	return Known(sum)
}

func timespanUnit(name string) time.Duration {
	switch name {
	case "us", "µs", "μs":
		return time.Microsecond
	case "ms":
		return time.Millisecond
	case "s":
		return time.Second
	case "min":
		return time.Minute
	case "h":
		return time.Hour
	case "d":
		return 24 * time.Hour
	case "w":
		return 7 * 24 * time.Hour
	}
	return 0
}
