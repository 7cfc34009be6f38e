package words

import "fmt"

// What the guide says around its steps.
const (
	GuideTitle     = "A code does not arrive, or is refused"
	GuideStart     = "Before you try again: stop after 3 wrong codes. More can lock you out. Keep your recovery codes."
	GuideKeysHow   = "Up and down: choose. Enter: go on. b: back. q: leave."
	GuideLinesHow  = "Type a number and press Enter (b: back, q: leave)."
	GuideAgain     = "That is no answer here."
	GuideLess      = "Less likely:"
	GuideAll       = "--all shows these steps whole."
	GuideSeen      = " (as of %s)"
	GuideChecked   = "Checked now:"
	GuideStillOpen = "Still open: "
	GuideFound     = "Found: %s."
	GuideLikely    = "Most likely: %s."
	GuideNothing   = "Nothing can be said yet: answer the question first."
	GuideDo        = "Do this first: "
	GuideNot       = "Ruled out: "
	GuideNext      = "Next:    "
	GuideEnd       = "What it comes to"
	GuideSources   = "Sources (read in November 2026)"
	GuideListEnd   = "Give the words in any order: codeclock guide --answers sent,text,nothing"

	GuideAskClock   = "Check this computer's clock now? It asks the servers that \"codeclock servers\" lists. [y/N] "
	GuideAskCode    = "Check the form of the next code? You type it, and it is not shown. [y/N] "
	GuideAskNetwork = "Check the way to the site? Type its name, such as www.example.com, or just press Enter: "
	GuideTypeCode   = "Code (it is not shown): "

	GuideClockRight   = "This computer's clock: it is right to a second."
	GuideClockUsable  = "This computer's clock: %s. That is near enough for most sites."
	GuideClockWrong   = "This computer's clock: %s."
	GuideClockUnknown = "This computer's clock: nothing could be measured."
	GuideCodeRight    = "The code as typed: its form is right. Whether it is the right code, only the site can know."
	GuideCodeWrong    = "The code as typed: %s"
)

// About the way to a host.
const (
	ReachAnswered    = "%s: it answered from here in %s. That does not show that its login works."
	ReachNoName      = "%s: its name can't be resolved here."
	ReachPrivate     = "%s: its name leads to an address inside this network."
	ReachNoConnect   = "%s: no connection opens from here."
	ReachOtherName   = "%s: something answers with another site's certificate, as the sign-in page of a Wi-Fi does."
	ReachStranger    = "%s: something answers with a certificate that this computer doesn't trust: an inspecting firewall, a virus scanner or a sign-in page."
	ReachWrongTime   = "%s: its certificate looks too old or too new. This computer's date may be wrong."
	ReachPortal      = "%s: this network wants you to sign in first. Open any page in the browser."
	ReachBroken      = "%s: a connection opens, but no safe one."
	ReachBehindProxy = "A proxy is set on this computer; this check went without it."
)

// Reach says what was seen on the way to a host.
func Reach(host, format string) string { return fmt.Sprintf(format, host) }
