package cli

import (
	"fmt"
	"strings"
)

const (
	// maxShown is longer than what people get wrong, and shorter than most keys.
	maxShown = 40

	// keyLetters is how many letters and digits a key has at the least: 80 bits in
	// base32 (RFC 4226, section 4, wants 128).
	keyLetters = 16

	// codeDigits is how many digits a code has at the least (RFC 4226, section 5.3).
	codeDigits = 6
)

// date is the beginning of a time, whose digits are no code.
var date = Lazily(`^\d{4}-\d\d-\d\d([T ]|$)`)

// slashed is a window, such as 1/0 or 10s/5s. Other slashes are those of paths, which
// have names of people in them.
var slashed = Lazily(`^[0-9.a-z ]{1,9}/[0-9.a-z ]{1,9}$`)

// named is what names somebody or something in a network: jane.doe, 192.0.2.1.
var named = Lazily(`[A-Za-z]\.[A-Za-z]|[0-9]\.[0-9]+\.|:`)

// Shown returns what was typed, in quotes, and reports whether it may be repeated:
// it can be no key, no code, no account, no path and no name in a network.
func Shown(value string) (quoted string, ok bool) {
	quoted, ok = ShownHost(value)
	return quoted, ok && (!named().MatchString(value) || date().MatchString(value))
}

// ShownHost is Shown where the name of a host is wanted.
func ShownHost(value string) (quoted string, ok bool) {
	quoted = fmt.Sprintf("%q", value)
	bare := strings.TrimPrefix(strings.TrimPrefix(value, "http://"), "https://")
	switch {
	case value == "" || len(value) > maxShown || !plainText(value):
	case strings.Contains(strings.ToLower(value), "otpauth"), strings.ContainsAny(bare, `@\?#%&`):
	case strings.Contains(strings.TrimSuffix(bare, "/"), "/") && !slashed().MatchString(value):
	case date().MatchString(value):
		return quoted, true
	case longest(value, isDigit) >= codeDigits || longest(value, isLetterOrDigit) >= keyLetters:
	default:
		return quoted, true
	}
	return "", false
}

// longest returns how many bytes of a kind stand together at most, where spaces and
// dashes between them do not count: keys and codes are written in groups.
func longest(text string, kind func(byte) bool) (most int) {
	n := 0
	for i := range len(text) {
		switch c := text[i]; {
		case kind(c):
			n++
		case c != ' ' && c != '-' && c != '_':
			n = 0
		}
		most = max(most, n)
	}
	return most
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetterOrDigit(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z'
}
