package render

import (
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// codesJSON is what taps say of an app. Its skew is one of those that differ by
// whole periods.
type codesJSON struct {
	App         string      `json:"app" jsonschema:"the app that was named, or other"`
	Taps        int         `json:"taps"`
	Used        int         `json:"taps_used"`
	Period      *float64    `json:"period_seconds" jsonschema:"skews that differ by whole periods cannot be told apart; null when the taps disagree"`
	Skew        *float64    `json:"skew_modulo_period_seconds"`
	Low         *float64    `json:"skew_modulo_period_low_seconds"`
	High        *float64    `json:"skew_modulo_period_high_seconds"`
	Scatter     *float64    `json:"scatter_seconds"`
	Follows     *bool       `json:"follows_clock" jsonschema:"whether the app can follow the clock of its device; null when that cannot be told"`
	Possible    []rangeJSON `json:"possible" jsonschema:"the skews that the taps and the device's clock leave"`
	Disagreeing bool        `json:"taps_disagree"`
}

func newCodesJSON(app totp.App, made int, e totp.TapEstimate, err error, clock skew.Interval) codesJSON {
	if app.ID == "" {
		app = totp.AnyApp()
	}
	j := codesJSON{App: app.ID, Taps: made, Used: e.Used, Possible: []rangeJSON{}, Disagreeing: err != nil}
	if err != nil {
		return j
	}
	j.Period, j.Scatter = seconds(e.Arc.Period), seconds(e.Scatter)
	j.Skew = seconds(e.Arc.Skew.Middle())
	j.Low, j.High = seconds(e.Arc.Skew.Lo()), seconds(e.Arc.Skew.Hi())
	if possible, err := e.Arc.Resolve(clock); err == nil {
		follows := len(possible) > 0
		j.Follows = &follows
		if others := (result.Taps{App: app, Estimate: e, Clock: clock}).Others(); len(others) > 0 {
			possible, j.Follows = append(possible, others...), nil
		}
		for _, i := range possible {
			j.Possible = append(j.Possible, rangeJSON{i.Lo().Seconds(), i.Hi().Seconds()})
		}
	}
	return j
}

// tapJSON is the JSON face of tap.
type tapJSON struct {
	header
	Device  string `json:"device" jsonschema:"app: the clock that makes the codes"`
	Verdict string `json:"verdict" jsonschema:"ok, at-risk, wrong or cant-tell"`
	skewJSON
	Codes     codesJSON `json:"codes"`
	ClockLow  *float64  `json:"clock_skew_low_seconds" jsonschema:"the phone's own clock, as far as it was read"`
	ClockHigh *float64  `json:"clock_skew_high_seconds"`
	trueTime
}

// TapJSON renders what taps came to as one document.
func TapJSON(t result.Taps) (string, error) {
	j := tapJSON{
		header: newHeader("tap", t.Version, t.Demo), Device: "app", Verdict: t.Verdict.ID(),
		skewJSON: newSkewJSON(t.Codes.Middle(), t.Codes),
		Codes:    newCodesJSON(t.App, len(t.Made), t.Estimate, t.Err, t.Clock),
		trueTime: newTrueTime(t.At),
	}
	clock := newEnds(t.Clock)
	j.ClockLow, j.ClockHigh = clock.Low, clock.High
	return document(j)
}
