package totp

import (
	"strings"
	"time"
)

// App is an authenticator app as far as taps can see it.
type App struct {
	ID   string // what a person types, such as "aegis"
	Name string

	// Lag is how late at most the app shows a new code. It redraws on a timer
	// of its own, whose phase against the true change is arbitrary and stays
	// the same while the screen is open, so more taps do not average it out.
	Lag time.Duration

	// OwnTime says that the app may set its own time right, apart from the
	// phone's clock, so that the two can differ.
	OwnTime bool

	// Minutes says that the app may correct the phone's clock by whole minutes,
	// which leaves up to half a minute and which taps cannot see.
	Minutes bool

	// NoClock says that the device shows codes and no time, and that its owner
	// cannot set it.
	NoClock bool

	Source string // owner/repo:path of the redraw timer and of the correction
}

// NeverSynced returns the app as it is where nobody ever used its own correction
// by whole minutes.
func (a App) NeverSynced() App {
	a.Minutes = false
	return a
}

// Token returns a hardware token, of whose display nothing is known.
func Token() App {
	return App{ID: "token", Name: "a hardware token", Lag: time.Second, NoClock: true}
}

// AnyApp returns the app that taps assume when they are not told: the longest
// lag found in any app, and a clock that may be its own in either way.
func AnyApp() App {
	return App{ID: "other", Name: "another app", Lag: time.Second, OwnTime: true, Minutes: true}
}

// Apps returns the apps whose redraw timer was read in their source, by name.
// The Play Store's Google Authenticator is closed; its row is the last line
// that was open (2020).
func Apps() []App {
	return []App{
		{
			ID: "2fas", Name: "2FAS", Lag: time.Second, OwnTime: true,
			Source: "twofas/2fas-android:ServicesRepositoryImpl.kt, SyncTimeWork.kt; twofas/2fas-ios:RefreshTimer.swift, TimeVerificator.swift",
		},
		{
			ID: "aegis", Name: "Aegis", Lag: 0,
			Source: "beemdevelopment/Aegis:helpers/UiRefresher.java",
		},
		{
			ID: "ente", Name: "Ente Auth", Lag: 500 * time.Millisecond, OwnTime: true,
			Source: "ente-io/ente:mobile/apps/auth/lib/ui/code_widget.dart, services/preference_service.dart",
		},
		{
			ID: "google", Name: "Google Authenticator", Lag: 100 * time.Millisecond, Minutes: true,
			Source: "google/google-authenticator-android:AuthenticatorActivity.java, timesync/SyncNowController.java",
		},
		{
			ID: "keepassxc", Name: "KeePassXC", Lag: 300 * time.Millisecond,
			Source: "keepassxreboot/keepassxc:src/gui/TotpDialog.cpp",
		},
	}
}

// LookupApp finds an app by its ID, in any case; "other" is AnyApp, "token" Token.
func LookupApp(id string) (App, bool) {
	for _, a := range append(Apps(), Token(), AnyApp()) {
		if strings.EqualFold(a.ID, id) {
			return a, true
		}
	}
	return App{}, false
}
