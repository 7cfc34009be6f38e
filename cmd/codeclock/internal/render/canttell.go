package render

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// What is said in several cases.
const (
	timeServersLine = "time servers              %d of %d answered"
	moreServers     = "and %d more; -v lists them"
	nextHotspot     = "Blocked only here? Try a phone hotspot."
	nextTrusted     = "No network at all? Compare the seconds with a clock you trust."
	nextPublic      = "Run \"codeclock check\" without --server: it asks 5 public servers."
	nextReach       = "See whether its UDP port is open and a time service answers there."
	nextService     = "See whether a time service runs there, on that port."
	nextSpelling    = "Check the spelling of the name."
)

// cantTell renders a check without a skew: what was tried, and what to do.
func cantTell(p *page, c result.Check, o TextOptions) {
	p.blank()
	if p.squeeze < withoutHow {
		whyNot(p, c)
	}
	if c.Found(drift.ProxyUnused) && p.squeeze < withoutHow {
		p.wrapped("  ", words.ProxyUnused(c.Desktop.Address), "  ")
	}
	p.blank()
	if p.squeeze >= withoutSites {
	} else if c.LookupFailed() && !c.Heard() && !c.Named {
		p.line("This computer seems to be offline. Nothing was judged.")
	} else {
		p.line("Nothing was judged.")
	}
	p.blank()
	p.line("Next")
	numbered(p, next(c))
	if !o.Unattended && p.squeeze < withoutPhone {
		p.blank()
		phone(p, c)
	}
}

// whyNot says why no skew is known.
func whyNot(p *page, c result.Check) {
	e := c.Estimate
	switch {
	case e.Agreement == drift.Contradiction:
		contradiction(p, e)
	case c.Found(drift.WebIntercepted):
		intercepted(p, c)
	case c.Heard() || c.Named:
		silentKinds(p, c)
		listServers(p, e, c.Named)
	default:
		reached(p, e)
		if c.LookupFailed() {
			p.line("  looking up their names    failed")
		}
	}
}

// reached says how many of which kind answered.
func reached(p *page, e drift.Estimate) {
	if asked, heard, _ := e.Of(source.KindNTP); asked > 0 {
		p.line("  " + fmt.Sprintf(timeServersLine, heard, asked))
	}
	if asked, heard, _ := e.Of(source.KindHTTPS); asked > 0 {
		p.line(fmt.Sprintf("  web sites                 %d of %d answered", heard, asked))
	}
}

// intercepted says by what it is seen that something answers in the web sites' place.
func intercepted(p *page, c result.Check) {
	silentKinds(p, c)
	how, name := c.Estimate.Alike()
	name = words.Clean(name)
	text := ""
	switch {
	case how == drift.SameCertificate:
		text = "All web sites show one certificate, which is right for none of them."
	case how == drift.SameIssuer:
		text = fmt.Sprintf("All web sites show certificates of one issuer (%s), which this computer does not know: something looks into what is sent.",
			name)
	case how == drift.SameRedirect:
		text = fmt.Sprintf("All web sites send to one page, at %s.", name)
	default:
		text = "No web site speaks HTTPS."
	}
	p.wrapped("  ", text, "  ")
}

// silentKinds says of which kind nobody at all answered.
func silentKinds(p *page, c result.Check) {
	if asked, ntp, _ := c.Estimate.Of(source.KindNTP); asked > 0 && ntp == 0 && !c.Named {
		p.line("  " + fmt.Sprintf(timeServersLine, ntp, asked))
	}
}

// listServers names each server with its reason, as far as there is room. Time
// servers of which none answered have had their line, unless they were named.
func listServers(p *page, e drift.Estimate, named bool) {
	const room = 6
	var list []drift.Judged
	_, ntp, _ := e.Of(source.KindNTP)
	for _, j := range e.Readings {
		if named || ntp > 0 || j.Kind != source.KindNTP {
			list = append(list, j)
		}
	}
	for i, j := range list {
		if i == room {
			p.line("  " + fmt.Sprintf(moreServers, len(list)-room))
			return
		}
		p.wrapped("  ", fmt.Sprintf("%s   %s", words.Clean(j.Server), why(j)), "      ")
	}
}

// contradiction names the groups of servers with what each of them says.
func contradiction(p *page, e drift.Estimate) {
	const room = 5
	for i, group := range e.Groups {
		if i == room {
			p.line("  " + fmt.Sprintf(moreServers, len(e.Groups)-room))
			return
		}
		var names []string
		for _, k := range group {
			names = append(names, words.Clean(e.Readings[k].Server))
		}
		says := skew.Words(e.Readings[group[0]].Interval.Middle())
		id := "%s   say this clock is %s"
		if len(names) == 1 {
			id = "%s   says this clock is %s"
		}
		p.wrapped("  ", fmt.Sprintf(id, strings.Join(names, ", "), says), "      ")
	}
}

// nextNamed returns what to do about the reasons of the servers that were named.
func nextNamed(e drift.Estimate) []string {
	var ids []string
	add := func(id string) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, j := range e.Readings {
		var kiss *source.KissError
		var dns *net.DNSError
		switch {
		case errors.As(j.Err, &kiss) && kiss.Code == "RATE":
			add("Wait a few minutes, then run \"codeclock\" again.")
		case errors.As(j.Err, &kiss):
			add("Ask whoever runs the server whether it may be asked from here.")
		case errors.As(j.Err, &dns):
			add(nextSpelling)
		case errors.Is(j.Err, source.ErrRefused):
			add(nextService)
		case !source.Heard(j.Err):
			add(nextReach)
		}
	}
	return ids
}

// next returns what to do when nothing could be told.
func next(c result.Check) []string {
	var ids []string
	switch e := c.Estimate; {
	case e.Stepped:
		ids = []string{"Run \"codeclock\" again, with nobody setting the clock meanwhile."}
	case c.Against:
		return nextAgainst(c)
	case len(e.Readings) == 1 && c.Unsure():
		ids = []string{nextPublic, "Is it your router or NAS? Restart it, then look for its own internet-time setting."}
	case c.Named:
		ids = append(nextNamed(e), nextPublic)
	case c.Found(drift.WebIntercepted):
		ids = []string{"Open any web page, and sign in if it asks you to. Then run \"codeclock\" again.", nextHotspot}
	case c.Found(drift.ProxyLogin):
		ids = []string{"Ask whoever runs the proxy, or go around it with a phone hotspot."}
	case e.Agreement == drift.Contradiction, c.Heard():
		ids = []string{"Try again from another network, such as a phone hotspot.", nextTrusted}
	default:
		ids = []string{"Open any web page. If that fails too, fix the connection first.", nextHotspot, nextTrusted}
	}
	if f := c.Desktop; f.Kind == host.SetProxy && f.Address != "" && c.Found(drift.ProxyUnused) {
		ids = append([]string{fmt.Sprintf("Set HTTPS_PROXY=http://%s and run \"codeclock\" again.", words.Clean(f.Address))}, ids...)
	}
	if len(c.Told) > 0 {
		ids = append(ids, "Or ask its own servers:  codeclock check --server system")
	}
	return ids
}
