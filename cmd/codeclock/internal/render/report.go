package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// Report renders a report as the text to send: the part for people and the
// data.
func Report(r report.Report) (string, error) {
	return r.Encode(ReportText(report.Version, r), nil)
}

// SignedReport renders the report of a desk, with the signature that sign makes of
// its data; nil for a report without a desk.
func SignedReport(r report.Report, sign func([]byte) []byte) (string, error) {
	return r.Encode(ReportText(report.Version, r), sign)
}

// ReportText renders the part for people of a report of a version.
func ReportText(version int, r report.Report) string {
	p := &page{}
	o := r.Recompute()
	p.headline(o.Verdict, reportLine(r, o))
	if r.Practice {
		p.line("PRACTICE RUN with simulated servers. Not about a real clock.")
	}
	p.blank()
	reportRows(p, version, r, r.Ticket, o)
	p.blank()
	seal := "Its checksum shows damage; it is not a signature."
	if r.Desk != nil {
		seal = "The desk that measured has signed it."
	}
	p.wrapped("", "There is no code, key, account, address, or name of a person or a computer in this report. "+seal, "")
	return p.String()
}

// reportLine returns the sentence behind the verdict's word.
func reportLine(r report.Report, o report.Outcome) string {
	switch {
	case r.Page != nil:
		who := words.ThisPhone
		if !onPhone(r) {
			who = "This device"
		}
		now, _ := r.True()
		return words.SayDevice(who, o.Skew, o.Check.Rule, now).Sentence
	case r.Watched != nil:
		return words.SayTaps(o.Taps.App, o.Taps.Estimate, len(o.Taps.Made), o.Taps.Clock, o.Taps.Err).Sentence
	}
	return line1(o.Check)
}

// reportRows renders what a report says, in rows.
func reportRows(p *page, version int, r report.Report, ticket string, o report.Outcome) {
	if ticket == "" {
		ticket = "none"
	}
	row(p, words.ReportShort, r.Spoken())
	row(p, words.ReportTicket, ticket)
	deviceRows(p, r, o)
	if o.Skew.Known() {
		row(p, words.ReportCodes, codesRow(o))
	}
	timeRows(p, r)
	if s := r.Computer; s != nil {
		row(p, words.ReportBy, fmt.Sprintf("a computer that is %s (+/- %s; corrected for)", skew.Words(s.Size()), skew.BoundWords(s.Bound())))
	}
	row(p, words.ReportServers, serversRow(r, o.Check))
	if len(r.Findings) > 0 {
		row(p, words.ReportFindings, findingsRow(version, r.Findings))
	}
	if facts := factsRow(r); facts != "" {
		row(p, words.ReportFacts, facts)
	}
	if len(r.Answers) > 0 {
		row(p, "Guide", fmt.Sprintf("answered %s", strings.Join(r.Answers, ", ")))
	}
	row(p, words.ReportProgram, "codeclock "+r.Program)
}

// onPhone reports whether the page was open on a phone, as far as is known.
func onPhone(r report.Report) bool { return phonepage.System(r.Page.System).Phone() }

// deviceRows says what was measured and what was not.
func deviceRows(p *page, r report.Report, o report.Outcome) {
	measured, not := fmt.Sprintf("the clock of the computer (%s, %s)", r.System, r.Arch), "a phone, or anything else that makes codes"
	switch {
	case r.Page != nil:
		id := "the clock of a phone (%s), by a page in its browser, in %s"
		if !onPhone(r) {
			id = "the clock of another device (%s), by a page in its browser, in %s"
		}
		measured = fmt.Sprintf(id, words.SystemName(r.Page.System), words.Count(len(r.Page.Samples), "exchange"))
		if not = "the authenticator app, which may keep a time of its own"; r.Watched != nil {
			row(p, words.ReportMeasured, measured)
			said := words.SayTaps(o.Taps.App, o.Taps.Estimate, len(o.Taps.Made), o.Taps.Clock, o.Taps.Err).Sentence
			row(p, "Its app", fmt.Sprintf("%s when the code of an app (%s) changed. %s", words.Presses(len(r.Watched.Taps)), appName(r.Watched.App), said))
			return
		}
	case r.Watched != nil:
		measured = fmt.Sprintf("an authenticator app (%s), by %s when its code changed", appName(r.Watched.App), words.Presses(len(r.Watched.Taps)))
		not = fmt.Sprintf("the phone's own clock, and so whole steps of %s", words.Seconds(time.Duration(r.Rule.Period)))
	}
	row(p, words.ReportMeasured, measured)
	if r.Watched == nil || r.Watched.Clock == nil {
		row(p, words.ReportNotMeasured, not)
		return
	}
	hand := r.Watched.Clock.Interval()
	row(p, words.ReportHand, fmt.Sprintf("%s (+/- %s), as somebody read it", skew.Words(hand.Middle()), skew.BoundWords(hand.Bound())))
}

// codesRow says what becomes of codes at the sites that were judged for.
func codesRow(o report.Outcome) string {
	said, _ := words.SayCodes(result.NewCodes(o.Check.Rule.Verifier, o.Skew), o.Skew)
	return said
}

// timeRows says what the device's clock said, and what time it really was.
func timeRows(p *page, r report.Report) {
	if shown, ok := r.Shown(); ok {
		said := words.Moment(shown)
		if r.DST && r.Device == report.Computer {
			said += " (summer time)"
		}
		row(p, words.ReportSaid, said)
	}
	was := words.ReportNotKnown
	if t, ok := r.True(); ok {
		was = words.Moment(t)
	}
	row(p, words.ReportWas, was)
}

// appName returns what an app is called, its ID if this program does not know it.
func appName(id string) string {
	switch app, ok := totp.LookupApp(id); {
	case id == totp.AnyApp().ID:
		return "not named"
	case ok:
		return app.Name
	}
	return "unknown"
}

func row(p *page, label string, text string) {
	const column = 16
	p.wrapped(fmt.Sprintf("%-*s", column, label), text, strings.Repeat(" ", column))
}

func serversRow(r report.Report, c result.Check) string {
	stands := c.ByWeb()
	var names []string
	for _, s := range r.Servers {
		if !stands || s.Method == source.KindHTTPS.String() {
			names = append(names, s.Name)
		}
	}
	list := strings.Join(names, ", ")
	if stands {
		return fmt.Sprintf("%s agree: %s; no usable answer of %s", agreeing(c.Estimate), list, words.Servers(len(r.Servers)-len(names)))
	}
	switch asked, answered, agree := c.Estimate.Count(); c.Estimate.Agreement {
	case drift.Silence:
		return fmt.Sprintf("no usable answer of %d: %s", asked, list)
	case drift.Contradiction:
		return fmt.Sprintf("%d answers of %d contradict each other: %s", answered, asked, list)
	default:
		return fmt.Sprintf("%d of %d agree: %s", agree, asked, list)
	}
}

// findingsRow says what was found and how sure that is. Version 1 listed codes,
// and what they measured.
func findingsRow(version int, findings []report.Finding) string {
	var list []string
	for _, f := range findings {
		e, known := words.Explain(drift.Code(f.Code))
		switch {
		case version == 1:
			list = append(list, f.Code+" ("+strings.Join(measuredBy(f), ", ")+")")
		case known:
			list = append(list, fmt.Sprintf("%s (%s)", e.Title, f.Sure))
		default:
			list = append(list, fmt.Sprintf("%s (%s)", "unknown", f.Sure))
		}
	}
	return strings.Join(list, "; ")
}

// measuredBy says how sure a finding is and what it measured.
func measuredBy(f report.Finding) []string {
	values := []string{f.Sure}
	for _, name := range slices.Sorted(maps.Keys(f.Values)) {
		if v, ok := strings.CutSuffix(name, "_seconds"); ok && f.Values[name] != 0 {
			values = append(values, v+" "+skew.Size(time.Duration(f.Values[name]*float64(time.Second))))
		}
	}
	return values
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
