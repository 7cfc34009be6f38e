package words

import (
	"fmt"
	"time"

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

// dateFrom is the skew from which on a date says more than a duration.
const dateFrom = 36 * time.Hour

// A zone or summer-time mistake is whole quarters of an hour, up to UTC+14, the
// widest zone there is.
const (
	zoneStep  = 15 * time.Minute
	zoneWide  = 14 * time.Hour
	zoneSlack = 2 * time.Second
)

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
	d.Lines, d.Hurry = SayCodes(i, v)
	switch words := skew.Words(off); {
	case skew.Abs(off) >= dateFrom:
		d.Sentence = fmt.Sprintf(DeviceDate, who, Date(now.Add(off)))
		d.Lines = []string{fmt.Sprintf(DeviceTodayIs, Date(now), words), DeviceYears}
	case skew.Abs(off) < drift.Right:
		d.Sentence = fmt.Sprintf(DeviceRight, who, words, bound)
	case WholeQuarters(off):
		d.Sentence = fmt.Sprintf(DeviceHour, who, words)
	default:
		d.Sentence = fmt.Sprintf(DeviceOff, who, words, bound)
	}
	return d
}

// SayCodes says what becomes of codes, from the ages at which a code passes
// whatever the skew in the interval.
func SayCodes(i skew.Interval, v totp.Verifier) (lines []string, hurry string) {
	from, until := acceptedFrom(v.Ages(i.Hi()).From), acceptedUntil(v.Ages(i.Lo()).Until)
	chance := v.ChanceOver(i).Min
	typing, often := Seconds(v.Typing), Tries(chance)
	switch {
	case from >= totp.DefaultPeriod || until <= 0 || from >= until:
		return []string{refused(i.Middle())}, ""
	case from > 0 && until < totp.DefaultPeriod:
		return []string{fmt.Sprintf(DeviceMiddle, Seconds(from), Seconds(until), typing, often)}, fmt.Sprintf(HurryBoth, Seconds(from), Seconds(until))
	case from > 0:
		return []string{fmt.Sprintf(DeviceLast, Seconds(from), typing, often)}, fmt.Sprintf(HurryFast, Seconds(from))
	case until < totp.DefaultPeriod:
		return []string{fmt.Sprintf(DeviceFirst, Seconds(until), typing, often)}, fmt.Sprintf(HurrySlow, Seconds(until))
	case chance < 0.99:
		return []string{fmt.Sprintf(DeviceTyping, typing, often)}, ""
	}
	return []string{DeviceWorks}, ""
}

func refused(off time.Duration) string {
	if WholeQuarters(off) {
		return DeviceZone
	}
	return DeviceRefused
}

// WholeQuarters reports whether a skew looks like a zone or summer-time mistake.
func WholeQuarters(off time.Duration) bool {
	size := skew.Abs(off)
	near := size.Round(zoneStep)
	return near > 0 && near <= zoneWide && skew.Abs(size-near) <= zoneSlack
}

// acceptedFrom and acceptedUntil round to whole seconds, never in favour of the
// code but for what nobody can see.
func acceptedFrom(d time.Duration) time.Duration {
	return (d - nearSecond + time.Second - 1).Truncate(time.Second)
}

func acceptedUntil(d time.Duration) time.Duration {
	return (d + nearSecond).Truncate(time.Second)
}

func zoneCause(off time.Duration) drift.Code {
	if WholeQuarters(off) {
		return drift.WholeHours
	}
	return ""
}

// PageSteps returns what to do about a clock that is off, as the page says it,
// which may measure it once more.
func PageSteps(system string, off time.Duration, now time.Time, more bool) []string {
	var steps []string
	if WholeQuarters(off) && system != "windows" && system != "macos" { // those have it in their steps
		steps = append(steps, StepZone)
	}
	for _, s := range (Fix{System: system, Off: off, Now: now, Cause: zoneCause(off)}).Steps() {
		if s != again {
			steps = append(steps, s)
		}
	}
	if more {
		steps = append(steps, StepAgain)
	}
	return steps
}
