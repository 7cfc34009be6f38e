package words

import (
	"errors"
	"fmt"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// Taps is what is said of an app whose code changes were tapped.
type Taps struct {
	Sentence string
	Notes    []string
	Steps    []string // what to do, when the app's own time is wrong
}

// SayTaps says what taps came to. made is how many there were, clock the skew
// of the device that the app is on, Unknown when it was not measured. err is
// that of totp.FromTaps.
func SayTaps(app totp.App, e totp.TapEstimate, made int, clock skew.Interval, err error) Taps {
	switch {
	case errors.Is(err, totp.ErrNoTaps):
		return Taps{Sentence: TapNone}
	case err != nil:
		return Taps{Sentence: TapDisagree}
	}
	t := sayApp(app, e.Arc, clock, e.Used == 1)
	if left := len(e.Outliers); left > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf(TapStray, left, made))
	}
	if e.Used == 1 {
		t.Notes = append(t.Notes, TapMore)
	}
	return t
}

// sayApp compares the app with the clock of its device. A lone press may be a
// stray one, and is not enough to say that the two differ.
func sayApp(of totp.App, a totp.Arc, clock skew.Interval, lone bool) Taps {
	bound := skew.BoundWords(a.Skew.Bound())
	same, err := a.Resolve(clock)
	app := a.Near(clock.Middle())
	onTime := a.Contains(0)
	switch {
	case err != nil, lone && len(same) == 0:
		t := Taps{Sentence: fmt.Sprintf(TapAlone, Change(a.Skew), bound), Notes: []string{sayBlind(a)}}
		if of.NoClock {
			t.Notes = append(t.Notes, TapToken)
		}
		return t
	case len(same) > 1:
		return Taps{Sentence: fmt.Sprintf(TapSeveral, Change(a.Near(same[0].Middle())), Change(a.Near(same[1].Middle())), bound)}
	case len(same) > 0 && len(a.Corrected(of, same[0])) > 0:
		return sayEither(of, a, same[0])
	case len(same) > 0 && app.Contains(0):
		return Taps{Sentence: fmt.Sprintf(TapRight, bound)}
	case len(same) > 0:
		return Taps{Sentence: fmt.Sprintf(TapFollows, Change(app), bound)}
	case onTime:
		return Taps{Sentence: fmt.Sprintf(TapOwnRight, skew.Words(clock.Middle()), bound), Notes: []string{TapSameApp}}
	}
	return Taps{
		Sentence: fmt.Sprintf(TapOwn, Change(a.Skew), bound, clockWords(clock.Middle())),
		Notes:    []string{sayBlind(a), TapSameApp},
		Steps:    append(cures(of), StepAppKeep),
	}
}

// sayEither says of an app that may follow its device's clock or have corrected
// its own time what the codes are in either case.
func sayEither(of totp.App, a totp.Arc, follows skew.Interval) Taps {
	other := a.Corrected(of, follows)[0]
	t := Taps{
		Sentence: fmt.Sprintf(TapEither, Change(follows), Change(other), skew.BoundWords(a.Skew.Bound())),
		Notes:    []string{TapEitherWhy},
	}
	if of.Minutes {
		t.Notes = append(t.Notes, TapEitherAsk)
	}
	t.Notes = append(t.Notes, TapEitherHow)
	return t
}

// cures returns how an app's own time is put right; an app that has none shows
// that of a device.
//
// Sources: google/google-authenticator-android:timesync/SyncNowController.java,
// twofas/2fas-android#160, ente-io/ente#7723.
func cures(of totp.App) []string {
	switch {
	case of.ID == "google":
		return []string{StepGoogle}
	case of.ID == "2fas":
		return []string{Step2FAS}
	case of.ID == "ente":
		return []string{StepEnte}
	case !of.OwnTime && !of.Minutes:
		return []string{fmt.Sprintf(StepNoOwn, of.Name)}
	}
	return []string{StepAppSync, StepAppOpen}
}

// Change says when codes change against true time: "17.0 s late" on a slow
// clock, "on time" where that is possible.
func Change(i skew.Interval) string {
	switch {
	case i.Contains(0):
		return TapOnTime
	case i.Middle() < 0:
		return fmt.Sprintf(TapLate, skew.Size(i.Middle()))
	}
	return fmt.Sprintf(TapEarly, skew.Size(i.Middle()))
}

func clockWords(off time.Duration) string {
	if skew.Abs(off) < drift.Right {
		return ClockRight
	}
	return skew.Words(off)
}

func sayBlind(a totp.Arc) string {
	at := a.Skew
	if at.Contains(0) {
		at = skew.Exactly(0)
	}
	more := func(periods time.Duration) string { return Change(at.Shift(periods * a.Period)) }
	return fmt.Sprintf(TapBlind, Seconds(a.Period), Change(at), more(-1), more(1))
}
