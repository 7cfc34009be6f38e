package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/cli"
)

// saveReport writes a report to a file once the user has seen it and agreed on the
// keyboard that is in use, or right away where yes was said before.
func saveReport(ctx context.Context, e *env, file, text string, yes bool, keys *cli.Keyboard) error {
	if !yes {
		if err := cli.Write(e.stdout, e.screen("never").Fold(text)+"\nWrite this report to the file? [y/N] "); err != nil {
			return err
		}
		if !agrees(ctx, e, keys) {
			return cli.Hint(errors.New("nothing was written"), "answer y to write the file, or copy the text by hand")
		}
	}
	if err := cli.WriteFile("--output", file, text); err != nil {
		if yes { // nobody has seen it yet, and it must not be lost
			return errors.Join(err, cli.Write(e.stdout, text))
		}
		return err
	}
	fmt.Fprintln(e.stderr, "The report was written.")
	return nil
}

// agrees reads an answer from the keyboard that is in use, or else from standard
// input; anything but yes, silence included, is no.
func agrees(ctx context.Context, e *env, keys *cli.Keyboard) bool {
	if keys.Keys == nil {
		keys = cli.LineKeyboard(e.stdin)
		defer keys.Close()
	}
	switch strings.ToLower(strings.TrimSpace(keys.Line(ctx))) {
	case "y", "yes":
		return true
	}
	return false
}
