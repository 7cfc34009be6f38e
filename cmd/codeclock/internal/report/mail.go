package report

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"slices"
	"strings"
	"sync"
)

var (
	mailHeader = lazy(`(?i)^(?:From [^\n]*\n)?(?:>?[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\n`)
	mboxLine   = lazy(`^From [^\n]*[0-9]{4}[^\n]*\n`)
	base64Body = lazy(`(?m)(?:^[>| \t]*[A-Za-z0-9+/]{40,100}={0,2}[ \t]*\n){4,}(?:^[>| \t]*[A-Za-z0-9+/]{1,100}={0,2}[ \t]*$)?|[A-Za-z0-9+/_-]{400,}={0,2}`)
)

// maxDepth is how deep parts of mails are looked into: a forwarded forward is
// three.
const maxDepth = 6

// mailText returns the texts in mails with their headers, one or a mailbox of
// them.
func mailText(text string) (string, bool) {
	var b strings.Builder
	ok := writeMails(&b, text, 0)
	return b.String(), ok
}

// writeMails writes the texts in mails, and reports whether the text is made of
// such.
func writeMails(b *strings.Builder, text string, depth int) bool {
	text = strings.TrimLeft(strings.ReplaceAll(text, "\r\n", "\n"), " \t\n")
	if !mailHeader().MatchString(text[:min(len(text), maxHeader)]) {
		return false
	}
	for _, message := range messages(text) {
		m, err := mail.ReadMessage(strings.NewReader(message))
		if err != nil {
			b.WriteString(message)
			continue
		}
		part(b, textproto.MIMEHeader(m.Header), m.Body, depth)
	}
	return true
}

// messages cuts a mailbox into its mails (RFC 4155), a single mail into itself.
func messages(text string) []string {
	var out []string
	for {
		if from := mboxLine().FindString(text); from != "" {
			text = text[len(from):]
		} else if len(out) == 0 {
			return []string{text}
		}
		end := nextMessage(text)
		out = append(out, text[:end])
		if text = text[end:]; text == "" {
			return out
		}
	}
}

// nextMessage returns where the next mail of a mailbox begins, or the end.
func nextMessage(text string) int {
	for at := 0; ; {
		i := strings.Index(text[at:], "\nFrom ")
		if i < 0 {
			return len(text)
		}
		at += i + 1
		if mboxLine().MatchString(text[at:min(len(text), at+200)]) {
			return at
		}
	}
}

// maxHeader is far more than the headers of a mail.
const maxHeader = 64 << 10

// part writes the text of a mail's part, and of all parts in it. What is no text
// is left out; what cannot be decoded to its end is written as far as it goes.
func part(b *strings.Builder, header textproto.MIMEHeader, body io.Reader, depth int) {
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	switch {
	case depth > maxDepth:
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err != nil {
				return
			}
			part(b, p.Header, p, depth+1)
		}
	case kind == "message/rfc822":
		if m, err := mail.ReadMessage(decodeTransfer(header, body)); err == nil {
			part(b, textproto.MIMEHeader(m.Header), m.Body, depth+1)
		}
	case strings.HasPrefix(kind, "text/"), strings.HasPrefix(kind, "application/"):
		raw, _ := io.ReadAll(decodeTransfer(header, body))
		text := decodeCharset(string(raw))
		if strings.HasPrefix(kind, "text/") || !writeMails(b, text, depth+1) { // a mail that was attached as a file
			b.WriteString("\n" + text + "\n")
		}
	}
}

func decodeTransfer(header textproto.MIMEHeader, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	}
	return body
}

// unbase64 decodes bodies of mails that were copied without the headers that say
// so.
func unbase64(text string) (string, bool) {
	if !slices.ContainsFunc(encodedNames(), func(name string) bool { return strings.Contains(text, name) }) {
		return "", false
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var b strings.Builder
	for _, body := range base64Body().FindAllString(text, -1) {
		if !lowerToo().MatchString(body) {
			continue // the data of a report
		}
		clean := bytes.Map(keepBase64, []byte(body))
		out, _ := base64.RawStdEncoding.DecodeString(string(clean[:len(clean)-len(clean)%4]))
		b.WriteString(decodeCharset(string(out)) + "\n")
	}
	return b.String(), b.Len() > 0
}

// encodedNames returns how the name of every mark looks in base64, of ASCII and of
// UTF-16, at each of the three places in a group where it can begin.
var encodedNames = sync.OnceValue(func() []string {
	var out []string
	for _, text := range []string{name, strings.Join(strings.Split(name, ""), "\x00")} {
		for before := range 3 {
			all := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(" ", before) + text))
			out = append(out, all[(before*8+5)/6:(before+len(text))*8/6])
		}
	}
	return out
})

var lowerToo = lazy(`[a-z]`)

func keepBase64(r rune) rune {
	switch {
	case r == '-': // the other alphabet, for addresses
		return '+'
	case r == '_':
		return '/'
	case alphanumeric(r) || r == '+' || r == '/':
		return r
	}
	return -1
}
