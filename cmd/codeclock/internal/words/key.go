package words

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"codeclock/totp"
)

// About a key: how to give it, and what is wrong with it.
const (
	KeyNoteMark = "codeclock: note: " // before what goes to standard error
	KeyNotShown = KeyNoteMark + "codes are shown only with --show-codes"
)

// KeyHint says what to do about a key that can't be read or used.
func KeyHint(err error) string {
	for _, hint := range []struct {
		err  error
		text string
	}{
		{totp.ErrSecretEmpty, "give the key that the site showed when codes were set up"},
		{totp.ErrSecretLookalike, "0 is usually the letter O, 1 the letter I or L, and 8 the letter B"},
		{totp.ErrSecretCharacter, "is it the key that the site showed when codes were set up, and nothing else?"},
		{totp.ErrSecretHex, "if the site says that it is hexadecimal, convert it to base32; a key of letters and digits is shown beside the QR code"},
		{totp.ErrSecretBase64, "if the site says that it is base64, convert it to base32; a key of letters and digits is shown beside the QR code"},
		{totp.ErrSecretXML, "take the key alone out of it, or the otpauth address"},
		{totp.ErrSecretBinary, "of a QR code, give the text: a phone's camera shows it, or zbarimg FILE does"},
		{totp.ErrSecretLabel, "leave the label out; if all of it is the key, write it without blanks"},
		{totp.ErrSecretSettings, "KeePassXC keeps the key itself under \"TOTP Seed\""},
		{totp.ErrSecretUUID, "the key stands beside it, and has the letters A to Z and the digits 2 to 7"},
		{totp.ErrSecretJSON, "take the key alone out of it, or the otpauth address; one that is encrypted shows neither"},
		{totp.ErrSecretSteam, "write it as steam://KEY if it is Steam's, and without the label if not"},
		{totp.ErrPeriodMilliseconds, "period=30 is 30 seconds"},
		{totp.ErrURIName, "the names are algorithm, digits and period; take away what the site does not ask for"},
		{totp.ErrSecretLength, "copy the whole key again, from its first letter to its last"},
		{totp.ErrSecretLines, "put one key into a file, or otpauth addresses, one a line"},
		{totp.ErrAlgorithm, "other algorithms would make codes that no site accepts"},
		{totp.ErrCounterBased, "a wrong clock does not matter for it; a button pressed too often does"},
		{totp.ErrMigration, "scan every QR code of one export, and put each on a line of its own"},
		{totp.ErrBatches, "scan every QR code of one export, and put each on a line of its own"},
		{totp.ErrURIEpoch, "most apps ignore that and count from 1970; without t0=... this key would be read as they do"},
		{totp.ErrURISteam, "Steam makes five letters and digits, of SHA1, every 30 s"},
		{totp.ErrEpoch, "choose a later time, or a smaller skew"},
		{totp.ErrFIPS, "start codeclock without that setting"},
	} {
		if errors.Is(err, hint.err) {
			return hint.text
		}
	}
	return "an otpauth address looks like otpauth://totp/NAME?secret=...&issuer=..."
}

// KeyNote says what had to be understood to read a key.
func KeyNote(note totp.Note) string {
	return KeyNoteMark + map[totp.Note]string{
		totp.NoteUTF16:       "the key's text is UTF-16",
		totp.NotePaste:       "the key came with a terminal's marks of a paste, which were left out",
		totp.NoteJSON:        "the key is escaped or quoted as in JSON",
		totp.NoteHTML:        "the address is escaped as in HTML (&amp;)",
		totp.NoteLabel:       "a label beside the key was left out",
		totp.NoteRawLabel:    "the address's name holds a sign that should be escaped; some apps can't read it",
		totp.NoteSemicolons:  "the address separates its parts with ; instead of &; most apps can't read it",
		totp.NoteEmptyValues: "the address says null or nothing where it should say a value; the usual one was taken",
		totp.NoteUnits:       "the period has a unit; some apps can't read it",
		totp.NoteHex:         "the key was read as hexadecimal",
		totp.NoteBase64:      "the key was read as base64",
		totp.NoteSteamScheme: "the key was read as Steam's",
		totp.NoteSteamIssuer: "the key was read as Steam's, since its issuer is Steam; an app that goes by the address makes six digits, which Steam refuses",
		totp.NoteKeeOTP:      "the key was read as KeePass writes it (key=...&step=...)",
		totp.NoteFields:      "the key was read from fields, one a line",
		totp.NoteEscaped:     "the address was taken out of another one that held it",
		totp.NotePunctuation: "marks around the key or a value were left out",
		totp.NoteExport:      "the key was taken from an app's export",
		totp.NoteTable:       "the key was taken from a table, such as a password manager exports",
		totp.NoteUsersFile:   "the key was taken from a file in which a login server keeps its users' keys",
		totp.NoteOthers:      "lines that hold no key were left out",
		totp.NoteQuoted:      "the text is escaped as in mail (=3D)",
		totp.NoteLength:      "the key's length is unusual; is all of it here, and nothing else?",
		totp.NoteSettings:    "period and digits were read as old versions of KeePassXC write them",
	}[note]
}

// KeyNames lists keys by their names, one a line. A name is foreign text.
func KeyNames(entries []totp.Entry) string {
	var b strings.Builder
	for i, e := range entries {
		name := Clean(strings.Trim(e.Key.Issuer+": "+e.Key.Account, ": "))
		if name == "" {
			name = "(no name)"
		}
		if e.Err != nil {
			name += "   (can't be read)"
		}
		fmt.Fprintf(&b, "  %d  %s\n", i+1, name)
	}
	return b.String()
}

// Numbers says a list of numbers: "2, 3".
func Numbers(list []int) string {
	text := make([]string, len(list))
	for i, n := range list {
		text[i] = strconv.Itoa(n)
	}
	return strings.Join(text, ", ")
}
