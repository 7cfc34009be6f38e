package guide

import (
	"slices"
	"strings"
)

// Condition is what answers must be: any of its terms, each of them words that must
// all be there, joined by "+", with "!" before a word that must not. The empty
// condition always holds.
type Condition []string

// Holds reports whether a condition is true of answers and what they mean.
func (c Condition) Holds(words []string) bool {
	return len(c) == 0 || slices.ContainsFunc(c, func(term string) bool { return termHolds(term, words) })
}

func termHolds(term string, words []string) bool {
	for word := range strings.SplitSeq(term, "+") {
		name, not := strings.CutPrefix(word, "!")
		if slices.Contains(words, name) == not {
			return false
		}
	}
	return true
}

// names returns the words that a condition is about.
func (c Condition) names() []string {
	var names []string
	for _, term := range c {
		for word := range strings.SplitSeq(term, "+") {
			names = append(names, strings.TrimPrefix(word, "!"))
		}
	}
	return names
}
