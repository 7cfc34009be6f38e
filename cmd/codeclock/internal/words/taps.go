package words

import (
	"errors"
	"fmt"
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

const tapSameApp = "This holds if the app is on the device whose clock that is."

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
		return Taps{Sentence: "Not checked yet."}
	case err != nil:
		return Taps{Sentence: "These presses do not belong together. Start over, and press only when the digits change."}
	}
	t := sayApp(app, e.Arc, clock, e.Used == 1)
	if left := len(e.Outliers); left > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("Left out: %d of %d presses, too far from the others or double.", left, made))
	}
	if e.Used == 1 {
		t.Notes = append(t.Notes, "One press is a start. Two more make it surer.")
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
		t := Taps{Sentence: fmt.Sprintf("The app's codes change %s (+/- %s).", Change(a.Skew), bound), Notes: []string{sayBlind(a)}}
		if of.NoClock {
			t.Notes = append(t.Notes, "A hardware token has no clock that you can set. If its codes are refused, ask the administrator to resynchronise it.")
		}
		return t
	case len(same) > 1:
		return Taps{Sentence: fmt.Sprintf("The app's codes change %s or %s (+/- %s): the minute alone cannot tell.",
			Change(a.Near(same[0].Middle())), Change(a.Near(same[1].Middle())), bound)}
	case len(same) > 0 && len(a.Corrected(of, same[0])) > 0:
		return sayEither(of, a, same[0])
	case len(same) > 0 && app.Contains(0):
		return Taps{Sentence: fmt.Sprintf("The app's codes change on time (+/- %s).", bound)}
	case len(same) > 0:
		t := Taps{Sentence: fmt.Sprintf("The app follows the clock: its codes change %s (+/- %s).", Change(app), bound)}
		if skew.Abs(app.Middle()) >= drift.Right {
			t.Notes = append(t.Notes, "Once the device's clock is right, so are its codes.")
		}
		return t
	case onTime:
		return Taps{Sentence: fmt.Sprintf("The app corrects its own time: the clock is %s, but the codes change on time (+/- %s).",
			skew.Words(clock.Middle()), bound), Notes: []string{tapSameApp}}
	}
	return Taps{
		Sentence: fmt.Sprintf("The app keeps a time of its own: its codes change %s (+/- %s), while the clock is %s.",
			Change(a.Skew), bound, clockWords(clock.Middle())),
		Notes: []string{sayBlind(a), tapSameApp},
		Steps: append(cures(of), "Do not delete or reinstall the app: that can destroy your keys."),
	}
}

// sayEither says of an app that may follow its device's clock or have corrected
// its own time what the codes are in either case.
func sayEither(of totp.App, a totp.Arc, follows skew.Interval) Taps {
	other := a.Corrected(of, follows)[0]
	t := Taps{
		Sentence: fmt.Sprintf("The app's codes change %s if it follows the clock, or %s if it corrects its own time (+/- %s).",
			Change(follows), Change(other), skew.BoundWords(a.Skew.Bound())),
		Notes: []string{"Presses cannot tell: this app can correct its own time, and the two would look the same."},
	}
	if of.Minutes {
		t.Notes = append(t.Notes, "If its time correction (\"Sync now\") was never used, the first is true.")
	}
	t.Notes = append(t.Notes, "Set the phone's clock right first. Then run the app's own time correction, if it has one, and press again.")
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
		return []string{"In Google Authenticator (Android): Settings > Time correction for codes > Sync now, where your version has it. It corrects by whole minutes only."}
	case of.ID == "2fas":
		return []string{"Close 2FAS completely and open it again while online: it takes the time when it starts."}
	case of.ID == "ente":
		return []string{"Let Ente Auth use the network and open it once: it keeps the last correction that it had."}
	case !of.OwnTime && !of.Minutes:
		return []string{fmt.Sprintf("%s shows the time of its own device. Check that it is on the device whose clock you read.", of.Name)}
	}
	return []string{
		"Open the app's settings. If it has a time correction or time sync, run it.",
		"Close the app, open it again while online, then press again here.",
	}
}

// Change says when codes change against true time: "17.0 s late" on a slow
// clock, "on time" where that is possible.
func Change(i skew.Interval) string {
	switch {
	case i.Contains(0):
		return "on time"
	case i.Middle() < 0:
		return fmt.Sprintf("%s late", skew.Size(i.Middle()))
	}
	return fmt.Sprintf("%s early", skew.Size(i.Middle()))
}

func clockWords(off time.Duration) string {
	if skew.Abs(off) < drift.Right {
		return "right"
	}
	return skew.Words(off)
}

func sayBlind(a totp.Arc) string {
	at := a.Skew
	if at.Contains(0) {
		at = skew.Exactly(0)
	}
	more := func(periods time.Duration) string { return Change(at.Shift(periods * a.Period)) }
	return fmt.Sprintf("Presses repeat every %[1]s, so this alone cannot tell %[2]s from %[3]s or %[4]s.",
		Seconds(a.Period), Change(at), more(-1), more(1))
}
