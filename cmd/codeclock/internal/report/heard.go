package report

import (
	"strconv"
	"strings"
	"time"
)

// MaxHeard is how many short forms FindSpoken returns at most.
const MaxHeard = 100

// The patterns of a short form: in a text, where its number always has decimals;
// and alone, as somebody types what is read out.
var (
	spokenPattern = lazy(`(?i)\b(?:(PHONE|APP)[-\s]+)?(?:(PRACTICE|UNKNOWN)|(OK|SLOW|FAST)[-\s]+([0-9OIL]+[.,][0-9OIL]{1,2})([MHDY]?))[-\s]+([0-9A-Z]{4})\b`)
	typedPattern  = lazy(`(?i)^[\s"'(]*(?:(PHONE|APP)[-\s]*)?(?:(PRACTICE|UNKNOWN)|(OK|SLOW|FAST)[-\s]*((?:[0-9OIL]\s*)+(?:[.,]\s*(?:[0-9OIL]\s*){1,2})?)([MHDY]?))[-\s]*((?:[0-9A-Z][-\s]*){4})[\s"').!?]*$`)
)

// Spoken is a short form that somebody read out.
type Spoken struct {
	Said   string // such as PHONE-SLOW-47.0
	Device string
	Skew   *time.Duration // nil when it is unknown or practice

	Practice bool
	Fits     bool // the letters belong to it and to the ticket
}

// FindSpoken returns the short forms in a text, at most MaxHeard of them. None of
// a text that has, or had, a report in it is taken for one: see Find.
func FindSpoken(text, ticket string) []Spoken {
	text = clean(decodeCharset(text[:min(len(text), maxTalk)]))
	if m := typedPattern().FindStringSubmatch(text[:min(len(text), maxTyped)]); len(text) < maxTyped && m != nil {
		return []Spoken{heard(m, ticket)}
	}
	var out []Spoken
	for _, m := range spokenPattern().FindAllStringSubmatch(text, MaxHeard) {
		out = append(out, heard(m, ticket))
	}
	return out
}

// maxTalk is how much of a text without a report is looked at.
const maxTalk = 256 << 10

// maxTyped is longer than any short form, however it is typed.
const maxTyped = 80

// heard reads what a pattern has found: the device, a word without a number, or
// else a word, a number and its unit, and the four letters.
func heard(m []string, ticket string) Spoken {
	digits := strings.NewReplacer("I", "1", "L", "1", "O", "0", ",", ".", " ", "", "-", "", "\n", "")
	said := strings.ToUpper(m[2])
	s := Spoken{Device: Computer, Practice: said == "PRACTICE"}
	if said == "" {
		size := digits.Replace(strings.ToUpper(m[4]))
		said = strings.ToUpper(m[3]) + "-" + size + strings.ToUpper(m[5])
		if !strings.Contains(size, ".") {
			size += ".0" // as people say it
		}
		s.Skew = sizeOf(size, strings.ToUpper(m[5]), strings.EqualFold(m[3], "SLOW"))
	}
	s.Said = said
	if m[1] != "" {
		s.Device, s.Said = strings.ToLower(m[1]), strings.ToUpper(m[1])+"-"+said
	}
	s.Fits = digits.Replace(strings.ToUpper(m[6])) == checkLetters(s.Said, ticket)
	return s
}

// maxSize is what a time.Duration holds, in seconds.
const maxSize = 9e9

// sizeOf returns the skew of a short form.
func sizeOf(size, unit string, slow bool) *time.Duration {
	n, err := strconv.ParseFloat(size, 64)
	if err != nil {
		return nil
	}
	for _, u := range spokenUnits() {
		if u.letter == unit {
			n *= u.size
		}
	}
	if slow {
		n = -n
	}
	d := time.Duration(max(-maxSize, min(n, maxSize)) * float64(time.Second))
	return &d
}

var sentencePattern = lazy(`(?i)\b(?:this|my|the) (?:computer|phone|device)'?s? clock (?:is|says|shows)\b` +
	`|\b[0-9.,]+ (?:s|sec|seconds|minutes?|hours?|days?)(?: [0-9]+ [a-z]+)? (?:slow|fast)\b` +
	`|\bclock of a device that makes login codes\b`)

// Sentence reports whether a text holds what codeclock says of a clock, alone.
func Sentence(text string) bool {
	return sentencePattern().MatchString(clean(decodeCharset(text[:min(len(text), maxTalk)])))
}
