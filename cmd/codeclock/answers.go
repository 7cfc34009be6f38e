package main

import (
	"errors"
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/guide"
)

// guideError gives an answer that is none its hint. The word itself is not repeated:
// it could be a code.
func guideError(err error) error {
	var answer guide.AnswerError
	if !errors.As(err, &answer) {
		return err
	}
	var words []string
	for _, a := range answer.Question.Answers {
		words = append(words, a.Word)
	}
	hint := "codeclock guide --list lists all words"
	if len(words) > 0 && !errors.Is(err, guide.ErrNotAsked) {
		hint = fmt.Sprintf("%s one of %s", answer.Question.Text, strings.Join(words, ", "))
	}
	return cli.Usage(fmt.Errorf("--answers: %w", err), hint)
}
