package render

import (
	"encoding/json"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

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

func ends(i skew.Interval) (low, high *float64) {
	if !i.Known() {
		return nil, nil
	}
	return seconds(i.Lo()), seconds(i.Hi())
}

// unix returns seconds since 1970, to the microsecond that a float64 carries.
func unix(t time.Time) float64 {
	return float64(t.UnixMicro()) / 1e6
}

type endsJSON struct {
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
