package render

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// page collects lines.
type page struct {
	strings.Builder
	color   bool
	named   int // how many ignored servers to name before -v is named instead
	squeeze int // how much to leave out, up to tightest
}

func (p *page) line(text string) { fmt.Fprintln(p, strings.TrimRight(text, " ")) }

func (p *page) blank() { p.line("") }

// gap writes a blank line where there is room for it.
func (p *page) gap() {
	if p.squeeze < withoutGap {
		p.blank()
	}
}

// wrapped writes a sentence over as many lines as it needs; the lines after the
// first begin with indent.
func (p *page) wrapped(first, text, indent string) {
	head := words.Wrap(text, Columns-len(first))[0]
	p.line(first + head)
	if rest := strings.TrimLeft(text[len(head):], " "); rest != "" {
		for _, l := range words.Wrap(rest, Columns-len(indent)) {
			p.line(indent + l)
		}
	}
}

func (p *page) headline(v result.Verdict, text string) { p.marked(v, v.String(), text) }

// marked writes line 1 with a word of its own, in the colour of a verdict.
func (p *page) marked(v result.Verdict, word, text string) {
	indent := strings.Repeat(" ", len(word)+3)
	for i, l := range words.Wrap(text, Columns-len(indent)) {
		if i == 0 {
			p.line(p.paint(v, word) + "   " + l)
		} else {
			p.line(indent + l)
		}
	}
}

// paint colours the verdict's word with the terminal's own 16 colours. The word
// says the same without.
func (p *page) paint(v result.Verdict, word string) string {
	if !p.color {
		return word
	}
	code := map[result.Verdict]string{
		result.OK: "32", result.AtRisk: "33", result.Wrong: "31", result.CantTell: "36",
	}[v]
	return "\x1b[1;" + code + "m" + word + "\x1b[0m"
}

// Columns is the widest line that text for people has.
const Columns = words.Columns

// maxLines is how many lines a result for people has at most.
const maxLines = 20

// TextOptions says how much of a result to show, and how.
type TextOptions struct {
	Quiet   bool // line 1 alone
	Verbose bool // the servers too
	Color   bool

	Unattended bool // a program reads it, or CI: without the question about phones
}

func numbered(p *page, list []string) {
	for i, s := range list {
		p.wrapped(fmt.Sprintf("  %d. ", i+1), s, "     ")
	}
}

// practice says that servers were simulated; demo is the scenario, "" for none.
func (p *page) practice(demo string) {
	if demo != "" {
		p.line(fmt.Sprintf("(practice run with simulated servers: --demo=%s)", words.Clean(demo)))
	}
}
