package totp

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// What a secret looks like that isn't base32. The errors name it; where nothing
// else can be meant, readSecret reads it.

// lookalikeLetters are those of base32 and the digits that are mistaken for O, I, L
// and B.
const lookalikeLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz234567018"

// looksLike returns the error for a secret that holds other characters than
// those of base32: what it is instead, as far as that shows.
func looksLike(text string) error {
	bare := withoutOrnament(text)
	switch {
	case hexSecret(bare) != nil:
		return ErrSecretHex
	case base64Secret(text) != nil:
		return ErrSecretBase64
	case strings.Trim(strings.TrimRight(bare, "="), lookalikeLetters) == "":
		return ErrSecretLookalike
	}
	return ErrSecretCharacter
}

func withoutOrnament(text string) string {
	return strings.Map(func(r rune) rune {
		if ornament(r) {
			return -1
		}
		return r
	}, text)
}

// minHexSecret is the shortest hex text that nothing else would look like: of 16
// bytes, the least that RFC 4226 (section 4, R6) allows.
const minHexSecret = 32

// hexMarks stand before and between bytes: of a dump, or of a program's list.
var hexMarks = strings.NewReplacer(":", "", "0x", "", `\x`, "", ",", "", "{", "", "}", "")

// hexSecret returns the bytes of a text in hexadecimal, nil if it is none.
func hexSecret(bare string) []byte {
	bare = hexMarks.Replace(strings.ToLower(bare))
	decoded, err := hex.DecodeString(bare)
	if err != nil || len(bare) < minHexSecret {
		return nil
	}
	return decoded
}

// minBase64Secret is the shortest text in base64 that is taken for it.
const minBase64Secret = 20

// base64Secret returns the bytes of a text in base64, nil if it is none: letters
// of both cases mixed, and a character that base32 lacks.
func base64Secret(text string) []byte {
	text = strings.TrimSpace(text)
	decoded, err := anyBase64(text)
	switches := 0
	for i := 1; i < len(text); i++ {
		if isLower(text[i]) && isUpper(text[i-1]) || isUpper(text[i]) && isLower(text[i-1]) {
			switches++
		}
	}
	padded := !strings.Contains(text, "=") || len(text)%4 == 0
	if err != nil || strings.Contains(text, " ") || len(text) < minBase64Secret || !padded || switches < len(text)/10 {
		return nil
	}
	return decoded
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// anyBase64 accepts both alphabets, with and without padding, and a plus sign
// that was not escaped and became a blank.
func anyBase64(text string) ([]byte, error) {
	text = strings.NewReplacer(" ", "+", "-", "+", "_", "/").Replace(text)
	return base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
}
