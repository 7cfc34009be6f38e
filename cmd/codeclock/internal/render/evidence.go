package render

import (
	"fmt"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
)

// howWeKnow renders how the answer came about, and what was assumed.
func howWeKnow(p *page, c result.Check) {
	evidence(p, c)
	own := c.Rule.MaxSkew == 0 && !c.Rule.Usual() // a limit stands in line 1
	if p.squeeze < withoutAssumed || own {
		p.wrapped("", judgedBy(c), "")
	}
}

// evidence renders who said so, who did not, and what stands in the way.
func evidence(p *page, c result.Check) {
	how := known(c)
	var left []drift.Judged
	if _, answered, _ := c.Estimate.Count(); answered > 0 {
		left = c.Ignored()
	}
	if len(left) > 0 && p.named <= 0 {
		how += " " + fmt.Sprintf(words.AllIgnored, len(left))
	}
	p.wrapped("", how, "")
	if p.named > 0 {
		ignored(p, left)
	}
	if proxy := c.Proxy(); proxy != "" && p.squeeze < withoutNotes {
		p.line(fmt.Sprintf(words.KnowProxy, words.Clean(proxy)))
	}
	if c.Estimate.Stepped {
		p.line(words.KnowStepped)
	}
	notes(p, c)
}

// maxIgnored is how many ignored servers are named where there is room.
const maxIgnored = 3

// ignored names as many servers that do not count as there is room for.
func ignored(p *page, left []drift.Judged) {
	for _, j := range left[:min(p.named, len(left))] {
		p.wrapped("  ", fmt.Sprintf(words.Ignored, words.Clean(j.Server), why(j)), "            ")
	}
	if n := len(left) - p.named; n > 0 {
		p.line("  " + fmt.Sprintf(words.MoreIgnored, n))
	}
}
