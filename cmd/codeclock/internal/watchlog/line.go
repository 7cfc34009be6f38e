// Package watchlog is the log of a watch: lines of JSON, one a sample, which are only
// ever appended. Whatever ends the program, at most the last line is lost.
//
// A log has no secret in it and names no machine: servers have numbers. It is read line
// by line, in constant memory, and whatever in it cannot be read is left out and counted.
// What codeclock check, tap and infer print as JSON can stand in a log as well.
package watchlog

import (
	"encoding/json"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// schema is what a line says that it is.
const schema = "codeclock/watch-sample/v1"

// Line is one sample. Fields are only ever added.
type Line struct {
	Schema  string `json:"schema"`
	Version string `json:"version"`
	Demo    string `json:"demo,omitempty" jsonschema:"the practice scenario; absent in a real measurement"`

	Clock   string     `json:"clock" jsonschema:"whose clock it is"`
	Run     int        `json:"run" jsonschema:"counts the runs of the program that wrote one log, and the sleeps of the computer meanwhile"`
	True    *time.Time `json:"true_time" jsonschema:"what the time really was; null while that is not known"`
	Unix    *float64   `json:"true_time_unix"`
	Wall    time.Time  `json:"clock_time" jsonschema:"what the watched clock showed"`
	Verdict string     `json:"verdict"`

	Skew        *float64 `json:"skew_seconds" jsonschema:"the watched clock minus true time; negative is slow; null when unknown"`
	Low         *float64 `json:"skew_low_seconds" jsonschema:"the slowest skew that the evidence allows"`
	High        *float64 `json:"skew_high_seconds" jsonschema:"the fastest skew that the evidence allows"`
	Uncertainty *float64 `json:"uncertainty_seconds" jsonschema:"how far the truth can be from skew_seconds"`

	Agreement string  `json:"agreement" jsonschema:"majority, unconfirmed, contradiction or silence"`
	Servers   Servers `json:"servers"`
	Slept     float64 `json:"slept_seconds,omitempty" jsonschema:"for how long the computer slept since the sample before"`
	Set       float64 `json:"set_seconds,omitempty" jsonschema:"by how much the clock was set since the sample before"`
	Points    []Point `json:"points" jsonschema:"what each server that agrees says"`
}

// Servers counts those that were asked.
type Servers struct {
	Asked    int `json:"asked"`
	Answered int `json:"answered"`
	Agree    int `json:"agree"`
}

// Point is what one server says.
type Point struct {
	Witness string    `json:"server" jsonschema:"its number"`
	True    time.Time `json:"true_time"`
	Low     float64   `json:"skew_low_seconds"`
	High    float64   `json:"skew_high_seconds"`
	Delay   *float64  `json:"delay_seconds" jsonschema:"the way there and back; null when that is not known"`
}

// agreements are the names of what stands behind a sample, in the order of
// drift.Agreement.
var agreements = []string{"silence", "contradiction", "unconfirmed", "majority"}

// Agreements returns the names of what stands behind a sample.
func Agreements() []string { return append([]string(nil), agreements...) }

// Encode returns a sample as one line.
func Encode(s result.Sample) (string, error) {
	l := Line{
		Schema: schema, Version: s.Version, Demo: s.Demo, Clock: string(s.Clock), Run: s.Run,
		Wall: s.Wall.UTC(), Verdict: s.Verdict.ID(), Agreement: agreements[s.Agreement],
		Servers: Servers{s.Asked, s.Answered, s.Agreed},
		Slept:   s.Slept.Seconds(), Set: s.Set.Seconds(), Points: []Point{},
	}
	if !s.At.IsZero() {
		at, unix := s.At.UTC(), float64(s.At.UnixMicro())/1e6
		l.True, l.Unix = &at, &unix
	}
	if s.Skew.Known() {
		l.Skew, l.Low, l.High = seconds(s.Point), seconds(s.Skew.Lo()), seconds(s.Skew.Hi())
		l.Uncertainty = seconds(max(skew.Sub(s.Skew.Hi(), s.Point), skew.Sub(s.Point, s.Skew.Lo())))
	}
	for _, p := range s.Points {
		q := Point{Witness: p.Witness, True: p.At.UTC(), Low: p.Skew.Lo().Seconds(), High: p.Skew.Hi().Seconds()}
		if p.Delay > 0 {
			q.Delay = seconds(p.Delay)
		}
		l.Points = append(l.Points, q)
	}
	text, err := json.Marshal(l)
	return string(text) + "\n", err
}

// sample returns what a line says, false when it says nothing that can be.
func (l Line) sample() (result.Sample, bool) {
	s := result.Sample{
		Clock: result.ComputerClock, Demo: l.Demo, Version: l.Version, Run: l.Run, Wall: l.Wall,
		Asked: l.Servers.Asked, Answered: l.Servers.Answered, Agreed: l.Servers.Agree,
		Slept: duration(l.Slept), Set: duration(l.Set),
	}
	verdict, agreement := verdictOf(l.Verdict), indexOf(agreements, l.Agreement)
	if l.Clock != string(result.ComputerClock) || verdict < 0 || agreement < 0 || l.Run < 0 || l.Run > maxRuns || len(l.Points) > maxPoints {
		return s, false
	}
	s.Verdict, s.Agreement = result.Verdict(verdict), drift.Agreement(agreement)
	if l.True != nil {
		s.At = *l.True
	}
	if l.Skew == nil || l.Low == nil || l.High == nil {
		return s, l.Skew == nil && len(l.Points) == 0 && (s.At.IsZero() || possible(s.At))
	}
	var ok bool
	if s.Skew, ok = interval(*l.Low, *l.High); !ok || !possible(s.At) {
		return s, false
	}
	s.Point = s.Skew.Clamp(duration(*l.Skew))
	for _, p := range l.Points {
		q, ok := p.point(l.Run)
		if !ok {
			return s, false
		}
		s.Points = append(s.Points, q)
	}
	return s, true
}

func (p Point) point(run int) (drift.Point, bool) {
	i, ok := interval(p.Low, p.High)
	q := drift.Point{At: p.True, Skew: i, Witness: p.Witness, Run: run}
	if p.Delay != nil {
		q.Delay = duration(*p.Delay)
	}
	return q, ok && possible(p.True) && q.Delay >= 0 && len(p.Witness) <= maxWitness
}
