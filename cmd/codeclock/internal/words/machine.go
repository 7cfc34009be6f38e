package words

// What machines show to people: titles, and the names and reasons of tests.
const (
	ClockIs          = "Clock is %s"
	ClockAgainst     = "Clock is %s against %s"
	ClockNotMeasured = "Clock could not be measured"
	ServersAgree     = "%d of %d time servers agree."
	SitesAgree       = "%d of %d web sites agree; no time server gave an answer."
	NotConfirmed     = "1 of %d time servers answered; nothing confirms it."
	SameServer       = "%d of %d time servers answered, but all as the same server; nothing confirms it."
	OnlyOneAsked     = "The one time server asked says so; nothing confirms it."
	PracticeRun      = "Practice run with simulated servers (--demo=%s)."

	CaseTrueTime = "true time can be established"
	CaseCodes    = "codes from this clock are accepted"
	CaseLimit    = "the clock is within its limit"
	SkipLimit    = "no limit was given with --max-skew"
	SkipCodes    = "--max-skew judges by a limit instead"
	SkipUnknown  = "the skew is not known"
)
