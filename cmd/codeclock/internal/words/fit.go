package words

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/totp"
)

// KeyTraits says what codes a key makes: "SHA256, 8 digits, every 60 s".
func KeyTraits(k result.Key) string {
	if k.Steam {
		return "Steam's letters, every " + Seconds(k.Period)
	}
	return fmt.Sprintf("%s, %d digits, every %s", k.Algorithm, k.Digits, Seconds(k.Period))
}

// KeyUnusual says what comes of a key of another kind than nearly all are: "" for one
// of that kind. Which apps ignore what is from github.com/google/google-authenticator's
// wiki, "Key Uri Format"; people met it in google-authenticator-android#29, ArubaOTP#21,
// google2fa#170 and TwoFactorAuth#46.
func KeyUnusual(k *result.Key) string {
	switch {
	case k == nil || k.Usual():
		return ""
	case k.Steam:
		return "This key makes Steam's codes, five letters and digits; an app without Steam's own kind makes other ones."
	}
	return fmt.Sprintf("This key makes codes of %s. Many apps ignore that and make other codes, of SHA1, 6 digits, every 30 s; Google Authenticator's own page says that it ignores the algorithm, and on Android the digits too.",
		KeyTraits(*k))
}

// Differences says why a verifier refuses every code of a device: "this key makes 8
// digits, pypi takes 6; SHA256, not SHA1". k is nil where a period alone is known.
func Differences(k *result.Key, w result.View) string {
	var parts []string
	for _, m := range w.Mismatches {
		if m.Fit != totp.Unfit {
			continue
		}
		ours, theirs := sides(k, w, m.Trait)
		switch {
		case m.Trait == totp.TraitLength:
			parts = append(parts, fmt.Sprintf("this key has %s, which %s does not take", ours, w.Policy.ID))
		case len(parts) == 0:
			parts = append(parts, fmt.Sprintf("%s makes %s, %s takes %s", or(k != nil, "this key", "the device"), ours, w.Policy.ID, theirs))
		default:
			parts = append(parts, fmt.Sprintf("%s, not %s", ours, theirs))
		}
	}
	return strings.Join(parts, "; ")
}

// sides says what a device makes and what a verifier takes by default.
func sides(k *result.Key, w result.View, trait totp.Trait) (ours, theirs string) {
	p := w.Policy
	switch trait {
	case totp.TraitLetters:
		return or(k.Steam, "Steam's letters", "digits"), or(p.Steam, "Steam's letters", "digits")
	case totp.TraitDigits:
		return fmt.Sprintf("%d digits", k.Digits), fmt.Sprint(p.Digits)
	case totp.TraitAlgorithm:
		return k.Algorithm.String(), p.Algorithm
	case totp.TraitLength:
		return fmt.Sprintf("%d bytes", k.Bytes), ""
	}
	shows := w.Device().Period
	if k != nil {
		shows = k.Period
	}
	return "a code every " + Seconds(shows), "one every " + Seconds(p.Period)
}

// defaults says what a verifier takes by default, in what it differs from a device.
func defaults(k *result.Key, w result.View) string {
	var parts []string
	for _, m := range w.Mismatches {
		_, theirs := sides(k, w, m.Trait)
		switch m.Trait {
		case totp.TraitDigits:
			theirs += " digits"
		case totp.TraitPeriod:
			theirs = "a code every " + Seconds(w.Policy.Period)
		}
		parts = append(parts, theirs)
	}
	return strings.Join(parts, ", ")
}

func or(known bool, text, unknown string) string {
	if known {
		return text
	}
	return unknown
}

// FitSentences says of a verifier what it makes of the device's kind of codes; none
// where they are of the kind that it takes.
func FitSentences(k *result.Key, w result.View) []string {
	switch totp.Worst(w.Mismatches) {
	case totp.Unfit:
		sentences := []string{fmt.Sprintf("Refused: %s.", Differences(k, w))}
		if n := leadingZeros(k, w); n > 0 {
			sentences = append(sentences, fmt.Sprintf("%s reads codes as numbers: one in %d passes all the same, by beginning with zeros.",
				w.Policy.ID, n))
		}
		return sentences
	case totp.FitsIfSet:
		return []string{fmt.Sprintf("%s takes these codes only if it was set so; by default it takes %s.", w.Policy.ID, defaults(k, w))}
	case totp.FitsUnknown:
		return []string{fmt.Sprintf("Whether %s takes this kind of code is not known.", w.Policy.ID)}
	}
	return nil
}

// leadingZeros returns which share of codes is the same number in spite of another
// number of digits, 0 for none.
func leadingZeros(k *result.Key, w result.View) int {
	onlyDigits := len(w.Mismatches) == 1 && w.Mismatches[0].Trait == totp.TraitDigits
	if k == nil || !onlyDigits || !w.Policy.Set.ReadsCodesAsNumbers {
		return 0
	}
	share := 1
	for range max(k.Digits-w.Policy.Digits, w.Policy.Digits-k.Digits) {
		share *= 10
	}
	return share
}
