package render

import (
	"fmt"
	"math"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

// noFit says what would explain codes that no skew does.
func noFit(p *page, f result.Inferred) {
	inferHypotheses(p, f, "This would explain it:")
	if len(f.Hypotheses) == 0 {
		p.blank()
		p.wrapped("", "So the key is not that of the account, or a code or its time is not what it was.", "")
	}
}

func inferHypotheses(p *page, f result.Inferred, lead string) {
	if len(f.Hypotheses) == 0 {
		return
	}
	p.blank()
	p.line(lead)
	for _, h := range f.Hypotheses[:min(len(f.Hypotheses), maxOthers)] {
		p.wrapped("  - ", fmt.Sprintf("%s; %s. Chance alone finds as good a fit once in %s times.",
			hypothesis(f, h), hypothesisSkew(h), grouped(math.Floor(1/max(h.Coincidence, 1e-300)))), "    ")
	}
}

// hypothesis says what would have to be so.
func hypothesis(f result.Inferred, h totp.Hypothesis) string {
	switch h.Kind {
	case totp.OtherSettings:
		return fmt.Sprintf("The device uses other settings than this key says: %s%s", words.KeyTraits(*result.NewKey(h.Key)), andSlip(f, h))
	case totp.OtherForm:
		return fmt.Sprintf("The device %s%s", takesKeyFor(h.Form), andSlip(f, h))
	case totp.OtherAccount:
		return fmt.Sprintf("%s of another account, key %d of the file%s", belong(f), h.Account+1, andSlip(f, h))
	case totp.OtherCode:
		if f.Codes == 2 {
			return fmt.Sprintf("Only %s fits", which(f, 1-h.Code))
		}
		return fmt.Sprintf("All codes but %s fit", which(f, h.Code))
	case totp.ClockSet:
		return fmt.Sprintf("The clock was set, or the app's correction of it changed, before %s%s", which(f, h.Code), byMinutes(h))
	}
	return words.Capital(slip(f, h.Kind, h.Code))
}

// slip says what is wrong with a code.
func slip(f result.Inferred, kind totp.HypothesisKind, code int) string {
	if kind == totp.Neighbours {
		return fmt.Sprintf("two neighbours in %s are swapped", which(f, code))
	}
	return fmt.Sprintf("one character of %s is mistyped", which(f, code))
}

func andSlip(f result.Inferred, h totp.Hypothesis) string {
	if h.Slip == "" {
		return ""
	}
	return ", and " + slip(f, h.Slip, h.Code)
}

func takesKeyFor(form totp.KeyForm) string {
	switch form {
	case totp.FormText:
		return "takes the key's letters as they are, without decoding them"
	case totp.FormHex:
		return "takes the key's letters for hexadecimal"
	case totp.FormRepeated:
		return "repeats the key until it is as long as its hash"
	}
	return fmt.Sprintf("takes the key's letters for %s", form)
}

func byMinutes(h totp.Hypothesis) string {
	if h.WholeMinutes() {
		return " (perhaps by whole minutes, as Google Authenticator's \"Sync now\" does it)"
	}
	return ""
}

// hypothesisSkew says where the clock would be.
func hypothesisSkew(h totp.Hypothesis) string {
	if h.Kind == totp.ClockSet {
		return fmt.Sprintf("it was %s before that, and is %s since", offWords(h.Skew), offWords(h.After))
	}
	return "the clock is then " + offWords(h.Skew)
}

func belong(f result.Inferred) string {
	if f.Codes == 1 {
		return "The code is"
	}
	return "The codes are"
}

// which names one of several codes by its place.
func which(f result.Inferred, i int) string {
	if f.Codes == 1 {
		return "the code"
	}
	return fmt.Sprintf("code %d", i+1)
}

// hypothesisNext says what would show that the likeliest hypothesis is right.
func hypothesisNext(h totp.Hypothesis) string {
	switch h.Settle() {
	case totp.SettleSettings:
		return "To settle it, " + settingsNext(h) + ", and give the next code too."
	case totp.SettleAccount:
		return fmt.Sprintf("To settle it, judge the same codes with --account %d.", h.Account+1)
	case totp.SettleTwoCodes:
		return "To settle it, give two codes that were read one after the other since then."
	}
	return "To settle it, give the next code too, typed with care."
}

// settingsNext says how to try a key with other settings.
func settingsNext(h totp.Hypothesis) string {
	switch {
	case h.Kind == totp.OtherForm:
		return "add the key to the device anew by its QR code, which leaves no doubt how it is meant"
	case h.Key.Steam:
		return "give the key as steam:// and its letters"
	}
	return fmt.Sprintf("give the key as an otpauth address that says algorithm=%s, digits=%d and period=%d",
		h.Key.Algorithm, h.Key.Digits, int(h.Key.Period.Seconds()))
}
