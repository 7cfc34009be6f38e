package main

import (
	"context"
	"errors"
	"fmt"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/totp"
)

// maxTypedCode is room for a whole message in place of a code.
const maxTypedCode = 4 << 10

var errNoCode = errors.New("interrupted before there was a code")

// readCode reads a code from a prompt that does not show it, or from standard input.
// It is never an argument: other users of the computer could read it there.
func readCode(ctx context.Context, e *env) (string, error) {
	var text string
	var err error
	if e.readSecret == nil {
		text, err = cli.Read(ctx, e.stdin, maxTypedCode)
	} else {
		fmt.Fprint(e.stderr, "Code (it is not shown, Ctrl-C leaves): ")
		var line []byte
		line, err = e.readSecret(ctx)
		fmt.Fprintln(e.stderr)
		text = string(line)
	}
	switch {
	case ctx.Err() != nil:
		return "", cli.Hint(errNoCode, "")
	case errors.Is(err, cli.ErrTooLong):
		return "", cli.Usagef("give the code alone", "standard input is longer than any code")
	case err != nil:
		return "", cli.Hint(fmt.Errorf("read the code: %w", cli.Root(err)), "give it on standard input")
	}
	return text, nil
}

// codeKinds returns the words for kinds of codes, the default first.
func codeKinds() []string { return []string{"any", "app", "sent", "steam"} }

func codeKind(word string) totp.CodeKind {
	return map[string]totp.CodeKind{"app": totp.AppCode, "sent": totp.SentCode, "steam": totp.SteamCode}[word]
}
