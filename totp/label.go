package totp

import (
	"strings"
)

// usualLength reports whether sites hand out keys of so many base32 letters: whole
// groups of eight from 10 bytes up, or 16, 32 and 64 bytes.
func usualLength(letters int) bool {
	return letters >= 16 && letters%8 == 0 || letters == 26 || letters == 52 || letters == 103
}

// maxLabelWords is how many words before a key may be its label.
const maxLabelWords = 4

// looksLabelled reports whether a text of base32 letters alone begins with words
// that are no part of the key: what follows them has the length of a key, and all
// together has not, or they are written in another case than all that follows.
func looksLabelled(text string) bool {
	words := strings.Fields(text)
	usual := func(words []string) bool {
		letters := strings.TrimRight(withoutOrnament(strings.Join(words, "")), "=")
		return usualLength(len(letters))
	}
	for n := 1; n < len(words) && n <= maxLabelWords; n++ {
		label, rest := letterCase(strings.Join(words[:n], "")), letterCase(strings.Join(words[n:], ""))
		otherCase := label != "" && rest != mixed && label != rest
		if usual(words[n:]) && (!usual(words) || otherCase) {
			return true
		}
	}
	return false
}

const mixed = "mixed"

// letterCase returns "upper", "lower" or mixed; "" where there are no letters.
func letterCase(text string) string {
	upper, lower := strings.ToUpper(text) == text, strings.ToLower(text) == text
	switch {
	case upper && lower:
		return ""
	case upper:
		return "upper"
	case lower:
		return "lower"
	}
	return mixed
}

// labelled splits "Secret key: GEZD GNBV" and the like. Neither a colon nor an
// equals sign in the middle is part of any key.
var labelled = lazily(`^[^:=\n]{1,60}[:=]\s*([^:=\s][^:=]*=*)$`)

// withoutLabel takes a label off that a colon, or being no base32, sets apart from
// the key. It returns the text as it is where it finds none.
func withoutLabel(text string, n *notes) string {
	if m := labelled().FindStringSubmatch(text); m != nil && isKey(m[1]) {
		n.add(NoteLabel)
		return m[1]
	} else if m != nil && (isKey(bare(m[1])) || hexSecret(withoutOrnament(m[1])) != nil) {
		n.add(NoteLabel)
		return bare(m[1])
	}
	words := strings.Fields(text)
	for i := 1; i < len(words) && i <= maxLabelWords; i++ {
		label := strings.Join(words[:i], "")
		rest := strings.Join(words[i:], " ")
		if _, err := base32Letters(label); err != nil && isKey(rest) {
			n.add(NoteLabel)
			return rest
		}
	}
	return text
}

// isKey reports whether a text is a key as it stands, and one of a usual length:
// a short text of base32 letters may be a word.
func isKey(text string) bool {
	letters, err := base32Letters(text)
	if err != nil || !usualLength(len(letters)) {
		return false
	}
	_, err = ParseSecret(text)
	return err == nil
}
