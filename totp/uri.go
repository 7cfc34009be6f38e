package totp

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const (
	uriScheme       = "otpauth"
	steamCharacters = 5
)

// ParseURI reads an otpauth address, the text of the QR code that sites show
// (github.com/google/google-authenticator wiki, "Key Uri Format"). It knows
// Steam as type "steam" (Aegis), as "encoder=steam" (KeePassXC), and as the issuer
// of an address that asks for no digits, which Steam's codes don't have.
//
// Names that aren't escaped, a period with its unit, and parameters that say null
// are read. It refuses what apps would read in different ways, since a wrong guess
// makes wrong codes: an unknown algorithm, digits or a period out of range, a value
// given twice, a count that doesn't begin in 1970. Names of parameters may be in
// any case; unknown ones are left alone.
func ParseURI(text string) (Key, error) {
	var n notes
	k, err := readURI(plainLine(text, &n), &n)
	if err != nil {
		return Key{}, err
	}
	return k, nil
}

// readURI returns with an error the names that were read before it.
func readURI(text string, n *notes) (Key, error) {
	kind, label, query, err := cutURI(text, n)
	if err != nil {
		return Key{}, err
	}
	params, err := parseParams(query, n)
	if err != nil {
		return Key{}, err
	}
	issuer, account := splitLabel(label, n)
	if own := params["issuer"]; !saysNothing(own) {
		issuer = own
	}
	names := Key{Issuer: issuer, Account: account}
	secret := params["secret"]
	if plain := bare(secret); isKey(plain) && !isKey(secret) {
		n.add(NotePunctuation)
		secret = plain
	}
	k, err := ParseSecret(secret)
	if err != nil {
		return names, err
	}
	n.addIf(!usualLetters(secret), NoteLength)
	k.Issuer, k.Account, k.CounterBased = issuer, account, kind == "hotp"
	if err := k.steamByName(kind, params, n); err != nil {
		return names, err
	}
	if err := k.setParams(params, n); err != nil {
		return names, err
	}
	if k.otherwise(params) {
		return names, ErrURIName
	}
	return k, nil
}

// otherwise reports whether names that apps don't know would make another key, if
// an app knew them: nobody can tell which codes the site wants.
func (k Key) otherwise(params map[string]string) bool {
	for name, value := range params {
		known := meant(name)
		if known != "algorithm" && known != "digits" && known != "period" || saysNothing(value) {
			continue
		}
		_, digits := strconv.Atoi(bare(value))
		upper := strings.ToUpper(value)
		if known == "digits" && digits != nil || known == "algorithm" && !strings.Contains(upper, "SHA") && !strings.Contains(upper, "MD5") {
			continue // something else, such as the size of a picture
		}
		other, n := k, notes(nil)
		if err := other.setParams(map[string]string{known: value}, &n); err != nil || !other.Equal(k) {
			return true
		}
	}
	return false
}

// parameter finds where the query of an address begins: at the first question mark
// before a name that otpauth addresses have. One in a label is not followed by that.
var parameter = lazily(`(?i)\?(?:secret|issuer|algorithm|digits|period|counter|encoder|image|t0)=`)

// small returns a text with ASCII's capitals as small letters, so that an index into
// it is one into the text: strings.ToLower changes the length of some.
func small(text string) string {
	lower := []byte(text)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
}

// cutURI splits an address by hand: url.Parse would take # and ? of a label that
// isn't escaped for its end, and its errors quote the secret.
func cutURI(text string, n *notes) (kind, label, query string, err error) {
	if i := strings.Index(small(text), uriScheme+":"); i > 0 && !strings.Contains(text[:i], "://") {
		n.add(NoteLabel)
		text = text[i:]
	}
	scheme, rest, ok := strings.Cut(text, "://")
	switch {
	case strings.HasPrefix(strings.ToLower(text), uriScheme+":") && !ok:
		return "", "", "", ErrURI
	case !ok || !strings.EqualFold(scheme, uriScheme):
		return "", "", "", ErrURIType
	}
	path := rest
	if at := parameter().FindStringIndex(rest); at != nil {
		path, query = rest[:at[0]], rest[at[0]+1:]
		if plain, _, cut := strings.Cut(query, "<"); cut { // a tag behind it
			n.add(NotePunctuation)
			query = plain
		}
		n.addIf(strings.ContainsAny(path, "?#;"), NoteRawLabel)
	}
	kind, label, _ = strings.Cut(path, "/")
	kind = strings.ToLower(strings.TrimSuffix(kind, "?"))
	switch {
	case strings.Contains(kind, "@"):
		return "", "", "", ErrURI
	case !slices.Contains([]string{"totp", "hotp", "steam"}, kind):
		return "", "", "", ErrURIType
	}
	return kind, label, query, nil
}

// separator is what stands before a parameter: an ampersand, or a semicolon where
// a name that is known follows it.
var separator = lazily(`(?i)&|;(secret|issuer|algorithm|digits|period|counter|encoder|image)=`)

// parseParams returns the parameters by their names in lower case.
func parseParams(query string, n *notes) (map[string]string, error) {
	params := map[string]string{}
	for _, pair := range splitParams(query, n) {
		name, value, _ := strings.Cut(pair, "=")
		name = strings.ToLower(unescape(name, n))
		value = unescape(strings.ReplaceAll(value, "+", " "), n)
		switch earlier, ok := params[name]; {
		case ok && name == "issuer": // changes no code
			continue
		case ok && earlier != value:
			return nil, ErrURIDuplicate
		}
		params[name] = value
	}
	return params, nil
}

func splitParams(query string, n *notes) (pairs []string) {
	for {
		at := separator().FindStringIndex(query)
		if at == nil {
			return append(pairs, query)
		}
		n.addIf(query[at[0]] == ';', NoteSemicolons)
		pairs = append(pairs, query[:at[0]])
		query = query[at[0]+1:]
	}
}

// says returns the value of a parameter that says something: some programs write
// null, or nothing, where they mean the usual value.
func says(params map[string]string, name string, n *notes) (string, bool) {
	text, ok := params[name]
	if saysNothing(text) {
		n.addIf(ok, NoteEmptyValues)
		return "", false
	}
	if plain := bare(text); plain != strings.TrimSpace(text) {
		n.add(NotePunctuation)
		return plain, ok
	}
	return text, ok
}

// setParams reads the parameters that change the codes, and checks the key.
func (k *Key) setParams(params map[string]string, n *notes) error {
	if encoder, ok := says(params, "encoder", n); ok {
		if !strings.EqualFold(encoder, "steam") {
			return ErrURIEncoder
		}
		k.Steam, k.Digits = true, steamCharacters
	}
	if text, ok := says(params, "t0", n); ok && strings.Trim(text, "0") != "" {
		return ErrURIEpoch
	}
	if text, ok := says(params, "algorithm", n); ok {
		a, err := ParseAlgorithm(text)
		if err != nil {
			return err
		}
		k.Algorithm = a
	}
	if text, ok := says(params, "digits", n); ok {
		digits, err := strconv.Atoi(withoutFraction(strings.TrimSpace(text)))
		if err != nil {
			return ErrDigits
		}
		k.Digits = digits
	}
	if text, ok := says(params, "period", n); ok {
		period, err := parsePeriod(text, n)
		if err != nil {
			return err
		}
		k.Period = period
	}
	if k.Steam && (k.Algorithm != SHA1 || k.Period != DefaultPeriod) {
		return ErrURISteam
	}
	return k.Check()
}

// splitLabel splits "issuer:account", still escaped. A plain colon separates; an
// escaped one does so only where there is no plain one, since an issuer may hold
// a colon of its own. Blanks after the colon are ornament.
func splitLabel(escaped string, n *notes) (issuer, account string) {
	before, after, two := strings.Cut(escaped, ":")
	if !two {
		before, after, two = strings.Cut(unescape(escaped, n), ":")
	}
	if !two {
		return "", unescape(escaped, n)
	}
	return unescape(before, n), strings.TrimSpace(unescape(after, n))
}

var percentEscapes = lazily(`%[0-9A-Fa-f]{2}`)

// unescape undoes %XX, and leaves a percent sign that is none of these.
func unescape(text string, n *notes) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	n.add(NoteRawLabel)
	return percentEscapes().ReplaceAllStringFunc(text, func(escape string) string {
		plain, err := url.PathUnescape(escape)
		if err != nil {
			return escape
		}
		return plain
	})
}
