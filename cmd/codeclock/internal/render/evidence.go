package render

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// howWeKnow renders how the answer came about, and what was assumed.
func howWeKnow(p *page, c result.Check) {
	if p.squeeze >= withoutHow {
		return
	}
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
		how += fmt.Sprintf(" (%d ignored; see -v)", len(left))
	}
	p.wrapped("", how, "")
	if p.named > 0 {
		ignored(p, left)
	}
	if c.WebCheck() == result.WebDenies && !c.Named {
		p.wrapped("", fmt.Sprintf("Time servers, which anybody on the way can imitate, say that it is %s.", skew.Words(denied(c))), "")
	}
	if c.Named && len(c.Told) > 0 {
		p.wrapped("", "Asked as this computer is told: "+toldList(c.Told)+".", "")
	}
	if proxy := c.Proxy(); proxy != "" && p.squeeze < withoutNotes {
		p.line(fmt.Sprintf("The web sites were asked through the proxy %s.", words.Clean(proxy)))
	}
	if c.Estimate.Stepped {
		p.line("The clock was set meanwhile; only what came after that counts.")
	}
	notes(p, c)
	if c.Found(drift.NTPBlocked) && len(c.Told) > 0 && p.squeeze < withoutNotes {
		p.line("This computer's own may answer:  codeclock check --server system")
	}
}

// denied returns what the time servers say that the web denies.
func denied(c result.Check) time.Duration {
	for _, j := range c.Estimate.Readings {
		if j.Kind == source.KindNTP && j.Interval.Known() && !j.Agrees {
			return j.Interval.Middle()
		}
	}
	return 0
}

// toldList names servers with who is told them.
func toldList(told []host.Told) string {
	var out []string
	for _, t := range told {
		out = append(out, words.Clean(t.Server)+" ("+words.Service(t.By)+")")
	}
	return strings.Join(out, ", ")
}

// maxIgnored is how many ignored servers are named where there is room.
const maxIgnored = 3

// ignored names as many servers that do not count as there is room for.
func ignored(p *page, left []drift.Judged) {
	for _, j := range left[:min(p.named, len(left))] {
		p.wrapped("  ", fmt.Sprintf("ignored   %s   %s", words.Clean(j.Server), why(j)), "            ")
	}
	if n := len(left) - p.named; n > 0 {
		p.line(fmt.Sprintf("  ignored   %d more; -v lists them", n))
	}
}
