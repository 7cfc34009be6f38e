package main

import (
	"fmt"
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

// undirected returns the first skew of a text that says neither slow nor fast, and
// has no sign; "" if there is none. 0 needs no direction.
func undirected(text string) string {
	middle, _, _ := strings.Cut(strings.Replace(text, "±", "+/-", 1), "+/-")
	for _, one := range strings.Split(middle, "..") {
		one = strings.TrimSpace(one)
		if d, err := skew.ParseSize(one); err == nil && d != 0 {
			return one
		}
	}
	return ""
}

// maxBareSteps is the largest count of steps that is taken for one without saying
// so: whoever writes a larger one may mean seconds. No verifier's default but notp's
// is larger than the 19 of multiOTP, and most are 1.
const maxBareSteps = 10

// plainWindow takes the word "steps" out of a window, and refuses a large number
// without a unit. The flag is named in the error.
func plainWindow(flag, text string) (string, error) {
	sides := strings.Split(text, "/")
	for i, side := range sides {
		side = strings.TrimSpace(side)
		bare := strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(side, "steps"), "step"), " ")
		n, err := strconv.Atoi(side)
		if err == nil && n > maxBareSteps && n <= int(totp.MaxTolerance/time.Second) {
			return "", cli.Usagef(fmt.Sprintf("--%s %ds for seconds, or --%s \"%d steps\"", flag, n, flag, n), "--%s %d: are these seconds or steps?", flag, n)
		}
		sides[i] = bare
	}
	return strings.Join(sides, "/"), nil
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
