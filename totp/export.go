package totp

import (
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// exportNames are the names under which apps keep the parts of a key in JSON, in small
// letters alone, where they differ from those of fieldNames: Aegis, 2FAS, andOTP, FreeOTP+,
// Raivo, Bitwarden, Proton and Steam's own file.
var exportNames = map[string]string{
	"totp": "totp", "otpauth": "totp", "otp": "totp", "uri": "totp", "secret": "key", "sharedsecret": "steam",
	"tokentype": "type", "kind": "type", "entrytype": "type", "timer": "step",
	"issuerext": "issuer", "issuername": "issuer", "title": "issuer", "username": "account", "pin": "pin",
}

// The numbers of Stratum (Authenticator Pro), whose entries alone have a PIN beside them:
// AuthenticatorType and HashAlgorithm (stratumauth/app, Stratum.Core).
var (
	stratumTypes      = map[string]string{"1": "hotp", "2": "totp", "4": "steam"}
	stratumAlgorithms = map[string]string{"0": "SHA1", "1": "SHA256", "2": "SHA512"}
)

// stratum puts words in the place of Stratum's numbers.
func stratum(given map[string]string) {
	if kind, ok := stratumTypes[given["type"]]; ok && given["pin"] != "" {
		given["type"], given["algorithm"] = kind, stratumAlgorithms[given["algorithm"]]
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
			field, text = "bytes", hexOf(value)
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

// exportField returns what a name in an export stands for, "" for what is no part of a
// key.
func exportField(plain string) string {
	if field := exportNames[plain]; field != "" {
		return field
	}
	if field := fieldNames[plain]; !strings.Contains(field, " ") {
		return field
	}
	return ""
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
// A type that is a number belongs to the entry of a password manager, where the key
// has a field of its own.
func readRecord(given map[string]string, n *notes) (k Key, err error) {
	address := given["totp"]
	stratum(given)
	if address != "" && !hasAddress(address) {
		given["key"] = address
		if _, err := strconv.Atoi(given["type"]); err == nil {
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
