package totp

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

const migrationScheme = "otpauth-migration"

// Migration is one QR code of an export of Google Authenticator. A large export
// is a batch of several.
type Migration struct {
	Entries []Entry
	Batch   int32 // the same in all parts of one export
	Part    int   // from 0
	Parts   int   // at least 1
}

func isMigration(text string) bool {
	return strings.HasPrefix(strings.ToLower(text), migrationScheme+":")
}

// ParseMigration reads an otpauth-migration address. The format is a protocol
// buffer in base64; Google has not published it, and the field numbers are those
// that beemdevelopment/Aegis:app/src/main/proto/google_auth.proto uses. It has
// no field for a period, which is always 30 s.
func ParseMigration(text string) (Migration, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme != migrationScheme || u.Host != "offline" {
		return Migration{}, ErrMigration
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil || len(query["data"]) != 1 {
		return Migration{}, ErrMigration
	}
	payload, err := anyBase64(query.Get("data"))
	if err != nil || len(payload) == 0 {
		return Migration{}, ErrMigration
	}
	return parsePayload(payload)
}

// The fields of MigrationPayload.
const (
	payloadAccounts = 1
	payloadParts    = 3
	payloadPart     = 4
	payloadBatch    = 5
)

func parsePayload(payload []byte) (Migration, error) {
	m := Migration{Parts: 1}
	err := eachField(payload, func(f field) error {
		switch f.number {
		case payloadAccounts:
			k, err := parseAccount(f.bytes)
			if err != nil {
				k, err = k.named(), fmt.Errorf("account %d: %w", len(m.Entries)+1, err)
			}
			m.Entries = append(m.Entries, Entry{Key: k, Err: err})
		case payloadParts:
			m.Parts = max(int(int32(f.varint)), 1)
		case payloadPart:
			m.Part = int(int32(f.varint))
		case payloadBatch:
			m.Batch = int32(f.varint)
		}
		return nil
	})
	if err == nil && (len(m.Entries) == 0 || m.Part < 0 || m.Part >= m.Parts) {
		err = ErrMigration
	}
	if err != nil {
		return Migration{}, err
	}
	return m, nil
}

// The fields of OtpParameters.
const (
	accountSecret    = 1
	accountName      = 2
	accountIssuer    = 3
	accountAlgorithm = 4
	accountDigits    = 5
	accountType      = 6
)

func parseAccount(message []byte) (Key, error) {
	var k Key
	secretBytes := []byte(nil)
	algorithm, digits, kind := SHA1, 6, false
	wrong := error(nil) // the first choice that is not known; the names may come after it
	err := eachField(message, func(f field) error {
		var err error
		switch f.number {
		case accountSecret:
			secretBytes = f.bytes
		case accountName:
			k.Account = string(f.bytes)
		case accountIssuer:
			k.Issuer = string(f.bytes)
		case accountAlgorithm:
			algorithm, err = pick(f.varint, ErrAlgorithm, SHA1, SHA1, SHA256, SHA512)
		case accountDigits:
			digits, err = pick(f.varint, ErrDigits, 6, 6, 8)
		case accountType:
			kind, err = pick(f.varint, ErrMigration, false, true, false)
		}
		wrong = cmp.Or(wrong, err)
		return nil
	})
	if before, after, two := strings.Cut(k.Account, ":"); two && (k.Issuer == "" || k.Issuer == before) {
		k.Issuer, k.Account = before, strings.TrimSpace(after)
	}
	if err = cmp.Or(err, wrong); err != nil {
		return k, err
	}
	made, err := NewKey(secretBytes)
	if err != nil {
		return k, err
	}
	made.Issuer, made.Account = k.Issuer, k.Account
	made.Algorithm, made.Digits, made.CounterBased = algorithm, digits, kind
	return made, nil
}

// noted gives a part's entries the notes of its line.
func (m Migration) noted(n notes) Migration {
	for i := range m.Entries {
		m.Entries[i].Notes = n
	}
	return m
}

// pick returns the value of an enumeration, the first being "unspecified".
func pick[T any](n uint64, unknown error, values ...T) (T, error) {
	if n >= uint64(len(values)) {
		var none T
		return none, unknown
	}
	return values[n], nil
}

// JoinMigrations puts the parts of one export in order. Parts may come in any
// order and more than once. It fails with a *MissingPartsError, or with
// ErrBatches when the parts are of different exports. No parts give no entries.
func JoinMigrations(parts []Migration) ([]Entry, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	have := map[int]Migration{}
	for _, m := range parts {
		if m.Batch != parts[0].Batch || m.Parts != parts[0].Parts {
			return nil, ErrBatches
		}
		have[m.Part] = m
	}
	var entries []Entry
	var missing []int
	for n := range min(parts[0].Parts, maxParts) {
		m, ok := have[n]
		if !ok {
			missing = append(missing, n+1)
		}
		entries = append(entries, m.Entries...)
	}
	if missing != nil || parts[0].Parts > maxParts {
		return nil, &MissingPartsError{Missing: missing, Parts: parts[0].Parts}
	}
	return slices.Clip(entries), nil
}

// maxParts bounds the work that a forged count can ask for. Google Authenticator
// puts ten accounts into a part, so this is a thousand accounts.
const maxParts = 100

// MissingPartsError says which parts of an export were not given.
type MissingPartsError struct {
	Missing []int // counted from 1, as the app shows them
	Parts   int
}

func (e *MissingPartsError) Error() string {
	return fmt.Sprintf("the export has %d parts, and %d of them are missing", e.Parts, len(e.Missing))
}
