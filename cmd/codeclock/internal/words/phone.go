package words

// What is said of a device whose clock was measured through the page, and of
// the app on it. The first %s of many is who it is.
const (
	ThisPhone    ID = "this-phone"
	ThisComputer ID = "this-computer"
	ThisDevice   ID = "this-device"

	DeviceRight   ID = "device-right"
	DeviceOff     ID = "device-off"
	DeviceHour    ID = "device-hour"
	DeviceDate    ID = "device-date"
	DeviceTodayIs ID = "device-today-is"
	DeviceUnknown ID = "device-unknown"
	DeviceWasSet  ID = "device-was-set"

	DeviceWorks    ID = "device-works"
	DeviceTyping   ID = "device-typing"
	DeviceFirst    ID = "device-first"
	DeviceLast     ID = "device-last"
	DeviceMiddle   ID = "device-middle"
	DeviceRefused  ID = "device-refused"
	DeviceZone     ID = "device-zone"
	DeviceYears    ID = "device-years"
	DeviceNoTruth  ID = "device-no-truth"
	DeviceDone     ID = "device-done"
	DeviceAskAgain ID = "device-ask-again"

	StepZone    ID = "step-zone"
	StepAndroid ID = "step-android"
	StepAgain   ID = "step-again"

	AnotherApp   ID = "another-app"
	TapNone      ID = "tap-none"
	ClockRight   ID = "clock-right"
	TapAlone     ID = "tap-alone"
	TapRight     ID = "tap-right"
	TapFollows   ID = "tap-follows"
	TapOwnRight  ID = "tap-own-right"
	TapOwn       ID = "tap-own"
	TapLate      ID = "tap-late"
	TapEarly     ID = "tap-early"
	TapOnTime    ID = "tap-on-time"
	TapBlind     ID = "tap-blind"
	TapMore      ID = "tap-more"
	TapStray     ID = "tap-stray"
	TapDisagree  ID = "tap-disagree"
	TapEither    ID = "tap-either"
	TapEitherWhy ID = "tap-either-why"
	TapEitherHow ID = "tap-either-how"
	TapSeveral   ID = "tap-several"
	TapSameApp   ID = "tap-same-app"
	StepAppSync  ID = "step-app-sync"
	StepAppOpen  ID = "step-app-open"
	StepAppKeep  ID = "step-app-keep"

	CurveNow     ID = "curve-now"
	SupportTitle ID = "support-title"
	SupportHow   ID = "support-how"
	SupportApp   ID = "support-app"
	SupportOn    ID = "support-on"
	SupportNone  ID = "support-none"
	PracticePage ID = "practice-page"
)

func phoneWords() map[ID]string {
	return map[ID]string{
		ThisPhone:    "This phone",
		ThisComputer: "This computer",
		ThisDevice:   "This device",

		DeviceRight:   "%s's clock is right (%s, +/- %s).",
		DeviceOff:     "%s's clock is %s (+/- %s).",
		DeviceHour:    "%s's clock is %s, almost to the second.",
		DeviceDate:    "%s thinks it is %s.",
		DeviceTodayIs: "Today is %s. The clock is %s.",
		DeviceUnknown: "There was nothing to compare this clock with.",
		DeviceWasSet:  "The clock was set while this page was open. It was %s before.",

		DeviceWorks:    "Its codes work at normal sites.",
		DeviceTyping:   "Normal sites accept its codes for as long as they are shown. With %s of typing, %s.",
		DeviceFirst:    "A normal site accepts its codes only in their first %s. With %s of typing, %s.",
		DeviceLast:     "A normal site refuses its codes in their first %s, then accepts them. With %s of typing, %s.",
		DeviceMiddle:   "A normal site accepts its codes only from %s to %s after they appear. With %s of typing, %s.",
		DeviceRefused:  "A normal site refuses all of its codes.",
		DeviceZone:     "That is nearly always a time-zone or summer-time mistake. Codes use world time, so every site refuses every code.",
		DeviceYears:    "Every code is refused, and secure web pages may not open until the date is right.",
		DeviceNoTruth:  "The computer that shows this page does not know the true time, so nothing was judged.",
		DeviceDone:     "Finished. The computer has closed this page: go on there.",
		DeviceAskAgain: "This page keeps asking by itself.",

		StepZone:    "Look at the time zone first. If it is not the one where you are, choose yours.",
		StepAndroid: "If your version of Google Authenticator has it: Settings > Time correction for codes > Sync now",
		StepAgain:   `Come back and press "Measure again". It should say OK.`,

		AnotherApp:   "another app, or not sure",
		TapNone:      "Not checked yet.",
		ClockRight:   "right",
		TapAlone:     "The app's codes change %s (+/- %s).",
		TapRight:     "The app's codes change on time (+/- %s).",
		TapFollows:   "The app follows the clock: its codes change %s (+/- %s).",
		TapOwnRight:  "The app corrects its own time: the clock is %s, but the codes change on time (+/- %s).",
		TapOwn:       "The app keeps a time of its own: its codes change %s (+/- %s), while the clock is %s.",
		TapLate:      "%s late",
		TapEarly:     "%s early",
		TapOnTime:    "on time",
		TapBlind:     "Presses repeat every %[1]s, so this alone cannot tell %[2]s from %[3]s or %[4]s.",
		TapMore:      "One press is a start. Two more make it surer.",
		TapStray:     "Left out: %d of %d presses, too far from the others or double.",
		TapEither:    "The app's codes change %s if it follows the clock, or %s if it corrects its own time (+/- %s).",
		TapEitherWhy: "Presses cannot tell: this app can correct its own time, and the two would look the same.",
		TapEitherHow: "Set the phone's clock right first. Then run the app's own time correction, if it has one, and press again.",
		TapSeveral:   "The app's codes change %s or %s (+/- %s): the minute alone cannot tell.",
		TapDisagree:  "These presses do not belong together. Start over, and press only when the digits change.",
		TapSameApp:   "This holds if the app is on the device whose clock that is.",
		StepAppSync:  "Open the app's settings. If it has a time correction or time sync, run it.",
		StepAppOpen:  "Close the app, open it again while online, then press again here.",
		StepAppKeep:  "Do not delete or reinstall the app: that can destroy your keys.",

		CurveNow:     "With %s of typing at a %s site, %s.",
		SupportTitle: "Clock of a device that makes login codes (codeclock)",
		SupportOn:    "Measured %s on %s",
		SupportHow:   "How: %d exchanges with a page on the local network, the quickest in %s",
		SupportApp:   "App: %s",
		SupportNone:  "No code, password or setup key was asked for or seen.",
		PracticePage: "Practice run: the result below is simulated.",
	}
}
