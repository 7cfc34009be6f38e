package words

// A comparison with one web site, where either clock may be the wrong one.
const (
	AgainstOff       = "This computer's clock is %s against %s (+/- %s)."
	AgainstInLimit   = "This computer's clock is %s against %s (+/- %s), within %s."
	AgainstAtLimit   = "This computer's clock is %s against %s (+/- %s), just at %s."
	AgainstOverLimit = "This computer's clock is %s against %s (+/- %s), over %s."
	AgainstVague     = "This computer's clock is somewhere from %s to %s against %s."
	AgainstNothing   = "%s gave no answer that can be used."
	AgainstCodes     = "Codes made on this computer, by the clock of %s"
	AgainstAlone     = "That site alone was asked: its clock may be the wrong one."
	AgainstRun       = "Run \"codeclock\" without --against: is this clock right?"
	AgainstSite      = "Does it say OK? Then the site's clock is wrong: tell its operator."
	AgainstOwn       = "Does it say something else? Then do what it says."
	NextBrowser      = "Open the site in a browser, from this computer. Does it open?"
)
