package render

import (
	"time"

	"codeclock/cmd/codeclock/internal/phonepage"
)

// phoneJSON is one line of phone.
type phoneJSON struct {
	header
	Event string `json:"event" jsonschema:"listening, opened, measured, was-set, tapped, no-truth or quiet"`

	URL       string `json:"url,omitempty" jsonschema:"listening: the address of the page"`
	*trueTime        // absent while it is not known

	Phone     int        `json:"phone,omitempty" jsonschema:"1 for the first device that opened the page, and so on"`
	Address   string     `json:"address,omitempty" jsonschema:"where it is on the local network"`
	System    string     `json:"system,omitempty" jsonschema:"iphone, android, windows, macos, linux or other, as its browser says"`
	Verdict   string     `json:"verdict,omitempty" jsonschema:"ok, at-risk, wrong or cant-tell"`
	*skewJSON            // absent while it is not known
	Exchanges int        `json:"exchanges,omitempty" jsonschema:"how many exchanges are behind it"`
	Before    *float64   `json:"skew_before_seconds,omitempty" jsonschema:"was-set: what it was before"`
	Codes     *codesJSON `json:"codes,omitempty" jsonschema:"tapped: the app's own clock"`
}

// PhoneListening renders the first line of phone.
func PhoneListening(url, demo, version string) (string, error) {
	return line(phoneJSON{header: newHeader("phone", version, demo), Event: "listening", URL: url})
}

// PhoneJSON renders an event as one line. now is true time, zero when unknown.
func PhoneJSON(e phonepage.Event, now time.Time, demo, version string) (string, error) {
	j := phoneJSON{
		header: newHeader("phone", version, demo), Event: eventName(e.Kind),
		Phone: e.Phone, System: string(e.System), Exchanges: len(e.Taken),
	}
	if e.Addr.IsValid() {
		j.Address = e.Addr.String()
	}
	if !now.IsZero() {
		at := newTrueTime(now)
		j.trueTime = &at
	}
	if e.Skew.Known() {
		off := newSkewJSON(e.Skew.Middle(), e.Skew)
		j.skewJSON = &off
	}
	switch e.Kind {
	case phonepage.Measured:
		j.Verdict = e.Verdict().ID()
	case phonepage.WasSet:
		j.Before = seconds(e.Before.Middle())
	case phonepage.Tapped:
		c := newCodesJSON(e.Codes.App, e.Codes.Taps, e.Codes.Estimate, e.Codes.Err, e.Skew)
		j.Codes = &c
	}
	return line(j)
}

func eventName(k phonepage.Kind) string {
	return map[phonepage.Kind]string{
		phonepage.Opened: "opened", phonepage.Measured: "measured", phonepage.WasSet: "was-set",
		phonepage.Tapped: "tapped", phonepage.NoTruth: "no-truth", phonepage.Quiet: "quiet",
	}[k]
}
