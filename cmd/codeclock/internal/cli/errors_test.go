package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/result"
)

// What is said of an error, and what the exit status is.
func TestFinish(t *testing.T) {
	lost := errors.New("the paper is lost")
	for _, tt := range []struct {
		name   string
		err    error
		status int
		stderr string
	}{
		{"all is well", nil, 0, ""},
		{"a verdict that is no failure", Fail(result.OK), 0, ""},
		{"a verdict has been said", Fail(result.Wrong), 2, ""},
		{"an error", lost, 3, "codeclock: error: the paper is lost\n"},
		{"an error with a hint", Hint(lost, "look again"), 3, "codeclock: error: the paper is lost\ncodeclock: hint: look again\n"},
		{"a call that makes no sense", Usagef("try 4", "not %d", 5), 64, "codeclock: error: not 5\ncodeclock: hint: try 4\n"},
		{"the first refusal that is so", Refuse(Refusal{false, "a", "b"}, Refusal{true, "100% is odd", "d"}, Refusal{true, "e", "f"}),
			64, "codeclock: error: 100% is odd\ncodeclock: hint: d\n"},
		{"no refusal is so", Refuse(Refusal{What: "a", Hint: "b"}), 0, ""},
	} {
		var stderr strings.Builder
		if status := Finish(&stderr, tt.err); status != tt.status || stderr.String() != tt.stderr {
			t.Errorf("%s: status %d and %q, want %d and %q", tt.name, status, stderr.String(), tt.status, tt.stderr)
		}
	}
}

// A file error names no file: a path has the name of a person in it, and may be a
// key that was typed in the wrong place.
func TestBareNamesNoFile(t *testing.T) {
	_, open := os.Open("/jane.doe/x")
	rename := os.Rename("/jane.doe/x", "/jane.doe/y")
	for _, err := range []error{open, rename, fmt.Errorf("twice: %w", open)} {
		if got := Bare(err); got == nil || strings.Contains(got.Error(), "jane") {
			t.Errorf("%v becomes %v", err, got)
		}
	}
}
