package main

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/drift/skew"
	"codeclock/totp"
)

var errShown = errors.New("that is not a time such as 14:02")

// shownTime is a time of day as phones show it, without spaces and in small
// letters.
var shownTime = cli.Lazily(`^(\d{1,2})[:.](\d{2})(?:([ap])\.?m\.?)?$`)

// parseShown reads a time of day as phones show it: "14:02", "2:02 pm", "2.02".
// Without am or pm a time up to 12:59 can be of either half of the day, and both
// hours are returned.
func parseShown(text string) (hours []int, minute int, err error) {
	m := shownTime().FindStringSubmatch(strings.ToLower(strings.Join(strings.Fields(text), "")))
	if m == nil {
		return nil, 0, errShown
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ = strconv.Atoi(m[2])
	if hour > 23 || minute > 59 || m[3] != "" && (hour < 1 || hour > 12) {
		return nil, 0, errShown
	}
	switch {
	case m[3] == "a":
		hours = []int{hour % 12}
	case m[3] == "p":
		hours = []int{hour%12 + 12}
	case hour <= 12:
		hours = []int{hour, (hour + 12) % 24}
	default:
		hours = []int{hour}
	}
	return hours, minute, nil
}

// readClock turns a time that was read off a phone into its skew. Without a turn
// of the minute it was shown some time between from and a while later.
func readClock(line string, turned *totp.Tap, from time.Time, bound, while time.Duration) (skew.Interval, error) {
	hours, minute, err := parseShown(line)
	best := skew.Unknown
	for _, hour := range hours {
		var i skew.Interval
		if turned != nil {
			i, err = totp.MinuteTurned(hour, minute, *turned)
		} else {
			i, err = totp.ShownMinute(hour, minute, from.Add(while), while+readingTime)
			i = i.Widen(bound)
		}
		if err == nil && (!best.Known() || skew.Abs(i.Middle()) < skew.Abs(best.Middle())) {
			best = i
		}
	}
	return best, err
}

// readingTime is how long before the first key a time can have been read.
const readingTime = 5 * time.Second
