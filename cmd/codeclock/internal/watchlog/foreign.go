package watchlog

import (
	"encoding/json"
	"math"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// summarySchema is what a watch ends its lines with.
const summarySchema = "codeclock/watch/v1"

// outcome is what became of a document.
type outcome int

const (
	unread outcome = iota
	empty          // it says nothing of how far off a clock is, or not when
	read
)

// document is what the results of other commands have in common.
type document struct {
	Version string
	Demo    string
	Verdict string
	True    *time.Time      `json:"true_time"`
	Skew    *float64        `json:"skew_seconds"`
	Low     *float64        `json:"skew_low_seconds"`
	High    *float64        `json:"skew_high_seconds"`
	Against bool            // check: the clock of a site was the measure
	Codes   json.RawMessage // tap: see pressed
}

// pressed is what is known of codes whose changes were tapped, whole periods aside.
type pressed struct {
	Period float64  `json:"period_seconds"`
	Low    *float64 `json:"skew_modulo_period_low_seconds"`
	High   *float64 `json:"skew_modulo_period_high_seconds"`
}

// clocks says of which clock the document of a command is.
func clocks(schema string) (result.Clock, bool) {
	switch schema {
	case "codeclock/check/v1":
		return result.ComputerClock, true
	case "codeclock/tap/v1":
		return result.AppClock, true
	case "codeclock/infer/v1":
		return result.CodesClock, true
	}
	return "", false
}

// foreign returns what the result of another command says.
func foreign(schema string, text []byte) (result.Sample, outcome) {
	clock, ok := clocks(schema)
	var d document
	if !ok || json.Unmarshal(text, &d) != nil || d.Against {
		return result.Sample{}, unread
	}
	low, high, period := d.Low, d.High, time.Duration(0)
	if low == nil && clock == result.AppClock {
		var p pressed
		if json.Unmarshal(d.Codes, &p) != nil {
			return result.Sample{}, empty
		}
		low, high, period = p.Low, p.High, duration(p.Period)
	}
	if d.True == nil || low == nil || high == nil {
		return result.Sample{}, empty
	}
	i, ordered := interval(*low, *high)
	verdict := verdictOf(d.Verdict)
	if !ordered || verdict < 0 || !possible(*d.True) || period < 0 || period > maxPeriod {
		return result.Sample{}, unread
	}
	s := result.Sample{
		Clock: clock, Demo: d.Demo, Version: d.Version, At: *d.True, Skew: i, Point: i.Middle(),
		Verdict: result.Verdict(verdict), Agreement: drift.Majority, Period: period,
	}
	if d.Skew != nil {
		s.Point = i.Clamp(duration(*d.Skew))
	}
	s.Points = []drift.Point{{At: s.At, Skew: s.Skew}}
	return s, read
}

// near moves a sample by whole periods, to where it is nearest to another one.
func near(s result.Sample, other time.Duration) result.Sample {
	by := time.Duration(math.Round(skew.Sub(other, s.Point).Seconds()/s.Period.Seconds())) * s.Period
	s.Point, s.Skew = skew.Add(s.Point, by), s.Skew.Shift(by)
	s.Points = []drift.Point{{At: s.At, Skew: s.Skew}}
	return s
}
