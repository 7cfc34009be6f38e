package render

import (
	"fmt"
	"slices"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/source"
)

// details renders what support may want to know beyond line 1.
func details(p *page, v report.Verified, o TextOptions) {
	p.blank()
	ticket := v.Ticket()
	if ticket == report.Other {
		ticket = words.ReportOtherTicket
	}
	reportRows(p, report.Version, v.Report, ticket, v.Outcome)
	comparison(p, v.Compared)
	p.blank()
	if f := v.Report.Findings; len(f) > 0 && slices.Contains(drift.Codes(), drift.Code(f[0].Code)) {
		p.wrapped("", fmt.Sprintf(words.VerifyExplain, f[0].Code), "")
	}
	p.wrapped("", recomputed(v), "")
	p.wrapped("", judgedBy(v.Check), "")
	p.wrapped("", words.VerifyChecksum, "")
	if v.Report.Desk != nil {
		p.wrapped("", words.VerifySigned, "")
	}
	if o.Verbose {
		p.blank()
		sampleLines(p, v)
	}
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
			return fmt.Sprintf(words.VerifyMismatch, v.Verdict.String(), computed(v))
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
		return words.VerifyNoSamples
	case v.Report.Page != nil:
		return fmt.Sprintf(words.VerifyWithPage, words.Count(len(v.Report.Page.Samples), "exchange"), samples, servers)
	case v.Report.Watched != nil:
		return fmt.Sprintf(words.VerifyWithTaps, words.Presses(len(v.Report.Watched.Taps)), samples, servers)
	}
	return fmt.Sprintf(words.VerifyRecomputed, samples, servers)
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
			where = words.VerifyHeadline
		}
		if d.Says == "" {
			p.wrapped("", fmt.Sprintf(words.VerifyRowChanged, where, d.Is), "  ")
			continue
		}
		p.wrapped("", fmt.Sprintf(words.VerifyChanged, where, d.Says, d.Is), "  ")
	}
	if c.Partly {
		p.wrapped("", words.VerifyPartly, "")
	}
}

func sampleLines(p *page, v report.Verified) {
	if v.Report.Page != nil {
		for _, s := range v.Report.Exchanges() {
			p.wrapped("  ", fmt.Sprintf(words.VerifyExchange, words.Millis(s.Delay()), words.SkewExact(s.Interval())), "      ")
		}
	}
	for _, t := range v.Taps.Made {
		p.wrapped("  ", fmt.Sprintf(words.VerifyTap, t.At.Format("15:04:05.000"), words.Millis(t.Bound)), "      ")
	}
	for i, j := range v.Check.Estimate.Readings {
		if j.Err != nil {
			p.wrapped("  ", fmt.Sprintf(words.ServerSays, v.Report.Servers[i].Name, words.Reason(j.Err)), "      ")
		}
		for _, s := range j.Samples {
			p.wrapped("  ", fmt.Sprintf(words.VerifySample, v.Report.Servers[i].Name, words.Millis(s.Delay()), words.SkewExact(s.Interval())), "      ")
		}
	}
}
