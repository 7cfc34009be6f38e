package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// Report renders a report as the text to send: the part for people and the
// data.
func Report(r report.Report) (string, error) { return r.Encode(reportText(r)) }

// reportText renders the part for people.
func reportText(r report.Report) string {
	p := &page{}
	c := r.Recompute()
	p.headline(c.Verdict, line1(c))
	if r.Practice {
		p.line(words.Say(words.ReportPractice))
	}
	p.blank()
	reportRows(p, r, c)
	p.blank()
	p.wrapped("", words.Say(words.ReportHoldsNone), "")
	return p.String()
}

// reportRows renders what a report says, in rows.
func reportRows(p *page, r report.Report, c result.Check) {
	ticket := r.Ticket
	if ticket == "" {
		ticket = words.Say(words.ReportNoTicket)
	}
	row(p, words.ReportShort, r.Spoken())
	row(p, words.ReportTicket, ticket)
	row(p, words.ReportMeasured, words.Say(words.ReportComputer, r.System, r.Arch))
	row(p, words.ReportNotMeasured, words.Say(words.ReportNotPhone))
	said := words.Moment(r.Local())
	if r.DST {
		said += words.Say(words.ReportSummerTime)
	}
	row(p, words.ReportSaid, said)
	was := words.Say(words.ReportNotKnown)
	if t, ok := r.True(); ok {
		was = words.Moment(t)
	}
	row(p, words.ReportWas, was)
	row(p, words.ReportServers, serversRow(r, c))
	if len(r.Findings) > 0 {
		row(p, words.ReportFindings, findingsRow(r.Findings))
	}
	if facts := factsRow(r); facts != "" {
		row(p, words.ReportFacts, facts)
	}
	row(p, words.ReportProgram, "codeclock "+r.Program)
}

func row(p *page, label words.ID, text string) {
	const column = 16
	p.wrapped(fmt.Sprintf("%-*s", column, words.Say(label)), text, strings.Repeat(" ", column))
}

func serversRow(r report.Report, c result.Check) string {
	var names []string
	for _, s := range r.Servers {
		names = append(names, s.Name)
	}
	list := strings.Join(names, ", ")
	switch asked, answered, agree := c.Estimate.Count(); c.Estimate.Agreement {
	case drift.Silence:
		return words.Say(words.ReportNobody, asked, list)
	case drift.Contradiction:
		return words.Say(words.ReportContradict, answered, asked, list)
	default:
		return words.Say(words.ReportAgree, agree, asked, list)
	}
}

// findingsRow lists findings by their codes, which codeclock explain explains,
// with how sure they are and what they measured.
func findingsRow(findings []report.Finding) string {
	var list []string
	for _, f := range findings {
		values := []string{f.Sure}
		for _, name := range slices.Sorted(maps.Keys(f.Values)) {
			if v, ok := strings.CutSuffix(name, "_seconds"); ok && f.Values[name] != 0 {
				values = append(values, v+" "+skew.Size(time.Duration(f.Values[name]*float64(time.Second))))
			}
		}
		list = append(list, f.Code+" ("+strings.Join(values, ", ")+")")
	}
	return strings.Join(list, "; ")
}

// factsRow lists what is known about the computer, in the words of the data.
func factsRow(r report.Report) string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(r.Facts)) {
		list = append(list, name+" "+yesNo(r.Facts[name]))
	}
	for _, s := range r.Services {
		list = append(list, s.Name)
		for _, f := range []struct {
			name string
			is   *bool
		}{{"running", s.Running}, {"enabled", s.Enabled}, {"synced", s.Synced}} {
			if f.is != nil {
				list[len(list)-1] += " " + f.name + " " + yesNo(*f.is)
			}
		}
		if s.LastSync != nil {
			list[len(list)-1] += " last " + words.Ago(time.Duration(*s.LastSync))
		}
	}
	return strings.Join(list, ", ")
}

func yesNo(yes bool) string { return host.Is(yes).String() }
