package totp

import (
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// exportField returns what a name in an export stands for, "" for what is no part of a
// key. Besides those of fieldNames there are names of 2FAS, Raivo, Proton, FreeOTP+,
// LastPass, Bitwarden and Steam's own file.
func exportField(plain string) string {
	switch plain {
	case "totp", "otpauth", "otp", "uri":
		return "totp"
	case "sharedsecret":
		return "steam"
	case "tokentype", "kind", "entrytype":
		return "type"
	case "timer":
		return "step"
	case "issuerext", "issuername", "title":
		return "issuer"
	case "username":
		return "account"
	case "pin":
		return "pin"
	}
	if field := fieldNames[plain]; !strings.Contains(field, " ") {
		return field
	}
	return ""
}

// stratum puts words in the place of the numbers of Stratum (Authenticator Pro), whose
// entries alone have a PIN beside them: AuthenticatorType and HashAlgorithm
// (stratumauth/app, Stratum.Core).
func stratum(given map[string]string) {
	if given["pin"] == "" {
		return
	}
	switch given["type"] {
	case "1":
		given["type"] = "hotp"
	case "2":
		given["type"] = "totp"
	case "4":
		given["type"] = "steam"
	}
	switch given["algorithm"] {
	case "0":
		given["algorithm"] = "SHA1"
	case "1":
		given["algorithm"] = "SHA256"
	case "2":
		given["algorithm"] = "SHA512"
	}
}

// readExport reads the keys of an export in JSON, of any app: each is an object with
// a secret or an address somewhere inside, and what changes its codes. It fails with
// ErrSecretJSON where there is none, as in an export that is encrypted.
func readExport(text string, whole notes) ([]Entry, error) {
	var entries []Entry
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		var value any
		d.UseNumber()
		if d.Decode(&value) != nil {
			break
		}
		eachRecord(value, func(given map[string]string) {
			own := append(slices.Clone(whole), NoteExport)
			k, err := readRecord(given, &own)
			entries = append(entries, entryOf(k, err, "entry", len(entries)+1, own))
		})
	}
	if entries == nil {
		return nil, ErrSecretJSON
	}
	return entries, nil
}

// eachRecord finds the objects that hold one key each.
func eachRecord(value any, found func(map[string]string)) {
	switch value := value.(type) {
	case string:
		if isAddress(value) {
			found(map[string]string{"totp": value})
		}
	case []any:
		for _, v := range value {
			eachRecord(v, found)
		}
	case map[string]any:
		given := map[string]string{}
		if flatten(value, given) && given["key"]+given["totp"]+given["steam"]+given["bytes"] != "" {
			found(given)
			return
		}
		for _, name := range slices.Sorted(maps.Keys(value)) {
			eachRecord(value[name], found)
		}
	}
}

// flatten collects the fields of an object and of those inside it. It fails where two
// have different secrets.
func flatten(object map[string]any, given map[string]string) bool {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		plain := plainName(name)
		field, text := exportField(plain), ""
		if field == "pin" {
			given["pin"] = "there, if empty"
			continue
		}
		switch value := object[name].(type) {
		case map[string]any:
			if !flatten(value, given) {
				return false
			}
		case string:
			if text = value; isAddress(text) {
				field = "totp"
			}
		case json.Number:
			text = value.String()
		case []any:
			if field == "key" {
				field, text = "bytes", hexOf(value)
			}
		}
		secret := field == "key" || field == "totp" || field == "steam" || field == "bytes"
		switch {
		case field == "" || saysNothing(text) || plain == "uri" && !isAddress(text) || plain == "key" && !isKey(text):
		case secret && given[field] != "" && given[field] != text:
			return false
		case given[field] == "" || plain == field: // "issuer" says more than "title"
			given[field] = text
		}
	}
	return true
}

// isAddress reports whether a value is an address of a key, and nothing else.
func isAddress(text string) bool {
	text = small(strings.TrimSpace(text))
	return strings.HasPrefix(text, uriScheme+"://") || isSteamScheme(text)
}

// hexOf returns a list of bytes in hexadecimal, "" for another list. Java counts them
// from -128 (FreeOTP+ keeps secrets so).
func hexOf(list []any) string {
	var raw []byte
	for _, v := range list {
		number, _ := v.(json.Number)
		n, err := strconv.ParseInt(number.String(), 10, 16)
		if err != nil || n < -128 || n > 255 {
			return ""
		}
		raw = append(raw, byte(n))
	}
	return hex.EncodeToString(raw)
}

// readRecord reads a key from the fields of an object. What an address says comes first.
// Where a field is called totp, a type that is no kind of codes belongs to the entry of a
// password manager.
func readRecord(given map[string]string, n *notes) (k Key, err error) {
	address := given["totp"]
	stratum(given)
	if address != "" && !hasAddress(address) {
		given["key"] = address
		if kind := strings.ToLower(given["type"]); kind != "hotp" && kind != "steam" {
			delete(given, "type")
		}
	}
	switch {
	case hasAddress(address):
		return readAddress(addressLine(address, n), n)
	case given["key"] == "" && given["bytes"] != "":
		given["key"], given["encoding"] = given["bytes"], "hex"
	case given["key"] == "":
		given["key"], given["encoding"], given["type"] = given["steam"], "base64", "steam"
	}
	return readFields(given, n)
}
