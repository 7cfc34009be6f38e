package totp

import (
	"encoding/base32"
	"errors"
	"strings"
	"testing"
)

func TestParseSecretAsPeoplePasteIt(t *testing.T) {
	for _, text := range []string{
		rfcBase32,
		strings.ToLower(rfcBase32),
		"GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ",
		"gezd-gnbv-gy3t-qojq-gezd-gnbv-gy3t-qojq",
		" \tGEZDGNBVGY3TQOJQ\r\nGEZDGNBVGY3TQOJQ\n",
		"GEZDGNBVGY3TQOJQ\u00a0GEZDGNBVGY3TQOJQ",             // no-break space
		"GEZDGNBV\u2013GY3TQOJQ\u2011GEZDGNBVGY3TQOJQ",       // dashes of a word processor
		"\ufeffGEZDGNBVGY3TQOJQ\u200bGEZDGNBVGY3TQOJQ\u00ad", // marks that nobody sees
		rfcBase32 + "========",
	} {
		if k, err := ParseSecret(text); err != nil || !k.Equal(rfcKey(t)) {
			t.Errorf("%+q is not read as the RFC key: %v", text, err)
		}
	}
}

func TestParseSecretWithoutPadding(t *testing.T) {
	for n := 1; n <= 11; n++ {
		want := []byte(rfcSecret[:n])
		padded := base32.StdEncoding.EncodeToString(want)
		for _, text := range []string{padded, strings.TrimRight(padded, "="), strings.TrimRight(padded, "=") + "="} {
			if k, err := ParseSecret(text); err != nil || string(k.secret()) != string(want) {
				t.Errorf("%d bytes as %q: %v", n, text, err)
			}
		}
	}
}

func TestParseSecretRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       error
	}{
		{"nothing", "", ErrSecretEmpty},
		{"blanks and padding", " - ====", ErrSecretEmpty},
		{"one letter, which pquerna refuses", "J", ErrSecretLength},
		{"three letters", "JBS", ErrSecretLength},
		{"six letters", "JBSWY3", ErrSecretLength},
		{"zero for the letter O", "GEZD0NBV", ErrSecretLookalike},
		{"one for the letter I", "GEZD1NBV", ErrSecretLookalike},
		{"eight for the letter B", "GEZD8NBV", ErrSecretLookalike},
		{"padding in the middle", "GEZD==GNBV", ErrSecretCharacter},
		{"a dotless i, an I for those who upper-case", "GEZDGNBı", ErrSecretCharacter},
		{"a long s", "GEZDGNBſ", ErrSecretCharacter},
		{"broken UTF-8", "GEZD\xffNBV", ErrSecretCharacter},
		{"an address where a secret belongs", "otpauth://totp/x", ErrSecretCharacter},
		{"hexadecimal", "3132333435363738393031323334353637383930", ErrSecretHex},
	} {
		if _, err := ParseSecret(tt.text); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	_, err := ParseSecret("GEZD GNBV 0")
	if want := "see character 9"; err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got %v, want it to end with %q: blanks are not counted", err, want)
	}
}

var secretErrors = []error{
	ErrSecretEmpty, ErrSecretLength, ErrSecretCharacter, ErrSecretLookalike, ErrSecretHex, ErrSecretBase64, ErrSecretLabel,
}

func FuzzParseSecret(f *testing.F) {
	for _, seed := range []string{rfcBase32, "gezd gnbv", "MZ", "MY======", "J", "", "0OIl18B", "\u2011A"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		k, err := ParseSecret(text)
		if err != nil {
			if !isAny(err, secretErrors) {
				t.Errorf("untyped error %v", err)
			}
			return
		}
		again, err := ParseSecret(base32.StdEncoding.EncodeToString(k.secret()))
		if err != nil || !again.Equal(k) {
			t.Errorf("%q does not survive a round trip: %v", text, err)
		}
	})
}
