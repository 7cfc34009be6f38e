package totp

import (
	"net/url"
	"strings"
	"unicode"
)

// bare takes off what stands around a value in a sentence, a table or markup:
// quotes, brackets, and the marks that end a sentence.
func bare(text string) string {
	return strings.TrimFunc(text, func(r rune) bool {
		return r != '=' && r != '-' && r != '+' && (unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("<>`|", r))
	})
}

// saysNothing reports whether a program wrote a word where it had no value.
func saysNothing(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "null", "undefined", "none", "nil", "nan":
		return true
	}
	return false
}

// withoutFraction takes the ".0" off a number that a program kept as a fraction.
func withoutFraction(text string) string { return zeroFraction().ReplaceAllString(text, "$1") }

var (
	zeroFraction = lazily(`^(\d+)\.0+$`)

	uuid = lazily(`(?i)^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$`)

	// restOfAddress is a line with which an address goes on that was broken.
	restOfAddress = lazily(`(?i)^[a-z2-7%=]*[?&](?:amp;)?(?:secret|issuer|algorithm|digits|period|counter|encoder|image)=`)

	escapedAddress = lazily(`(?i)otpauth(?:-migration)?%(?:25)?3A%(?:25)?2F[^&\s"'<>]*`)
)

// joinBroken puts addresses together that were broken into lines.
func joinBroken(text string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, "\r ")
		last := len(out) - 1
		if last >= 0 && strings.Contains(strings.ToLower(out[last]), uriScheme) && restOfAddress().MatchString(line) && !strings.Contains(line, "://") {
			out[last] += line
			continue
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// addressLine returns the address of a line, "" where there is none because the
// line is empty or a comment. The names of exports of Google Authenticator are
// dropped; those of single addresses are dropped where they are read.
func addressLine(line string, n *notes) string {
	line = unescapeAddress(plainLine(line, n), n)
	if i := strings.Index(small(line), migrationScheme+":"); i > 0 && !strings.Contains(line[:i], "://") {
		n.add(NoteLabel)
		line = line[i:]
	}
	if strings.HasPrefix(line, "#") {
		return ""
	}
	return line
}

// unescapeAddress undoes what the address of a page makes of an otpauth address
// inside it, or a form of one that is sent.
func unescapeAddress(line string, n *notes) string {
	escaped := escapedAddress().FindString(line)
	if escaped == "" {
		return line
	}
	for range 2 {
		if strings.Contains(escaped, "://") {
			break
		}
		plain, err := url.QueryUnescape(escaped)
		if err != nil {
			return line
		}
		escaped = plain
	}
	n.add(NoteEscaped)
	return escaped
}

// looksXML is how a page or an export in XML begins.
var looksXML = lazily(`^\s*<(?:\?xml|!doctype|[A-Za-z]{1,20}[\s>/])`)

// looksJSON is how a text begins that an app exports, and that is not a key alone.
var looksJSON = lazily(`^\s*(?:\{\s*["']|\[\s*(?:[{"']|[0-9]+\s*,))`)
