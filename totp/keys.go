package totp

import (
	"fmt"
	"strings"
)

// Entry is one key of a text, or the reason why it can't be read. One that can't
// doesn't spoil the others.
type Entry struct {
	Key   Key    // without a secret if there is an error; its names may still be known
	Notes []Note // what had to be understood
	Err   error
}

// ReadKeys reads what a key file may hold: one secret, alone or among its settings and
// lines that hold none; otpauth addresses one a line; the parts of one Google
// Authenticator export one a line; an app's export in JSON that is not encrypted; a
// password manager's table; or a file in which a login server keeps its users. Entries
// come in the order of the text, those of Google's export last.
//
// What is not written as it should be, but can mean only one thing, is read with
// a Note. ReadKeys itself fails where there is no entry to hold the error: with
// ErrSecretEmpty, ErrSecretLines, ErrBatches or a *MissingPartsError.
func ReadKeys(text string) ([]Entry, error) {
	if isBinary(text) {
		return nil, ErrSecretBinary
	}
	var whole notes
	text = plainText(text, &whole)
	switch {
	case looksJSON().MatchString(text):
		return readExport(text, whole)
	case isTable(text):
		return readTable(text, whole)
	case isUsersFile(text):
		return readUsersFile(text, whole)
	case !hasAddress(text):
		return readLoneSecret(text, whole)
	}
	return readAddresses(addressText(text, &whole), whole)
}

// readAddresses reads addresses one a line.
func readAddresses(text string, whole notes) ([]Entry, error) {
	var entries []Entry
	var parts []Migration
	for n, line := range strings.Split(text, "\n") {
		own := append(notes(nil), whole...)
		line = addressLine(line, &own)
		switch {
		case line == "":
		case isMigration(line):
			m, err := ParseMigration(line)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
			parts = append(parts, m.noted(own))
		default:
			k, err := readAddress(line, &own)
			entries = append(entries, entryOf(k, err, "line", n+1, own))
		}
	}
	exported, err := JoinMigrations(parts)
	if err == nil && len(entries)+len(exported) == 0 {
		err = ErrSecretEmpty // of lines that are comments
	}
	if err != nil {
		return nil, err
	}
	return append(entries, exported...), nil
}

// hasAddress reports whether a text is made of addresses rather than of a secret.
func hasAddress(text string) bool {
	lower := strings.ToLower(text)
	return strings.Contains(lower, "://") || strings.Contains(lower, `:\/\/`) || isKeeOTP(strings.TrimSpace(lower)) ||
		strings.Contains(lower, uriScheme+":") || escapedAddress().MatchString(text)
}

// readAddress reads an address of any kind.
func readAddress(line string, n *notes) (Key, error) {
	switch {
	case isKeeOTP(line):
		return readKeeOTP(line, n)
	case isSteamScheme(line):
		return readSteamScheme(line, n)
	}
	return readURI(line, n)
}

// entryOf makes an entry of a key. An error names where it stands, and nothing of its
// text.
func entryOf(k Key, err error, where string, number int, n notes) Entry {
	if err != nil {
		return Entry{Key: k.named(), Err: fmt.Errorf("%s %d: %w", where, number, err)}
	}
	return Entry{Key: k, Notes: n}
}

// readLoneSecret refuses a second secret: two, run together, would make a third one
// that nobody has.
func readLoneSecret(text string, n notes) ([]Entry, error) {
	text = strings.NewReplacer("\uff1a", ":", "\uff1d", "=").Replace(plainLine(text, &n))
	var k Key
	var err error
	if given := pamFields(text); given != nil {
		n.add(NoteUsersFile)
		k, err = readFields(given, &n)
	} else if given := keyFields(text); given != nil {
		n.add(NoteFields)
		k, err = readFields(given, &n)
	} else if secret, period, digits, ok := splitSettings(text); ok {
		k, err = readSettings(secret, period, digits, &n)
	} else if text, err = onlyKey(text, &n); err == nil {
		k, err = readSecret(text, &n)
	}
	if err != nil {
		return nil, err
	}
	return []Entry{{Key: k, Notes: n}}, nil
}

// readSecret reads a secret that stands alone: in base32, or in hexadecimal or
// base64 where nothing else can be meant.
func readSecret(text string, n *notes) (Key, error) {
	lower := strings.ToLower(text)
	if looksXML().MatchString(text) {
		return Key{}, ErrSecretXML
	}
	if i := strings.IndexAny(lower, ":="); i > 0 && strings.Contains(lower[:i], "steam") {
		return Key{}, ErrSecretSteam
	}
	if strings.Contains(lower, "secret=") && strings.Contains(lower, "&") {
		return Key{}, ErrURI
	}
	if plain := bare(text); isKey(plain) && plain != strings.TrimSpace(text) {
		n.addIf(!isKey(text), NotePunctuation)
		text = plain
	}
	text, err := withoutLabel(text, n)
	switch text = strings.TrimSpace(text); {
	case strings.Contains(text, "\n"):
		return Key{}, ErrSecretLines
	case err != nil:
		return Key{}, err
	}
	k, err := ParseSecret(text)
	bare := withoutOrnament(text)
	switch {
	case err == ErrSecretHex && strings.ContainsAny(bare, "0189"):
		n.add(NoteHex)
		return NewKey(hexSecret(bare))
	case err == ErrSecretBase64 && strings.ContainsAny(bare, "0189+/=-_"):
		decoded := base64Secret(text)
		if inner := string(decoded); isKey(inner) || strings.Contains(inner, "://") {
			return Key{}, ErrSecretBase64 // of a key's text, or of its bytes?
		}
		n.add(NoteBase64)
		return NewKey(decoded)
	}
	n.addIf(err == nil && !usualLetters(text), NoteLength)
	return k, err
}

// named returns the key's names alone, for an entry that can't be read.
func (k Key) named() Key { return Key{Issuer: k.Issuer, Account: k.Account} }
