package words

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// Device is what is said of a device whose clock was measured.
type Device struct {
	Sentence string   // the answer
	Lines    []string // what it means for codes
	Hurry    string   // how to log in before anything is mended; may be empty
}

// SayDevice says what a clock's skew means at sites like v. who is ThisPhone,
// ThisComputer or ThisDevice, now is true time.
func SayDevice(who string, i skew.Interval, v totp.Verifier, now time.Time) Device {
	if !i.Known() {
		return Device{
			Sentence: DeviceUnknown,
			Lines:    []string{DeviceNoTruth, DeviceAskAgain},
		}
	}
	off, bound := i.Middle(), skew.BoundWords(i.Bound())
	d := Device{}
	said, hurry := SayCodes(result.NewCodes(v, i), i)
	d.Lines, d.Hurry = []string{said}, hurry
	switch words := skew.Words(off); {
	case result.SaysDate(off):
		d.Sentence = fmt.Sprintf(DeviceDate, who, Date(now.Add(off)))
		d.Lines, d.Hurry = []string{fmt.Sprintf(DeviceTodayIs, Date(now), words), DeviceYears}, ""
	case skew.Abs(off) < drift.Right:
		d.Sentence = fmt.Sprintf(DeviceRight, who, words, bound)
	case result.WholeQuarters(i):
		d.Sentence = fmt.Sprintf(DeviceHour, who, words)
	default:
		d.Sentence = fmt.Sprintf(DeviceOff, who, words, bound)
	}
	return d
}

// PageSteps returns what to do about a clock that is off, as the page says it,
// which may measure it once more.
func PageSteps(system string, i skew.Interval, now time.Time, more bool) []string {
	var steps []string
	zone := result.WholeQuarters(i)
	if zone && system != "windows" && system != "macos" { // those have it in their steps
		steps = append(steps, StepZone)
	}
	f := Fix{System: system, Off: i.Middle(), Now: now}
	if zone {
		f.Cause.Code = drift.WholeHours
	}
	for _, s := range f.Steps() {
		if s != again {
			steps = append(steps, s)
		}
	}
	if more {
		steps = append(steps, StepAgain)
	}
	return steps
}
