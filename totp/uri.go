package totp

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	uriScheme       = "otpauth"
	steamCharacters = 5
)

// ParseURI reads an otpauth address, the text of the QR code that sites show
// (github.com/google/google-authenticator wiki, "Key Uri Format"). It knows
// Steam as type "steam" (Aegis) and as "encoder=steam" (KeePassXC).
//
// It refuses what apps would read in different ways, since a wrong guess makes
// wrong codes: an unknown algorithm, digits or a period out of range, a value
// given twice. Names of parameters may be in any case; unknown ones are left
// alone.
func ParseURI(text string) (Key, error) {
	// The error of url.Parse quotes the address, the secret included.
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Opaque != "" || u.User != nil {
		return Key{}, ErrURI
	}
	kind := strings.ToLower(u.Host)
	if u.Scheme != uriScheme || !slices.Contains([]string{"totp", "hotp", "steam"}, kind) {
		return Key{}, ErrURIType
	}
	params, err := parseParams(u.RawQuery)
	if err != nil {
		return Key{}, err
	}
	k, err := ParseSecret(params["secret"])
	if err != nil {
		return Key{}, err
	}
	k.CounterBased = kind == "hotp"
	if err := k.setParams(kind, params); err != nil {
		return Key{}, err
	}
	k.Issuer, k.Account = splitLabel(strings.TrimPrefix(u.EscapedPath(), "/"))
	if issuer := params["issuer"]; issuer != "" {
		k.Issuer = issuer
	}
	return k, k.Check()
}

// parseParams returns the parameters by their names in lower case.
func parseParams(query string) (map[string]string, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, ErrURI
	}
	params := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		name := strings.ToLower(key)
		for _, value := range values[key] {
			if earlier, ok := params[name]; ok && earlier != value {
				return nil, ErrURIDuplicate
			}
			params[name] = value
		}
	}
	return params, nil
}

// setParams reads the parameters that change the codes. One that is there but
// empty is an error: what its author meant cannot be known.
func (k *Key) setParams(kind string, params map[string]string) error {
	switch encoder, ok := params["encoder"]; {
	case kind == "steam" || strings.EqualFold(encoder, "steam"):
		k.Steam, k.Digits = true, steamCharacters
	case ok:
		return ErrURIEncoder
	}
	if text, ok := params["algorithm"]; ok {
		a, err := ParseAlgorithm(text)
		if err != nil {
			return err
		}
		k.Algorithm = a
	}
	if text, ok := params["digits"]; ok {
		n, err := strconv.Atoi(text)
		if err != nil {
			return ErrDigits
		}
		k.Digits = n
	}
	if text, ok := params["period"]; ok {
		n, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return ErrPeriod
		}
		k.Period = time.Duration(n) * time.Second
	}
	return nil
}

// splitLabel splits "issuer:account", still escaped. A plain colon separates; an
// escaped one does so only where there is no plain one, since an issuer may hold
// a colon of its own. Blanks after the colon are ornament.
func splitLabel(escaped string) (issuer, account string) {
	before, after, two := strings.Cut(escaped, ":")
	if !two {
		before, after, two = strings.Cut(unescape(escaped), ":")
	}
	if !two {
		return "", unescape(escaped)
	}
	return unescape(before), strings.TrimSpace(unescape(after))
}

func unescape(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}
