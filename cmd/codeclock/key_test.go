package main

import (
	"context"
	"encoding/base64"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
)

// The key of RFC 4226 (appendix D) and RFC 6238 (appendix B).
const (
	testKey     = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	testKeyText = "12345678901234567890"
)

// keyLeaks reports whether text shows a part of the test key.
func keyLeaks(text string) bool {
	upper := strings.ToUpper(text)
	return strings.Contains(upper, testKey[:8]) || strings.Contains(upper, testKey[len(testKey)-8:]) ||
		strings.Contains(upper, testKeyText[:8]) || strings.Contains(upper, "3132333435")
}

// exampleCodes are the key's codes around 59 s: those of RFC 6238, cut down to
// six digits, and of RFC 4226.
var exampleCodes = []string{"755224", "287082", "359152", "969429"}

func showsCodes(text string) bool {
	for _, code := range exampleCodes {
		if !strings.Contains(text, code) {
			return false
		}
	}
	return true
}

func TestKeyFromStandardInput(t *testing.T) {
	for name, key := range map[string]string{
		"base32":     testKey,
		"as pasted":  " gezd gnbv-gy3t qojq gezd gnbv gy3t qojq\r\n",
		"an address": "otpauth://totp/ACME:bob?issuer=ACME&secret=" + testKey,
	} {
		w := newWorld()
		w.stdin = strings.NewReader(key)
		got := runIn(t, w, "window", "--skew", "0s", "--at", "@59", "--key-file", "-", "--show-codes")
		if got.Status != 0 || got.Err != "" || !showsCodes(got.Stdout) || keyLeaks(got.Stdout) {
			t.Errorf("%s: status %d, stderr %q, stdout\n%s", name, got.Status, got.Err, got.Stdout)
		}
	}
}

func TestCodesAreShownOnlyWhenAskedFor(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		w := newWorld()
		w.stdin = strings.NewReader(testKey)
		got := runIn(t, w, "window", "--skew", "0s", "--at", "@59", "--key-file", "-", "--format", format)
		for _, code := range exampleCodes {
			if got.Status != 0 || strings.Contains(got.Stdout+got.Err, code) {
				t.Errorf("%s: status %d, stderr %q, a code is shown:\n%s", format, got.Status, got.Err, got.Stdout)
			}
		}
	}
}

func TestKeyFromThePrompt(t *testing.T) {
	w := newWorld()
	w.readSecret = func(context.Context) ([]byte, error) { return []byte(testKey), nil }
	got := runIn(t, w, "window", "--skew", "0s", "--at", "@59", "--show-codes")
	if got.Status != 0 || !strings.HasPrefix(got.Err, "Key (") || !showsCodes(got.Stdout) || keyLeaks(got.Stdout+got.Err) {
		t.Errorf("status %d, stderr %q, stdout\n%s", got.Status, got.Err, got.Stdout)
	}
}

func TestBadCallsAreKnownBeforeThePrompt(t *testing.T) {
	w := newWorld()
	w.readSecret = func(context.Context) ([]byte, error) {
		t.Error("the key was asked for")
		return []byte(testKey), nil
	}
	for _, args := range [][]string{{"--skew", "x"}, {"--skew", "0s", "--policy", "nobody"}, {"--skew", "0s", "--at", "x"}, {"--skew", "0s", "--past", "x"}} {
		runIn(t, w, append([]string{"window", "--show-codes"}, args...)...)
	}
}

func TestNoKeyFromThePrompt(t *testing.T) {
	w := newWorld()
	w.readSecret = func(context.Context) ([]byte, error) { return nil, io.ErrUnexpectedEOF }
	if got := runIn(t, w, "window", "--skew", "0s", "--show-codes"); got.Status != 3 || !strings.Contains(got.Err, "read the key: unexpected EOF") {
		t.Errorf("a closed terminal: status %d, stderr %q", got.Status, got.Err)
	}
	w = newWorld()
	ctx, stop := context.WithCancel(t.Context())
	w.readSecret = func(ctx context.Context) ([]byte, error) {
		stop()
		return nil, ctx.Err()
	}
	if status := run(ctx, &w.env, []string{"window", "--skew", "0s", "--show-codes"}); status != 3 || !strings.Contains(w.err.String(), "interrupted") {
		t.Errorf("Ctrl-C: status %d, stderr %q", status, w.err.String())
	}
}

// A key that a verifier can't take is refused, and every face says so.
func TestKeyThatAVerifierCannotTake(t *testing.T) {
	for _, tt := range []struct {
		name, params, policy, want string
		refused                    bool
	}{
		{"8 digits", "&digits=8", "pypi", "pypi refuses every code: this key makes 8 digits, pypi takes 6.", true},
		{"SHA256", "&algorithm=SHA256", "rubygems", "rubygems refuses every code: this key makes SHA256, rubygems takes SHA1.", true},
		{"60 s", "&period=60", "gitlab", "this key makes a code every 60 s, gitlab takes one every 30 s.", true},
		{"all of them", "&digits=8&period=60&algorithm=SHA512", "pypi", "this key makes 8 digits, pypi takes 6; SHA512, not SHA1; a code every 60 s, not one every 30 s.", true},
		{"Steam", "&encoder=steam", "pypi", "this key makes Steam's letters, pypi takes digits.", true},
		{"numbers", "&digits=8", "odoo", "odoo reads codes as numbers: one in 100 passes all the same", true},
		{"what can be set", "&digits=8&period=60", "keycloak", "keycloak takes these codes only if it was set so; by default it takes 6 digits, a code every 30 s.", false},
		{"what is not known", "&algorithm=SHA256", "kanidm", "every try works at kanidm", false},
		{"nobody knows", "&digits=8", "firebase", "Whether firebase-identity-platform takes this kind of code is not known.", false},
	} {
		faces := map[string][]string{
			"text": nil, "json": {"--format", "json"}, "logins": {"--logins", "3"}, "svg": {"--svg", "-"}, "curve": {"--curve"},
		}
		for face, more := range faces {
			w := newWorld()
			w.stdin = strings.NewReader("otpauth://totp/x?secret=" + testKey + tt.params)
			got := runIn(t, w, append([]string{"window", "--skew", "5s-slow", "--at", "@1111111109", "--key-file", "-", "--policy", tt.policy}, more...)...)
			said := strings.Join(strings.Fields(got.Stdout), " ")
			switch {
			case got.Status != 0 || keyLeaks(got.Stdout+got.Err):
				t.Errorf("%s, %s: status %d, stderr %q", tt.name, face, got.Status, got.Err)
			case face == "json" && strings.Contains(said, `"fit": "refused"`) != tt.refused, face == "json" && strings.Contains(said, `"chance_max": 0,`) != tt.refused:
				t.Errorf("%s, %s:\n%s", tt.name, face, got.Stdout)
			case face == "logins" && strings.Contains(said, "0 of 3 logins work.") != tt.refused:
				t.Errorf("%s, %s:\n%s", tt.name, face, got.Stdout)
			case face == "text" && !strings.Contains(said, tt.want), face == "svg" && tt.refused && !strings.Contains(said, "refuses"):
				t.Errorf("%s, %s: no %q in\n%s", tt.name, face, tt.want, got.Stdout)
			case face != "json" && face != "svg" && tt.refused && strings.Contains(said, "tries in 10"):
				t.Errorf("%s, %s: a chance for what is refused\n%s", tt.name, face, got.Stdout)
			}
		}
	}
}

func TestLiveOfAKeyThatIsRefused(t *testing.T) {
	w := newWorld()
	w.stdin = strings.NewReader("otpauth://totp/x?digits=8&secret=" + testKey)
	got := live(t, w, 5*time.Second, "--skew", "0s", "--policy", "pypi", "--key-file", "-")
	if got.Status != 0 || got.Stdout != "00:00:00   It is REFUSED: it is of another kind than this verifier takes.\n" {
		t.Errorf("status %d, stderr %q, stdout %q", got.Status, got.Err, got.Stdout)
	}
}

func TestKeyDecidesThePeriodAndTheCodes(t *testing.T) {
	w := newWorld()
	w.stdin = strings.NewReader("otpauth://totp/x?digits=8&period=60&algorithm=SHA1&secret=" + testKey)
	got := runIn(t, w, "window", "--skew", "0s", "--at", "@60", "--key-file", "-", "--show-codes", "--format", "json")
	if !strings.Contains(got.Stdout, `"code": "94287082"`) || !strings.Contains(got.Stdout, `"period_seconds": 60`) {
		t.Errorf("status %d, stderr %q, stdout\n%s", got.Status, got.Err, got.Stdout)
	}
	w = newWorld()
	w.stdin = strings.NewReader("otpauth://steam/x?secret=" + testKey)
	got = runIn(t, w, "window", "--skew", "0s", "--at", "@60", "--key-file", "-", "--show-codes")
	golden(t, "window-steam.txt", got.Stdout)
}

func keyFile(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestKeyFileThatOthersCanRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a system with file permissions")
	}
	for mode, warned := range map[os.FileMode]bool{0o600: false, 0o400: false, 0o640: true, 0o644: true} {
		got := runIn(t, newWorld(), "window", "--skew", "0s", "--at", "@59", "--show-codes", "--key-file", keyFile(t, testKey, mode))
		if got.Status != 0 || !showsCodes(got.Stdout) || strings.Contains(got.Err, "warning: others") != warned {
			t.Errorf("mode %o: status %d, stderr %q; want a warning: %v", mode, got.Status, got.Err, warned)
		}
	}
}

// migration is an export with one part of two.
func migration() string {
	payload := "\x0a\x16\x0a\x14" + testKeyText + "\x18\x02\x20\x00"
	return "otpauth-migration://offline?data=" + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(payload)))
}

func TestBrokenKeys(t *testing.T) {
	address := "otpauth://totp/x?secret=" + testKey
	for _, tt := range []struct {
		name, key string
		args      []string
		err, hint string
	}{
		{"nothing", "", nil, "no secret", "the site showed"},
		{"a zero in it", testKey + "0", nil, "see character 33", "letter O"},
		{"cut off", testKey[:27], nil, "some of it is missing", "copy the whole key"},
		{"two keys", testKey + "\n" + testKey, nil, "more than one", "one a line"},
		{"two addresses", address + "\n" + address, nil, "there are 2 keys", "--account 1 to --account 2"},
		{"an account that is not there", address, []string{"--account", "2"}, "no such key among 1 key", "count from 1"},
		{"a negative account", address, []string{"--account", "-1"}, "no such key among 1 key", "count from 1"},
		{"an algorithm of its own", address + "&algorithm=MD5", nil, "line 1: algorithm", "no site accepts"},
		{"digits 0", address + "&digits=0", nil, "digits", "otpauth address looks like"},
		{"a broken address", "otpauth:totp/50?secret=" + testKey, nil, "not a well-formed", "otpauth address looks like"},
		{"a label of base32 letters", "eBay " + testKey, nil, "a key with a label", "leave the label out"},
		{"base64 of a key", base64.StdEncoding.EncodeToString([]byte(testKey)), nil, "looks like base64", "base32"},
		{"a bad entry that was asked for", address + "&algorithm=MD5\n" + address, []string{"--account", "1"}, "line 1: algorithm", "no site accepts"},
		{"a part of an export", migration(), nil, "1 of them", "missing: part 2"},
		{"an export that is none", "otpauth-migration://offline?data=" + testKey, nil, "export", "every QR code"},
		{"counting logins", strings.Replace(address, "totp", "hotp", 1), nil, "no clock is involved", "button"},
		{"another period", address + "&period=60", []string{"--period", "30s"}, "differs from the key's", "leave --period out"},
		{"before 1970", address, []string{"--at", "@5", "--skew", "1h-slow"}, "codes begin in 1970", "later time"},
		{"far too large", strings.Repeat("A", maxKeyFile+8), nil, "larger than any key", "a line of letters"},
	} {
		w := newWorld()
		w.stdin = strings.NewReader(tt.key)
		args := append([]string{"window", "--skew", "0s", "--at", "@59", "--show-codes", "--key-file", "-"}, tt.args...)
		got := runIn(t, w, args...)
		lines := strings.Split(got.Err, "\n")
		ok := got.Status == cli.ExitUsage && got.Stdout == "" && len(lines) == 3 &&
			strings.Contains(lines[0], tt.err) && strings.Contains(lines[1], tt.hint) && !keyLeaks(got.Err)
		if !ok {
			t.Errorf("%s: status %d, stdout %q, stderr %q; want %q and the hint %q", tt.name, got.Status, got.Stdout, got.Err, tt.err, tt.hint)
		}
	}
}

// A key in the wrong place is never repeated, whatever the flag.
func TestWindowNeverRepeatsAKey(t *testing.T) {
	address := "otpauth://totp/x?secret=" + testKey
	for _, key := range []string{testKey, strings.ToLower(testKey), address} {
		for _, args := range [][]string{
			{"window", key}, {"window", "--skew", key}, {"window", "--skew", "1s-fast", "--key-file", key},
			{"window", "--skew", "1s-fast", "--policy", key}, {"window", "--skew", "1s-fast", "--past", key},
			{"window", "--skew", "1s-fast", "--typing", key}, {"window", "--skew", "1s-fast", "--at", key},
			{"window", "--skew", "1s-fast", "--at", "@" + key}, {"window", "--skew", "1s-fast", "--account", key},
			{"window", "--skew", "1s-fast", "--svg", "/nonexistent/" + key}, {"window", "--skew", "1s-fast", "--period", key},
			{"window", "--skew", "1s-fast", "--logins", "2", "--drift", key}, {"window", "--skew", "1s-fast", "--seed", key},
			{"policies", key}, {"policies", "a", key}, {"policies", "--format", key},
		} {
			got := runIn(t, newWorld(), args...)
			if got.Status == 0 || keyLeaks(got.Stdout+got.Err) {
				t.Errorf("codeclock %q: status %d, %q", args, got.Status, got.Stdout+got.Err)
			}
		}
	}
}

// The hint says what is in the way. Whoever runs the tests as root may read
// everything.
func TestUnreadableKeyFile(t *testing.T) {
	path := keyFile(t, "x", 0)
	if f, err := os.Open(path); err == nil {
		f.Close()
		t.Skip("this system or user may read every file")
	}
	got := runIn(t, newWorld(), "window", "--skew", "1s-fast", "--key-file", path)
	if got.Status != cli.ExitUsage || !strings.Contains(got.Err, "permissions") || strings.Contains(got.Err, path) {
		t.Errorf("status %d, stderr %q", got.Status, got.Err)
	}
}

// What had to be understood is said, on stderr, and the codes are right.
func TestKeysInOtherForms(t *testing.T) {
	for _, tt := range []struct{ name, key, note string }{
		{"hexadecimal", "3132333435363738393031323334353637383930", "read as hexadecimal"},
		{"base64", base64.StdEncoding.EncodeToString([]byte(testKeyText)), "read as base64"},
		{"HTML", "otpauth://totp/a?secret=" + testKey + "&amp;issuer=X", "escaped as in HTML"},
		{"nulls", "otpauth://totp/a?secret=" + testKey + "&digits=null", "null or nothing"},
		{"UTF-16", "\xff\xfe" + strings.Join(strings.Split(testKey, ""), "\x00") + "\x00", "UTF-16"},
		{"a label", "Shop #1: " + testKey, "a label beside the key"},
		{"old KeePassXC", testKey + "\n30;6", "KeePassXC"},
	} {
		w := newWorld()
		w.stdin = strings.NewReader(tt.key)
		got := runIn(t, w, "window", "--skew", "0s", "--at", "@59", "--key-file", "-", "--show-codes")
		if got.Status != 0 || !strings.HasPrefix(got.Err, "codeclock: note: ") || !strings.Contains(got.Err, tt.note) || !showsCodes(got.Stdout) || keyLeaks(got.Stdout+got.Err) {
			t.Errorf("%s: status %d, stderr %q, stdout\n%s", tt.name, got.Status, got.Err, got.Stdout)
		}
	}
}

// Steam's own code for this key and time: golden window-steam.txt holds it too.
func TestSteamByName(t *testing.T) {
	for _, key := range []string{"steam://" + testKey, "otpauth://totp/Steam:me?issuer=Steam&secret=" + testKey} {
		w := newWorld()
		w.stdin = strings.NewReader(key)
		got := runIn(t, w, "window", "--skew", "0s", "--at", "@60", "--key-file", "-", "--show-codes")
		w = newWorld()
		w.stdin = strings.NewReader("otpauth://steam/x?secret=" + testKey)
		want := runIn(t, w, "window", "--skew", "0s", "--at", "@60", "--key-file", "-", "--show-codes")
		if got.Status != 0 || got.Stdout != want.Stdout || !strings.Contains(got.Err, "Steam's") {
			t.Errorf("status %d, stderr %q, stdout\n%s", got.Status, got.Err, got.Stdout)
		}
	}
}

// Names are listed where somebody sits who has to choose, or asks for them.
func TestNamesOfSeveralKeys(t *testing.T) {
	keys := "otpauth://totp/Amazon:old?secret=" + testKey + "\notpauth://totp/Amazon:new%1b%5b2J?secret=" + testKey + "\notpauth://totp/x?algorithm=MD5&secret=" + testKey
	const list = "  1  Amazon: old\n  2  Amazon: new\\x1b[2J\n  3  x   (can't be read)\n"
	for _, tt := range []struct {
		name     string
		terminal bool
		args     []string
		listed   bool
	}{
		{"in a script", false, nil, false},
		{"in a script that asks", false, []string{"--names"}, true},
		{"at a terminal", true, nil, true},
		{"at a terminal, chosen", true, []string{"--account", "2"}, false},
		{"at a terminal, chosen wrongly", true, []string{"--account", "4"}, true},
	} {
		w := newWorld()
		w.stderrTerminal = tt.terminal
		w.stdin = strings.NewReader(keys)
		got := runIn(t, w, append([]string{"window", "--skew", "0s", "--at", "@59", "--show-codes", "--key-file", "-"}, tt.args...)...)
		if strings.Contains(got.Err, list) != tt.listed || !tt.listed && strings.Contains(got.Err, "Amazon") || keyLeaks(got.Err) {
			t.Errorf("%s: status %d, stderr %q", tt.name, got.Status, got.Err)
		}
	}
}

func TestPartsOfAnExportAtThePrompt(t *testing.T) {
	w := newWorld()
	w.readSecret = func(context.Context) ([]byte, error) { return []byte(migration()), nil }
	got := runIn(t, w, "window", "--skew", "0s", "--show-codes")
	if got.Status != cli.ExitUsage || !strings.Contains(got.Err, "give it with --key-file; missing: part 2") {
		t.Errorf("status %d, stderr %q", got.Status, got.Err)
	}
}

// The first code of all, of step 0, has none before it.
func TestFirstCodeOfAll(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		w := newWorld()
		w.stdin = strings.NewReader(testKey)
		got := runIn(t, w, "window", "--skew", "0s", "--at", "@5", "--key-file", "-", "--show-codes", "--format", format)
		if got.Status != 0 || got.Err != "" || !strings.Contains(got.Stdout, exampleCodes[0]) || !strings.Contains(got.Stdout, exampleCodes[1]) {
			t.Errorf("%s: status %d, stderr %q, stdout\n%s", format, got.Status, got.Err, got.Stdout)
		}
	}
}
