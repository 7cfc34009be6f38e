package report

import (
	"html"
	"strings"
	"unicode"
)

// maxEscapes is how many times a text may have been escaped for HTML on its way.
const maxEscapes = 3

// clean undoes what mail programs and chat boxes do to a text: HTML escapes, quote
// marks at the beginning of lines, smart quotes and dashes, letters in fancy type,
// odd spaces and invisible characters. What it does to other text does not matter:
// a checksum decides whether a report came through.
func clean(text string) string {
	for range maxEscapes {
		if !strings.Contains(text, "&") {
			break
		}
		text = html.UnescapeString(text)
	}
	if strings.Contains(text, "\x1b[") {
		text = terminalCode().ReplaceAllString(text, "")
	}
	text = strings.Map(plain, text)
	text = strings.ReplaceAll(text, "\u00b1", "+/-")
	if strings.ContainsAny(text, ">|") {
		text = unquote(text)
	}
	return text
}

// terminalCode is what a terminal is told about colors and lines (ECMA-48, 5.4).
var terminalCode = lazy(`\x1b\[[0-?]*[ -/]*[@-~]`)

// unquote drops what stands before the lines of a text that is quoted: marks, and
// the initials of who wrote it.
func unquote(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for len(text) > 0 {
		line := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			line = text[:i+1]
		}
		text = text[len(line):]
		for n := quoteMark(line); n > 0; n = quoteMark(line) {
			line = line[n:]
		}
		b.WriteString(line)
	}
	return b.String()
}

// quoteMark returns how much of a line is a quote mark: blanks, up to three letters
// and a mark.
func quoteMark(line string) int {
	i := len(line) - len(strings.TrimLeft(line, " \t"))
	for letters := 0; i < len(line) && letters <= 3; letters++ {
		switch c := line[i]; {
		case c == '>', c == '|' && letters == 0:
			return i + 1
		case !alphanumeric(rune(c)):
			return 0
		}
		i++
	}
	return 0
}

// plain maps a character to the ASCII one that it stands for, or drops it when
// it cannot be seen. The sign for plus or minus stays.
func plain(r rune) rune {
	switch {
	case r == '\n', r >= ' ' && r <= '~', r == '\u00b1':
		return r
	case r == '\r':
		return '\n'
	case invisible(r):
		return -1
	case r == '\u2212', unicode.Is(unicode.Pd, r):
		return '-'
	case strings.ContainsRune("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`", r):
		return '\''
	case strings.ContainsRune("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", r):
		return '"'
	case unicode.IsSpace(r), unicode.Is(unicode.Z, r), r == '\u2800', r < ' ':
		return ' '
	}
	return plainLetter(r)
}

// invisible reports whether a character is one of Unicode's default-ignorable
// ones (DerivedCoreProperties), fillers and variation selectors among them, or a
// mark that is drawn over a letter.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// fancy are the alphabets that chat boxes have for bold and other type, each a
// run of letters or digits in their order (Unicode's compatibility forms).
var fancy = []struct {
	from, to rune
	letters  string
}{
	{0xff01, 0xff5e, "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"},
	{0x1d400, 0x1d6a3, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
	{0x1d7ce, 0x1d7ff, "0123456789"},
	{0x24b6, 0x24e9, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"},
	{0x1f130, 0x1f149, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	{0x1f150, 0x1f169, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	{0x1f170, 0x1f189, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
}

// plainLetter returns the letter that a fancy one stands for, a question mark for
// all others.
func plainLetter(r rune) rune {
	for _, f := range fancy {
		if r >= f.from && r <= f.to {
			return rune(f.letters[int(r-f.from)%len(f.letters)])
		}
	}
	return '?'
}

// squeeze keeps what carries meaning in the part for people and what no mail
// program changes: letters, digits and the marks within numbers and times.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if alphanumeric(r) || strings.ContainsRune(".:+", r) {
			return r
		}
		return -1
	}, text)
}

func alphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}
