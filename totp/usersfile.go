package totp

import (
	"encoding/hex"
	"slices"
	"strings"
)

// usersRow is a row of a file of users, as pam_oath, OpenConnect's server and FreeRADIUS
// read it: the type with period and digits, the user, a PIN, the key in hexadecimal,
// and what is remembered of logins (oath-toolkit, liboath/usersfile.c, parse_type).
var usersRow = lazily(`(?m)^\s*HOTP(?:/(E|T\d+))?(?:/(\d))?\s+(\S+)\s+\S+\s+([0-9A-Fa-f]+)(?:\s|$)`)

func isUsersFile(text string) bool { return usersRow().MatchString(text) }

// readUsersFile reads all rows, and leaves out lines that are none.
func readUsersFile(text string, whole notes) ([]Entry, error) {
	var entries []Entry
	for i, line := range strings.Split(text, "\n") {
		if m := usersRow().FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			k, err := readUser(m[1], m[2], m[4])
			k.Account = m[3]
			entries = append(entries, entryOf(k, err, "line", i+1, append(slices.Clone(whole), NoteUsersFile)))
		}
	}
	return entries, nil
}

// readUser reads a key and its type: T30 for a period of 30 s, E or nothing for one that
// counts logins.
func readUser(kind, digits, secret string) (Key, error) {
	decoded, err := hex.DecodeString(secret)
	if err != nil {
		return Key{}, ErrSecretCharacter // not wrapped: its text may quote the secret
	}
	k, err := NewKey(decoded)
	if err != nil {
		return Key{}, err
	}
	period, timed := strings.CutPrefix(kind, "T")
	k.CounterBased = !timed
	err = k.setParams(map[string]string{"digits": digits, "period": period}, &notes{})
	return k, err
}

// pamOption is a line of the file in which google-authenticator's PAM module keeps the
// key of a user, below the key itself. The codes that stand last in it are for
// emergencies (google-authenticator-libpam, FILEFORMAT).
var pamOption = lazily(`(?m)^" ([A-Z_]+)(?: +(\d+))?`)

// pamFields returns what such a file says, by the names that KeeOTP has; nil for any
// other text.
func pamFields(text string) map[string]string {
	key, rest, _ := strings.Cut(text, "\n")
	options := pamOption().FindAllStringSubmatch(rest, -1)
	if options == nil || !strings.HasPrefix(rest, `" `) {
		return nil
	}
	given := map[string]string{"key": key}
	for _, o := range options {
		switch o[1] {
		case "STEP_SIZE":
			given["step"] = o[2]
		case "HOTP_COUNTER":
			given["type"] = "hotp"
		}
	}
	return given
}
