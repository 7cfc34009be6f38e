package main

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"codeclock/drift/skew"
	"codeclock/totp"
)

var errShown = errors.New("that is not a time such as 14:02")

// parseShown reads a time of day as phones show it: "14:02", "2:02 pm", "2.02".
// Without am or pm a time up to 12:59 can be of either half of the day, and both
// hours are returned.
func parseShown(text string) (hours []int, minute int, err error) {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	text, half := cutHalf(strings.ReplaceAll(text, ".", ":"))
	h, m, ok := strings.Cut(text, ":")
	hour, err1 := strconv.ParseUint(h, 10, 8)
	min, err2 := strconv.ParseUint(m, 10, 8)
	if !ok || err1 != nil || err2 != nil || len(h) > 2 || len(m) != 2 || hour > 23 || min > 59 {
		return nil, 0, errShown
	}
	if half != "" && (hour < 1 || hour > 12) {
		return nil, 0, errShown
	}
	switch {
	case half == "am":
		hours = []int{int(hour) % 12}
	case half == "pm":
		hours = []int{int(hour)%12 + 12}
	case hour <= 12:
		hours = []int{int(hour), (int(hour) + 12) % 24}
	default:
		hours = []int{int(hour)}
	}
	return hours, int(min), nil
}

// cutHalf takes "am" or "pm" off the end, with or without dots.
func cutHalf(text string) (rest, half string) {
	plain := strings.TrimRight(text, ":")
	for _, h := range []string{"am", "pm"} {
		for _, form := range []string{h, h[:1] + ":" + h[1:]} {
			if rest, ok := strings.CutSuffix(plain, form); ok {
				return rest, h
			}
		}
	}
	return text, ""
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
