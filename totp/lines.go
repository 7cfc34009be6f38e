package totp

import (
	"strings"
)

// isBinary reports whether a text is a picture, an archive or the like: people give the
// picture of a QR code where its text is meant.
func isBinary(text string) bool {
	for _, start := range []string{"\x89PNG", "\xff\xd8\xff", "GIF8", "RIFF", "%PDF", "PK\x03\x04", "SQLite format 3\x00", "\x03\xd9\xa2\x9a"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return len(text) > 12 && text[4:8] == "ftyp" // HEIC, as iPhones keep photos
}

// nextAddress is where another address begins on a line, behind a comma.
var nextAddress = lazily(`(?i),\s*(otpauth(?:-migration)?://)`)

// addressText prepares a text with addresses: broken ones are put together, and lines
// that are neither an address nor a key are made empty: a password, the header of
// a list. So the others keep their numbers.
func addressText(text string, n *notes) string {
	lines := strings.Split(joinBroken(nextAddress().ReplaceAllString(text, "\n$1")), "\n")
	if !strings.Contains(strings.ToLower(text), uriScheme) { // addresses of another kind, or none that is well-formed
		return strings.Join(lines, "\n")
	}
	for i, line := range lines {
		lower := strings.ToLower(strings.TrimSpace(line))
		web := strings.HasPrefix(lower, "http") || strings.Contains(lower, " http")
		if strings.Contains(lower, uriScheme) || hasAddress(line) && !web || isKey(bare(line)) || strings.HasPrefix(lower, "#") {
			continue
		}
		n.addIf(lower != "", NoteOthers)
		lines[i] = ""
	}
	return strings.Join(lines, "\n")
}

// onlyKey returns the one line of several that holds a key. A key that is broken into
// lines, none of which could be one, is put together. It fails with ErrSecretLines
// where several lines could be the key, and returns the text in all other cases.
func onlyKey(text string, n *notes) (string, error) {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
	var found []string
	for _, line := range lines {
		var unneeded notes
		plain, err := withoutLabel(bare(line), &unneeded)
		switch name, _, ok := splitField(line); {
		case ok && (name == "size" || name == "step" || name == "algorithm" || name == "settings"):
			return text, nil // it would change the codes
		case err == nil && isKey(plain):
			found = append(found, line)
		}
	}
	joined := strings.Join(lines, "")
	switch _, err := base32Letters(joined); {
	case len(found) == 0 && err == nil && isKey(joined):
		return joined, nil
	case len(found) > 1:
		return "", ErrSecretLines
	case len(found) == 1 && len(lines) > 1:
		n.add(NoteOthers)
		return found[0], nil
	}
	return text, nil
}
