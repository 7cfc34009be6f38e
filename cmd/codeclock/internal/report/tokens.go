package report

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"codeclock/drift"
	"codeclock/totp"
)

// token is a word, a number or another value of the part for people.
type token struct {
	text   string
	row    string  // the label of the row that it is in, as far as known
	folded string  // the text in small letters; a number in its shortest form
	number float64 // NaN when it is none
}

func newToken(text, row string) token {
	t := token{text: strings.Replace(text, "UTC ", "UTC", 1), row: row, number: math.NaN()}
	t.folded = strings.ToLower(strings.Replace(t.text, ",", ".", 1))
	if text[0] >= '0' && text[0] <= '9' {
		if n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64); err == nil {
			t.number, t.folded = n, strconv.FormatFloat(n, 'f', -1, 64)
		}
	}
	return t
}

// tokenPattern finds tokens: a short form, an offset from UTC without its digits,
// a date, a time, a version, a word or a name, a number, and what was no ASCII.
var tokenPattern = lazy(`(?:PHONE-|APP-)?(?:PRACTICE|UNKNOWN|(?:OK|SLOW|FAST)-[0-9.,]+[MHDY]?)-[0-9A-Z]{4}\b` +
	`|AT RISK|CAN'T TELL|UTC *[+-]?|[0-9]{4}-[0-9]{2}-[0-9]{2}\b|[0-9]{2}(?::[0-9]{2}){1,2}\b|v[0-9]+(?:\.[0-9]+)+` +
	`|[A-Za-z][A-Za-z0-9']*(?:[._-][A-Za-z0-9]+)*|[0-9]+(?:[.,][0-9]+)?|\?+`)

// below stands for the row of what is below all rows, where no value stands.
const below = "below"

// tokens takes a text apart. The rows are those of the lines that begin with a
// label.
func tokens(text string) []token {
	var out []token
	row, after := "", ""
	for _, line := range strings.Split(text, "\n") {
		for _, label := range labels() {
			if strings.HasPrefix(line, label+" ") {
				row, after = label, below
			}
		}
		if strings.TrimSpace(line) == "" {
			row = after
		}
		for _, t := range tokenPattern().FindAllString(line, -1) {
			out = append(out, newToken(t, row))
		}
	}
	return out
}

// same reports whether two tokens say the same: in any case, with any mark for
// decimals, and with or without the sign of a zone that a form ate.
func (t token) same(o token) bool {
	return t.folded == o.folded || o.text == "UTC" && strings.HasPrefix(t.text, "UTC")
}

// valueKind is what a token is a value of.
type valueKind string

const (
	noValue     valueKind = ""
	numberValue valueKind = "number"
	timeValue   valueKind = "time"
	dateValue   valueKind = "date"
	wordValue   valueKind = "word" // and which list it is of
	ticketValue valueKind = "ticket"
	shortValue  valueKind = "short"
	nameValue   valueKind = "name"
	versionKind valueKind = "version"
)

// lists are the words that stand for values, those that can stand in the place of
// each other together.
func lists() [][]string {
	return [][]string{
		{"OK", "AT RISK", "WRONG", "CAN'T TELL"}, {"slow", "fast"}, {"yes", "no"}, {"UTC+", "UTC-"},
		surenesses(), systems(), arches(), serviceNames(),
		{"s", "minute", "minutes", "hour", "hours", "day", "days", "month", "months", "year", "years"},
	}
}

// kind returns what a token is a value of, in the report that it belongs to.
func (t token) kind(r Report) valueKind {
	switch {
	case r.Ticket != "" && strings.EqualFold(t.text, r.Ticket):
		return ticketValue
	case spokenPattern().FindString(t.text) == t.text && t.text != "":
		return shortValue
	case isTime(t.text, time.DateOnly):
		return dateValue
	case isTime(t.text, time.TimeOnly), isTime(t.text, "15:04"):
		return timeValue
	case !math.IsNaN(t.number):
		return numberValue
	case t.text == "devel", releaseVersion().MatchString(t.text):
		return versionKind
	}
	for i, list := range lists() {
		if slices.ContainsFunc(list, func(word string) bool { return strings.EqualFold(word, t.text) }) {
			return wordValue + valueKind(strconv.Itoa(i))
		}
	}
	switch {
	case slices.Contains(drift.Codes(), drift.Code(strings.ToLower(t.text))):
		return wordValue + "code"
	case strings.Contains(t.text, ".") && plainHost(t.text):
		return nameValue
	}
	if _, ok := totp.LookupApp(t.text); ok {
		return wordValue + "app"
	}
	return noValue
}

func isTime(text, layout string) bool {
	_, err := time.Parse(layout, text)
	return err == nil
}

// misread is what the reading of a picture takes for each other.
var misread = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "o", "0", "i", "1", "l", "1", "s", "5", "b", "8")

// alike reports whether one text may be the other as a picture of it was read.
func alike(a, b string) bool {
	return misread.Replace(strings.ToLower(a)) == misread.Replace(strings.ToLower(b))
}

// other reports whether a token is another value of the same kind. None is what
// may be the same one, read from a picture, cut off, or with something before it,
// nor a number whose decimal point is lost.
func (t token) other(says token, r Report) bool {
	switch kind := t.kind(r); {
	case kind == noValue, t.row == below:
		return false
	case kind == ticketValue:
		return CheckTicket(says.text) == nil && !alike(t.text, says.text)
	case kind == shortValue:
		return says.kind(r) == kind && !alike(t.text, says.text)
	case kind == nameValue:
		return says.kind(r) == kind && !alike(t.text, says.text) && !strings.HasPrefix(t.text, says.text) && !strings.HasSuffix(says.text, t.text)
	case kind == numberValue:
		return says.kind(r) == kind && strings.NewReplacer(".", "", ",", "").Replace(t.text) != says.text
	default:
		return says.kind(r) == kind
	}
}

// sayable reports whether a value cannot be words of the sender, nor a telephone
// number.
func (k valueKind) sayable(text string) bool {
	return k == numberValue && len(text) <= 6 || k == timeValue || k == dateValue || strings.HasPrefix(string(k), string(wordValue))
}
