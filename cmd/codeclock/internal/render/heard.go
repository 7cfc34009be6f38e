package render

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// Heard is some short forms of reports, for a ticket or for any.
type Heard struct {
	List   []report.Spoken
	Ticket string
}

// heardJSON is a short form without its report.
type heardJSON struct {
	Trust    string   `json:"trust" jsonschema:"doubtful when its last letters fit, refused when they do not or it is practice"`
	Said     string   `json:"short_form"`
	Device   string   `json:"device"`
	Skew     *float64 `json:"skew_seconds" jsonschema:"as it was said, rounded; negative is slow; null when unknown"`
	Practice bool     `json:"practice"`
	Fits     bool     `json:"fits" jsonschema:"its last four letters belong to it and to the ticket"`
}

// trust returns what a short form is worth: never as much as a report.
func (h Heard) trust(s report.Spoken) report.Trust {
	if s.Practice || !s.Fits && h.Ticket != "" {
		return report.Refused
	}
	return report.Doubtful
}

// Trust returns the worst of all.
func (h Heard) Trust() report.Trust {
	worst := report.Doubtful
	for _, s := range h.List {
		worst = max(worst, h.trust(s))
	}
	return worst
}

// line says what became of a short form.
func (h Heard) line(s report.Spoken) string {
	switch {
	case !s.Fits && h.Ticket == "":
		return fmt.Sprintf("%s: the last four letters do not fit a report without a ticket. Add --ticket; if they do not fit then, it was misheard.",
			s.Said)
	case !s.Fits:
		return fmt.Sprintf("%s: the last four letters do not fit: misheard, or made for another ticket.", s.Said)
	case s.Practice:
		return fmt.Sprintf("%s: it is of a practice run (--demo), and says nothing about a real clock.", s.Said)
	case s.Skew == nil:
		return fmt.Sprintf("%s: the last four letters fit. Nothing could be measured: ask for the report.", s.Said)
	}
	return fmt.Sprintf("%s: the last four letters fit. Nothing else can be checked without the report: ask for it.", s.Said)
}

// Text renders them for people.
func (h Heard) Text(s Screen) string {
	p := &page{screen: s}
	for _, spoken := range h.List {
		p.wrapped("", h.line(spoken), "  ")
	}
	return p.String()
}

// JSON renders them as the document that verify has for reports, without any.
func (h Heard) JSON(version string) (string, error) {
	j := verifyJSON{header: newHeader("verify", version, ""), Trust: trustName(h.Trust()), Reports: []verifiedJSON{}, Changes: []changeJSON{}}
	for _, s := range h.List {
		one := heardJSON{Trust: trustName(h.trust(s)), Said: s.Said, Device: s.Device, Practice: s.Practice, Fits: s.Fits}
		if s.Skew != nil {
			one.Skew = seconds(*s.Skew)
		}
		j.Heard = append(j.Heard, one)
	}
	return document(j)
}

// Status is what became of them as machines are told it: each is a test.
func (h Heard) Status(now time.Time) Status {
	s := Status{
		Service: "REPORT", Verdict: result.Verdict(h.Trust()), At: now,
		Title: "Reports on clocks", Sentence: words.Count(len(h.List), "short form") + ".", Text: h.Text(Screen{}),
	}
	for i, one := range h.List {
		c := Case{Name: fmt.Sprintf("Short form %d", i+1)}
		if h.trust(one) == report.Refused {
			c.Kind, c.Failure = trustName(report.Refused), h.line(one)
		}
		s.Cases = append(s.Cases, c)
		s.More = append(s.More, h.line(one))
	}
	return s
}
