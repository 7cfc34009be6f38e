package report

import (
	"iter"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/net/html"
)

// readings yields a text as it is, and as it reads when it is undone what it seems
// to have been written in. They are made one at a time: texts can be long.
func readings(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !withHTML(text, yield) {
			return
		}
		for _, undo := range []func(string) (string, bool){mailText, unquotePrintable, unescape, unrich, unpercent, unbase64} {
			if out, ok := undo(text); ok && !withHTML(out, yield) {
				return
			}
		}
	}
}

// withHTML yields a text, and what it says if it is HTML.
func withHTML(text string, yield func(string) bool) bool {
	if !yield(text) {
		return false
	}
	for _, tag := range []string{"</", "/>", "<br", "<BR"} {
		if strings.Contains(text, tag) {
			return yield(htmlText(text))
		}
	}
	return true
}

// decodeCharset returns a file as UTF-8. Windows PowerShell 5.1 writes UTF-16
// with a byte order mark to files (about_Redirection), Notepad may; what has a
// zero in every second byte is UTF-16 without one.
func decodeCharset(text string) string {
	switch {
	case strings.HasPrefix(text, "\ufeff"):
		text = text[len("\ufeff"):]
	case strings.HasPrefix(text, "\xff\xfe\x00\x00"), strings.HasPrefix(text, "\x00\x00\xfe\xff"):
		text = strings.ReplaceAll(text[4:], "\x00", "") // UTF-32 of what is ASCII but for little
	case strings.HasPrefix(text, "\xff\xfe"):
		return decodeUTF16(text[2:], 0)
	case strings.HasPrefix(text, "\xfe\xff"):
		return decodeUTF16(text[2:], 1)
	case zeros(text, 1):
		return decodeUTF16(text, 0)
	case zeros(text, 0):
		return decodeUTF16(text, 1)
	}
	return strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "?")
}

// zeros reports whether most of every second byte, from that one on, is zero.
func zeros(text string, from int) bool {
	n := 0
	for i := from; i < len(text); i += 2 {
		if text[i] == 0 {
			n++
		}
	}
	return n > len(text)/4 && n > 8
}

// decodeUTF16 decodes UTF-16 in which the lower byte of each pair is that one.
// Where a program has changed line ends without knowing of pairs, they are out of
// step, and its zeros are dropped instead: a report is ASCII.
func decodeUTF16(text string, low int) string {
	units := make([]uint16, len(text)/2)
	odd := 0
	for i := range units {
		units[i] = uint16(text[2*i+low]) | uint16(text[2*i+1-low])<<8
		if units[i] > 0xff {
			odd++
		}
	}
	if odd > len(units)/4 {
		return strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "?")
	}
	return string(utf16.Decode(units))
}

// htmlText returns the text of HTML, whatever the length of its tags.
func htmlText(text string) string {
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(0)
	var b strings.Builder
	skip := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if !skip {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "style", "script", "head", "title":
				skip = z.Token().Type == html.StartTagToken
			case "a", "b", "i", "em", "strong", "span", "font", "code", "wbr", "u", "tt", "mark":
			default:
				b.WriteByte('\n')
			}
		}
	}
}

var softBreak, quotedByte = lazy(`=[ \t]*\r?\n`), lazy(`=[0-9A-F]{2}`)

// unquotePrintable decodes RFC 2045's quoted-printable where a mail was copied
// without the headers that say so. A report has no equals signs of its own.
func unquotePrintable(text string) (string, bool) {
	if !strings.Contains(text, "=") || !softBreak().MatchString(text) && !quotedByte().MatchString(text) {
		return "", false
	}
	text = softBreak().ReplaceAllString(text, "")
	text = quotedByte().ReplaceAllStringFunc(text, func(q string) string {
		b, _ := strconv.ParseUint(q[1:], 16, 8)
		return string([]byte{byte(b)})
	})
	return strings.ToValidUTF8(text, "?"), true
}

var (
	unicodeEscape = lazy(`\\u([0-9A-Fa-f]{4})`)
	richByte      = lazy(`\\'[0-9a-f]{2}`)
	richWord      = lazy(`\\[a-z]{1,30}-?[0-9]* ?`)
)

// unescape undoes the escapes of JSON and of strings in programs.
func unescape(text string) (string, bool) {
	if strings.Count(text, `\n`)+strings.Count(text, `\u000a`) < 8 {
		return "", false
	}
	for strings.Contains(text, `\\\`) || strings.Contains(text, `\\n`) { // a string in a string
		text = strings.ReplaceAll(text, `\\`, `\`)
	}
	text = strings.NewReplacer(`\n`, "\n", `\r`, "\n", `\t`, " ", `\"`, `"`, `\/`, "/", `\\`, `\`).Replace(text)
	return unicodeEscape().ReplaceAllStringFunc(text, func(escape string) string {
		n, _ := strconv.ParseUint(escape[2:], 16, 16)
		return string(rune(n))
	}), true
}

// unrich returns the text of RTF. Its control words end lines or mean nothing
// here.
func unrich(text string) (string, bool) {
	if !strings.HasPrefix(strings.TrimSpace(text), "{") || strings.Count(text, `\par`)+strings.Count(text, `\line`) < 8 {
		return "", false
	}
	return richWord().ReplaceAllString(richByte().ReplaceAllString(text, "?"), "\n"), true
}

// unpercent undoes what an address makes of a text, as that of a mail to be
// written does: a blank may have become a plus, and a plus a blank.
func unpercent(text string) (string, bool) {
	if strings.Count(text, "%0A")+strings.Count(text, "%0a")+strings.Count(text, "%20") < 8 {
		return "", false
	}
	if !strings.Contains(text, "%20") {
		text = strings.ReplaceAll(text, "+", " ")
	}
	out, err := url.PathUnescape(text)
	return strings.ToValidUTF8(out, "?"), err == nil
}
