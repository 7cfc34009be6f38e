package render

import (
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// The versions of the JSON of phone, one document a line, and of tap. Fields are
// only ever added.
const (
	PhoneSchema = "codeclock/phone/v1"
	TapSchema   = "codeclock/tap/v1"
)

// codesJSON is what taps say of an app. Its skew is one of those that differ by
// whole periods.
type codesJSON struct {
	App         string     `json:"app" jsonschema:"the app that was named, or other"`
	Taps        int        `json:"taps"`
	Used        int        `json:"taps_used"`
	Period      *float64   `json:"period_seconds" jsonschema:"skews that differ by whole periods cannot be told apart; null when the taps disagree"`
	Skew        *float64   `json:"skew_modulo_period_seconds"`
	Low         *float64   `json:"skew_modulo_period_low_seconds"`
	High        *float64   `json:"skew_modulo_period_high_seconds"`
	Scatter     *float64   `json:"scatter_seconds"`
	Follows     *bool      `json:"follows_clock" jsonschema:"whether the app can follow the clock of its device; null when that cannot be told"`
	Possible    []endsJSON `json:"possible" jsonschema:"the skews that the taps and the device's clock leave"`
	Disagreeing bool       `json:"taps_disagree"`
}

func newCodesJSON(app totp.App, made int, e totp.TapEstimate, err error, clock skew.Interval) codesJSON {
	if app.ID == "" {
		app = totp.AnyApp()
	}
	j := codesJSON{App: app.ID, Taps: made, Used: e.Used, Possible: []endsJSON{}, Disagreeing: err != nil}
	if err != nil {
		return j
	}
	j.Period, j.Scatter = seconds(e.Arc.Period), seconds(e.Scatter)
	j.Skew = seconds(e.Arc.Skew.Middle())
	j.Low, j.High = ends(e.Arc.Skew)
	if possible, err := e.Arc.Resolve(clock); err == nil {
		follows := len(possible) > 0
		j.Follows = &follows
		if len(possible) == 1 {
			if others := e.Arc.Corrected(app, possible[0]); len(others) > 0 {
				possible, j.Follows = append(possible, others...), nil
			}
		}
		for _, i := range possible {
			j.Possible = append(j.Possible, endsJSON{i.Lo().Seconds(), i.Hi().Seconds()})
		}
	}
	return j
}

// tapJSON is the JSON face of tap.
type tapJSON struct {
	Schema    string    `json:"schema"`
	Version   string    `json:"version"`
	Demo      string    `json:"demo,omitempty"`
	Device    string    `json:"device" jsonschema:"app: the clock that makes the codes"`
	Verdict   string    `json:"verdict" jsonschema:"ok, at-risk, wrong or cant-tell"`
	Skew      *float64  `json:"skew_seconds" jsonschema:"the app's clock minus true time; null while whole periods are open"`
	Low       *float64  `json:"skew_low_seconds"`
	High      *float64  `json:"skew_high_seconds"`
	Codes     codesJSON `json:"codes"`
	ClockLow  *float64  `json:"clock_skew_low_seconds" jsonschema:"the phone's own clock, as far as it was read"`
	ClockHigh *float64  `json:"clock_skew_high_seconds"`
	TrueTime  time.Time `json:"true_time" jsonschema:"when it was measured"`
	TrueUnix  float64   `json:"true_time_unix"`
}

// TapJSON renders what taps came to as one document.
func TapJSON(t result.Taps) (string, error) {
	j := tapJSON{
		Schema: TapSchema, Version: t.Version, Demo: t.Demo, Device: "app", Verdict: t.Verdict.ID(),
		Codes:    newCodesJSON(t.App, len(t.Made), t.Estimate, t.Err, t.Clock),
		TrueTime: t.At.UTC(), TrueUnix: unix(t.At),
	}
	if t.Codes.Known() {
		j.Skew = seconds(t.Codes.Middle())
		j.Low, j.High = ends(t.Codes)
	}
	if t.Clock.Known() {
		j.ClockLow, j.ClockHigh = ends(t.Clock)
	}
	return document(j)
}
