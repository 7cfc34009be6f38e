package report

import (
	"html"
	"strconv"
	"strings"
)

var (
	softBreak  = lazy(`=\r?\n`)
	quotedByte = lazy(`=[0-9A-F]{2}`)
	tag        = lazy(`<[^<>]{1,400}>`)
	quoting    = lazy(`(?m)^[ \t]*(?:[>|]+[ \t]*)+`)
)

// maxEscapes is how many times a text may have been escaped for HTML on its way.
const maxEscapes = 3

// Clean undoes what mail programs and chat boxes do to a text: quoted-printable,
// HTML escapes and tags, quote marks at the beginning of lines, smart quotes and
// dashes, odd spaces and invisible characters. What it does to other text does
// not matter: a checksum decides whether a report came through.
func Clean(text string) string {
	text = unquotePrintable(strings.ToValidUTF8(text, "?"))
	for range maxEscapes {
		if !strings.Contains(text, "&") {
			break
		}
		text = html.UnescapeString(text)
	}
	text = tag().ReplaceAllString(text, " ")
	text = strings.Map(plain, strings.ReplaceAll(text, "\r", "\n"))
	return quoting().ReplaceAllString(text, "")
}

// unquotePrintable decodes RFC 2045's quoted-printable where there is any. A
// report has no equals signs of its own.
func unquotePrintable(text string) string {
	if !softBreak().MatchString(text) && !quotedByte().MatchString(text) {
		return text
	}
	text = softBreak().ReplaceAllString(text, "")
	text = quotedByte().ReplaceAllStringFunc(text, func(q string) string {
		b, _ := strconv.ParseUint(q[1:], 16, 8)
		return string([]byte{byte(b)})
	})
	return strings.ToValidUTF8(text, "?")
}

// plain maps a character to the ASCII one that it stands for, or drops it when
// it cannot be seen.
func plain(r rune) rune {
	switch {
	case r == '\n', r >= ' ' && r <= '~':
		return r
	case strings.ContainsRune("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", r):
		return '-'
	case strings.ContainsRune("\u2018\u2019\u201a\u201b\u2032\u02bc", r):
		return '\''
	case strings.ContainsRune("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", r):
		return '"'
	case strings.ContainsRune("\t\v\f\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u0085", r), r >= 0x2000 && r <= 0x200a:
		return ' '
	case r >= 0xff01 && r <= 0xff5e: // full-width forms
		return r - 0xff01 + '!'
	case strings.ContainsRune("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", r), r >= 0x202a && r <= 0x202e:
		return -1
	}
	return '?'
}

// squeeze keeps what carries meaning in the part for people and what no mail
// program changes: letters, digits and the marks within numbers and times.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || strings.ContainsRune(".:+", r) {
			return r
		}
		return -1
	}, text)
}
