package totp

import (
	"fmt"
	"strings"
)

// ParseKeys reads what a key file may hold: one secret in base32, or otpauth
// addresses one a line, or the parts of one Google Authenticator export one a
// line. Keys come in the order of the text, those of an export last. An error
// names the line and nothing of its text.
func ParseKeys(text string) ([]Key, error) {
	text = strings.TrimPrefix(text, "\ufeff") // as Windows editors begin a file
	if !strings.Contains(text, "://") {
		return parseLoneSecret(text)
	}
	var keys []Key
	var parts []Migration
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		err := error(nil)
		switch {
		case line == "":
		case isMigration(line):
			var m Migration
			m, err = ParseMigration(line)
			parts = append(parts, m)
		default:
			var k Key
			k, err = ParseURI(line)
			keys = append(keys, k)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	exported, err := JoinMigrations(parts)
	if err != nil {
		return nil, err
	}
	return append(keys, exported...), nil
}

// parseLoneSecret refuses a second line: two secrets, run together, would make
// a third one that nobody has.
func parseLoneSecret(text string) ([]Key, error) {
	if strings.Contains(strings.TrimSpace(text), "\n") {
		return nil, ErrSecretLines
	}
	k, err := ParseSecret(text)
	if err != nil {
		return nil, err
	}
	return []Key{k}, nil
}
