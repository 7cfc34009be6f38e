package words

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// day is what a drift is told by.
const day = 24 * time.Hour

// Drift says how fast a clock gains or loses. ended says that the watch is over.
func Drift(r drift.Rate, ended bool) string {
	switch bound := max(r.High-r.PPM, r.PPM-r.Low); {
	case !r.Measurable && ended && r.Needs > 0:
		return fmt.Sprintf("Its drift was not measurable in this watch; that needs about %s.", About(r.Needs))
	case !r.Measurable && ended:
		return "Its drift was not measurable in this watch."
	case !r.Measurable && r.Needs > 0:
		return fmt.Sprintf("Its drift isn't measurable yet; that needs about %s.", About(r.Needs))
	case !r.Measurable:
		return "Its drift isn't measurable yet."
	case r.Steady():
		most := max(math.Abs(r.Low), math.Abs(r.High))
		return fmt.Sprintf("It keeps time: any drift is under %s, %s a day.", ppmUp(most), skew.BoundWords(daily(most)))
	default:
		return fmt.Sprintf("It %s %s (+/- %s), %s a day.", gains(r.PPM), PPM(r.PPM), ppmUp(bound), skew.Size(daily(r.PPM)))
	}
}

func gains(ppm float64) string {
	if ppm < 0 {
		return "loses"
	}
	return "gains"
}

// daily is what a rate makes of a day.
func daily(ppm float64) time.Duration { return time.Duration(ppm * 1e-6 * float64(day)) }

// PPM says the size of a rate, with three digits at most: "3.1 ppm".
func PPM(ppm float64) string {
	return strconv.FormatFloat(math.Abs(ppm), 'f', decimals(ppm), 64) + " ppm"
}

// ppmUp is PPM of a bound, rounded up.
func ppmUp(ppm float64) string {
	scale := math.Pow(10, float64(decimals(ppm)))
	return PPM(math.Ceil(math.Abs(ppm)*scale-1e-9) / scale)
}

func decimals(ppm float64) int {
	switch size := math.Abs(ppm); {
	case size < 1:
		return 2
	case size < 100:
		return 1
	}
	return 0
}

// Untouched says what the kernel does to a clock, and what it would do by itself.
func Untouched(kernel float64, r drift.Rate) string {
	how := "speeds it up"
	if kernel < 0 {
		how = "slows it down"
	}
	return fmt.Sprintf("The kernel %s by %s; left alone it would be one that %s %s.", how, PPM(kernel), gains(r.PPM), PPM(r.PPM))
}

// Outlook says what becomes of codes at a kind of site. now is the time from which it is
// told.
func Outlook(o result.Outlook, now time.Time) string {
	switch first := o.Earliest.Sub(now); {
	case !o.Changes:
		return fmt.Sprintf("%s, with no change in sight", o.Now)
	case first <= 0 && o.Latest.IsZero():
		return fmt.Sprintf("%s; it may be %s any time", o.Now, o.Next)
	case o.Latest.IsZero():
		return fmt.Sprintf("%s for %s at least", o.Now, atLeast(first))
	default:
		return fmt.Sprintf("%s, then %s in %s", o.Now, o.Next, Span(first, o.Latest.Sub(now)))
	}
}

// span is a unit in which people say when something will be.
type span struct {
	under, unit time.Duration
	name        string
}

// spans are those for times under some limit, the smallest first.
var spans = [...]span{
	{2 * time.Minute, time.Second, "s"},
	{2 * time.Hour, time.Minute, "minute"},
	{2 * day, time.Hour, "hour"},
	{90 * day, day, "day"},
	{730 * day, 30*day + 10*time.Hour + 29*time.Minute, "month"},
	{math.MaxInt64, 365*day + 5*time.Hour + 49*time.Minute, "year"},
}

// Span says how long something is away at least and at most: "9 to 13 days". It is
// rounded outwards.
func Span(least, most time.Duration) string {
	i := 0
	for most >= spans[i].under && i < len(spans)-1 {
		i++
	}
	unit, name := spans[i].unit, spans[i].name
	from, to := int(least/unit), int(most/unit)
	if most%unit != 0 {
		to++
	}
	if from <= 0 {
		return "at most " + counted(to, name)
	}
	return fmt.Sprintf("%d to %s", from, counted(max(to, from+1), name))
}

// atLeast says how long something is away at least, rounded down.
func atLeast(d time.Duration) string {
	for _, s := range spans {
		if d < s.under {
			return counted(int(d/s.unit), s.name)
		}
	}
	return ""
}

func counted(n int, unit string) string {
	if unit == "s" {
		return fmt.Sprintf("%d s", n)
	}
	return Count(n, unit)
}

// Dates says the days from one to another: "6 to 10 December 2026".
func Dates(from, until time.Time) string {
	switch {
	case from.Year() != until.Year():
		return Date(from) + " to " + Date(until)
	case from.Month() != until.Month():
		return from.Format("2 January") + " to " + Date(until)
	case from.Day() != until.Day():
		return from.Format("2") + " to " + Date(until)
	}
	return Date(from)
}

// Gaining says which way a clock drifts, in a few words: "gains 3.1 ppm".
func Gaining(r drift.Rate) string { return gains(r.PPM) + " " + PPM(r.PPM) }

// About says a time roughly, rounded up.
func About(d time.Duration) string {
	if d < 2*time.Minute {
		return Seconds((d + 10*time.Second - 1).Truncate(10 * time.Second))
	}
	return skew.BoundWords(d)
}
