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

// usualLetters reports whether a text has so many letters and digits.
func usualLetters(text string) bool {
	return usualLength(len(strings.TrimRight(withoutOrnament(text), "=")))
}

// looksLabelled reports whether a text of base32 letters alone begins or ends with
// words that are no part of the key: what is between them has the length of a key,
// and all together has not, or they are written in another case than all that is.
func looksLabelled(text string) bool {
	words := strings.Fields(text)
	for before := 0; before < len(words) && before <= maxLabelWords; before++ {
		for after := len(words); after > before && len(words)-after <= maxLabelWords; after-- {
			if after-before == len(words) {
				continue
			}
			rest := strings.Join(words[before:after], "")
			label, own := letterCase(strings.Join(words[:before], "")+strings.Join(words[after:], "")), letterCase(rest)
			otherCase := label != "" && own != mixed && label != own
			if usualLetters(rest) && (!usualLetters(text) || otherCase) {
				return true
			}
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
// the key. It returns the text as it is where it finds none, with ErrSecretLabel where
// it is not sure where a label ends.
func withoutLabel(text string, n *notes) (string, error) {
	if m := labelled().FindStringSubmatch(text); m != nil && isKey(m[1]) {
		n.add(NoteLabel)
		return m[1], nil
	} else if m != nil && (isKey(bare(m[1])) || hexSecret(withoutOrnament(bare(m[1]))) != nil) {
		n.add(NoteLabel)
		return bare(m[1]), nil
	}
	var unsure error
	words := strings.Fields(text)
	for i := 1; i < len(words) && i <= maxLabelWords; i++ {
		rest := strings.Join(words[i:], " ")
		_, foreign := base32Letters(strings.Join(words[:i], ""))
		if foreign == nil || !isKey(rest) {
			continue
		}
		if _, foreign = base32Letters(words[i-1]); foreign == nil { // a word of the label, or of the key?
			unsure = ErrSecretLabel
			continue
		}
		n.add(NoteLabel)
		return rest, nil
	}
	for i := len(words) - 1; i > 0 && len(words)-i <= maxLabelWords; i-- {
		key, rest := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
		if _, foreign := base32Letters(words[i]); foreign != nil && isKey(key) && !strings.ContainsAny(rest, ":=;0123456789") {
			n.add(NoteLabel)
			return key, nil
		}
	}
	return text, unsure
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
