package render

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// CheckStatus returns a check as machines are told it.
func CheckStatus(c result.Check) Status {
	return Status{
		Service: "CLOCK", Verdict: c.Verdict, Silent: c.Silent(),
		Title: clockTitle(c), Sentence: alone(c), More: more(c),
		Text: Text(c, TextOptions{}),
		Perf: checkPerf(c), Gauges: checkGauges(c), Cases: checkCases(c),
		At: c.At, Took: c.Took,
	}
}

func clockTitle(c result.Check) string {
	if c.Verdict == result.CantTell {
		return words.ClockNotMeasured
	}
	if c.Against {
		return fmt.Sprintf(words.ClockAgainst, skew.Words(c.Estimate.Point), theSite(c))
	}
	return fmt.Sprintf(words.ClockIs, skew.Words(c.Estimate.Point))
}

// more returns the sentences after line 1: what it means for codes, how sure it
// is, and what to do.
func more(c result.Check) []string {
	var list []string
	if c.Demo != "" {
		list = append(list, fmt.Sprintf(words.PracticeRun, words.Clean(c.Demo)))
	}
	if c.Rule.MaxSkew == 0 && (c.Verdict == result.AtRisk || c.Verdict == result.Wrong) {
		list = append(list, words.WithTyping(c.Codes()))
	}
	web, _, _ := c.Estimate.Of(source.KindHTTPS)
	switch asked, _, agree := c.Estimate.Count(); {
	case c.Against && c.Estimate.Skew.Known():
		list = append(list, words.AgainstAlone)
	case c.WebCheck() == result.WebDenies:
		list = append(list, fmt.Sprintf("%s agree, and rule out what time servers say.", agreeing(c.Estimate)))
	case c.Estimate.Agreement == drift.Majority && c.ByWeb():
		list = append(list, fmt.Sprintf(words.SitesAgree, agree, web))
	case c.Estimate.Agreement == drift.Majority && web > 0:
		list = append(list, strings.TrimPrefix(known(c), words.KnowBegins))
	case c.Estimate.Agreement == drift.Majority:
		list = append(list, fmt.Sprintf(words.ServersAgree, agree, asked))
	case c.Estimate.Agreement == drift.Unconfirmed && asked == 1:
		list = append(list, words.OnlyOneAsked)
	case c.Estimate.Agreement == drift.Unconfirmed && spoke(c.Estimate) > 1:
		list = append(list, fmt.Sprintf(words.SameServer, spoke(c.Estimate), asked))
	case c.Estimate.Agreement == drift.Unconfirmed:
		list = append(list, fmt.Sprintf(words.NotConfirmed, asked))
	}
	if f, ok := drift.Cause(c.Findings); ok && c.Blamed() && !c.Against {
		if text := words.Cause(f, c.Facts); text != "" {
			list = append(list, text)
		}
	}
	return list
}

// checkPerf returns the performance data. Their ranges are the lines of the
// verdict, so that a graph shows why the state is what it is.
func checkPerf(c result.Check) []Perf {
	e := c.Estimate
	asked, _, agree := e.Count()
	ok, bearable := c.Rule.Limits()
	known := e.Skew.Known()
	p := []Perf{
		{Label: "skew", Unit: "s", Unknown: !known, Warn: between(ok), Crit: between(bearable)},
		{Label: "uncertainty", Unit: "s", Unknown: !known, Min: "0"},
		{Label: "servers_agree", Value: float64(agree), Min: "0", Max: decimal(float64(asked))},
	}
	if known {
		p[0].Value, p[1].Value = rounded(e.Point), rounded(e.Bound())
	}
	return p
}

// checkCases returns the tests. Of the two ways to judge, the one that was not
// asked for is skipped.
func checkCases(c result.Check) []Case {
	truth := Case{Name: words.CaseTrueTime}
	codes := Case{Name: words.CaseCodes}
	limit := Case{Name: words.CaseLimit}
	judged, other := &codes, &limit
	other.Skipped = words.SkipLimit
	if c.Rule.MaxSkew > 0 {
		judged, other = other, judged
		judged.Skipped, other.Skipped = "", words.SkipCodes
	}
	switch {
	case !c.Estimate.Skew.Known():
		truth.Kind, truth.Error = c.Verdict.ID(), alone(c)
		judged.Skipped = words.SkipUnknown
	case c.Verdict == result.CantTell:
		judged.Kind, judged.Error = c.Verdict.ID(), alone(c)
	case c.Verdict != result.OK:
		judged.Kind, judged.Failure = c.Verdict.ID(), alone(c)
	}
	return []Case{truth, codes, limit}
}
