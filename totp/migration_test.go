package totp

import (
	"encoding/base64"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type migrationVectors struct {
	Cases []struct {
		URI      string
		Accounts []struct {
			Secret_Base32, Name, Issuer, Algorithm, Type string
			Digits                                       int
		}
		Batch struct {
			Size, Index int
			ID          int32
		}
	}
	Rejects []string
}

func TestParseMigrationVectors(t *testing.T) {
	vectors := readVectors[migrationVectors](t, "otpauth_migration.json")
	for _, c := range vectors.Cases {
		got, err := ParseMigration(c.URI)
		if err != nil {
			t.Errorf("refused: %v", err)
			continue
		}
		want := Migration{Batch: c.Batch.ID, Part: c.Batch.Index, Parts: max(c.Batch.Size, 1)}
		if c.Batch.ID == 0 {
			want.Batch = got.Batch // the first case does not state it
		}
		for _, a := range c.Accounts {
			k, err := ParseSecret(a.Secret_Base32)
			if err != nil {
				t.Fatal(err)
			}
			if k.Algorithm, err = ParseAlgorithm(a.Algorithm); err != nil {
				t.Fatal(err)
			}
			k.Digits, k.Issuer, k.Account, k.CounterBased = a.Digits, a.Issuer, a.Name, a.Type == "hotp"
			want.Entries = append(want.Entries, Entry{Key: k})
		}
		if !slices.EqualFunc(keysOf(got.Entries), keysOf(want.Entries), Key.Equal) {
			t.Errorf("accounts differ: %s", cmp.Diff(fieldsOf(keysOf(want.Entries)), fieldsOf(keysOf(got.Entries))))
		}
		if got.Batch != want.Batch || got.Part != want.Part || got.Parts != want.Parts {
			t.Errorf("part %d of %d of batch %d, want %d of %d of %d", got.Part, got.Parts, got.Batch, want.Part, want.Parts, want.Batch)
		}
	}
	for _, uri := range vectors.Rejects {
		if _, err := ParseMigration(uri); !errors.Is(err, ErrMigration) {
			t.Errorf("%q: got %v, want ErrMigration", uri, err)
		}
	}
}

func fieldsOf(keys []Key) (all []map[string]any) {
	for _, k := range keys {
		all = append(all, fields(k))
	}
	return all
}

// export writes an address with a payload made of these bytes.
func export(payload string) string {
	return "otpauth-migration://offline?data=" + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(payload)))
}

// accountMessage is an OtpParameters message in a payload: the RFC key and more fields.
func accountMessage(more string) string {
	message := "\x0a\x14" + rfcSecret + more
	return "\x0a" + string(rune(len(message))) + message
}

func TestParseMigrationRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, uri string
		want      error
	}{
		{"MD5", export(accountMessage("\x20\x04")), ErrAlgorithm},
		{"an algorithm of the future", export(accountMessage("\x20\x05")), ErrAlgorithm},
		{"digits as a number instead of a choice", export(accountMessage("\x28\x06")), ErrDigits},
		{"a type of the future", export(accountMessage("\x30\x03")), ErrMigration},
		{"an account without a secret", export("\x0a\x02\x20\x01"), ErrSecretEmpty},
		{"a secret of length 0", export("\x0a\x02\x0a\x00"), ErrSecretEmpty},
		{"cut off in a secret", export("\x0a\x05\x0a\x14123"), ErrMigration},
		{"a length beyond the end", export("\x0a\x7f"), ErrMigration},
		{"a length that overflows", export("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), ErrMigration},
		{"a number that does not end", export("\x10\xff"), ErrMigration},
		{"field number 0", export("\x00\x01"), ErrMigration},
		{"a wire type that is not used", export("\x0b"), ErrMigration},
		{"no account", export("\x10\x01"), ErrMigration},
		{"part 3 of 2", export(accountMessage("") + "\x18\x02\x20\x02"), ErrMigration},
		{"part -1", export(accountMessage("") + "\x18\x02\x20\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), ErrMigration},
		{"two payloads", export(accountMessage("")) + "&data=AA", ErrMigration},
		{"a bad escape", "otpauth-migration://offline?data=%zz", ErrMigration},
		{"an ordinary address", "otpauth://totp/x?secret=" + rfcBase32, ErrMigration},
	} {
		m, err := ParseMigration(tt.uri)
		if err == nil && len(m.Entries) > 0 {
			err = m.Entries[0].Err
		}
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		} else if shape := leaks(err.Error()); shape != "" {
			t.Errorf("%s: the error shows %s", tt.name, shape)
		}
	}
}

func TestParseMigrationIsKindWhereItIsSafe(t *testing.T) {
	plain := export(accountMessage(""))
	payload := strings.TrimPrefix(plain, "otpauth-migration://offline?data=")
	for name, uri := range map[string]string{
		"shouting":          "OTPAUTH-MIGRATION://offline?data=" + payload,
		"without padding":   "otpauth-migration://offline?data=" + strings.ReplaceAll(payload, "%3D", ""),
		"nothing escaped":   "otpauth-migration://offline?data=" + strings.NewReplacer("%2B", "+", "%2F", "/", "%3D", "=").Replace(payload),
		"with other fields": export("\x35\x01\x02\x03\x04\x39\x01\x02\x03\x04\x05\x06\x07\x08\x7a\x01x" + accountMessage("")),
	} {
		m, err := ParseMigration(uri)
		if err != nil || len(m.Entries) != 1 || m.Entries[0].Err != nil || !m.Entries[0].Key.Equal(rfcKey(t)) {
			t.Errorf("%s: %v, %v", name, m, err)
		}
	}
}

func TestJoinMigrations(t *testing.T) {
	entries := make([]Entry, 3)
	for i := range entries {
		entries[i].Key = rfcKey(t)
		entries[i].Key.Account = string(rune('a' + i))
	}
	part := func(n int) Migration { return Migration{Entries: entries[n : n+1], Batch: 7, Part: n, Parts: 3} }
	for _, tt := range []struct {
		name    string
		parts   []Migration
		missing []int
		err     error
	}{
		{"in any order, one of them twice", []Migration{part(2), part(0), part(1), part(0)}, nil, nil},
		{"the middle one is missing", []Migration{part(0), part(2)}, []int{2}, nil},
		{"two are missing", []Migration{part(1)}, []int{1, 3}, nil},
		{"of another export", []Migration{part(0), {Batch: 8, Parts: 3}}, nil, ErrBatches},
		{"of another size", []Migration{part(0), {Batch: 7, Parts: 2}}, nil, ErrBatches},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := JoinMigrations(tt.parts)
			var missing *MissingPartsError
			switch {
			case tt.missing != nil:
				if !errors.As(err, &missing) || !slices.Equal(missing.Missing, tt.missing) || missing.Parts != 3 {
					t.Errorf("got %v, want parts %v missing", err, tt.missing)
				}
			case !errors.Is(err, tt.err):
				t.Errorf("got %v, want %v", err, tt.err)
			case err == nil && !slices.EqualFunc(keysOf(got), keysOf(entries), Key.Equal):
				t.Errorf("got %v", cmp.Diff(fieldsOf(keysOf(entries)), fieldsOf(keysOf(got))))
			}
		})
	}
	forged := &MissingPartsError{}
	if _, err := JoinMigrations([]Migration{{Parts: 1<<31 - 1}}); !errors.As(err, &forged) {
		t.Errorf("a forged count gives %v", err)
	}
}

func FuzzParseMigration(f *testing.F) {
	for _, c := range readVectors[migrationVectors](f, "otpauth_migration.json").Cases {
		payload, err := anyBase64(strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(c.URI, "otpauth-migration://offline?data="), "%2F", "/"), "%3D", "="), "%2B", "+"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(payload))
	}
	f.Add(accountMessage("\x20\x02\x28\x02\x30\x01") + "\x18\x02\x20\x01")
	f.Fuzz(func(t *testing.T, payload string) {
		m, err := ParseMigration(export(payload))
		if err != nil {
			if !isAny(err, []error{ErrMigration, ErrAlgorithm, ErrDigits, ErrSecretEmpty}) {
				t.Errorf("untyped error %v", err)
			}
			return
		}
		for _, e := range m.Entries {
			if (e.Err == nil) != (e.Key.Check() == nil) || e.Err != nil && !isAny(e.Err, []error{ErrMigration, ErrAlgorithm, ErrDigits, ErrSecretEmpty}) {
				t.Errorf("an account that is %v with error %v", e.Key.Check(), e.Err)
			}
		}
		if m.Part < 0 || m.Part >= m.Parts {
			t.Errorf("part %d of %d", m.Part, m.Parts)
		}
	})
}
