package words

// Line 1 of a check.
const (
	ComputerRight     = "This computer's clock is right (%s, +/- %s)."
	ComputerRoughly   = "This computer's clock is right to about %s."
	ComputerRightLate = "This computer's clock is right (%s); typing is too slow."
	ComputerOffOK     = "This computer's clock is %s (+/- %s); codes work."
	ComputerOff       = "This computer's clock is %s (+/- %s)."
	ComputerHours     = "This computer's clock is %s, almost to the second."
	ComputerDate      = "This computer thinks it is %s."
	TodayIs           = "Today is %s."
	ComputerInLimit   = "This computer's clock is %s (+/- %s), within %s."
	ComputerOverLimit = "This computer's clock is %s (+/- %s), over %s."
	ComputerAtLimit   = "This computer's clock is %s (+/- %s), just at %s."
	TooVague          = "This computer's clock is somewhere from %s to %s."
	NothingToCompare  = "There was nothing to compare this clock with."
	OnlyServerUnsure  = "The only server asked does not know the time itself."
	NoServerUsable    = "No time server gave an answer that can be used."
	ServersContradict = "The time servers contradict each other."
	SteppedMeanwhile  = "The clock was changed while it was being measured."
)

// What it means for codes.
const (
	CodesHeading     = "Codes made on this computer"
	EveryCodeRefused = "It is %s. Every code is refused, and secure web pages may show certificate warnings until the date is right."
	SometimesSlow    = `This is the "sometimes it works" problem. Codes fail in the last %s of each %s; waiting makes it worse.`
	SometimesFast    = `This is the "sometimes it works" problem. Codes fail in the first %s of each %s; waiting makes it better.`
	SometimesBoth    = `This is the "sometimes it works" problem. Of each %[3]s, codes work only from %[1]s to %[2]s.`
	SometimesTyping  = `This is the "sometimes it works" problem. With %[1]s of typing, a code that is read in the last %[2]s of its %[3]s arrives too late.`
	SometimesVague   = "There is no way to tell what this means for codes: the measurement is too imprecise."
	SometimesAfter   = `This is the "sometimes it works" problem. A code is accepted only after it has left the screen: read it late, then type it.`
	InTime           = "in time"
	TooLate          = "too late"
	TooEarly         = "too early"
	YouRead          = "when you read it"
	YourWindow       = "your window"
	CodeAppears      = "a code appears"
	CodeChanges      = "it changes"
	Accepted         = "accepted"
	Refused          = "refused"
)

// How we know, and what was assumed.
const (
	KnowMajority    = "How we know: %d of %d time servers agree to within %s."
	KnowUnconfirmed = "How we know: 1 of %d time servers answered. Nothing confirms it."
	KnowSameServer  = "How we know: %d of %d time servers answered, but all as the same server. Nothing confirms it."
	KnowOne         = "How we know: the one time server asked says so. Nothing confirms it."
	KnowOneSite     = "How we know: the one web site asked says so. Nothing confirms it."
	KnowOneServer   = "How we know: 1 of %d servers answered. Nothing confirms it."
	KnowSites       = "How we know: %d of %d web sites agree to within %s."
	AgreeServers    = "%d of %d time servers"
	AgreeSites      = "%d of %d web sites"
	KnowBegins      = "How we know: " // how each of these begins
	KnowConfirmed   = "How we know: %d of %d time servers (within %s) and %d web sites agree."
	KnowBoth        = "How we know: %d of %d time servers and %d of %d web sites agree to within %s."
	KnowAgainst     = "How we know: compared with %s alone."
	KnowProxy       = "The web sites were asked through the proxy %s."
	IgnoredAhead    = "%s ahead of the others"
	IgnoredBehind   = "%s behind the others"
	Ignored         = "ignored   %s   %s"
	MoreIgnored     = "ignored   %d more; -v lists them"
	AllIgnored      = "(%d ignored; see -v)"
	KnowStepped     = "The clock was set meanwhile; only what came after that counts."
	JudgedBySteps   = "Judged for sites that accept %s either way, and %s of typing."
	JudgedByWindow  = "Judged for sites that accept codes %s late and %s early, and %s of typing."
	JudgedByLimit   = "This goes by the limit of %s, not by whether codes work."
)

// When there is nothing to tell.
const (
	WebSitesLine     = "web sites                 %d of %d answered"
	TimeServersLine  = "time servers              %d of %d answered"
	LookupFailedLine = "looking up their names    failed"
	SeemsOffline     = "This computer seems to be offline. Nothing was judged."
	NothingJudged    = "Nothing was judged."
	ServerSays       = "%s   %s"
	MoreServers      = "and %d more; -v lists them"
	GroupSays        = "%s   say this clock is %s"
	OneSays          = "%s   says this clock is %s"
	NextHeading      = "Next"
	NextOpenPage     = "Open any web page. If that fails too, fix the connection first."
	NextHotspot      = "Blocked only here? Try a phone hotspot."
	NextTrusted      = "No network at all? Compare the seconds with a clock you trust."
	NextPublic       = "Run \"codeclock check\" without --server: it asks 5 public servers."
	NextRouter       = "Is it your router or NAS? Restart it, then look for its own internet-time setting."
	NextAgain        = "Run \"codeclock\" again, with nobody setting the clock meanwhile."
	NextReach        = "See whether its UDP port is open and a time service answers there."
	NextOtherNetwork = "Try again from another network, such as a phone hotspot."
	NextWait         = "Wait a few minutes, then run \"codeclock\" again."
	NextPermission   = "Ask whoever runs the server whether it may be asked from here."
	NextService      = "See whether a time service runs there, on that port."
	NextSpelling     = "Check the spelling of the name."
	NextSignIn       = "Open any web page, and sign in if it asks you to. Then run \"codeclock\" again."
	NextProxy        = "Set HTTPS_PROXY=http://%s and run \"codeclock\" again."
	NextProxyLogin   = "Ask whoever runs the proxy, or go around it with a phone hotspot."
	NextSystem       = "Try the servers this computer is told to use:  codeclock check --server system"
)

// Around it.
const (
	Practice      = "(practice run with simulated servers: --demo=%s)"
	Asking        = "asking %s ..."
	PressEnter    = "Press Enter to close this window."
	FixNow        = "Fix it now (%s)"
	FixThen       = "Then fix it (%s)"
	PhoneToo      = "Do your codes come from a phone? That is a different clock."
	PhoneCommand  = "Check it too:    codeclock phone"
	PhoneOneLine  = "Codes from a phone? That is a different clock:  codeclock phone"
	ServersHead   = "Servers"
	ServerAgrees  = "agrees"
	ServerIgnored = "ignored"
	ServerDetail  = "%s   stratum %d   round trip %s"
	ServerAsOne   = "answers as the same server as %s: no vote of its own"
	ServerMeans   = "says this clock is %s"
	WebDetail     = "HTTPS   requests: %d   round trip %s"
)
