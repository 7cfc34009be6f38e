package totp

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The secret of RFC 4226 (appendix D) and RFC 6238 (appendix B).
const (
	rfcSecret = "12345678901234567890"
	rfcBase32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
)

func rfcKey(t testing.TB) Key {
	t.Helper()
	k, err := NewKey([]byte(rfcSecret))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// leaks returns how text shows a part of the RFC key, "" if it does not.
func leaks(text string) string {
	text = strings.ToUpper(text)
	for _, shape := range []string{
		rfcSecret[:10], rfcBase32[:6], rfcBase32[16:22], // as it is
		strings.ToUpper(hex.EncodeToString([]byte(rfcSecret[:4]))),
		"49 50 51", "49, 50, 51", "0X31, 0X32", // as bytes
		"MTIZNDU2", // in base64, upper-cased
	} {
		if strings.Contains(text, shape) {
			return shape
		}
	}
	return ""
}

func TestKeyNeverShowsItself(t *testing.T) {
	k := rfcKey(t)
	k.Account = "alice@example.com"
	type holder struct{ inner Key }
	type pointer struct{ Inner *Key }
	verbs := []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%c", "%p", "%t", "%U", "%5.3v"}
	for _, verb := range verbs {
		for _, value := range []any{k, &k, holder{k}, &holder{k}, pointer{&k}, []Key{k}, map[string]Key{"k": k}, []any{k}} {
			text := fmt.Sprintf(verb, value)
			if shape := leaks(text); shape != "" {
				t.Errorf("%s of %T shows %s", verb, value, shape)
			}
		}
	}
	for _, value := range []any{k, &k} {
		if text := fmt.Sprint(value); strings.Contains(text, "alice") {
			t.Errorf("%T shows its account: %s", value, text)
		}
	}
}

func TestKeyNeverEncodesItself(t *testing.T) {
	k := rfcKey(t)
	var logged bytes.Buffer
	for _, handler := range []slog.Handler{
		slog.NewTextHandler(&logged, nil), slog.NewJSONHandler(&logged, nil),
	} {
		slog.New(handler).Info("a key", "key", k, "pointer", &k, "inside", struct{ K Key }{k})
	}
	asJSON, errJSON := json.Marshal(map[string]any{"key": k, "pointer": &k, "inside": struct{ K Key }{k}})
	asXML, errXML := xml.Marshal(k)
	if err := errors.Join(errJSON, errXML); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"slog": logged.String(), "JSON": string(asJSON), "XML": string(asXML),
		"String": k.String(), "cmp": cmp.Diff(k, Key{}),
	} {
		if shape := leaks(text); shape != "" {
			t.Errorf("%s shows %s", name, shape)
		}
	}
	if want := `"totp.Key(redacted)"`; !strings.Contains(string(asJSON), want) {
		t.Errorf("JSON is %s, want it to hold %s", asJSON, want)
	}
}

// A test of the test: the shapes that leaks looks for are the ones that a key
// without any of its methods would show.
func TestLeaksSeesAnOpenSecret(t *testing.T) {
	for _, text := range []string{
		fmt.Sprintf("%v", []byte(rfcSecret)), fmt.Sprintf("%#v", []byte(rfcSecret)),
		fmt.Sprintf("%x", rfcSecret), fmt.Sprintf("%q", []byte(rfcSecret)), strings.ToLower(rfcBase32),
	} {
		if leaks(text) == "" {
			t.Errorf("leaks overlooks %s", text)
		}
	}
}

func TestKeyCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*Key)
		want   error
	}{
		{"as it is", func(*Key) {}, nil},
		{"eight digits of SHA512, each minute", func(k *Key) { k.Digits, k.Algorithm, k.Period = 8, SHA512, time.Minute }, nil},
		{"Steam", func(k *Key) { k.Steam, k.Digits = true, 5 }, nil},
		{"no secret", func(k *Key) { k.secret = nil }, ErrSecretEmpty},
		{"digits 0, which pquerna takes for 6", func(k *Key) { k.Digits = 0 }, ErrDigits},
		{"negative digits, on which pquerna panics", func(k *Key) { k.Digits = -1 }, ErrDigits},
		{"five digits without Steam", func(k *Key) { k.Digits = 5 }, ErrDigits},
		{"Steam with six characters", func(k *Key) { k.Steam = true }, ErrDigits},
		{"MD5, on which pquerna panics", func(k *Key) { k.Algorithm = 3 }, ErrAlgorithm},
		{"negative algorithm", func(k *Key) { k.Algorithm = -1 }, ErrAlgorithm},
		{"period 0", func(k *Key) { k.Period = 0 }, ErrPeriod},
		{"period of half a second", func(k *Key) { k.Period = time.Second / 2 }, ErrPeriod},
	} {
		k := rfcKey(t)
		tt.change(&k)
		if got := k.Check(); !errors.Is(got, tt.want) {
			t.Errorf("%s: Check() = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestNewKeyKeepsItsOwnCopy(t *testing.T) {
	bytes := []byte(rfcSecret)
	k, err := NewKey(bytes)
	if err != nil {
		t.Fatal(err)
	}
	bytes[0]++
	if !k.Equal(rfcKey(t)) {
		t.Error("the key changed with the caller's bytes")
	}
}

func TestEqual(t *testing.T) {
	k, other := rfcKey(t), rfcKey(t)
	if !k.Equal(other) {
		t.Error("two keys from one secret differ")
	}
	other.Digits = 8
	if k.Equal(other) {
		t.Error("6 and 8 digits are the same")
	}
	if k.Equal(Key{}) || !(Key{}).Equal(Key{}) {
		t.Error("a key equals no key")
	}
	shorter, err := NewKey([]byte(rfcSecret[:19]))
	if err != nil || k.Equal(shorter) {
		t.Errorf("a cut-off secret equals the whole one (%v)", err)
	}
}

func TestParseAlgorithm(t *testing.T) {
	for text, want := range map[string]Algorithm{
		"SHA1": SHA1, "sha1": SHA1, "SHA-256": SHA256, "HMAC-SHA-256": SHA256, "HmacSHA512": SHA512, "hmac_sha_1": SHA1,
	} {
		if got, err := ParseAlgorithm(text); err != nil || got != want {
			t.Errorf("ParseAlgorithm(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "MD5", "SHA", "SHA2", "SHA224", "SHA3-256", "SHA256 ", "aes", "unknown"} {
		if got, err := ParseAlgorithm(text); !errors.Is(err, ErrAlgorithm) {
			t.Errorf("ParseAlgorithm(%q) = %v, %v; want ErrAlgorithm", text, got, err)
		}
	}
}
