package totp

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// settings are "30;6" or "30;S": how KeePassXC kept a key's period and digits in
// an attribute of its own, "TOTP Settings", beside "TOTP Seed" (keepassxreboot/
// keepassxc:src/core/Totp.cpp, parseSettings).
var settings = lazily(`^(\d{1,5});(\d|S)(?:;\S*)?$`)

// splitSettings splits a secret from settings behind it, on the same line or the
// next. ok is false where there are none.
func splitSettings(text string) (secret, period, digits string, ok bool) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return "", "", "", false
	}
	m := settings().FindStringSubmatch(words[len(words)-1])
	if m == nil {
		return "", "", "", false
	}
	return strings.Join(words[:len(words)-1], " "), m[1], m[2], true
}

// readSettings reads a secret with its settings.
func readSettings(secret, period, digits string, n *notes) (Key, error) {
	if secret == "" {
		return Key{}, ErrSecretSettings
	}
	k, err := readSecret(secret, n)
	if err != nil {
		return Key{}, err
	}
	n.add(NoteSettings)
	params := map[string]string{"period": period, "digits": digits}
	if digits == "S" {
		params["encoder"] = "steam"
		delete(params, "digits")
	}
	err = k.setParams(params, n)
	return k, err
}

// isKeeOTP reports whether a line is the query of the KeePass plug-in KeeOTP, which
// KeePassXC reads too: key=...&step=30&size=6 (Totp.cpp, parseSettings).
func isKeeOTP(line string) bool {
	lower := strings.ToLower(line)
	return strings.HasPrefix(lower, "key=") || strings.Contains(lower, "&key=") && !strings.Contains(lower, "://")
}

// keeOTPNames are KeeOTP's names for what an otpauth address holds.
var keeOTPNames = map[string]string{"step": "period", "size": "digits", "otphashmode": "algorithm"}

func readKeeOTP(line string, n *notes) (Key, error) {
	given, err := parseParams(line, n)
	if err != nil {
		return Key{}, err
	}
	n.add(NoteKeeOTP)
	return readKeeOTPFields(given, n)
}

func readKeeOTPFields(given map[string]string, n *notes) (Key, error) {
	params := map[string]string{}
	for name, value := range given {
		if other, ok := keeOTPNames[name]; ok {
			name = other
		}
		params[name] = value
	}
	k, err := keeOTPSecret(params)
	if err != nil {
		return Key{}, err
	}
	switch strings.ToLower(params["type"]) {
	case "hotp":
		k.CounterBased = true
	case "steam":
		params["encoder"] = "steam"
	}
	err = k.setParams(params, n)
	return k, err
}

// keeOTPSecret decodes the secret as its encoding says, base32 unless it says one.
func keeOTPSecret(params map[string]string) (Key, error) {
	switch strings.ToLower(params["encoding"]) {
	case "", "base32":
		return ParseSecret(params["key"])
	case "hex":
		decoded, err := hex.DecodeString(params["key"])
		if err != nil {
			return Key{}, ErrSecretCharacter
		}
		return NewKey(decoded)
	case "base64":
		decoded, err := anyBase64(params["key"])
		if err != nil {
			return Key{}, ErrSecretCharacter
		}
		return NewKey(decoded)
	case "utf8":
		return NewKey([]byte(params["key"]))
	}
	return Key{}, ErrURIEncoder
}

// parsePeriod reads "30", and "30s" and the like with a note.
func parsePeriod(text string, n *notes) (time.Duration, error) {
	text = withoutFraction(text)
	digits := strings.TrimRight(strings.ToLower(strings.TrimSpace(text)), " second.")
	n.addIf(digits != text, NoteUnits)
	seconds, err := strconv.ParseUint(digits, 10, 32)
	switch {
	case err != nil:
		return 0, ErrPeriod
	case seconds >= 10_000 && seconds%1000 == 0:
		return 0, ErrPeriodMilliseconds
	}
	return time.Duration(seconds) * time.Second, nil
}
