package guide

import "errors"

// The reasons of an AnswerError.
var (
	ErrUnknown  = errors.New("not a word that is known")
	ErrTwice    = errors.New("a second answer to one question")
	ErrNotAsked = errors.New("an answer to a question that the others do not lead to")
)
