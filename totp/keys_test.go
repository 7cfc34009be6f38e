package totp

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseKeys(t *testing.T) {
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
		{"an export of one part", export(accountMessage("\x12\x01p")), named("p"), nil},
		{"an export of two parts, and an address", part("\x01", "\x02") + "\n" + uri("a") + part("\x00", "\x02"), named("a", "p", "p"), nil},
		{"two secrets", rfcBase32 + "\n" + rfcBase32 + "\n", nil, ErrSecretLines},
		{"a secret among addresses", uri("a") + rfcBase32, nil, ErrURIType},
		{"nothing", " \n", nil, ErrSecretEmpty},
		{"parts of two exports", part("\x00", "\x02") + "\n" + part("\x01", "\x03"), nil, ErrBatches},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseKeys(tt.text)
			if !errors.Is(err, tt.err) || !slices.EqualFunc(got, tt.want, Key.Equal) {
				t.Errorf("got %v, %v", cmp.Diff(fieldsOf(tt.want), fieldsOf(got)), err)
			}
		})
	}
	var missing *MissingPartsError
	if _, err := ParseKeys(part("\x01", "\x02")); !errors.As(err, &missing) || !slices.Equal(missing.Missing, []int{1}) {
		t.Errorf("a missing part gives %v", err)
	}
	_, err := ParseKeys(uri("a") + "\n" + strings.Replace(uri("b"), "totp", "topt", 1))
	if err == nil || !strings.HasPrefix(err.Error(), "line 3: ") {
		t.Errorf("got %v, want the number of the line", err)
	}
}

func FuzzParseKeys(f *testing.F) {
	f.Add("otpauth://totp/a?secret=" + rfcBase32 + "\n" + export(accountMessage("")))
	f.Add(rfcBase32)
	f.Fuzz(func(t *testing.T, text string) {
		keys, err := ParseKeys(text)
		if (err == nil) != (len(keys) > 0) {
			t.Errorf("%d keys and error %v", len(keys), err)
		}
	})
}
