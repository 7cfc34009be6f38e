package render

import (
	"codeclock/cmd/codeclock/internal/guide"
)

// guideJSON is a walk through the guide.
type guideJSON struct {
	header
	Answers    []string              `json:"answers"`
	Question   *questionJSON         `json:"question" jsonschema:"the question that is open; null when none is"`
	Steps      []stepJSON            `json:"steps" jsonschema:"what matters, in the order in which to try it"`
	Checks     []ranJSON             `json:"checks" jsonschema:"what was checked"`
	Conclusion conclusionJSON        `json:"conclusion"`
	Sources    map[string]sourceJSON `json:"sources" jsonschema:"where the facts come from, by their IDs"`
}

type questionJSON struct {
	ID      string       `json:"id"`
	Text    string       `json:"text"`
	Answers []answerJSON `json:"answers"`
}

type answerJSON struct {
	Word string `json:"word"`
	Text string `json:"text"`
}

type stepJSON struct {
	ID      string     `json:"id"`
	Title   string     `json:"title"`
	Lines   []lineJSON `json:"lines"`
	GoOn    string     `json:"go_on,omitempty" jsonschema:"when to go on to the next step"`
	Check   string     `json:"check,omitempty" jsonschema:"what can be checked here"`
	Command string     `json:"command,omitempty"`
}

type lineJSON struct {
	Text    string   `json:"text"`
	Advice  bool     `json:"advice" jsonschema:"an order or a judgement, not a fact"`
	Sources []string `json:"sources"`
	Seen    string   `json:"seen,omitempty" jsonschema:"the month in which a menu or a limit was true"`
}

type ranJSON struct {
	Check   string `json:"check"`
	Outcome string `json:"outcome" jsonschema:"clear, fault or unclear"`
	Said    string `json:"said"`
}

type conclusionJSON struct {
	Found    bool     `json:"found" jsonschema:"a check has shown it; else it is the likeliest"`
	Sentence string   `json:"sentence"`
	Do       string   `json:"do"`
	RuledOut []string `json:"ruled_out"`
	Next     string   `json:"next,omitempty" jsonschema:"the command to go on with"`
}

type sourceJSON struct {
	Kind  string `json:"kind" jsonschema:"official, maintainer, source code, users or third party"`
	Where string `json:"where"`
	What  string `json:"what"`
}

// GuideJSON renders a walk as a document, with all of its steps.
func GuideJSON(w guide.Walk) (string, error) {
	c := w.Conclude()
	j := guideJSON{
		header: newHeader("guide", w.Version, w.Demo), Answers: append([]string{}, w.Answers...),
		Steps: []stepJSON{}, Checks: []ranJSON{}, Sources: map[string]sourceJSON{},
		Conclusion: conclusionJSON{Found: c.Found, Sentence: c.Sentence, Do: c.Do, Next: c.Next, RuledOut: []string{}},
	}
	if q, open := guide.Next(w.Answers); open {
		j.Question = &questionJSON{ID: q.ID, Text: q.Text}
		for _, a := range q.Offered(w.Answers) {
			j.Question.Answers = append(j.Question.Answers, answerJSON{a.Word, a.Text})
		}
	}
	for _, s := range guide.Steps(w.Answers) {
		j.Steps = append(j.Steps, newStepJSON(s, j.Sources))
	}
	for _, r := range w.Checks {
		j.Checks = append(j.Checks, ranJSON{string(r.Check), r.Outcome.String(), r.Said})
	}
	for _, l := range c.RuledOut {
		j.Conclusion.RuledOut = append(j.Conclusion.RuledOut, l.Text)
	}
	return document(j)
}

// newStepJSON adds the sources of a step to those of the document.
func newStepJSON(s guide.Step, sources map[string]sourceJSON) stepJSON {
	j := stepJSON{ID: s.ID, Title: s.Title, Lines: []lineJSON{}, GoOn: s.GoOn, Check: string(s.Check), Command: s.Next}
	for _, l := range s.Lines {
		j.Lines = append(j.Lines, lineJSON{l.Text, l.Advice, append([]string{}, l.Sources...), l.Seen})
		for _, id := range l.Sources {
			if source, ok := guide.LookupSource(id); ok {
				sources[id] = sourceJSON{source.Kind.String(), source.Where, source.What}
			}
		}
	}
	return j
}
