package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"codeclock/cmd/codeclock/internal/result"
)

// ExitUsage is the exit status for a call that cannot be understood
// (sysexits.h, EX_USAGE). 0 to 3 are verdicts.
const ExitUsage = 64

// hintError is an error with a line that says what to do about it.
type hintError struct {
	err  error
	hint string
}

func (e hintError) Error() string { return e.err.Error() }
func (e hintError) Unwrap() error { return e.err }

// usageError is a call that cannot be understood.
type usageError struct{ hintError }

// verdictError ends a command with the exit status of its verdict. Everything
// has been said by then.
type verdictError struct{ verdict result.Verdict }

func (e verdictError) Error() string { return e.verdict.String() }

// Hint gives an error the line that says what to do about it.
func Hint(err error, hint string) error { return hintError{err, hint} }

// Usage makes an error one of a call that cannot be understood.
func Usage(err error, hint string) error { return usageError{hintError{err, hint}} }

// Usagef is Usage of an error that is only worded here.
func Usagef(hint, format string, args ...any) error { return Usage(fmt.Errorf(format, args...), hint) }

// Fail returns the error that ends a command with the exit status of a verdict,
// nil for OK.
func Fail(v result.Verdict) error {
	if v == result.OK {
		return nil
	}
	return verdictError{v}
}

// IsVerdict reports whether an error is a verdict's exit status alone.
func IsVerdict(err error) bool { return errors.As(err, new(verdictError)) }

// IsUsage reports whether an error is that of a call that cannot be understood.
func IsUsage(err error) bool { return errors.As(err, new(usageError)) }

// Finish prints an error, if there is one that has to be, and returns the exit
// status.
func Finish(stderr io.Writer, err error) int {
	var verdict verdictError
	switch {
	case err == nil:
		return int(result.OK)
	case errors.As(err, &verdict):
		return int(verdict.verdict)
	}
	complain(stderr, err)
	if IsUsage(err) {
		return ExitUsage
	}
	return int(result.CantTell)
}

// complain prints an error and, on its own line, its hint. Nothing is printed of
// an error that has been joined to one with a hint.
func complain(stderr io.Writer, err error) {
	var usage usageError
	var hint hintError
	switch {
	case errors.As(err, &usage):
		hint = usage.hintError
	case !errors.As(err, &hint):
		hint = hintError{err: err}
	}
	fmt.Fprintf(stderr, "codeclock: error: %v\n", hint)
	if hint.hint != "" {
		fmt.Fprintf(stderr, "codeclock: hint: %s\n", hint.hint)
	}
}

// Root returns the error that others are wrapped around. It is what can be
// repeated where the words around it could name a secret.
func Root(err error) error {
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	return err
}

// Bare takes the path off a file error: paths have names of people in them.
func Bare(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
