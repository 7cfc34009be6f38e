package render

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
)

// Explain renders all about a finding; false when there is no such finding.
func Explain(code drift.Code, s Screen) (string, bool) {
	e, ok := words.Explain(code)
	if !ok {
		return "", false
	}
	p := &page{screen: s}
	p.wrapped("", e.Title, "")
	for _, paragraph := range e.What {
		p.blank()
		p.wrapped("", paragraph, "")
	}
	p.blank()
	p.line("What to do")
	numbered(p, e.Do)
	p.blank()
	p.wrapped("", fmt.Sprintf("Seen: %s. Not looked at: %s.", e.Seen, e.Unseen), "")
	if len(e.Look) == 0 {
		p.line("Source: experience; nothing published is known that says so.")
	}
	for _, source := range e.Look {
		p.wrapped("", fmt.Sprintf("Source: %s", source), "        ")
	}
	return p.String(), true
}

// Explanations lists all findings that can be explained.
func Explanations(s Screen) string {
	const column = 23
	p := &page{screen: s}
	p.line("What codeclock can find (codeclock explain NAME tells all about it)")
	for _, code := range drift.Codes() {
		e, _ := words.Explain(code)
		name := "  " + string(code)
		p.wrapped(name+strings.Repeat(" ", max(column-len(name), 1)), e.Title, strings.Repeat(" ", column))
	}
	return p.String()
}
