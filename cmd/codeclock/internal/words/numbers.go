package words

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"codeclock/drift/skew"
)

// Seconds says a duration of codes, such as "18 s", in whole seconds where that
// is what it is: "90 s", "12.5 s".
func Seconds(d time.Duration) string {
	return strconv.FormatFloat(math.Round(d.Seconds()*10)/10, 'f', -1, 64) + " s"
}

// Limit says a limit exactly as it was set, where people have a unit for it:
// "10 ms", "1.5 s", "1 hour".
func Limit(d time.Duration) string {
	switch {
	case d < time.Second:
		return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', -1, 64) + " ms"
	case d >= 2*time.Minute && d%time.Minute == 0:
		return skew.Size(d)
	}
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + " s"
}

// Fine says a skew and its bound as closely as a limit under a second needs:
// "12.3 ms fast", "0.4 ms". The bound is rounded up.
func Fine(off, bound time.Duration) (size, within string) {
	const tenth = time.Millisecond / 10
	ms := func(d time.Duration) string {
		return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', 1, 64) + " ms"
	}
	return ms(skew.Abs(off)) + " " + skew.Direction(off), ms(skew.Add(bound, tenth-1).Truncate(tenth))
}

// Millis says a duration for -v, such as "12.3 ms".
func Millis(d time.Duration) string {
	return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', 3, 64) + " ms"
}

// Tries says a chance from 0 to 1 as people count: "1 try in 6 works".
func Tries(chance float64) string {
	switch {
	case chance <= 0:
		return "no try works"
	case chance < 1./40:
		return "hardly any try works"
	case chance < 0.5 && math.Abs(chance*math.Round(1/chance)-1) <= 0.12: // near enough to 1 in a whole number
		return fmt.Sprintf("1 try in %.0f works", math.Round(1/chance))
	case chance < 0.95:
		return fmt.Sprintf("%.0f tries in 10 work", chance*10)
	case chance < 1:
		return "nearly every try works"
	}
	return "every try works"
}

// Count says how many of something there are: "1 sample", "5 samples".
func Count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// Presses says how many there were.
func Presses(n int) string {
	if n == 1 {
		return "1 press"
	}
	return fmt.Sprintf("%d presses", n)
}

// Servers says what is being asked: "5 time servers".
func Servers(n int) string {
	if n == 1 {
		return "1 time server"
	}
	return fmt.Sprintf("%d time servers", n)
}

// Date says a day as people write it: "22 November 2026".
func Date(t time.Time) string { return t.Format("2 January 2006") }
