package words

// What the commands phone and tap say in the terminal.
const (
	VisitScan    ID = "visit-scan"
	VisitFile    ID = "visit-file"
	VisitOpen    ID = "visit-open"
	VisitOr      ID = "visit-or"
	VisitTruth   ID = "visit-truth"
	VisitBlind   ID = "visit-blind"
	VisitWait    ID = "visit-wait"
	VisitKeys    ID = "visit-keys"
	VisitKey     ID = "visit-key"
	VisitOpened  ID = "visit-opened"
	VisitClock   ID = "visit-clock"
	VisitHour    ID = "visit-hour"
	VisitSet     ID = "visit-set"
	VisitNoTruth ID = "visit-no-truth"
	VisitQuiet   ID = "visit-quiet"
	VisitTapped  ID = "visit-tapped"
	FixOn        ID = "fix-on"
	AppToo       ID = "app-too"

	QuietNetwork  ID = "quiet-network"
	QuietGuest    ID = "quiet-guest"
	QuietFirewall ID = "quiet-firewall"
	QuietVPN      ID = "quiet-vpn"
	QuietElse     ID = "quiet-else"

	KeySpace    ID = "key-space"
	KeyEnter    ID = "key-enter"
	TapHow      ID = "tap-how"
	TapCount    ID = "tap-count"
	TapNoTruth  ID = "tap-no-truth"
	TapHowKnown ID = "tap-how-known"
	TapHowTruth ID = "tap-how-truth"
	TapClockIs  ID = "tap-clock-is"
	TapNext     ID = "tap-next"
	ClockHow    ID = "clock-how"
	ClockWhich  ID = "clock-which"
	ClockAgain  ID = "clock-again"
)

func visitWords() map[ID]string {
	return map[ID]string{
		VisitScan:    "Scan this with the phone. It must be in the same Wi-Fi.",
		VisitFile:    "Scan the code in %s with the phone. It must be in the same Wi-Fi.",
		VisitOpen:    "Open this address on the phone. It must be in the same Wi-Fi.",
		VisitOr:      "Or open this address on it:",
		VisitTruth:   "True time: %s agree (+/- %s).",
		VisitBlind:   "True time is not known yet: %s agree. Asking again.",
		VisitWait:    "Waiting for a phone. This ends by itself after 10 minutes.",
		VisitKeys:    "SPACE: a code changes now    q: end",
		VisitKey:     "q: end",
		VisitOpened:  "Phone %s has opened the page (%s). Measuring ...",
		VisitClock:   "Phone %s: %s (+/- %s)",
		VisitHour:    "Phone %s: %s, almost to the second (+/- %s)",
		VisitSet:     "Phone %s: its clock was set. It was %s before. Measuring again ...",
		VisitNoTruth: "Phone %s cannot be measured: true time is not known yet.",
		VisitQuiet:   "No phone has opened the page yet. The usual reasons, in order:",
		VisitTapped:  "Phone %s: %s",
		FixOn:        "Fix it (%s)",
		AppToo:       "The app may keep a time of its own: press the button on the page, or SPACE here, when a code changes.",

		QuietNetwork:  "The phone is in another network. Same Wi-Fi? Mobile data off?",
		QuietGuest:    "A guest Wi-Fi keeps its devices apart. Use the main one.",
		QuietFirewall: "This computer's firewall keeps the phone out. Allow codeclock in private networks.",
		QuietVPN:      "A VPN is on, here or on the phone. Turn it off for a moment.",
		QuietElse:     "It works without a network to the phone, too:  codeclock tap",

		KeySpace:    "SPACE",
		KeyEnter:    "Enter",
		TapHow:      "Watch a code in the authenticator app. Press %s at the very moment when it changes. Presses wanted: %d. q ends.",
		TapCount:    "%d of %d",
		TapNoTruth:  "True time is not known, so this press says nothing.",
		TapHowKnown: "How we know: %d of %d presses agree to within %s.",
		TapHowTruth: "How we know: %d of %d presses agree to within %s, and %s.",
		TapClockIs:  "The phone's own clock is %s (+/- %s), if it is in this computer's time zone.",
		TapNext:     "To settle it, measure the phone's clock too:    codeclock phone",
		ClockHow:    "Now the phone's own clock. Press %s at the moment when its minute changes, or type the time that it shows, such as 14:02. s skips this.",
		ClockWhich:  "Which time does it show now? Such as 14:02, then Enter.",
		ClockAgain:  "That is not a time such as 14:02. Once more, or s to skip.",
	}
}
