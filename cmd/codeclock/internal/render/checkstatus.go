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
		Text: Text(c, TextOptions{Unattended: true}),
		Perf: checkPerf(c), Gauges: checkGauges(c), Cases: checkCases(c),
		At: c.At, Took: c.Took,
	}
}

func clockTitle(c result.Check) string {
	if c.Verdict == result.CantTell {
		return "Clock could not be measured"
	}
	if c.Against {
		return fmt.Sprintf("Clock is %s against %s", skew.Words(c.Estimate.Point), theSite(c))
	}
	return fmt.Sprintf("Clock is %s", skew.Words(c.Estimate.Point))
}

// more returns the sentences after line 1: what it means for codes, how sure it
// is, and what to do.
func more(c result.Check) []string {
	var list []string
	if c.Demo != "" {
		list = append(list, fmt.Sprintf("Practice run with simulated servers (--demo=%s).", words.Clean(c.Demo)))
	}
	if c.Rule.MaxSkew == 0 && (c.Verdict == result.AtRisk || c.Verdict == result.Wrong) {
		list = append(list, words.WithTyping(c.Codes()))
	}
	if text := howSure(c); text != "" {
		list = append(list, text)
	}
	if f, ok := drift.Cause(c.Findings); ok && c.Blamed() && !c.Against {
		if text := words.Cause(f, c.Facts); text != "" {
			list = append(list, text)
		}
	}
	return list
}

// howSure says who stands behind line 1, "" where nobody does.
func howSure(c result.Check) string {
	e := c.Estimate
	web, _, _ := e.Of(source.KindHTTPS)
	asked, _, agree := e.Count()
	switch {
	case c.Against && e.Skew.Known():
		return "That site alone was asked: its clock may be the wrong one."
	case c.WebCheck() == result.WebDenies:
		return fmt.Sprintf("%s agree, and rule out what time servers say.", agreeing(e))
	case e.Agreement == drift.Majority && c.ByWeb():
		return fmt.Sprintf("%d of %d web sites agree; no time server gave an answer.", agree, web)
	case e.Agreement == drift.Majority && web > 0:
		return strings.TrimPrefix(known(c), "How we know: ")
	case e.Agreement == drift.Majority:
		return fmt.Sprintf("%d of %d time servers agree.", agree, asked)
	case e.Agreement != drift.Unconfirmed:
		return ""
	case asked == 1:
		return "The one time server asked says so; nothing confirms it."
	case spoke(e) > 1:
		return fmt.Sprintf("%d of %d time servers answered, but all as the same server; nothing confirms it.", spoke(e), asked)
	}
	return fmt.Sprintf("1 of %d time servers answered; nothing confirms it.", asked)
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
	truth := Case{Name: "true time can be established"}
	codes := Case{Name: "codes from this clock are accepted"}
	limit := Case{Name: "the clock is within its limit"}
	judged, other := &codes, &limit
	other.Skipped = "no limit was given with --max-skew"
	if c.Rule.MaxSkew > 0 {
		judged, other = other, judged
		judged.Skipped, other.Skipped = "", "--max-skew judges by a limit instead"
	}
	switch {
	case !c.Estimate.Skew.Known():
		truth.Kind, truth.Error = c.Verdict.ID(), alone(c)
		judged.Skipped = "the skew is not known"
	case c.Verdict == result.CantTell:
		judged.Kind, judged.Error = c.Verdict.ID(), alone(c)
	case c.Verdict != result.OK:
		judged.Kind, judged.Failure = c.Verdict.ID(), alone(c)
	}
	return []Case{truth, codes, limit}
}
