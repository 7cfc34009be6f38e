package render

import (
	"errors"
	"fmt"
	"slices"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
)

// Verify renders what became of some reports: one in full, several as a table
// and what changed between them.
func Verify(all []report.Verified, o TextOptions) string {
	p := &page{screen: o.Screen}
	if len(all) == 1 {
		verifyOne(p, all[0], o)
		return p.String()
	}
	if !o.Quiet {
		p.line(fmt.Sprintf("%d reports", len(all)))
		p.blank()
	}
	t := newTable("r", "l", "l", "l", "l", "l")
	for i, v := range all {
		t.row(tableRow(i+1, v)...)
	}
	t.write(p)
	if slices.ContainsFunc(all, ownRule) {
		p.line("   * judged by a rule that the customer chose")
	}
	if o.Quiet {
		return p.String()
	}
	changes(p, all)
	for i, v := range all {
		if o.Verbose || v.Trust != report.Holds {
			p.blank()
			p.line(fmt.Sprintf("Report %d", i+1))
			verifyOne(p, v, TextOptions{Quiet: !o.Verbose, Verbose: o.Verbose, Screen: o.Screen})
		}
	}
	return p.String()
}

// verifyOne renders one report: the line that says what it is first.
func verifyOne(p *page, v report.Verified, o TextOptions) {
	word, text := verifyLine(v)
	verdict := v.Verdict
	if v.Trust >= report.Refused {
		verdict = result.Verdict(v.Trust)
	}
	p.marked(verdict, word, text)
	if v.Trust == report.Unreadable {
		p.wrapped("", whatToDo(v.Err), "")
		return
	}
	if v.Trust == report.Refused {
		p.wrapped("", fmt.Sprintf("It claims: %s   %s", result.Verdict(v.Report.Verdict), measured(v)), "")
	}
	for _, problem := range otherProblems(v) {
		p.wrapped("", fmt.Sprintf("But: %s", problemText(problem, v)), "     ")
	}
	if o.Quiet {
		return
	}
	details(p, v, o)
	p.blank()
	ask, run := verifyNext(v)
	p.wrapped("Next: ", ask, "")
	if run != "" {
		p.line("  " + run)
	}
}

// verifyLine returns the word and the sentence of line 1.
func verifyLine(v report.Verified) (word, text string) {
	switch v.Trust {
	case report.Unreadable:
		_, why := unreadable(v.Err)
		return "UNREADABLE", why
	case report.Refused:
		return "REFUSED", problemText(worstProblem(v), v)
	}
	text = measured(v)
	if ownRule(v) {
		text += " " + judgedBy(v.Check)
	}
	return v.Verdict.String(), text
}

// ownRule reports whether a report that has a verdict was judged by another rule than
// most are.
func ownRule(v report.Verified) bool { return v.Trust < report.Refused && !v.Check.Rule.Usual() }

// measured says the device, its skew, the age and the ticket.
func measured(v report.Verified) string {
	ticket := ticketWords(v)
	device := deviceName(v.Report)
	if s := v.Report.Skew; s != nil {
		return fmt.Sprintf("%s: %s (+/- %s), %s, %s.", device, skew.Words(s.Size()), skew.BoundWords(s.Bound()), ago(v), ticket)
	}
	if v.Report.Watched != nil && v.Taps.Err == nil {
		arc := v.Taps.Estimate.Arc
		return fmt.Sprintf("%s: its codes change %s (+/- %s) or whole steps of %s from that, %s, %s.",
			device, words.Change(arc.Skew), skew.BoundWords(arc.Skew.Bound()), words.Seconds(arc.Period), ago(v), ticket)
	}
	return fmt.Sprintf("%s: could not be measured, %s, %s.", device, ago(v), ticket)
}

func ticketWords(v report.Verified) string {
	switch ticket := v.Ticket(); ticket {
	case "":
		return "no ticket"
	case report.Other:
		return "another ticket"
	default:
		return fmt.Sprintf("ticket %s", ticket)
	}
}

// deviceName says which device a report is about.
func deviceName(r report.Report) string {
	switch {
	case r.Page != nil && onPhone(r):
		return fmt.Sprintf("Phone (%s)", words.SystemName(r.Page.System))
	case r.Page != nil:
		return fmt.Sprintf("Device (%s)", words.SystemName(r.Page.System))
	case r.Watched != nil:
		return fmt.Sprintf("App (%s)", appName(r.Watched.App))
	}
	return "Computer"
}

func ago(v report.Verified) string {
	if v.AgeByThem {
		return fmt.Sprintf("%s by their clock", words.Ago(v.Age))
	}
	return words.Ago(v.Age)
}

// unreadable names why a report cannot be read, for machines and for people.
func unreadable(err error) (name, sentence string) {
	switch {
	case errors.Is(err, report.ErrTruncated):
		return "truncated", "A part of the report is missing."
	case errors.Is(err, report.ErrNewer):
		return "newer", "The report was made by a newer codeclock than this one."
	case errors.Is(err, report.ErrInvalid):
		return "invalid", "The checksum fits, but codeclock never writes such a report."
	}
	return "damaged", "The report was damaged on its way: its checksum does not fit."
}

func whatToDo(err error) string {
	if errors.Is(err, report.ErrNewer) {
		return "Read it with the newest codeclock."
	}
	return "Ask for it again: everything from BEGIN to END, or a file (--output)."
}

// worstProblem returns the first problem for which a report is refused.
func worstProblem(v report.Verified) report.Problem {
	for _, p := range v.Problems {
		if p.Trust() == report.Refused {
			return p
		}
	}
	return ""
}

// otherProblems returns the problems that line 1 does not name.
func otherProblems(v report.Verified) []report.Problem {
	var out []report.Problem
	worst := worstProblem(v)
	for _, p := range v.Problems {
		if p != worst {
			out = append(out, p)
		}
	}
	return out
}

func problemText(p report.Problem, v report.Verified) string {
	if p == report.WrongTicket {
		return fmt.Sprintf("It was not made for ticket %s.", words.Clean(v.Expected))
	}
	return map[report.Problem]string{
		report.Unsigned:         "It has no signature of a desk. Ask for what the desk's own page shows under \"Send to support\".",
		report.OtherKey:         "It was signed with another key than this desk's.",
		report.BadSignature:     "It names this desk's key, but was changed after that signed, or was never signed with it.",
		report.Practice:         "It is a practice report (--demo) and says nothing about a real clock.",
		report.VerdictDisagrees: "Its verdict is not what its own samples say.",
		report.SkewDisagrees:    "Its skew is not what its own samples say.",
		report.FindingDisagrees: "It says that it is not the clock, and its own samples say otherwise.",
		report.NegativeDelay:    "It has an answer that came before its question.",
		report.OutOfOrder:       "It has times in an order that no measurement has.",
		report.Edited:           "The text above the data says something else than the data, from which all that is said here comes.",
		report.Old:              "It is more than a day old. Ask for a new one.",
		report.FromFuture:       "It is dated in the future: is this computer's own clock right?",
	}[p]
}

// tableRow renders one of several reports.
func tableRow(number int, v report.Verified) []string {
	word, _ := verifyLine(v)
	if ownRule(v) {
		word += "*"
	}
	device, size, when, ticket := "", "", "", ""
	if v.Trust != report.Unreadable {
		size, when, ticket = words.ReportNotKnown, words.Ago(v.Age), v.Ticket()
		device = v.Report.Device
		if v.Report.Page != nil {
			device = words.SystemName(v.Report.Page.System)
		}
		if v.Report.Skew != nil {
			size = skew.Words(v.Report.Skew.Size())
		}
	}
	return []string{fmt.Sprint(number), word, device, size, when, ticket}
}
