package totp

import "strings"

// fieldNames are the names under which programs keep the parts of a key, one a
// line, in small letters and digits alone: KeePass 2 (keepass.info/help/kb/otp.html,
// "TimeOtp-Secret-Base32" and its like), KeePassXC's attributes, and plain words.
var fieldNames = map[string]string{
	"secret": "key", "key": "key", "seed": "key", "totpsecret": "key", "totpseed": "key", "secretkey": "key", "setupkey": "key",
	"timeotpsecret": "key utf8", "timeotpsecrethex": "key hex", "timeotpsecretbase32": "key base32", "timeotpsecretbase64": "key base64",
	"hmacotpsecret": "key utf8 hotp", "hmacotpsecrethex": "key hex hotp", "hmacotpsecretbase32": "key base32 hotp", "hmacotpsecretbase64": "key base64 hotp",
	"hmacotpcounter": "counter", "counter": "counter",
	"digits": "size", "length": "size", "timeotplength": "size",
	"period": "step", "interval": "step", "step": "step", "timeotpperiod": "step", "timestep": "step", "otpperiod": "step", "totpperiod": "step",
	"otpdigits": "size", "totpdigits": "size", "otpalgorithm": "algorithm", "totpalgorithm": "algorithm", "hashalgorithm": "algorithm",
	"algorithm": "algorithm", "algo": "algorithm", "timeotpalgorithm": "algorithm",
	"type": "type", "totpsettings": "settings", "issuer": "issuer", "account": "account", "label": "account", "name": "account",
}

// splitField splits "TimeOtp-Length: 8" and "digits = 8".
func splitField(line string) (name, value string, ok bool) {
	i := strings.IndexAny(line, ":=")
	if i < 0 {
		return "", "", false
	}
	if name, ok = fieldNames[plainName(line[:i])]; !ok { // MFA_SECRET, "Your key"
		words := strings.FieldsFunc(line[:i], func(r rune) bool { return strings.ContainsRune(" -_.\t", r) })
		name, ok = fieldNames[plainName(words[max(len(words)-1, 0):]...)]
	}
	return name, bare(line[i+1:]), ok
}

// plainName returns a name in small letters, without what separates its words.
func plainName(name ...string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_\"'\t\r\ufeff", r) {
			return -1
		}
		return r
	}, strings.ToLower(strings.Join(name, "")))
}

// keyFields returns the fields of a text, by the names that KeeOTP has for them, and
// leaves out lines that are none; nil for a text of several keys, or with a key that
// is in no field. A single field is a label, unless KeePass wrote it.
func keyFields(text string) map[string]string {
	given, own := map[string]string{}, false
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		name, value, ok := splitField(line)
		if strings.HasPrefix(line, "#") || !ok && !isKey(bare(line)) {
			continue
		}
		words := strings.Fields(name)
		named := ok && (words[0] == "account" || words[0] == "issuer")
		switch {
		case named && given[words[0]] != "":
			continue
		case !ok, given[words[0]] != "" && given[words[0]] != value:
			return nil
		}
		given[words[0]] = value
		if len(words) > 1 {
			own, given["encoding"] = true, words[1]
		}
		if len(words) > 2 {
			given["type"] = words[2]
		}
	}
	if given["key"] == "" || len(given) < 2 && !own {
		return nil
	}
	return given
}

// readFields reads a key from its fields.
func readFields(given map[string]string, n *notes) (Key, error) {
	switch kind := plainName(given["type"]); {
	case kind == "", kind == "totp", kind == "hotp", kind == "steam":
	case strings.HasPrefix(kind, "time"), strings.HasPrefix(kind, "totp"): // "Time-based", "TOTP (time)"
		delete(given, "type")
	case strings.HasPrefix(kind, "counter"), strings.HasPrefix(kind, "hotp"):
		given["type"] = "hotp"
	default:
		return Key{}, ErrSecretType
	}
	if m := settings().FindStringSubmatch(given["settings"]); m != nil {
		given["step"], given["size"] = m[1], m[2]
	}
	if encoding, ok := given["encoding"]; ok && encoding == "hex" {
		given["key"] = withoutOrnament(given["key"])
	}
	k, err := readKeeOTPFields(given, n)
	k.Issuer, k.Account = given["issuer"], given["account"]
	return k, err
}
