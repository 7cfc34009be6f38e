package render

import (
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/words"
)

// details renders what support may want to know beyond line 1.
func details(p *page, v report.Verified, o TextOptions) {
	p.blank()
	reportRows(p, v.Report, v.Check)
	if v.Edited {
		p.blank()
		editedLines(p, v)
	}
	p.blank()
	if len(v.Report.Findings) > 0 {
		p.wrapped("", words.Say(words.VerifyExplain, v.Report.Findings[0].Code), "")
	}
	p.wrapped("", recomputed(v), "")
	p.wrapped("", judgedBy(v.Check), "")
	p.wrapped("", words.Say(words.VerifyChecksum), "")
	if o.Verbose {
		p.blank()
		sampleLines(p, v)
	}
}

func recomputed(v report.Verified) string {
	n := 0
	for _, s := range v.Report.Servers {
		n += len(s.Samples)
	}
	for _, problem := range v.Problems {
		if problem == report.VerdictDisagrees || problem == report.SkewDisagrees {
			return words.Say(words.VerifyMismatch, words.Verdict(int(v.Check.Verdict)), alone(v.Check))
		}
	}
	if n == 0 {
		return words.Say(words.VerifyNoSamples)
	}
	return words.Say(words.VerifyRecomputed, words.Count(n, "sample"), words.Servers(len(v.Report.Servers)))
}

// editedLines names the lines of the part for people that are not there any
// more.
func editedLines(p *page, v report.Verified) {
	lost := v.LostLines(reportText(v.Report))
	if len(lost) == 0 {
		p.line(words.Say(words.VerifyAdded))
	}
	for _, l := range lost {
		p.wrapped("", words.Say(words.VerifyLost, l), "  ")
	}
}

func sampleLines(p *page, v report.Verified) {
	for i, j := range v.Check.Estimate.Readings {
		if j.Err != nil {
			p.wrapped("  ", words.Say(words.ServerSays, v.Report.Servers[i].Name, words.Reason(j.Err)), "      ")
		}
		for _, s := range j.Samples {
			p.wrapped("  ", words.Say(words.VerifySample, v.Report.Servers[i].Name, words.Millis(s.Delay()), words.SkewExact(s.Interval())), "      ")
		}
	}
}
