package totp

import (
	"encoding/base32"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseURI(t *testing.T) {
	usual := rfcKey(t)
	with := func(change func(*Key)) Key {
		k := usual
		change(&k)
		return k
	}
	const base = "otpauth://totp/?secret=" + rfcBase32
	for _, tt := range []struct {
		name, uri string
		want      Key
	}{
		{"the shortest one", base, usual},
		{"label and issuer", "otpauth://totp/ACME:bob?issuer=ACME&secret=" + rfcBase32, with(func(k *Key) { k.Issuer, k.Account = "ACME", "bob" })},
		{"the parameter wins over the label", "otpauth://totp/Old:bob?issuer=New+Name&secret=" + rfcBase32, with(func(k *Key) { k.Issuer, k.Account = "New Name", "bob" })},
		{"blank after the colon", "otpauth://totp/A:%20b?secret=" + rfcBase32, with(func(k *Key) { k.Issuer, k.Account = "A", "b" })},
		{"an issuer with a colon of its own", "otpauth://totp/A%3A%20B:c?secret=" + rfcBase32, with(func(k *Key) { k.Issuer, k.Account = "A: B", "c" })},
		{"only an escaped colon", "otpauth://totp/a%3Ab?secret=" + rfcBase32, with(func(k *Key) { k.Issuer, k.Account = "a", "b" })},
		{"everything else", base + "&digits=8&period=60&algorithm=SHA512", with(func(k *Key) { k.Digits, k.Period, k.Algorithm = 8, time.Minute, SHA512 })},
		{"a hash as some apps spell it, which pquerna takes for SHA1", base + "&algorithm=HMAC-SHA-256", with(func(k *Key) { k.Algorithm = SHA256 })},
		{"shouting", "OTPAUTH://TOTP/?SECRET=" + strings.ToLower(rfcBase32) + "&Digits=7", with(func(k *Key) { k.Digits = 7 })},
		{"a plus between the groups", "otpauth://totp/?secret=GEZDGNBVGY3TQOJQ+GEZDGNBVGY3TQOJQ", usual},
		{"twice the same", base + "&digits=6&digits=6", usual},
		{"what is not known is left alone", base + "&image=https%3A%2F%2Fexample.com&color=red", usual},
		{"white space around it", "\n " + base + " \n", usual},
		{"Steam as a type", "otpauth://steam/?secret=" + rfcBase32, with(func(k *Key) { k.Steam, k.Digits = true, 5 })},
		{"Steam as an encoder", base + "&encoder=steam&digits=5", with(func(k *Key) { k.Steam, k.Digits = true, 5 })},
		{"counting logins", "otpauth://hotp/?counter=7&secret=" + rfcBase32, with(func(k *Key) { k.CounterBased = true })},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseURI(tt.uri)
			if err != nil || !got.Equal(tt.want) {
				t.Errorf("got %v, %v; fields differ: %s", got, err, cmp.Diff(fields(tt.want), fields(got)))
			}
		})
	}
}

// fields are what may be shown of a key when a test fails.
func fields(k Key) map[string]any {
	return map[string]any{
		"issuer": k.Issuer, "account": k.Account, "algorithm": k.Algorithm, "digits": k.Digits,
		"period": k.Period, "steam": k.Steam, "counts": k.CounterBased,
	}
}

func TestParseURIRefuses(t *testing.T) {
	const base = "otpauth://totp/x?secret=" + rfcBase32
	for _, tt := range []struct {
		name, uri string
		want      error
	}{
		{"a word", "hello", ErrURIType},
		{"a web page", "https://example.com/?secret=" + rfcBase32, ErrURIType},
		{"a misspelt type", "otpauth://topt/x?secret=" + rfcBase32, ErrURIType},
		{"a type of another app", "otpauth://motp/x?secret=" + rfcBase32, ErrURIType},
		{"an export", "otpauth-migration://offline?data=" + rfcBase32, ErrURIType},
		{"a slash missing", "otpauth:totp/x?secret=" + rfcBase32, ErrURI},
		{"a bad escape in the secret", "otpauth://totp/x?secret=" + rfcBase32 + "%zz", ErrSecretCharacter},
		{"a user", "otpauth://" + rfcBase32 + "@totp/x?secret=AA", ErrURI},
		{"no secret", "otpauth://totp/x", ErrSecretEmpty},
		{"an empty secret", "otpauth://totp/x?secret=", ErrSecretEmpty},
		{"a broken secret", base + "1", ErrSecretLookalike},
		{"two secrets", base + "&secret=AAAA", ErrURIDuplicate},
		{"two secrets, one shouting", base + "&SECRET=AAAA", ErrURIDuplicate},
		{"two periods", base + "&period=30&period=60", ErrURIDuplicate},
		{"digits 0", base + "&digits=0", ErrDigits},
		{"five digits", base + "&digits=5", ErrDigits},
		{"nine digits", base + "&digits=9", ErrDigits},
		{"a great many digits", base + "&digits=99999999999999999999", ErrDigits},
		{"negative digits", base + "&digits=-6", ErrDigits},
		{"six digits of Steam", base + "&encoder=steam&digits=6", ErrDigits},
		{"another encoder", base + "&encoder=rot13", ErrURIEncoder},
		{"period 0", base + "&period=0", ErrPeriod},
		{"a period of two days", base + "&period=172800", ErrPeriod},
		{"a period that overflows", base + "&period=18446744073709551646", ErrPeriod},
		{"a period of another unit", base + "&period=30m", ErrPeriod},
		{"MD5", base + "&algorithm=MD5", ErrAlgorithm},
		{"a cipher", base + "&algorithm=aes", ErrAlgorithm},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseURI(tt.uri)
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if shape := leaks(err.Error()); shape != "" {
				t.Errorf("the error shows %s", shape)
			}
		})
	}
}

// What pquerna takes for an address without a word: each is either refused here
// or read as its text says.
func TestOddURIs(t *testing.T) {
	vectors := readVectors[struct{ URIs []struct{ URI string } }](t, "pquerna_otp_odd_inputs.json")
	read := 0
	for _, v := range vectors.URIs {
		k, err := ParseURI(v.URI)
		if err != nil {
			continue
		}
		read++
		if strings.Contains(v.URI, "256") && k.Algorithm != SHA256 || k.Digits != 6 || k.Period != DefaultPeriod {
			t.Errorf("%s is read as %v", v.URI, fields(k))
		}
	}
	if want := 8; read != want {
		t.Errorf("%d of %d are read, want %d", read, len(vectors.URIs), want)
	}
}

func FuzzParseURI(f *testing.F) {
	for _, seed := range []string{
		"otpauth://totp/A:b?secret=" + rfcBase32 + "&digits=8&period=60&algorithm=SHA256&issuer=A",
		"otpauth://steam/x?secret=MZXW6", "otpauth://hotp/x?secret=MZXW6&counter=1", "otpauth://totp/%?secret=A", "otpauth://totp?secret=MY&encoder=steam",
	} {
		f.Add(seed)
	}
	typed := append([]error{ErrURI, ErrURIType, ErrURIEncoder, ErrURIDuplicate, ErrURIEpoch, ErrURISteam, ErrURIName, ErrAlgorithm, ErrDigits, ErrPeriod}, secretErrors...)
	f.Fuzz(func(t *testing.T, text string) {
		k, err := ParseURI(text)
		if err != nil {
			if !isAny(err, typed) {
				t.Errorf("untyped error %v", err)
			}
			return
		}
		again, err := ParseURI(writeURI(k))
		if k.Issuer, k.Account, again.Issuer, again.Account = "", "", "", ""; err != nil || !again.Equal(k) {
			t.Errorf("%q does not survive a round trip: %v", text, err)
		}
	})
}

// writeURI writes a key plainly.
func writeURI(k Key) string {
	values := url.Values{
		"digits": {strconv.Itoa(k.Digits)}, "algorithm": {k.Algorithm.String()},
		"period": {strconv.Itoa(int(k.Period / time.Second))},
		"secret": {base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(k.secret())},
	}
	kind := map[bool]string{false: "totp", true: "hotp"}[k.CounterBased]
	if k.Steam {
		values.Set("encoder", "steam")
	}
	return "otpauth://" + kind + "/?" + values.Encode()
}

func isAny(err error, targets []error) bool {
	for _, target := range targets {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}
