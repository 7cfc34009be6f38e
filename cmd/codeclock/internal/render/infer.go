package render

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// maxOthers is how many skews beside the likeliest are listed.
const maxOthers = 4

// Infer renders what codes say about the clock that made them, for people.
func Infer(f result.Inferred, s Screen) string {
	p := &page{screen: s}
	p.headline(f.Verdict, inferHeadline(f))
	p.practice(f.Demo)
	if f.Sureness() == result.NoFit {
		noFit(p, f)
	} else {
		if f.Sureness() != result.Ambiguous {
			saidOfCodes(p, f.Rule, f.Inference.Candidates[0].Skew)
		}
		inferOthers(p, f)
		inferHypotheses(p, f, "Or something else is so, and explains it:")
	}
	p.blank()
	p.wrapped("", inferKnown(f), "")
	if !f.Unlike {
		p.wrapped("", inferSearched(f), "")
	}
	p.blank()
	p.wrapped("", inferNext(f), "")
	return p.String()
}

func inferHeadline(f result.Inferred) string {
	switch f.Sureness() {
	case result.NoFit:
		if f.Unlike {
			return fmt.Sprintf("This key makes other codes than %s: %s.", these(f), words.KeyTraits(f.Key))
		}
		return fmt.Sprintf("No skew up to %s either way explains %s.", skew.Size(f.Range), these(f))
	case result.Certain:
		return fmt.Sprintf("The clock behind %s is %s (%s sure).", these(f), offWords(f.Inference.Candidates[0].Skew), percent(f.Inference.Candidates[0].Probability))
	case result.Likely:
		return fmt.Sprintf("The clock behind %s is likely %s (%s sure).", these(f), offWords(f.Inference.Candidates[0].Skew), percent(f.Inference.Candidates[0].Probability))
	}
	if len(f.Inference.Candidates) == 1 {
		return fmt.Sprintf("A skew of %s explains %s, but that may be chance (only %s sure).",
			offWords(f.Inference.Candidates[0].Skew), these(f), percent(f.Inference.Candidates[0].Probability))
	}
	return fmt.Sprintf("Several skews explain %s; the likeliest is %s (only %s sure).",
		these(f), offWords(f.Inference.Candidates[0].Skew), percent(f.Inference.Candidates[0].Probability))
}

func these(f result.Inferred) string {
	if f.Codes == 1 {
		return "this code"
	}
	return "these codes"
}

func offWords(i skew.Interval) string {
	return fmt.Sprintf("%s, +/- %s", skew.Words(i.Middle()), skew.BoundWords(i.Bound()))
}

// percent never says 100: nothing is that sure.
func percent(probability float64) string {
	switch {
	case probability > 0.9999:
		return "over 99.99%"
	case probability >= 0.99:
		return strconv.FormatFloat(math.Floor(probability*1e4)/100, 'f', -1, 64) + "%"
	case probability < 0.01:
		return "under 1%"
	}
	return fmt.Sprintf("%.0f%%", math.Floor(probability*100))
}

func inferOthers(p *page, f result.Inferred) {
	others := f.Inference.Candidates[1:]
	if f.Sureness() == result.Certain || len(others) == 0 && f.Inference.Mismatch < 0.01 {
		return
	}
	p.blank()
	p.line("Also possible:")
	for _, c := range others[:min(len(others), maxOthers)] {
		p.line(fmt.Sprintf("  %-12s %s", percent(c.Probability), offWords(c.Skew)))
	}
	if more := len(others) - maxOthers; more > 0 {
		p.line(fmt.Sprintf("  and %d more", more))
	}
	if f.Inference.Mismatch >= 0.01 {
		p.line(fmt.Sprintf("  %-12s none of these: another key, or a slip in typing", percent(f.Inference.Mismatch)))
	}
}

// inferKnown says from what it is known.
func inferKnown(f result.Inferred) string {
	from := words.Count(f.Codes, "code")
	switch different := f.Inference.Different; {
	case f.Unlike || different == f.Codes:
	case different == 1:
		from += ", all of them the same"
	default:
		from = fmt.Sprintf("%s, %d of them different", from, different)
	}
	switch {
	case f.Trusted:
		return fmt.Sprintf("How we know: %s, timed by this computer's clock, which was not checked.", from)
	case f.Truth.Agreement != drift.Silence:
		return fmt.Sprintf("How we know: %s, timed by true time: %s agree.", from, agreeing(f.Truth))
	}
	return fmt.Sprintf("How we know: %s, at the times that were given. Times that are off shift the answer as much.", from)
}

// inferSearched says how far was looked, and what chance would have found there.
func inferSearched(f result.Inferred) string {
	reach, n := skew.Size(f.Range), f.Coincidence()
	if n >= 0.5 {
		return fmt.Sprintf("Searched %s either way, where a wrong key would fit at about %s by chance.", reach, words.Count(int(math.Round(n)), "skew"))
	}
	return fmt.Sprintf("Searched %s either way, where a wrong key would fit once in %s times by chance.", reach, grouped(math.Round(1/n)))
}

// grouped says a large number with its thousands apart, or in words.
func grouped(n float64) string {
	switch {
	case n >= 2e12:
		return "over a million million"
	case n >= 2e9:
		return fmt.Sprintf("%.0f thousand million", math.Floor(n/1e9))
	case n >= 2e6:
		return fmt.Sprintf("%.0f million", math.Floor(n/1e6))
	case n >= 1e4:
		return fmt.Sprintf("%.0f,000", math.Floor(n/1e3))
	}
	return fmt.Sprintf("%.0f", n)
}

// inferNext says what would make the answer sure, or what to do where it is.
func inferNext(f result.Inferred) string {
	if f.Sureness() == result.NoFit && len(f.Hypotheses) > 0 {
		return hypothesisNext(f.Hypotheses[0])
	}
	switch f.Settle() {
	case totp.SettleNextCode:
		return "To settle it, give the next code too: the device shows one every " + words.Seconds(f.Key.Period) + "."
	case totp.SettleTwoCodes:
		return "To settle it, give two codes that were read one after the other, typed with care."
	case totp.SettleRange:
		return fmt.Sprintf("Look further with --range %s. If nothing fits there either, give two codes anew, read one after the other and typed with care.", farther(f.Range))
	case totp.SettleKey:
		if f.Unlike {
			return "Look for the key that belongs to the account. What is wrong with a key, and nothing of it, says \"codeclock lint --key\"."
		}
		return "No clock is as far off as that: find the key of this device's account, and its settings."
	}
	switch {
	case f.Verdict == result.CantTell, result.NewCodes(f.Rule.Verifier, f.Inference.Candidates[0].Skew).Fate == result.Unclear:
		return "To narrow it down, give one code that was read as soon as it appeared and one just before it changed. --delay says how long reading took at most."
	case f.Verdict == result.OK:
		return "Codes still refused? Then it isn't this clock:  codeclock guide"
	}
	return "Put that device's clock right. The steps: \"codeclock phone\" for a phone, \"codeclock\" on a computer. Only the app is off? \"codeclock tap\"."
}

// farther is the range to try next.
func farther(than time.Duration) string {
	if than < 20*totp.DefaultRange {
		return "20y"
	}
	return "60y"
}
