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
	"period": "step", "interval": "step", "step": "step", "timeotpperiod": "step",
	"algorithm": "algorithm", "algo": "algorithm", "timeotpalgorithm": "algorithm",
	"type": "type", "totpsettings": "settings", "issuer": "issuer", "account": "account", "label": "account", "name": "account",
}

// splitField splits "TimeOtp-Length: 8" and "digits = 8".
func splitField(line string) (name, value string, ok bool) {
	i := strings.IndexAny(line, ":=")
	if i < 0 {
		return "", "", false
	}
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_\"'\t", r) {
			return -1
		}
		return r
	}, strings.ToLower(line[:i]))
	name, ok = fieldNames[plain]
	return name, bare(line[i+1:]), ok
}

// keyFields returns the fields of a text that is made of such, by the names that
// KeeOTP has for them; nil for any other text. A single one is a label, unless
// KeePass wrote it.
func keyFields(text string) map[string]string {
	given, own := map[string]string{}, false
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			continue
		}
		name, value, ok := splitField(line)
		words := strings.Fields(name)
		if !ok || given[words[0]] != "" {
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
	switch strings.ToLower(given["type"]) {
	case "", "totp", "hotp", "steam":
	default:
		return Key{}, ErrSecretType
	}
	if m := settings().FindStringSubmatch(given["settings"]); m != nil {
		given["step"], given["size"] = m[1], m[2]
	}
	n.add(NoteFields)
	if encoding, ok := given["encoding"]; ok && encoding == "hex" {
		given["key"] = withoutOrnament(given["key"])
	}
	k, err := readKeeOTPFields(given, n)
	k.Issuer, k.Account = given["issuer"], given["account"]
	return k, err
}
