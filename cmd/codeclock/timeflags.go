package main

import (
	"strconv"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// parseTyping reads "8s" or "5s..20s".
func parseTyping(text string) (result.Typing, error) {
	least, most, two := strings.Cut(text, "..")
	if !two {
		most = least
	}
	const hint = "for example --typing 8s or --typing 5s..20s"
	minimum, err := skew.ParseSize(strings.TrimSpace(least))
	maximum, errMost := skew.ParseSize(strings.TrimSpace(most))
	t := result.Typing{Min: minimum, Max: maximum}
	switch {
	case err != nil || errMost != nil:
		return t, cli.Usagef(hint, "--typing: each time needs a number and a unit, from 0s to 24h")
	case t.Min > t.Max:
		return t, cli.Usagef(hint, "--typing: the shorter time comes first")
	}
	if err := (totp.Verifier{Typing: t.Max}).Check(); err != nil {
		return t, cli.Usagef(hint, "--typing: %v", err)
	}
	return t, nil
}

// The years that --at can be in: from the first codes to where a skew of
// centuries still leaves four digits, which RFC 3339 has.
const firstYear, lastYear = 1970, 9000

// parseAt reads a time; the zero time when there is none.
func parseAt(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if digits, ok := strings.CutPrefix(text, "@"); ok {
		var n int64
		n, err = strconv.ParseInt(digits, 10, 64)
		at = time.Unix(n, 0)
	}
	at = at.UTC()
	if err != nil || at.Year() < firstYear || at.Year() > lastYear {
		return time.Time{}, cli.Usagef("for example --at 2026-11-22T14:02:10Z, with a zone, or --at @1795356130",
			"--at must be a time between %d and %d", firstYear, lastYear)
	}
	return at, nil
}
