package totp

import (
	"encoding/csv"
	"slices"
	"strings"
)

// tableKeys are the columns in which password managers export keys, in small letters
// alone: Bitwarden, LastPass, 1Password and KeePassXC in this order, then other names.
var tableKeys = []string{"logintotp", "totp", "otpauth", "otp", "otpsecret", "otpurl", "otpauthurl", "totpsecret", "totpuri", "secret", "seed"}

// tableNames are the columns that name what a key is for, and for whom.
var tableNames = map[string]string{
	"name": "issuer", "title": "issuer", "issuer": "issuer", "site": "issuer",
	"username": "account", "loginusername": "account", "account": "account", "login": "account", "user": "account",
}

// isTable reports whether a text begins with the header of a table that holds keys: one
// of its columns is named so, or there is an address in one.
func isTable(text string) bool {
	columns, separator := tableHeader(text)
	return slices.ContainsFunc(columns, isKeyColumn) ||
		len(columns) > 2 && (strings.Contains(text, string(separator)+uriScheme+"://") || strings.Contains(text, string(separator)+`"`+uriScheme+"://"))
}

func isKeyColumn(name string) bool { return slices.Contains(tableKeys, name) }

// tableHeader returns the names of a table's columns, and what separates them; nil for
// a text that is no table.
func tableHeader(text string) (columns []string, separator rune) {
	line, rest, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	for _, separator = range ",;\t" {
		columns = strings.Split(line, string(separator))
		for i, name := range columns {
			columns[i] = plainName(name)
		}
		if len(columns) > 1 && columns[0] != "" && rest != "" {
			return columns, separator
		}
	}
	return nil, 0
}

// readTable reads the keys of a table (RFC 4180), and leaves out rows without one.
func readTable(text string, whole notes) ([]Entry, error) {
	columns, separator := tableHeader(text)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator, -1, true
	rows, _ := r.ReadAll() // what was read before an error is good
	var entries []Entry
	for n, row := range rows {
		given := map[string]string{}
		for i, value := range row {
			name := "" // a row can be longer than the header
			if i < len(columns) {
				name = columns[i]
			}
			if isKeyColumn(name) && strings.TrimSpace(value) != "" || isAddress(value) {
				given["key"] = value
			} else if other := tableNames[name]; other != "" {
				given[other] = value
			} else if field := fieldNames[name]; field == "size" || field == "step" || field == "algorithm" {
				given[field] = value
			}
		}
		if n > 0 && given["key"] != "" {
			own := slices.Clone(whole)
			k, err := readRow(given, &own)
			entries = append(entries, entryOf(k, err, "row", n+1, own))
		}
	}
	if entries == nil {
		return nil, ErrSecretEmpty
	}
	return entries, nil
}

// readRow reads the key of a row, which is an address or a secret with what changes its
// codes.
func readRow(given map[string]string, n *notes) (Key, error) {
	n.add(NoteTable)
	if hasAddress(given["key"]) {
		return readAddress(addressLine(given["key"], n), n)
	}
	return readFields(given, n)
}
