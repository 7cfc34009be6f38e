package batch

import (
	"fmt"
	"strings"
	"unicode"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/totp"
)

// CodeError is a code that is not one, by its form.
type CodeError struct{ Flaw totp.CodeFlaw }

// Error says no more than that; what the flaw means is said where it is printed.
func (e *CodeError) Error() string { return "the code can't be one: " + string(e.Flaw) }

// rounded and decimal are what becomes of a code in a cell for numbers.
var (
	rounded = cli.Lazily(`^[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+$`)
	decimal = cli.Lazily(`^[0-9]+[.,][0-9]+$`)
)

// Code returns the code that a cell holds, as a device of the key shows it: without
// the blanks and dashes of groups, and what spreadsheets put around a text. A code
// may be longer than the key's, for the device can have other settings.
//
// It fails with one of the errors of a code, or with a *CodeError.
func Code(cell string, k totp.Key) (string, error) {
	plain := strings.TrimSpace(cell)
	if inner, ok := strings.CutPrefix(plain, `="`); ok { // a formula that keeps the zeros
		plain = strings.TrimSuffix(inner, `"`)
	}
	plain = PlainCode(strings.TrimPrefix(plain, "'")) // a cell that is marked as text
	switch {
	case plain == "":
		return "", ErrCodeEmpty
	case rounded().MatchString(plain):
		return "", ErrCodeRounded
	case decimal().MatchString(plain):
		return "", ErrCodeDecimal
	case k.CheckCode(plain) == nil:
		return plain, nil
	}
	return checkForm(plain, k)
}

// checkForm returns a code that isn't one of the key's but could be one of the same
// secret with other settings, and what is wrong with any other.
func checkForm(plain string, k totp.Key) (string, error) {
	kind, digits := totp.AppCode, k.Digits
	if k.Steam {
		kind, digits = totp.SteamCode, 0
	}
	for _, flaw := range totp.LintCode(plain, kind, digits) {
		switch short := flaw == totp.CodeShort || flaw == totp.CodeShortByOne; {
		case short && !k.Steam:
			return "", fmt.Errorf("%w: %d of %d", ErrCodeZeros, len(plain), k.Digits)
		case flaw == totp.CodeLong && len(plain) <= maxDigits, flaw.Remark(), flaw == totp.CodeLikeSteam:
		default:
			return "", &CodeError{flaw}
		}
	}
	return plain, nil
}

// maxDigits is how long a code can be, with any settings.
const maxDigits = 8

// PlainCode takes out what people write between the groups of a code.
func PlainCode(code string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r != '\n' && unicode.IsSpace(r) {
			return -1
		}
		return r
	}, code)
}
