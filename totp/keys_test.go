package totp

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func TestReadKeys(t *testing.T) {
	named := func(names ...string) (keys []Key) {
		for _, name := range names {
			k := rfcKey(t)
			k.Account = name
			keys = append(keys, k)
		}
		return keys
	}
	uri := func(name string) string { return "otpauth://totp/" + name + "?secret=" + rfcBase32 + "\n" }
	part := func(n, of string) string {
		return export(accountMessage("\x12\x01p") + "\x18" + of + "\x20" + n + "\x28\x07")
	}
	for _, tt := range []struct {
		name, text string
		want       []Key
		err        error
	}{
		{"one secret", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq\n", named(""), nil},
		{"addresses, with empty lines", "\n" + uri("a") + "\r\n" + uri("b"), named("a", "b"), nil},
		{"addresses behind commas", strings.TrimSpace(uri("a")) + "," + strings.TrimSpace(uri("b")) + ", " + uri("c"), named("a", "b", "c"), nil},
		{"an export of one part", export(accountMessage("\x12\x01p")), named("p"), nil},
		{"an export of two parts, and an address", part("\x01", "\x02") + "\n" + uri("a") + part("\x00", "\x02"), named("a", "p", "p"), nil},
		{"two secrets", rfcBase32 + "\n" + rfcBase32 + "\n", nil, ErrSecretLines},
		{"nothing", " \n", nil, ErrSecretEmpty},
		{"parts of two exports", part("\x01", "\x02") + "\n" + part("\x01", "\x03"), nil, ErrBatches},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadKeys(tt.text)
			if !errors.Is(err, tt.err) || !slices.EqualFunc(keysOf(got), tt.want, Key.Equal) {
				t.Errorf("got %v, %v", cmp.Diff(fieldsOf(tt.want), fieldsOf(keysOf(got))), err)
			}
		})
	}
	var missing *MissingPartsError
	if _, err := ReadKeys(part("\x01", "\x02")); !errors.As(err, &missing) || !slices.Equal(missing.Missing, []int{1}) {
		t.Errorf("a missing part gives %v", err)
	}
}

func keysOf(entries []Entry) (keys []Key) {
	for _, e := range entries {
		keys = append(keys, e.Key)
	}
	return keys
}

// An entry that can't be read keeps its place, its names and its reason.
func TestOneBadEntryDoesNotSpoilTheOthers(t *testing.T) {
	uri := func(name, more string) string {
		return "otpauth://totp/Shop:" + name + "?secret=" + rfcBase32 + more + "\n"
	}
	for name, text := range map[string]string{
		"a list":    uri("one", "") + uri("two", "&algorithm=MD5") + uri("three", ""),
		"an export": export(accountMessage("\x12\x08Shop:one") + accountMessage("\x20\x04\x12\x08Shop:two") + accountMessage("\x12\x0aShop:three")),
	} {
		entries, err := ReadKeys(text)
		if err != nil || len(entries) != 3 {
			t.Fatalf("%s: %d entries, %v", name, len(entries), err)
		}
		for i, account := range []string{"one", "two", "three"} {
			e := entries[i]
			if e.Key.Issuer != "Shop" || e.Key.Account != account || (e.Err != nil) != (i == 1) {
				t.Errorf("%s: entry %d is %v, %v", name, i+1, fields(e.Key), e.Err)
			}
		}
		if bad := entries[1]; !errors.Is(bad.Err, ErrAlgorithm) || bad.Key.Check() == nil || leaks(bad.Err.Error()) != "" {
			t.Errorf("%s: %v", name, bad.Err)
		}
	}
	entries, err := ReadKeys(uri("a", "") + rfcBase32)
	if err != nil || len(entries) != 2 || !errors.Is(entries[1].Err, ErrURIType) || !strings.HasPrefix(entries[1].Err.Error(), "line 2: ") {
		t.Errorf("a secret among addresses: %v, %v", entries, err)
	}
}

// keyForms are keys as people have them, all of them RFC 6238's: what each is read
// as, or what it is refused as.
var keyForms = []struct {
	name, text string
	notes      []Note
	err        error
}{
	{"SHA256, 8 digits, 60 s (ArubaOTP#21)", "otpauth://totp/SPID:me?secret=" + rfcBase32 + "&algorithm=SHA256&digits=8&period=60&issuer=Aruba", nil, nil},
	{"a hash in the label", "otpauth://totp/Shop #1:me?secret=" + rfcBase32 + "&issuer=Shop", []Note{NoteRawLabel}, nil},
	{"a question mark in the label", "otpauth://totp/What? Shop:me?secret=" + rfcBase32, []Note{NoteRawLabel}, nil},
	{"a semicolon in the label", "otpauth://totp/A;B:me?secret=" + rfcBase32, []Note{NoteRawLabel}, nil},
	{"percent in label and issuer", "otpauth://totp/100% Shop:me?secret=" + rfcBase32 + "&issuer=100% Shop", []Note{NoteRawLabel}, nil},
	{"a hash in the issuer", "otpauth://totp/me?issuer=Shop #1&secret=" + rfcBase32, nil, nil},
	{"semicolons for ampersands", "otpauth://totp/me?secret=" + rfcBase32 + ";issuer=X;digits=6", []Note{NoteSemicolons}, nil},
	{"null parameters (Raycast#29272)", "otpauth://totp/Amazon:me?secret=" + rfcBase32 + "&issuer=Amazon&algorithm=null&digits=null&period=null", []Note{NoteEmptyValues}, nil},
	{"undefined parameters", "otpauth://totp/me?secret=" + rfcBase32 + "&algorithm=undefined&digits=None&period=", []Note{NoteEmptyValues}, nil},
	{"HTML (opnsense#9070)", "otpauth://totp/Example:user?secret=" + rfcBase32 + "&amp;issuer=Example", []Note{NoteHTML}, nil},
	{"HTML twice", "otpauth://totp/Example:user?secret=" + rfcBase32 + "&amp;amp;issuer=Example&amp;amp;digits=8", []Note{NoteHTML}, nil},
	{"HTML by number", "otpauth:&#x2F;&#x2F;totp/me?secret&#61;" + rfcBase32 + "&#38;digits=8", []Note{NoteHTML}, nil},
	{"JSON", `"otpauth:\/\/totp\/me?secret=` + rfcBase32 + `\u0026digits=8",`, []Note{NoteJSON}, nil},
	{"JSON's quotes alone", `"` + rfcBase32 + `"`, []Note{NoteJSON}, nil},
	{"a period with its unit", "otpauth://totp/E:a?secret=" + rfcBase32 + "&period=30s", []Note{NoteUnits}, nil},
	{"a period in words", "otpauth://totp/E:a?secret=" + rfcBase32 + "&period=60%20seconds", []Note{NoteUnits}, nil},
	{"t0 of 0", "otpauth://totp/E:a?secret=" + rfcBase32 + "&t0=0", nil, nil},
	{"t0 of another time", "otpauth://totp/E:a?secret=" + rfcBase32 + "&t0=1000000000", nil, ErrURIEpoch},
	{"hexadecimal", "3132333435363738393031323334353637383930", []Note{NoteHex}, nil},
	{"hexadecimal in groups", "0x31323334 35363738 39303132 33343536 37383930", []Note{NoteHex}, nil},
	{"hexadecimal with colons", "31:32:33:34:35:36:37:38:39:30:31:32:33:34:35:36:37:38:39:30", []Note{NoteHex}, nil},
	{"hexadecimal that could be base32", "abcdef234567abcdef234567abcdef23", nil, ErrSecretHex},
	{"hexadecimal in an address", "otpauth://totp/a?secret=3132333435363738393031323334353637383930", nil, ErrSecretHex},
	{"base64", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", []Note{NoteBase64}, nil},
	{"base64 without padding", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA", []Note{NoteBase64}, nil},
	{"base64 of base32", base64.StdEncoding.EncodeToString([]byte(rfcBase32)), nil, ErrSecretBase64},
	{"base64 that could be base32", "aBcDeFgHiJkLmNoPqRsTuVwXyZ", nil, ErrSecretBase64},
	{"base64 in an address", "otpauth://totp/a?secret=MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=", nil, ErrSecretBase64},
	{"Steam by its scheme", "steam://" + rfcBase32, []Note{NoteSteamScheme}, nil},
	{"Steam written as totp (steamguard-cli#468)", "otpauth://totp/Steam:username?secret=" + rfcBase32 + "&issuer=Steam", []Note{NoteSteamIssuer}, nil},
	{"Steam that asks for six digits", "otpauth://totp/Steam:u?secret=" + rfcBase32 + "&issuer=Steam&digits=6", nil, ErrURISteam},
	{"a label of base32 letters", "eBay GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", nil, ErrSecretLabel},
	{"the same, shouted", "EBAY GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", nil, ErrSecretLabel},
	{"a label and its digits, of 2fa", "ebay 6 " + rfcBase32, nil, ErrSecretLabel},
	{"a label with a colon", "Secret key: GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", []Note{NoteLabel}, nil},
	{"a label with an equals sign", "TOTP_SECRET=" + rfcBase32, []Note{NoteLabel}, nil},
	{"a label that is no base32", "Shop1 " + rfcBase32, []Note{NoteLabel}, nil},
	{"a label before an address", "Amazon: otpauth://totp/me?secret=" + rfcBase32, []Note{NoteLabel}, nil},
	{"KeePassXC's settings on the next line", rfcBase32 + "\n30;6\n", []Note{NoteSettings}, nil},
	{"eight digits of KeePassXC", rfcBase32 + " 30;8", []Note{NoteSettings}, nil},
	{"Steam of KeePassXC", rfcBase32 + "\n30;S", []Note{NoteSettings}, nil},
	{"KeePassXC's settings alone", "30;8", nil, ErrSecretSettings},
	{"KeeOTP", "key=" + rfcBase32 + "&step=30&size=6", []Note{NoteKeeOTP}, nil},
	{"KeeOTP with everything", "key=" + rfcBase32 + "&type=Totp&step=60&size=8&otpHashMode=Sha256", []Note{NoteKeeOTP}, nil},
	{"KeeOTP in hexadecimal", "key=3132333435363738393031323334353637383930&step=30&size=6&encoding=Hex", []Note{NoteKeeOTP}, nil},
	{"a bracketed paste", "\x1b[200~" + rfcBase32 + "\x1b[201~", []Note{NotePaste}, nil},
	{"UTF-16 with a mark", "\xff\xfe" + utf16LE(rfcBase32+"\r\n"), []Note{NoteUTF16}, nil},
	{"UTF-16 without one", utf16LE(rfcBase32 + "\r\n"), []Note{NoteUTF16}, nil},
	{"UTF-16 the other way round", utf16BE("\ufeffotpauth://totp/a?secret=" + rfcBase32), []Note{NoteUTF16}, nil},
	{"a zero for an O", strings.Replace(rfcBase32, "O", "0", 1), nil, ErrSecretLookalike},
	{"a password", "correct-horse_battery staple!", nil, ErrSecretCharacter},
	{"a code", "081 804", nil, ErrSecretLookalike},
}

func utf16LE(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		b.Write([]byte{byte(unit), byte(unit >> 8)})
	}
	return b.String()
}

func utf16BE(text string) string {
	little := []byte(utf16LE(text))
	for i := 0; i < len(little); i += 2 {
		little[i], little[i+1] = little[i+1], little[i]
	}
	return string(little)
}

func TestKeyForms(t *testing.T) {
	for _, tt := range keyForms {
		t.Run(tt.name, func(t *testing.T) {
			entries, err := ReadKeys(tt.text)
			if err == nil && len(entries) == 1 {
				err = entries[0].Err
			}
			if !errors.Is(err, tt.err) {
				t.Fatalf("got %v, want %v", err, tt.err)
			}
			if err != nil {
				if shape := leaks(err.Error()); shape != "" {
					t.Errorf("the error shows %s", shape)
				}
				return
			}
			if string(entries[0].Key.secret()) != rfcSecret || !slices.Equal(entries[0].Notes, tt.notes) {
				t.Errorf("notes %v, want %v; the secret is right: %v", entries[0].Notes, tt.notes, string(entries[0].Key.secret()) == rfcSecret)
			}
		})
	}
}

// The codes of every form that is read are those of oathtool for the same secret,
// algorithm, digits and period.
func TestKeyFormsMakeOathtoolsCodes(t *testing.T) {
	oathtool := program(t, "oathtool")
	const at = 1_111_111_109
	for _, tt := range keyForms {
		entries, err := ReadKeys(tt.text)
		if err != nil || entries[0].Err != nil || entries[0].Key.Steam {
			continue // oathtool knows no Steam; RFC 6238's vectors do not either
		}
		k := entries[0].Key
		cmd := exec.Command(oathtool, "--totp="+k.Algorithm.String(), "-b", "-d", fmt.Sprint(k.Digits),
			"-s", k.Period.String(), "-N", fmt.Sprintf("@%d", at), "-")
		cmd.Stdin = strings.NewReader(rfcBase32)
		want, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if got, err := k.Code(time.Unix(at, 0)); err != nil || got != strings.TrimSpace(string(want)) {
			t.Errorf("%s: %s, %v; oathtool says %s", tt.name, got, err, want)
		}
	}
}

func FuzzReadKeys(f *testing.F) {
	f.Add("otpauth://totp/a?secret=" + rfcBase32 + "\n" + export(accountMessage("")))
	for _, form := range keyForms {
		f.Add(form.text)
	}
	for _, form := range foundForms() {
		f.Add(form.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		entries, err := ReadKeys(text)
		if (err == nil) != (len(entries) > 0) {
			t.Errorf("%d entries and error %v", len(entries), err)
		}
		for _, e := range entries {
			if (e.Err == nil) != (e.Key.Check() == nil) {
				t.Errorf("a key that is %v with error %v", e.Key.Check(), e.Err)
			}
		}
	})
}
