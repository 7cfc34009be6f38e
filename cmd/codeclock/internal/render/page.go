package render

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// page collects lines, each as wide as its screen at most.
type page struct {
	strings.Builder
	screen  Screen
	head    string // the lines of the answer, if the page begins with one
	named   int    // how many ignored servers to name before -v is named instead
	squeeze int    // how much to leave out
	cut     int    // steps that were left out
}

// String returns the page. Where the answer has scrolled out of view at its end, it
// stands there once more.
func (p *page) String() string {
	text := p.Builder.String()
	if p.head != "" && p.screen.overflows(text) {
		return text + "\n" + p.head
	}
	return text
}

// line writes a line, or several where the screen is too narrow for it.
func (p *page) line(text string) {
	for _, l := range words.Fold(text, p.screen.Width()) {
		p.verbatim(l)
	}
}

// verbatim writes a line as it is.
func (p *page) verbatim(line string) { fmt.Fprintln(p, strings.TrimRight(line, " ")) }

func (p *page) blank() {
	if p.squeeze < withoutBlanks {
		p.verbatim("")
	}
}

// gap writes a blank line where there is room for it.
func (p *page) gap() {
	if p.squeeze < withoutGap {
		p.blank()
	}
}

// wrapped writes a sentence over as many lines as it needs; the lines after the
// first begin with indent.
func (p *page) wrapped(first, text, indent string) {
	for _, l := range words.Hang(first, text, indent, p.screen.Width()) {
		p.verbatim(l)
	}
}

func (p *page) headline(v result.Verdict, text string) { p.marked(v, v.String(), text) }

// marked writes line 1 with a word of its own, in the colour of a verdict.
func (p *page) marked(v result.Verdict, word, text string) {
	p.answer(p.paint(v, word)+"   ", text, strings.Repeat(" ", len(word)+3))
}

// answer writes what must stay in view.
func (p *page) answer(first, text, indent string) {
	before := p.Len()
	p.wrapped(first, text, indent)
	if before == 0 {
		p.head = p.Builder.String()
	}
}

// paint colours the verdict's word with the terminal's own 16 colours. The word
// says the same without.
func (p *page) paint(v result.Verdict, word string) string {
	if !p.screen.Color {
		return word
	}
	code := map[result.Verdict]string{
		result.OK: "32", result.AtRisk: "33", result.Wrong: "31", result.CantTell: "36",
	}[v]
	return "\x1b[1;" + code + "m" + word + "\x1b[0m"
}

// TextOptions says how much of a result to show, and how.
type TextOptions struct {
	Quiet   bool // line 1 alone
	Verbose bool // the servers too
	Screen  Screen

	Unattended bool // a program reads it, or CI: without the question about phones
}

// isCommand reports whether a step is something to type: sentences begin with a capital,
// and end.
func isCommand(step string) bool {
	name, _, _ := strings.Cut(step, " ")
	return 'a' <= step[0] && step[0] <= 'z' && !strings.HasSuffix(name, ":") && !strings.HasSuffix(step, ".")
}

// numbered writes steps. A command is never broken; what it is about stands behind it,
// or else below.
func numbered(p *page, list []string) {
	kept := p.kept(len(list))
	p.cut += len(list) - kept
	for i, s := range list[:kept] {
		first := fmt.Sprintf("  %d. ", i+1)
		command, about, _ := strings.Cut(s, "    ")
		if words.Width(first+s) <= p.screen.Width() || !isCommand(s) {
			p.wrapped(first, s, "     ")
			continue
		}
		p.verbatim(first + command)
		if about != "" {
			p.wrapped("     ", about, "     ")
		}
	}
}

// practice says that servers were simulated; demo is the scenario, "" for none.
func (p *page) practice(demo string) {
	if demo == "" {
		return
	}
	text := fmt.Sprintf("(practice run with simulated servers: --demo=%s)", words.Clean(demo))
	if words.Width(text) > p.screen.Width() {
		text = fmt.Sprintf("(practice run: --demo=%s)", words.Clean(demo))
	}
	p.line(text)
}
