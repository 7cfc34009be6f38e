package render

import (
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// verifyNext says what support does with a report that could be read, and what is to be
// run for it, "" for nothing.
func verifyNext(v report.Verified) (ask, run string) {
	r := v.Report
	switch {
	case v.Trust == report.Refused && r.Desk != nil:
		return "have the customer open the desk's page again, and send its text.", ""
	case v.Trust == report.Refused:
		return "ask for a new one.", askFor(v)
	case v.Verdict == result.CantTell:
		return nextUnknown(v)
	case v.Verdict == result.OK:
		return nextFine(r)
	case r.Desk != nil:
		return "the page has shown the customer the steps. Ask for its text again after that.", ""
	}
	return "this shows the customer the steps. Ask for a report again after that.", stepsFor(r)
}

// askFor is the command that makes a report like this one, for the ticket that it
// should be for.
func askFor(v report.Verified) string {
	text := "codeclock report"
	if d := v.Report.Device; d != report.Computer {
		text += " --device " + words.Clean(d)
	}
	if v.Expected != "" {
		text += " --ticket " + words.Clean(v.Expected)
	}
	return text
}

// stepsFor is the command that shows how such a device's clock is put right.
func stepsFor(r report.Report) string {
	switch {
	case r.Page != nil:
		return "codeclock phone"
	case r.Watched != nil:
		return "codeclock tap"
	}
	return "codeclock"
}

// nextUnknown says how what is not known can be had.
func nextUnknown(v report.Verified) (ask, run string) {
	r := v.Report
	switch {
	case r.Watched != nil && r.Page == nil:
		return "presses alone do not settle it. Ask for the phone's clock too.", "codeclock report --device phone"
	case r.Desk != nil:
		return "have the customer open the page once more, in another network.", ""
	}
	return "this tells the customer what is in the way. Ask for a report again after that.", stepsFor(r)
}

// nextFine says what is left where this clock is right.
func nextFine(r report.Report) (ask, run string) {
	switch {
	case r.Watched != nil:
		return "it isn't this clock. The other causes are asked one by one:", "codeclock guide"
	case r.Desk != nil:
		return "it isn't this clock. Another device, or its app? Have the page opened there, and its second check done.", ""
	case r.Page != nil:
		return "the app may keep a time of its own. Ask for that.", "codeclock report --device app"
	}
	return "do the codes come from a phone? Ask for that clock.", "codeclock report --device phone"
}
