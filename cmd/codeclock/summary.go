package main

import (
	"fmt"
	"os"

	"codeclock/cmd/codeclock/internal/cli"
)

// appendSummary adds to the step summary of a GitHub workflow, if this is one.
// That it cannot be written must not hide the verdict.
func appendSummary(e *env, text string) {
	path := e.getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = f.WriteString(text)
		if closing := f.Close(); err == nil {
			err = closing
		}
	}
	if err != nil {
		fmt.Fprintf(e.stderr, "codeclock: note: the step summary was not written: %v\n", cli.Bare(err))
	}
}
