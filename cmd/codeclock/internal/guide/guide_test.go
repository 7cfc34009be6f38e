package guide

import (
	"slices"
	"strings"
	"testing"
)

// allLines returns every line with the place where it stands.
func allLines() map[string][]Line {
	lines := map[string][]Line{}
	for _, s := range AllSteps() {
		lines[s.ID] = s.Lines
	}
	for _, s := range Sites() {
		for _, l := range s.Lines {
			lines[s.ID] = append(lines[s.ID], l.Line)
		}
	}
	for _, e := range excluded() {
		lines["excluded"] = append(lines["excluded"], e.Line)
	}
	return lines
}

func TestEveryClaimHasASourceOrIsAdvice(t *testing.T) {
	used := map[string]bool{}
	for place, lines := range allLines() {
		for _, l := range lines {
			if l.Advice == (len(l.Sources) > 0) {
				t.Errorf("%s: neither sourced nor advice, or both: %q", place, l.Text)
			}
			for _, id := range l.Sources {
				if _, ok := LookupSource(id); !ok {
					t.Errorf("%s: no source %s", place, id)
				}
				used[id] = true
			}
		}
	}
	for _, s := range Sources() {
		if !used[s.ID] {
			t.Errorf("source %s is used nowhere", s.ID)
		}
	}
}

// Menus, times and limits change: a line that names one says when it was true.
func TestWhatChangesIsDated(t *testing.T) {
	for place, lines := range allLines() {
		for _, l := range lines {
			if strings.Contains(l.Text, " > ") && l.Seen == "" {
				t.Errorf("%s: a menu without a date: %q", place, l.Text)
			}
		}
	}
}

func TestNamesAreKnownAndUnique(t *testing.T) {
	words := Words()
	known := slices.Clone(words)
	for i, w := range words {
		if slices.Contains(words[:i], w) {
			t.Errorf("the word %q answers two questions", w)
		}
	}
	conditions := map[string]Condition{}
	ids := map[string]bool{}
	for _, s := range AllSteps() {
		if ids[s.ID] {
			t.Errorf("two steps %s", s.ID)
		}
		ids[s.ID] = true
		conditions[s.ID+" when"], conditions[s.ID+" first"] = s.When, s.First
	}
	for _, q := range Questions() {
		conditions[q.ID] = q.When
		for _, a := range q.Answers {
			conditions[a.Word] = a.When
		}
	}
	for _, s := range Sites() {
		for _, l := range s.Lines {
			conditions[s.ID+l.Text] = l.When
		}
	}
	for place, c := range conditions {
		for _, name := range c.names() {
			if !slices.Contains(known, name) {
				t.Errorf("%s: the condition names %q, which nobody can answer", place, name)
			}
		}
	}
}

// walks returns every complete walk, of two sites.
func walks(yield func([]string) bool) {
	var more func([]string) bool
	more = func(words []string) bool {
		q, open := Next(words)
		if !open {
			return yield(words)
		}
		for _, a := range q.Offered(words) {
			if q.ID == "site" && a.Word != "amazon" && a.Word != "other-site" {
				continue // the sites have the same questions, and tests of their own
			}
			if !more(append(slices.Clone(words), a.Word)) {
				return false
			}
		}
		return true
	}
	more(nil)
}

func TestEveryWalkEndsWithSomethingToDo(t *testing.T) {
	count, said, stepped := 0, map[string]bool{}, map[string]bool{}
	for words := range walks {
		count++
		if err := CheckAnswers(words); err != nil {
			t.Fatalf("%v: %v", words, err)
		}
		c := Conclude(words, nil)
		if c.Found || c.Sentence == "" || c.Do == "" || len(words) > 8 {
			t.Fatalf("%v: %+v", words, c)
		}
		steps := Steps(words)
		if len(steps) > 22 || steps[0].ID != "stop" || steps[len(steps)-1].ID != "never-give" {
			t.Fatalf("%v: %d steps, first %s", words, len(steps), steps[0].ID)
		}
		for _, s := range steps {
			stepped[s.ID] = true
		}
		said[c.Sentence] = true
	}
	for _, s := range AllSteps() {
		if !stepped[s.ID] {
			t.Errorf("no walk leads to %s", s.ID)
		}
		if s.Guess != "" && !said[s.Guess] {
			t.Errorf("no walk ends with %s: %q", s.ID, s.Guess)
		}
	}
	t.Logf("%d walks, %d different ends", count, len(said))
}

// Nothing says more than was checked: without a check nothing is found, and a check
// that could not tell neither finds nor clears.
func TestUnclearChecksSayNothing(t *testing.T) {
	unclear := map[Check]Outcome{Clock: Unclear, Code: Unclear, Network: Unclear}
	for words := range walks {
		a, b := Conclude(words, nil), Conclude(words, unclear)
		if a.Sentence != b.Sentence || b.Found || len(a.RuledOut) != len(b.RuledOut) {
			t.Fatalf("%v: %+v, %+v", words, a, b)
		}
	}
}

func TestCheckAnswers(t *testing.T) {
	for _, tt := range []struct {
		words string
		err   error
	}{
		{"sent,mail", nil}, {"mail,sent", nil}, {"", nil}, {"amazon", nil},
		{"page-sent,unsure,mail", nil},
		{"sent,shown", ErrTwice}, {"sent,phone", ErrNotAsked}, {"mail", ErrNotAsked},
		{"shown,phone,winauth", ErrNotAsked}, {"sent,123456", ErrUnknown},
	} {
		var words []string
		if tt.words != "" {
			words = strings.Split(tt.words, ",")
		}
		err := CheckAnswers(words)
		var got AnswerError
		if (err == nil) != (tt.err == nil) || err != nil && (!asError(err, &got) || got.Reason != tt.err || strings.Contains(err.Error(), "123456")) {
			t.Errorf("%s: %v, want %v", tt.words, err, tt.err)
		}
	}
}

func asError(err error, to *AnswerError) bool {
	e, ok := err.(AnswerError)
	*to = e
	return ok
}
