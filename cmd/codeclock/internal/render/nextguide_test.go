package render

import (
	"testing"

	"codeclock/cmd/codeclock/internal/guide"
)

// Every walk through the guide ends with something to do.
func TestWalksHaveANextStep(t *testing.T) {
	walks := 0
	var walk func(answers []string)
	walk = func(answers []string) {
		q, open := guide.Next(answers)
		if !open {
			walks++
			w := guide.Walk{Answers: answers}
			text := Guide(w, GuideOptions{})
			if c := w.Conclude(); c.Do == "" && c.Next == "" || !step.MatchString(text) {
				t.Errorf("%v:\n%s", answers, text)
			}
			return
		}
		for i, a := range q.Offered(answers) {
			if testing.Short() && len(answers) > 1 && i > 1 {
				return
			}
			walk(append(answers[:len(answers):len(answers)], a.Word))
		}
	}
	walk(nil)
	if t.Logf("%d walks", walks); walks < 50 {
		t.Errorf("only %d walks", walks)
	}
}
