package render

import (
	"fmt"
	"slices"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/source"
	"codeclock/totp"
)

// details renders what support may want to know beyond line 1.
func details(p *page, v report.Verified, o TextOptions) {
	p.blank()
	ticket := v.Ticket()
	if ticket == report.Other {
		ticket = "another one; --ticket compares it"
	}
	reportRows(p, report.Version, v.Report, ticket, v.Outcome)
	comparison(p, v.Compared)
	p.blank()
	if f := v.Report.Findings; len(f) > 0 && slices.Contains(drift.Codes(), drift.Code(f[0].Code)) {
		p.wrapped("", fmt.Sprintf("codeclock explain %s says what that means and what to do.", f[0].Code), "")
	}
	p.wrapped("", recomputed(v), "")
	p.wrapped("", judgedBy(v.Check), "")
	trusted(p, v)
	if o.Verbose {
		p.blank()
		sampleLines(p, v)
	}
}

// trusted says what the checksum and the signature are worth.
func trusted(p *page, v report.Verified) {
	if v.Signed {
		p.wrapped("", fmt.Sprintf("Signed by that desk on %s, by its true time%s.", v.Report.Desk.SignedAt().Format("2006-01-02 15:04:05 UTC"), byPolicy(*v.Report.Desk)), "")
		p.wrapped("", "The desk's times cannot be forged. The device's own clock is what its browser said.", "")
		return
	}
	p.wrapped("", "The checksum fits: no damage on the way. It is not a signature: anyone can forge one that matches.", "")
	if v.Report.Desk != nil && !slices.ContainsFunc(v.Problems, aboutSignature) {
		p.wrapped("", "It has the signature of a desk, which was not checked: --signer KEY does.", "")
	}
}

// byPolicy names the verifier whose rule judged, where this program knows it.
func byPolicy(d report.Desk) string {
	for _, p := range totp.Policies() {
		if p.ID == d.Policy {
			return ", by the rule of " + p.Name
		}
	}
	return ""
}

// aboutSignature reports whether a problem is that of a signature that was checked.
func aboutSignature(p report.Problem) bool {
	return p == report.Unsigned || p == report.OtherKey || p == report.BadSignature
}

func recomputed(v report.Verified) string {
	n, of, sites := 0, 0, 0
	for _, s := range v.Report.Servers {
		if n += len(s.Samples); len(s.Samples) == 0 {
			continue
		}
		if of++; s.Method == source.KindHTTPS.String() {
			sites++
		}
	}
	for _, problem := range v.Problems {
		if problem == report.VerdictDisagrees || problem == report.SkewDisagrees {
			return fmt.Sprintf("Computed again from its samples, it is: %s   %s", v.Verdict.String(), computed(v))
		}
	}
	samples, servers := words.Count(n, "sample"), words.Servers(of)
	switch sites {
	case 0:
	case of:
		servers = words.Count(of, "web site")
	default:
		servers = words.Count(of, "server")
	}
	switch {
	case n == 0:
		return "It holds no samples, so there is nothing to compute again."
	case v.Report.Page != nil:
		return fmt.Sprintf("Computed again from %s with the page and %s of %s: the same skew and verdict.",
			words.Count(len(v.Report.Page.Samples), "exchange"), samples, servers)
	case v.Report.Watched != nil:
		return fmt.Sprintf("Computed again from %s and %s of %s: the same skew and verdict.",
			words.Presses(len(v.Report.Watched.Taps)), samples, servers)
	}
	return fmt.Sprintf("Computed again from %s of %s: the same skew and verdict.", samples, servers)
}

// computed returns what the samples amount to, as a sentence that stands alone.
func computed(v report.Verified) string {
	if v.Report.Device == report.Computer {
		return alone(v.Check)
	}
	return reportLine(v.Report, v.Outcome)
}

// comparison names the values that the part for people has otherwise.
func comparison(p *page, c report.Comparison) {
	if c.Partly || len(c.Changed) > 0 {
		p.blank()
	}
	for _, d := range c.Changed {
		where := d.Row
		if where == "" {
			where = "First line"
		}
		if d.Says == "" {
			p.wrapped("", fmt.Sprintf("%s: the text says something else than the data, which has %s.", where, d.Is), "  ")
			continue
		}
		p.wrapped("", fmt.Sprintf("%s: the text says %s, the data %s.", where, d.Says, d.Is), "  ")
	}
	if c.Partly {
		p.wrapped("", "Not all of the text above the data could be compared with it, as mail and chats change texts. All that is said here is from the data.", "")
	}
}

func sampleLines(p *page, v report.Verified) {
	if v.Report.Page != nil {
		for _, s := range v.Report.Exchanges() {
			p.wrapped("  ", fmt.Sprintf("page, round trip %s: %s", words.Millis(s.Delay()), words.SkewExact(s.Interval())), "      ")
		}
	}
	for _, t := range v.Taps.Made {
		p.wrapped("  ", fmt.Sprintf("press at %s (+/- %s)", t.At.Format("15:04:05.000"), words.Millis(t.Bound)), "      ")
	}
	for i, j := range v.Check.Estimate.Readings {
		if j.Err != nil {
			p.wrapped("  ", fmt.Sprintf("%s   %s", v.Report.Servers[i].Name, words.Reason(j.Err)), "      ")
		}
		for _, s := range j.Samples {
			p.wrapped("  ", fmt.Sprintf("%s, round trip %s: %s", v.Report.Servers[i].Name, words.Millis(s.Delay()), words.SkewExact(s.Interval())), "      ")
		}
	}
}
