package words

// What is said of a device whose clock was measured through the page, and of
// the app on it. The first %s of many is who it is.
const (
	ThisPhone    = "This phone"
	ThisComputer = "This computer"
	ThisDevice   = "This device"

	DeviceRight   = "%s's clock is right (%s, +/- %s)."
	DeviceOff     = "%s's clock is %s (+/- %s)."
	DeviceHour    = "%s's clock is %s, almost to the second."
	DeviceDate    = "%s thinks it is %s."
	DeviceTodayIs = "Today is %s. The clock is %s."
	DeviceUnknown = "There was nothing to compare this clock with."
	DeviceWasSet  = "The clock was set while this page was open. It was %s before."

	DeviceYears    = "Every code is refused, and secure web pages may not open until the date is right."
	DeviceNoTruth  = "The computer that shows this page does not know the true time, so nothing was judged."
	DeviceDone     = "Finished. The computer has closed this page: go on there."
	DeviceAskAgain = "This page keeps asking by itself."

	StepZone    = "Look at the time zone first. If it is not the one where you are, choose yours."
	StepAndroid = "If your version of Google Authenticator has it: Settings > Time correction for codes > Sync now"
	StepAgain   = `Come back and press "Measure again". It should say OK.`

	AnotherApp   = "another app, or not sure"
	TapNone      = "Not checked yet."
	ClockRight   = "right"
	TapAlone     = "The app's codes change %s (+/- %s)."
	TapRight     = "The app's codes change on time (+/- %s)."
	TapFollows   = "The app follows the clock: its codes change %s (+/- %s)."
	TapOwnRight  = "The app corrects its own time: the clock is %s, but the codes change on time (+/- %s)."
	TapOwn       = "The app keeps a time of its own: its codes change %s (+/- %s), while the clock is %s."
	TapLate      = "%s late"
	TapEarly     = "%s early"
	TapOnTime    = "on time"
	TapBlind     = "Presses repeat every %[1]s, so this alone cannot tell %[2]s from %[3]s or %[4]s."
	TapMore      = "One press is a start. Two more make it surer."
	TapStray     = "Left out: %d of %d presses, too far from the others or double."
	TapDisagree  = "These presses do not belong together. Start over, and press only when the digits change."
	TapEither    = "The app's codes change %s if it follows the clock, or %s if it corrects its own time (+/- %s)."
	TapEitherWhy = "Presses cannot tell: this app can correct its own time, and the two would look the same."
	TapEitherHow = "Set the phone's clock right first. Then run the app's own time correction, if it has one, and press again."
	TapSeveral   = "The app's codes change %s or %s (+/- %s): the minute alone cannot tell."
	TapSameApp   = "This holds if the app is on the device whose clock that is."
	TapToken     = "A hardware token has no clock that you can set. If its codes are refused, ask the administrator to resynchronise it."
	TapEitherAsk = "If its time correction (\"Sync now\") was never used, the first is true."
	StepAppSync  = "Open the app's settings. If it has a time correction or time sync, run it."
	StepAppOpen  = "Close the app, open it again while online, then press again here."
	StepGoogle   = "In Google Authenticator (Android): Settings > Time correction for codes > Sync now, where your version has it. It corrects by whole minutes only."
	Step2FAS     = "Close 2FAS completely and open it again while online: it takes the time when it starts."
	StepEnte     = "Let Ente Auth use the network and open it once: it keeps the last correction that it had."
	StepNoOwn    = "%s shows the time of its own device. Check that it is on the device whose clock you read."
	StepAppKeep  = "Do not delete or reinstall the app: that can destroy your keys."

	CurveNow     = "With %s of typing at a %s site, %s."
	SupportTitle = "Clock of a device that makes login codes (codeclock)"
	SupportHow   = "How: %d exchanges with a page on the local network, the quickest in %s"
	SupportApp   = "App: %s"
	SupportOn    = "Measured %s on %s"
	SupportNone  = "No code, password or setup key was asked for or seen."
	PracticePage = "Practice run: the result below is simulated."
)
