package render

// The steps in which a page is squeezed: without what the rest says as well,
// without the blank lines that only please, with one ignored server less each
// time, without the notes, without what is usually assumed, and without the blank
// line before the last. Then a terminal is too small for a page, and -v is named for what
// is left out: all blank lines, how it is known, what sites do, the phone, and one step
// more each time.
const (
	withoutTwice   = 1
	withoutGap     = withoutTwice + 1
	withoutIgnored = withoutGap + maxIgnored
	withoutNotes   = withoutIgnored + 1
	withoutAssumed = withoutNotes + 1
	tightest       = withoutAssumed + 1
	withoutBlanks  = tightest + 1
	withoutHow     = withoutBlanks + 1
	withoutSites   = withoutHow + 1
	withoutPhone   = withoutSites + 1
	onlyAnswer     = withoutPhone + maxSteps
)

// maxSteps is more than any list of steps has.
const maxSteps = 12

// kept returns how many steps of a list are shown.
func (p *page) kept(steps int) int { return max(steps-max(p.squeeze-withoutPhone, 0), 0) }
