package report

import (
	"slices"
	"strings"

	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
)

// Comparison is what the part for people says beside the data. It is letters that
// mail and chats change, so only a value that was read with certainty, among
// words that are as they were written, counts as changed.
type Comparison struct {
	Partly  bool // some of it could not be compared
	Changed []Difference
}

// Difference is a value of the part for people that is not that of the data.
type Difference struct {
	Row      string // the label of its line; "" for the first lines
	Says, Is string // the two values; Says is empty where it could be words of the sender
}

// labels are those of the part for people, in the order of its rows.
func labels() []string {
	return []string{
		words.ReportShort, words.ReportTicket, words.ReportMeasured, words.ReportNotMeasured, words.ReportHand, words.ReportCodes,
		words.ReportSaid, words.ReportWas, words.ReportBy, words.ReportServers, words.ReportFindings, words.ReportFacts, words.ReportProgram,
	}
}

var (
	momentTrace = lazy(`\b[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\b`)
	dataTrace   = lazy(`(?m)(?:^[^A-Za-z0-9\n]*[A-Z2-7]{64}[^A-Za-z0-9\n]*\n){3}`)
)

// hasTraces reports whether a text holds what is left of a report without its
// marks: lines of its data, or two of its labels, times and servers. People who
// read a short form out name a ticket beside it, and no more.
func hasTraces(text string) bool {
	n := len(momentTrace().FindAllString(text, 2))
	lower := strings.ToLower(text)
	for _, label := range labels() {
		if label != words.ReportTicket && strings.Contains(label, " ") && strings.Contains(lower, strings.ToLower(label)) ||
			strings.Contains(lower, "\n"+strings.ToLower(label)+"  ") {
			n++
		}
	}
	for _, own := range ownServers() {
		if strings.Contains(lower, own) {
			n++
		}
	}
	return n >= 2 || dataTrace().MatchString(text)
}

// ownServers returns the names of the servers that a report has if nobody chose
// others.
func ownServers() []string {
	var out []string
	for _, s := range drift.DefaultServers() {
		out = append(out, s.Name)
	}
	return out
}

// compareText compares the part for people with what this program writes of the
// same data. Of several copies the best counts: they are one text that mail and
// chats have made several of.
func compareText(f Found, write func(int, Report) string) Comparison {
	if write == nil {
		return Comparison{}
	}
	texts := append([]string{f.Text}, f.others...)
	for _, text := range texts {
		if textSum(f.Version, text) == f.Report.TextSum {
			return Comparison{}
		}
	}
	is := tokens(write(f.Version, f.Report))
	best := f.compareTokens(is, tokens(f.Text))
	for _, text := range f.others {
		if c := f.compareTokens(is, tokens(text)); c.less(best) {
			best = c
		}
	}
	return best
}

// less reports whether less is changed, or else less could not be compared.
func (c Comparison) less(o Comparison) bool {
	if len(c.Changed) != len(o.Changed) {
		return len(c.Changed) < len(o.Changed)
	}
	return !c.Partly && o.Partly
}

func (f Found) compareTokens(is, says []token) Comparison {
	says = says[max(0, len(says)-maxTokens):]
	var c Comparison
	// Presses were judged otherwise when the first version was written.
	unclear := map[string]bool{"": f.Version == 1 && f.Report.Device == App}
	for _, g := range gaps(is, says) {
		pairs, clear := g.pairs(f.Report)
		for _, t := range g.is {
			unclear[t.row] = unclear[t.row] || !clear
			c.Partly = c.Partly || !clear
		}
		c.Changed = append(c.Changed, pairs...)
	}
	c.Changed = slices.DeleteFunc(c.Changed, func(d Difference) bool { return unclear[d.Row] })
	return c
}

// maxTokens is several times as many as a report has.
const maxTokens = 1500

// gap is where two texts part: what stands in each between two tokens that both
// have.
type gap struct{ is, says []token }

// gaps aligns two texts by their longest common subsequence. What only the
// second one has is no gap: people write around a report.
func gaps(is, says []token) []gap {
	for len(is) > 0 && len(says) > 0 && is[0].same(says[0]) {
		is, says = is[1:], says[1:]
	}
	for len(is) > 0 && len(says) > 0 && is[len(is)-1].same(says[len(says)-1]) {
		is, says = is[:len(is)-1], says[:len(says)-1]
	}
	length := make([][]int16, len(is)+1)
	for i := range length {
		length[i] = make([]int16, len(says)+1)
	}
	for i := len(is) - 1; i >= 0; i-- {
		for j := len(says) - 1; j >= 0; j-- {
			if is[i].same(says[j]) {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var out []gap
	var g gap
	i, j := 0, 0
	for i < len(is) {
		switch {
		case j < len(says) && is[i].same(says[j]):
			if len(g.is) > 0 {
				out = append(out, g)
			}
			g, i, j = gap{}, i+1, j+1
		case j < len(says) && length[i][j+1] >= length[i+1][j]:
			g.says, j = append(g.says, says[j]), j+1
		default:
			g.is, i = append(g.is, is[i]), i+1
		}
	}
	if len(g.is) > 0 {
		out = append(out, gap{is: g.is, says: append(g.says, says[j:]...)})
	}
	return out
}

// pairs returns the values in a gap that differ, and whether all of it is made
// of such.
func (g gap) pairs(r Report) ([]Difference, bool) {
	if len(g.is) != len(g.says) {
		return nil, false
	}
	var out []Difference
	for i, is := range g.is {
		says := g.says[i]
		kind := is.kind(r)
		if !is.other(says, r) {
			return nil, false
		}
		d := Difference{Row: is.row, Is: is.text}
		if kind.sayable(says.text) {
			d.Says = says.text
		}
		out = append(out, d)
	}
	return out, true
}
