package totp

import (
	"bytes"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// KeyForm is what a key's text is taken for.
type KeyForm string

const (
	FormText     KeyForm = "text"     // the letters themselves are the key
	FormHex      KeyForm = "hex"      // the letters are hexadecimal
	FormBase32   KeyForm = "base32"   // the letters are base32
	FormBase64   KeyForm = "base64"   // the letters are base64
	FormRepeated KeyForm = "repeated" // the key is repeated up to the length of its hash
)

// KeyForms returns all forms.
func KeyForms() []KeyForm {
	return []KeyForm{FormText, FormHex, FormBase32, FormBase64, FormRepeated}
}

// otherKeys returns the keys that the device may have instead, each as a hypothesis.
func otherKeys(k Key, readings []Reading, accounts []Key) []Hypothesis {
	var list []Hypothesis
	for _, other := range otherSettings(k, readings) {
		list = append(list, Hypothesis{Kind: OtherSettings, Key: other})
	}
	list = append(list, otherForms(k)...)
	for i, other := range accounts {
		if other.Check() == nil && !other.CounterBased && !other.sameCodes(k) {
			list = append(list, Hypothesis{Kind: OtherAccount, Key: other, Account: i})
		}
	}
	return list
}

// sameCodes reports whether both keys make the same codes, whatever they are called.
func (k Key) sameCodes(other Key) bool {
	other.Issuer, other.Account = k.Issuer, k.Account
	return k.Equal(other)
}

// otherSettings returns the key with every other period and algorithm in use, with as
// many digits as the codes have, and as Steam's where the codes look like those.
func otherSettings(k Key, readings []Reading) []Key {
	var keys []Key
	add := func(other Key) {
		if other.Check() != nil || other.Equal(k) {
			return
		}
		for _, r := range readings {
			if other.CheckCode(r.Code) != nil {
				return
			}
		}
		keys = append(keys, other)
	}
	for _, a := range []Algorithm{SHA1, SHA256, SHA512} {
		for _, period := range []time.Duration{30 * time.Second, 60 * time.Second} {
			other := k
			other.Algorithm, other.Period, other.Steam, other.Digits = a, period, false, len(readings[0].Code)
			add(other)
		}
	}
	steam := k
	steam.Algorithm, steam.Period, steam.Steam, steam.Digits = SHA1, DefaultPeriod, true, steamCharacters
	add(steam)
	return keys
}

// otherForms returns the keys that other readings of the same text make. The text is
// that of the key in base32, in hexadecimal, or its own bytes where these are text.
// Repeated keys are speakeasy 2.0.0's and otplib 12's, which want as many bytes as the
// hash has.
func otherForms(k Key) []Hypothesis {
	secret := k.secret()
	letters := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	digits := hex.EncodeToString(secret)
	var list []Hypothesis
	add := func(form KeyForm, other []byte) {
		made := func(h Hypothesis) bool { return bytes.Equal(h.Key.secret(), other) }
		if len(other) > 0 && !bytes.Equal(other, secret) && !slices.ContainsFunc(list, made) {
			own := bytes.Clone(other)
			key := k
			key.secret = func() []byte { return own }
			list = append(list, Hypothesis{Kind: OtherForm, Key: key, Form: form})
		}
	}
	for _, text := range []string{letters, strings.ToLower(letters), base32.StdEncoding.EncodeToString(secret), digits, strings.ToUpper(digits)} {
		add(FormText, []byte(text))
	}
	for _, text := range []string{letters, digits, string(secret)} {
		for _, form := range []KeyForm{FormBase32, FormHex, FormBase64} {
			add(form, form.decode(text))
		}
	}
	size := k.Algorithm.hash()().Size()
	add(FormRepeated, bytes.Repeat(secret, size/len(secret)+1)[:size])
	return list
}

// decode returns the bytes that a text stands for, nil where it stands for none.
func (f KeyForm) decode(text string) []byte {
	var decoded []byte
	var err error
	switch f {
	case FormHex:
		decoded, err = hex.DecodeString(text)
	case FormBase32:
		decoded, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(strings.TrimRight(text, "=")))
	case FormBase64:
		decoded, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	}
	if err != nil {
		return nil
	}
	return decoded
}
