package totp

import (
	"encoding/csv"
	"slices"
	"strings"
)

// tableField returns what a column in a table of a password manager holds, "" for what
// is no part of a key.
func tableField(plain string) string {
	switch plain {
	case "logintotp", "totp", "otpauth", "otp", "otpsecret", "otpurl", "otpauthurl", "totpsecret", "totpuri", "secret", "seed":
		return "key"
	case "name", "title", "issuer", "site":
		return "issuer"
	case "username", "loginusername", "account", "login", "user":
		return "account"
	}
	switch field := fieldNames[plain]; field {
	case "size", "step", "algorithm":
		return field
	}
	return ""
}

// isTable reports whether a text begins with the header of a table that holds keys: one
// of its columns is named so, or there is an address in one.
func isTable(text string) bool {
	columns, separator := tableHeader(text)
	return slices.ContainsFunc(columns, isKeyColumn) ||
		len(columns) > 2 && (strings.Contains(text, string(separator)+uriScheme+"://") || strings.Contains(text, string(separator)+`"`+uriScheme+"://"))
}

func isKeyColumn(name string) bool { return tableField(name) == "key" }

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
		names := columns
		if n == 0 { // a header, or a row as the others where there is none
			names = nil
		}
		if given := rowFields(names, row); given["key"] != "" {
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

// rowFields returns what a row says, by the names of its columns. A row can be longer
// than the header; an address is a key in any column.
func rowFields(columns, row []string) map[string]string {
	given := map[string]string{}
	for i, value := range row {
		field := ""
		if i < len(columns) {
			field = tableField(columns[i])
		}
		if isAddress(value) {
			field = "key"
		}
		if field != "" && strings.TrimSpace(value) != "" {
			given[field] = value
		}
	}
	return given
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
