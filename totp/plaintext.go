package totp

import (
	"encoding/binary"
	"encoding/json"
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf16"
)

// plainText undoes what editors and terminals do to a whole text: a byte order
// mark, UTF-16 with or without one, and the marks of a bracketed paste
// (xterm's ctlseqs, "Bracketed Paste Mode").
func plainText(text string, n *notes) string {
	if order := utf16Order(text); order != nil {
		n.add(NoteUTF16)
		text = decodeUTF16(text, order)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.NewReplacer("\x00", "", "\r\n", "\n", "\r", "\n").Replace(text)
	pasted := strings.NewReplacer("\x1b[200~", "", "\x1b[201~", "", "^[[200~", "", "^[[201~", "", "[200~", "", "[201~", "").Replace(text)
	if s := strings.TrimSpace(pasted); strings.HasPrefix(s, "00~") && strings.HasSuffix(s, "01~") { // of which a shell took the rest
		pasted = s[len("00~") : len(s)-len("01~")]
	}
	pasted = terminalCode().ReplaceAllString(pasted, "")
	n.addIf(pasted != text, NotePaste)
	plain := unquote(pasted)
	n.addIf(plain != pasted, NoteQuoted)
	return plain
}

// unquote undoes quoted-printable (RFC 2045, section 6.7), as the source of a mail has
// it. A secret can begin with 3D by itself: then it is not taken for that.
func unquote(text string) string {
	i := strings.Index(small(text), "secret=3d")
	if i < 0 {
		return text
	}
	value := text[i+len("secret="):]
	if end := strings.IndexAny(value, "&\n \"'<>"); end >= 0 && !strings.HasSuffix(value[:end], "=") {
		value = value[:end]
	}
	soft := strings.Contains(text, "=\n")
	if !soft && (usualLetters(value) || !usualLetters(value[len("3D"):])) {
		return text
	}
	plain, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(text)))
	if err != nil {
		return text
	}
	return string(plain)
}

// terminalCode is what a terminal is told about colors (ECMA-48, 5.4).
var terminalCode = lazily(`\x1b\[[0-?]*[ -/]*[@-~]`)

// utf16Order returns the byte order of UTF-16 text, nil where it is none: by its
// mark, else by the NUL that is half of every ASCII character, which keys are.
func utf16Order(text string) binary.ByteOrder {
	switch {
	case strings.HasPrefix(text, "\xff\xfe"):
		return binary.LittleEndian
	case strings.HasPrefix(text, "\xfe\xff"):
		return binary.BigEndian
	}
	var nul [2]int
	for i := range len(text) {
		if text[i] == 0 {
			nul[i%2]++
		}
	}
	most := len(text) / 2 * 9 / 10 // a name in another script has no NUL
	switch {
	case most > 0 && nul[1] >= most && nul[0] == 0:
		return binary.LittleEndian
	case most > 0 && nul[0] >= most && nul[1] == 0:
		return binary.BigEndian
	}
	return nil
}

func decodeUTF16(text string, order binary.ByteOrder) string {
	units := make([]uint16, len(text)/2)
	for i := range units {
		units[i] = order.Uint16([]byte(text[2*i : 2*i+2]))
	}
	return string(utf16.Decode(units))
}

// htmlEscapes are those that stand in an address on a page. They are undone
// only where they end in a semicolon: &copy may be a parameter.
var htmlEscapes = strings.NewReplacer("&amp;", "&", "&#38;", "&", "&#038;", "&", "&#x26;", "&",
	"&quot;", `"`, "&#34;", `"`, "&#39;", "'", "&#x27;", "'", "&#61;", "=", "&#x3D;", "=", "&#x3d;", "=", "&#x2F;", "/", "&#x2f;", "/", "&#47;", "/")

// plainLine undoes the escapes of JSON and HTML, and takes the quotes off.
func plainLine(line string, n *notes) string {
	line = strings.TrimSpace(line)
	if s := strings.TrimRight(line, ", "); len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		n.add(NoteJSON)
		line = s[1 : len(s)-1]
	}
	if strings.Contains(line, `\/`) || strings.Contains(line, `\u00`) {
		var plain string
		if json.Unmarshal([]byte(`"`+line+`"`), &plain) == nil {
			n.add(NoteJSON)
			line = plain
		}
	}
	for range 2 { // some pages escape twice
		plain := htmlEscapes.Replace(line)
		n.addIf(plain != line, NoteHTML)
		line = plain
	}
	return strings.TrimSpace(line)
}
