package guide

import (
	"fmt"
	"slices"
)

// Question is something that only the person knows.
type Question struct {
	ID      string
	Text    string
	When    Condition // whether it is asked
	Answers []Answer
}

// Answer is one answer to a question. No two answers share a word, whatever the
// question, so that a list of words is a walk.
type Answer struct {
	Word  string
	Text  string
	When  Condition // whether it is offered
	Means []string  // what it says beside itself
}

// Offered returns the answers that fit the words so far.
func (q Question) Offered(words []string) []Answer {
	words = meaning(words)
	return slices.DeleteFunc(slices.Clone(q.Answers), func(a Answer) bool { return !a.When.Holds(words) })
}

// Next returns the first question that is open after these answers, false when
// there is none.
func Next(answers []string) (Question, bool) {
	words := meaning(answers)
	for _, q := range Questions() {
		if q.When.Holds(words) && !q.answered(answers) {
			return q, true
		}
	}
	return Question{}, false
}

func (q Question) answered(answers []string) bool {
	return slices.ContainsFunc(q.Answers, func(a Answer) bool { return slices.Contains(answers, a.Word) })
}

// AnswerError is a word that is no answer at its place in a walk.
type AnswerError struct {
	Place    int      // of the word, counted from 1
	Question Question // that takes it, or the one that is open
	Reason   error    // ErrUnknown, ErrTwice or ErrNotAsked
}

func (e AnswerError) Error() string { return fmt.Sprintf("answer %d: %v", e.Place, e.Reason) }
func (e AnswerError) Unwrap() error { return e.Reason }

// CheckAnswers reports the first word of a walk that is no answer to a question that these
// answers lead to. Their order does not matter.
func CheckAnswers(answers []string) error {
	words := meaning(answers)
	seen := map[string]bool{}
	for i, word := range answers {
		q, a, ok := find(word)
		switch {
		case !ok:
			open, _ := Next(answers)
			return AnswerError{i + 1, open, ErrUnknown}
		case seen[q.ID]:
			return AnswerError{i + 1, q, ErrTwice}
		case !q.When.Holds(words) || !a.When.Holds(words):
			return AnswerError{i + 1, q, ErrNotAsked}
		}
		seen[q.ID] = true
	}
	return nil
}

// find returns the question and the answer that a word is.
func find(word string) (Question, Answer, bool) {
	for _, q := range Questions() {
		for _, a := range q.Answers {
			if a.Word == word {
				return q, a, true
			}
		}
	}
	return Question{}, Answer{}, false
}

// Words returns every word that is an answer, for whoever must know them all.
func Words() []string {
	var words []string
	for _, q := range Questions() {
		for _, a := range q.Answers {
			words = append(words, a.Word)
		}
	}
	return words
}

// meaning adds to answers what they mean.
func meaning(answers []string) []string {
	words := slices.Clone(answers)
	for _, word := range answers {
		if _, a, ok := find(word); ok {
			words = append(words, a.Means...)
		}
	}
	return words
}
