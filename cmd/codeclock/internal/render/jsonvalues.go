package render

import (
	"encoding/json"
	"time"

	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// header begins every document. A committed JSON Schema describes each: to a
// version fields are only ever added.
type header struct {
	Schema  string `json:"schema"`
	Version string `json:"version"`
	Demo    string `json:"demo,omitempty" jsonschema:"the practice scenario; absent in a real measurement"`
}

func newHeader(document, version, demo string) header {
	return header{schemaName(document), version, words.Clean(demo)}
}

func schemaName(document string) string { return "codeclock/" + document + "/v1" }

// trueTime says when something was, in the two forms that programs read.
type trueTime struct {
	TrueTime *time.Time `json:"true_time" jsonschema:"what the time really was; null when unknown"`
	TrueUnix *float64   `json:"true_time_unix"`
}

func newTrueTime(t time.Time) trueTime {
	utc, stamp := t.UTC(), unix(t)
	return trueTime{&utc, &stamp}
}

// skewJSON is a skew, all null when it is unknown.
type skewJSON struct {
	Skew *float64 `json:"skew_seconds" jsonschema:"the measured clock minus true time; negative is slow; null when unknown"`
	ends
	Uncertainty *float64 `json:"uncertainty_seconds" jsonschema:"how far the truth can be from skew_seconds"`
}

func newSkewJSON(point time.Duration, i skew.Interval) skewJSON {
	if !i.Known() {
		return skewJSON{}
	}
	bound := max(skew.Sub(i.Hi(), point), skew.Sub(point, i.Lo()))
	return skewJSON{seconds(point), newEnds(i), seconds(bound)}
}

type ends struct {
	Low  *float64 `json:"skew_low_seconds" jsonschema:"the slowest skew that the evidence allows"`
	High *float64 `json:"skew_high_seconds" jsonschema:"the fastest skew that the evidence allows"`
}

func newEnds(i skew.Interval) ends {
	if !i.Known() {
		return ends{}
	}
	return ends{seconds(i.Lo()), seconds(i.Hi())}
}

func agreementName(a drift.Agreement) string {
	return map[drift.Agreement]string{
		drift.Silence: "silence", drift.Contradiction: "contradiction",
		drift.Unconfirmed: "unconfirmed", drift.Majority: "majority",
	}[a]
}

func seconds(d time.Duration) *float64 {
	s := d.Seconds()
	return &s
}

// unix returns seconds since 1970, to the microsecond that a float64 carries.
func unix(t time.Time) float64 {
	return float64(t.UnixMicro()) / 1e6
}

type rangeJSON struct {
	Low  float64 `json:"low_seconds"`
	High float64 `json:"high_seconds"`
}

// document renders a value as one indented document, line as one on a line.
func document(v any) (string, error) {
	out, err := json.MarshalIndent(v, "", "  ")
	return string(out) + "\n", err
}

func line(v any) (string, error) {
	out, err := json.Marshal(v)
	return string(out) + "\n", err
}

func unlessZero(d time.Duration) *float64 {
	if d == 0 {
		return nil
	}
	return seconds(d)
}

func side(t totp.Tolerance) (steps *int, inSeconds *float64) {
	if t.Timed {
		return nil, seconds(t.Time)
	}
	return &t.Steps, nil
}
