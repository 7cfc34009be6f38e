package render

import (
	"fmt"
	"slices"
	"strings"

	"codeclock/cmd/codeclock/internal/guide"
	"codeclock/cmd/codeclock/internal/words"
)

// GuideOptions say how much of a walk through the guide to show.
type GuideOptions struct {
	All     bool // every step that matters, not the likeliest alone
	Sources bool // where each fact comes from
	Screen  Screen
}

// likeliest is how many steps are shown whole.
const likeliest = 4

// Guide renders a walk: its steps, what was checked, and at the end one sentence,
// what was ruled out, and the next command.
func Guide(w guide.Walk, o GuideOptions) string {
	p := &page{screen: o.Screen}
	whole, short := guideSteps(w, o)
	for i, s := range whole {
		guideStep(p, i+1, s, o)
	}
	if len(short) > 0 {
		p.line("Less likely:")
		for _, s := range short {
			p.wrapped("  - ", s.Title, "    ")
		}
		p.wrapped("  ", "--all shows these steps whole.", "  ")
		p.blank()
	}
	guideChecks(p, w)
	if q, open := guide.Next(w.Answers); open {
		guideOpen(p, q, w.Answers)
	}
	conclusion(p, w.Conclude())
	if len(w.Answers) > 0 {
		p.blank()
		p.wrapped("", fmt.Sprintf("Your answers, to paste for support: %s", strings.Join(w.Answers, ", ")), "")
	}
	if o.Sources {
		guideSources(p, whole)
	}
	return p.String()
}

// guideSteps parts the steps into those that are shown whole and those whose titles
// are enough. What everybody does first and last is always whole.
func guideSteps(w guide.Walk, o GuideOptions) (whole, short []guide.Step) {
	for _, s := range guide.Steps(w.Answers) {
		switch {
		case !o.All && guide.ForSome(s) && len(whole) >= likeliest+guide.First:
			short = append(short, s)
		default:
			whole = append(whole, s)
		}
	}
	return whole, short
}

func guideStep(p *page, n int, s guide.Step, o GuideOptions) {
	p.wrapped(fmt.Sprintf("%2d. ", n), s.Title, "    ")
	for _, l := range s.Lines {
		p.wrapped("    ", guideLine(l, o), "    ")
	}
	if s.GoOn != "" {
		p.wrapped("    ", s.GoOn, "    ")
	}
	if s.Next != "" && s.Next != "codeclock guide" {
		p.line("      " + s.Next)
	}
	p.blank()
}

// guideLine is a line with the month in which its menu or limit was true.
func guideLine(l guide.Line, o GuideOptions) string {
	text := l.Text
	if l.Seen != "" {
		text += fmt.Sprintf(" (as of %s)", l.Seen)
	}
	if o.Sources && len(l.Sources) > 0 {
		text += " [" + strings.Join(l.Sources, ", ") + "]"
	}
	return text
}

func guideChecks(p *page, w guide.Walk) {
	if len(w.Checks) == 0 {
		return
	}
	p.line(words.GuideChecked)
	for _, r := range w.Checks {
		p.wrapped("  ", r.Said, "  ")
	}
	p.blank()
}

func guideOpen(p *page, q guide.Question, answers []string) {
	p.wrapped("Still open: ", q.Text, "")
	for _, a := range q.Offered(answers) {
		guideAnswer(p, a)
	}
	p.blank()
}

func guideAnswer(p *page, a guide.Answer) {
	const column = 18
	first := "  " + a.Word
	p.wrapped(first+strings.Repeat(" ", max(column-len(first), 1)), a.Text, strings.Repeat(" ", column))
}

// conclusion ends a walk.
func conclusion(p *page, c guide.Conclusion) {
	switch {
	case c.Found:
		p.wrapped("", fmt.Sprintf("Found: %s.", c.Sentence), "")
	case c.Sentence != "":
		p.wrapped("", fmt.Sprintf("Most likely: %s.", c.Sentence), "")
	default:
		p.wrapped("", "Nothing can be said yet: answer the question first.", "")
	}
	if c.Do != "" {
		p.wrapped("Do this first: ", c.Do+".", "")
	}
	for _, l := range c.RuledOut {
		p.wrapped("Ruled out: ", l.Text, "")
	}
	if c.Next != "" {
		p.line("Next:    " + c.Next)
	}
}

func guideSources(p *page, steps []guide.Step) {
	p.blank()
	p.line("Sources (read in November 2026)")
	var seen []string
	for _, s := range steps {
		for _, l := range s.Lines {
			for _, id := range l.Sources {
				source, ok := guide.LookupSource(id)
				if ok && !slices.Contains(seen, id) {
					seen = append(seen, id)
					first := fmt.Sprintf("  %-9s", "["+id+"]")
					p.wrapped(first, fmt.Sprintf("%s; %s: %s", source.What, source.Kind, words.BreakPaths(source.Where, p.screen.Width()-len(first))), strings.Repeat(" ", len(first)))
				}
			}
		}
	}
}

// GuideList renders every question, with the words that answer it.
func GuideList(s Screen) string {
	p := &page{screen: s}
	for _, q := range guide.Questions() {
		p.wrapped(q.ID+": ", q.Text, "")
		for _, a := range q.Answers {
			guideAnswer(p, a)
		}
		p.blank()
	}
	p.wrapped("", "Give the words in any order: codeclock guide --answers sent,text,nothing", "")
	return p.String()
}
