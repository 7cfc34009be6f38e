package render

import (
	"strconv"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
)

// Status is a result as machines are told it: what the faces nagios,
// prometheus, github and junit have in common. A command that fills one in has
// all four.
type Status struct {
	Service  string // what was looked at, in capitals, such as "CLOCK"
	Verdict  result.Verdict
	Silent   bool   // CantTell, because nothing answered
	Title    string // a few words, such as "Clock is 47.0 s slow"
	Sentence string // line 1 of the text, without the verdict's word
	More     []string
	Text     string // the whole text for people

	Perf   []Perf
	Gauges []Gauge
	Cases  []Case

	At   time.Time
	Took time.Duration
}

// Perf is one value of a monitoring plugin, in seconds or as a count.
type Perf struct {
	Label      string
	Value      float64
	Unknown    bool
	Unit       string // "s", or "" for a count
	Warn, Crit string // the ranges outside of which to warn; "" for none
	Min, Max   string // the ends of what is possible; "" for none
}

// Gauge is one family of Prometheus samples. A family without points is left
// out: unknown is not 0.
type Gauge struct {
	Name   string // without the prefix "codeclock_"; units in the name
	Help   string // the same in every run: families of several files are merged
	Label  string // the name of the one label, "" for none
	Points []Point
}

// Point is one sample of a Gauge.
type Point struct {
	Label string // the label's value
	Value float64
}

// Case is one test of a JUnit report. At most one of Failure, Error and Skipped
// is set.
type Case struct {
	Name    string
	Failure string // what is wrong
	Error   string // why it could not be told
	Skipped string // why it does not apply
	Kind    string // the type of a Failure or Error
}

// gauge returns a family of one sample without a label.
func gauge(name, help string, value float64) Gauge {
	return Gauge{Name: name, Help: help, Points: []Point{{Value: value}}}
}

// decimal writes a number in full: no exponent, which plugins and people do not
// read.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// micros writes a duration in seconds to the microsecond, finer than any clock
// is measured.
func micros(d time.Duration) string { return decimal(rounded(d)) }

// rounded returns seconds to the microsecond.
func rounded(d time.Duration) float64 { return d.Round(time.Microsecond).Seconds() }

// between writes the range inside of which all is well, as the monitoring
// plugins do (developer guidelines, threshold ranges).
func between(i skew.Interval) string { return micros(i.Lo()) + ":" + micros(i.Hi()) }
