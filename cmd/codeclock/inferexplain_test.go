package main

import (
	"encoding/base32"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/totp"
)

// What explains codes that fit nowhere is said in words with what would settle it, and
// in JSON that keeps to its schema.
func TestInferExplains(t *testing.T) {
	own, err := totp.ParseSecret(testKey)
	if err != nil {
		t.Fatal(err)
	}
	other, err := totp.ParseSecret("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
	if err != nil {
		t.Fatal(err)
	}
	letters, err := totp.NewKey([]byte(testKey))
	if err != nil {
		t.Fatal(err)
	}
	minute, longer, steam := own, own, own
	minute.Period = time.Minute
	longer.Algorithm, longer.Digits = totp.SHA256, 8
	steam.Steam, steam.Digits = true, 5
	usual := func(code string) string { return code }
	for _, tt := range []struct {
		name   string
		device totp.Key
		set    time.Duration
		typed  func(string) string // of the second code
		kind   string
		says   string
		next   string
	}{
		{"a digit", own, 0, func(code string) string { return code[:5] + string('0'+(code[5]-'0'+1)%10) }, "one-digit", "One character of code 2 is mistyped", "the next code too, typed with care"},
		{"a strange code", own, 0, func(string) string { return "271828" }, "other-code", "Only code 1 fits", "the next code too"},
		{"set in between", own, -20 * time.Minute, usual, "clock-set", "before code 2", "since then"},
		{"every minute", minute, 0, usual, "other-settings", "every 60 s", "period=60"},
		{"SHA256", longer, 0, usual, "other-settings", "SHA256, 8 digits", "algorithm=SHA256, digits=8"},
		{"Steam", steam, 0, usual, "other-settings", "Steam's letters", "steam://"},
		{"letters for bytes", letters, 0, usual, "other-form", "takes the key's letters as they are", "QR code"},
		{"another account", other, 0, usual, "other-account", "key 2 of the file", "--account 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			first, second := readOnce, readOnce.Add(95*time.Second)
			one, err := tt.device.Code(first.Add(4 * time.Second))
			if err != nil {
				t.Fatal(err)
			}
			two, err := tt.device.Code(second.Add(4*time.Second + tt.set))
			if err != nil {
				t.Fatal(err)
			}
			two = tt.typed(two)
			lines := fmt.Sprintf("%s %s\n%s %s\n", one, first.Format(time.RFC3339), two, second.Format(time.RFC3339))
			text, document := explained(t, lines), explained(t, lines, "--format", "json")
			said := strings.Join(strings.Fields(text.Stdout), " ")
			if text.Status != 3 || !strings.Contains(said, tt.says) || !strings.Contains(said, tt.next) || !strings.Contains(said, "Chance alone finds as good a fit once in") {
				t.Errorf("status %d: %s%s", text.Status, text.Stdout, text.Err)
			}
			got := parse[struct {
				Hypotheses []struct{ Kind string }
			}](t, "infer", document.Stdout).Hypotheses
			if len(got) == 0 || got[0].Kind != tt.kind {
				t.Errorf("%+v", got)
			}
			for _, secret := range []string{one, two, testKey, base32.StdEncoding.EncodeToString([]byte(testKey))} {
				if strings.Contains(text.Stdout+text.Err+document.Err, secret) {
					t.Errorf("shows a secret")
				}
			}
		})
	}
}

// explained runs infer with a file of two keys, the first of which is testKey.
func explained(t *testing.T, lines string, args ...string) outcome {
	t.Helper()
	key := filepath.Join(t.TempDir(), "keys.txt")
	text := "otpauth://totp/a?secret=" + testKey + "\notpauth://totp/b?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n"
	if err := os.WriteFile(key, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newWorld()
	w.stdin = strings.NewReader(lines)
	return runIn(t, w, append([]string{"infer", "--key-file", key, "--account", "1", "--code-file", "-", "--range", "2d"}, args...)...)
}
