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

// addressText prepares a text with addresses: broken ones are put together, and lines
// that are neither an address nor a key are made empty: a password, the header of
// a list. So the others keep their numbers.
func addressText(text string, n *notes) string {
	lines := strings.Split(joinBroken(text), "\n")
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
// lines, none of which could be one, is put together. In all other cases it
// returns the text.
func onlyKey(text string, n *notes) string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
	var found []string
	for _, line := range lines {
		var unneeded notes
		plain, err := withoutLabel(bare(line), &unneeded)
		switch name, _, ok := splitField(line); {
		case ok && (name == "size" || name == "step" || name == "algorithm" || name == "settings"):
			return text // it would change the codes
		case err == nil && isKey(plain):
			found = append(found, line)
		}
	}
	joined := strings.Join(lines, "")
	if _, err := base32Letters(joined); len(found) == 0 && err == nil && isKey(joined) {
		return joined
	}
	if len(found) != 1 || len(lines) == 1 {
		return text
	}
	n.add(NoteOthers)
	return found[0]
}
