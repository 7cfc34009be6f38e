package skew

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// A month and a year for words only: the mean ones of the Gregorian calendar.
const (
	day   = 24 * time.Hour
	year  = 31_556_952 * time.Second // 365.2425 days
	month = year / 12
)

// quiet is the size under which two decimals show nothing but zeros.
const quiet = 5 * time.Millisecond

// String says the interval as people read it, such as
// "47.0 s slow, +/- 0.02 s". Unknown is "not known".
func (i Interval) String() string {
	if !i.known {
		return "not known"
	}
	return Words(i.Middle()) + ", +/- " + BoundWords(i.Bound())
}

// Words says a skew with its direction: "47.0 s slow", "1 hour fast",
// "under 0.01 s off". It never shows a sign.
func Words(d time.Duration) string {
	if Abs(d) < quiet {
		return "under 0.01 s off"
	}
	return Size(d) + " " + Direction(d)
}

// Direction returns "slow" or "fast".
func Direction(d time.Duration) string {
	if d < 0 {
		return "slow"
	}
	return "fast"
}

// Size says a magnitude with at most three significant digits or two units:
// "0.01 s", "47.0 s", "978 s" is "16 minutes 18 s", "3 years 8 months".
func Size(d time.Duration) string {
	d = Abs(d)
	if d < 2*time.Minute {
		return seconds(d)
	}
	return units(d)
}

// BoundWords says an error bound. It rounds up, since a bound that is printed
// smaller than it is would be a lie.
func BoundWords(d time.Duration) string {
	d = Abs(d)
	for _, step := range []struct{ under, unit time.Duration }{
		{100 * time.Millisecond, 10 * time.Millisecond},
		{10 * time.Second, 100 * time.Millisecond},
		{2 * time.Minute, time.Second},
		{2 * time.Hour, time.Minute},
		{2 * day, time.Hour},
		{2 * month, day},
	} {
		if d < step.under {
			return Size(max(ceil(d, step.unit), step.unit))
		}
	}
	return Size(ceil(d, month))
}

func ceil(d, unit time.Duration) time.Duration {
	if r := d % unit; r != 0 {
		return Add(d, unit-r)
	}
	return d
}

// seconds prints under two minutes: two decimals under 10 s, one under 100 s.
func seconds(d time.Duration) string {
	s := d.Seconds()
	decimals := 0
	switch {
	case math.Round(s*100) < 1000:
		decimals = 2
	case math.Round(s*10) < 1000:
		decimals = 1
	}
	return strconv.FormatFloat(s, 'f', decimals, 64) + " s"
}

// units prints two minutes and more as one or two neighbouring units, rounded
// to the smaller one.
func units(d time.Duration) string {
	for _, u := range []struct {
		from, big, small time.Duration
		bigName, small1  string
	}{
		{year - month/2, year, month, "year", "month"},
		{2*month - day/2, month, day, "month", "day"},
		{2*day - time.Hour/2, day, time.Hour, "day", "hour"},
		{time.Hour - time.Minute/2, time.Hour, time.Minute, "hour", "minute"},
		{0, time.Minute, time.Second, "minute", "s"},
	} {
		if d >= u.from {
			big, rest := int64(d/u.big), d%u.big
			small := int64(math.Round(float64(rest) / float64(u.small)))
			if small >= int64(math.Round(float64(u.big)/float64(u.small))) {
				big, small = big+1, 0
			}
			return twoUnits(big, u.bigName, small, u.small1)
		}
	}
	return ""
}

func twoUnits(big int64, bigName string, small int64, smallName string) string {
	var parts []string
	if big > 0 {
		parts = append(parts, count(big, bigName))
	}
	if small > 0 {
		parts = append(parts, count(small, smallName))
	}
	return strings.Join(parts, " ")
}

func count(n int64, unit string) string {
	if n == 1 || unit == "s" {
		return fmt.Sprintf("%d %s", n, unit)
	}
	return fmt.Sprintf("%d %ss", n, unit)
}
