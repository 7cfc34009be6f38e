package totp

import (
	"encoding/base32"
	"fmt"
	"strings"
	"unicode"
)

// ParseSecret reads a secret in base32 as people paste it: with spaces and
// dashes, in lower case, with or without padding. The rest of the key is as in
// NewKey.
//
// It corrects nothing that would change the codes: a 0, 1 or 8 is an error and
// not an O, I or B. It fails with ErrSecretEmpty, ErrSecretLength, with
// ErrSecretLookalike or ErrSecretCharacter and the character's place, or with
// ErrSecretHex, ErrSecretBase64 or ErrSecretLabel for what looks like that.
func ParseSecret(text string) (Key, error) {
	letters, err := base32Letters(text)
	switch {
	case saysNothing(text):
		return Key{}, ErrSecretEmpty
	case uuid().MatchString(strings.TrimSpace(text)):
		return Key{}, ErrSecretUUID
	case err != nil:
		return Key{}, err
	case hexSecret(letters) != nil:
		return Key{}, ErrSecretHex // nobody's base32 keeps to sixteen of its letters
	case looksLabelled(text):
		return Key{}, ErrSecretLabel
	case mixedCase(text):
		return Key{}, ErrSecretBase64
	}
	return decodeLetters(letters)
}

func decodeLetters(letters string) (Key, error) {
	// Eight letters hold five bytes; a rest of 1, 3 or 6 letters ends in the
	// middle of a byte (RFC 4648, section 6).
	switch len(letters) % 8 {
	case 1, 3, 6:
		return Key{}, ErrSecretLength
	}
	decoded, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(letters)
	if err != nil {
		return Key{}, ErrSecretCharacter // not wrapped: its text may quote the secret
	}
	return NewKey(decoded)
}

// mixedCase reports whether the case of the letters goes to and fro, as in base64
// that happens to have no other character than those of base32.
func mixedCase(text string) bool {
	return !strings.ContainsFunc(strings.TrimSpace(text), unicode.IsSpace) && base64Secret(text) != nil
}

// base32Letters drops what people add and returns the letters in upper case.
func base32Letters(text string) (string, error) {
	var letters strings.Builder
	place, ended := 0, false
	for _, r := range text {
		if ornament(r) {
			continue
		}
		place++
		switch {
		case r == '=':
			ended = true
			continue
		case 'a' <= r && r <= 'z':
			r -= 'a' - 'A'
		}
		// unicode.ToUpper would turn a dotless i and a long s into I and S.
		if ended || (r < 'A' || r > 'Z') && (r < '2' || r > '7') {
			return "", badCharacter(text, r, place)
		}
		letters.WriteRune(r)
	}
	return letters.String(), nil
}

// badCharacter names what the text looks like, else the place of what is wrong.
func badCharacter(text string, r rune, place int) error {
	err := looksLike(text)
	if err == ErrSecretCharacter && r > unicode.MaxASCII && unicode.IsLetter(r) {
		return fmt.Errorf("%w: character %d is a letter of another alphabet", err, place)
	}
	if err == ErrSecretCharacter || err == ErrSecretLookalike {
		return fmt.Errorf("%w: see character %d", err, place)
	}
	return err
}

// ornament reports whether r only groups the letters: spaces of any width, dashes
// of any length, and the invisible marks that copying from a page brings along.
func ornament(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector)
}
