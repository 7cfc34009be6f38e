package main

import (
	"runtime"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
)

// report returns the text of the report that the page shows of a device, empty
// when none can be made.
func (v *visit) report(e phonepage.Event) string {
	r, err := v.reportOf(e, report.Options{Ticket: v.options.ticket, System: v.env.goos, Arch: runtime.GOARCH})
	if err != nil {
		return ""
	}
	text, err := render.Report(r)
	if err != nil {
		return ""
	}
	return text
}

// reportOf makes the report of a device that had the page open, with the presses
// that were made on it. Errors are those of report.OfPhone.
func (v *visit) reportOf(e phonepage.Event, options report.Options) (report.Report, error) {
	c := v.truth.check(v.env.now().Location())
	c.Rule, c.Demo = result.DefaultRule(), v.demo
	return deviceReport(c, e, options)
}

// deviceReport makes the report of a device that had a page open, by the true time
// and the rule of a check. Errors are those of report.OfPhone.
func deviceReport(c result.Check, e phonepage.Event, options report.Options) (report.Report, error) {
	r, err := report.OfPhone(c, string(e.System), e.Taken, options)
	if err != nil || len(e.Presses) == 0 {
		return r, err
	}
	var presses []report.Press
	for _, p := range e.Presses {
		presses = append(presses, report.Press{At: p.At, Bound: p.Resolution})
	}
	return r.WithPresses(e.Codes.App, presses)
}
