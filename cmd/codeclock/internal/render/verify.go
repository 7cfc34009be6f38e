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
	p := &page{color: o.Color}
	if len(all) == 1 {
		verifyOne(p, all[0], o)
		return p.String()
	}
	if !o.Quiet {
		p.line(fmt.Sprintf(words.VerifyCount, len(all)))
		p.blank()
	}
	for i, v := range all {
		p.line(tableRow(i+1, v))
	}
	if slices.ContainsFunc(all, ownRule) {
		p.line(words.VerifyOwnRule)
	}
	if o.Quiet {
		return p.String()
	}
	changes(p, all)
	for i, v := range all {
		if o.Verbose || v.Trust != report.Holds {
			p.blank()
			p.line(fmt.Sprintf(words.VerifyNumber, i+1))
			verifyOne(p, v, TextOptions{Quiet: !o.Verbose, Verbose: o.Verbose, Color: o.Color})
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
		p.wrapped("", fmt.Sprintf(words.VerifySays, result.Verdict(v.Report.Verdict), measured(v)), "")
	}
	for _, problem := range otherProblems(v) {
		p.wrapped("", fmt.Sprintf(words.VerifyBut, problemText(problem, v)), "     ")
	}
	if !o.Quiet {
		details(p, v, o)
	}
}

// verifyLine returns the word and the sentence of line 1.
func verifyLine(v report.Verified) (word, text string) {
	switch v.Trust {
	case report.Unreadable:
		return words.VerifyUnreadable, unreadable(v.Err)
	case report.Refused:
		return words.VerifyRefused, problemText(worstProblem(v), v)
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
		return fmt.Sprintf(words.VerifyLine, device, skew.Words(s.Size()), skew.BoundWords(s.Bound()), ago(v), ticket)
	}
	if v.Report.Watched != nil && v.Taps.Err == nil {
		arc := v.Taps.Estimate.Arc
		return fmt.Sprintf(words.VerifyModulo, device, words.Change(arc.Skew), skew.BoundWords(arc.Skew.Bound()), words.Seconds(arc.Period), ago(v), ticket)
	}
	return fmt.Sprintf(words.VerifyUnknown, device, ago(v), ticket)
}

func ticketWords(v report.Verified) string {
	switch ticket := v.Ticket(); ticket {
	case "":
		return words.VerifyNoTicket
	case report.Other:
		return words.VerifyAnyTicket
	default:
		return fmt.Sprintf(words.VerifyTicket, ticket)
	}
}

// deviceName says which device a report is about.
func deviceName(r report.Report) string {
	switch {
	case r.Watched != nil:
		return fmt.Sprintf(words.VerifyApp, appName(r.Watched.App))
	case r.Page != nil && onPhone(r):
		return fmt.Sprintf(words.VerifyPhone, words.SystemName(r.Page.System))
	case r.Page != nil:
		return fmt.Sprintf(words.VerifyOther, words.SystemName(r.Page.System))
	}
	return words.VerifyComputer
}

func ago(v report.Verified) string {
	if v.AgeByThem {
		return fmt.Sprintf(words.VerifyByTheirs, words.Ago(v.Age))
	}
	return words.Ago(v.Age)
}

func unreadable(err error) string {
	switch {
	case errors.Is(err, report.ErrTruncated):
		return words.VerifyTruncated
	case errors.Is(err, report.ErrNewer):
		return words.VerifyNewer
	case errors.Is(err, report.ErrInvalid):
		return words.VerifyInvalid
	}
	return words.VerifyDamaged
}

func whatToDo(err error) string {
	if errors.Is(err, report.ErrNewer) {
		return words.VerifyUpdate
	}
	return words.VerifyAskAgain
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
		return fmt.Sprintf(words.ProblemTicket, words.Clean(v.Expected))
	}
	return map[report.Problem]string{
		report.Practice: words.ProblemPractice, report.VerdictDisagrees: words.ProblemVerdict,
		report.SkewDisagrees: words.ProblemSkew, report.FindingDisagrees: words.ProblemFinding, report.NegativeDelay: words.ProblemDelay,
		report.OutOfOrder: words.ProblemOrder, report.Edited: words.ProblemEdited,
		report.Old: words.ProblemOld, report.FromFuture: words.ProblemFuture,
	}[p]
}

// tableRow renders one of several reports.
func tableRow(number int, v report.Verified) string {
	word, _ := verifyLine(v)
	if ownRule(v) {
		word += "*"
	}
	device, size, when, ticket := "", "", "", ""
	if v.Trust != report.Unreadable {
		size, when, ticket = words.ReportNotKnown, words.Ago(v.Age), v.Ticket()
		device = v.Report.Device
		if v.Report.Skew != nil {
			size = skew.Words(v.Report.Skew.Size())
		}
	}
	return fmt.Sprintf("  %2d  %-11s %-8s  %-20s  %-14s  %s", number, word, device, size, when, ticket)
}
