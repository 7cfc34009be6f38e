package main

import (
	"context"
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

// lint runs it with this on standard input.
func lint(t *testing.T, typed string, args ...string) outcome {
	t.Helper()
	w := newWorld()
	w.stdin = strings.NewReader(typed)
	return runIn(t, w, append([]string{"lint"}, args...)...)
}

func TestLintIsGolden(t *testing.T) {
	golden(t, "lint-code.txt", lint(t, "７５５ ２２４\n", "--kind", "app").Stdout)
	golden(t, "lint-code.json", lint(t, " 75522O\n", "--kind", "app", "--format", "json").Stdout)
	address := "otpauth://totp/Shop:bob?issuer=Store&digits=8&algoritm=SHA256&secret=" + testKey
	golden(t, "lint-key.txt", lint(t, address+"\notpauth://totp/x?secret="+testKey[:31]+"0", "--key").Stdout)
	golden(t, "lint-key.json", lint(t, address, "--key", "--format", "json").Stdout)
}

func TestLintStatus(t *testing.T) {
	for _, tt := range []struct {
		typed, args string
		want        int
		says        string
	}{
		{"755224", "", 0, "Whether it is the right code"},
		{"755 224", "", 2, "Leave it out"},
		{"dfgVi4", "--kind sent", 0, "large or small"},
		{"55224", "--kind app", 2, "Perhaps a 0"},
		{"55224", "--kind app --digits 5", 0, ""},
		{"2BCDF", "--kind steam", 0, ""},
		{"", "", 2, "There is no code"},
		{testKey, "", 2, "This is a key"},
		{testKey, "--key", 0, "Nothing is wrong"},
		{testKey + "0", "--key", 2, "letter O"},
		{testKey + "\n" + testKey, "--key", 2, "More than one secret"},
		{"otpauth://totp/x?period=60&secret=" + testKey, "--key --fail-on wrong", 0, "60 s"},
		{"name,totp\nShop," + testKey + "\n", "--key", 0, "taken from a table"},
		{`[{"secret":"` + testKey + `"},{"secret":"0"}]`, "--key", 2, "can be read"},
		{testKey[:31], "--key", 1, "length is unusual"},
		{"otpauth://totp/x?period=60&secret=" + testKey, "--key", 1, "another time"},
	} {
		got := lint(t, tt.typed, strings.Fields(tt.args)...)
		if got.Status != tt.want || got.Err != "" || !strings.Contains(got.Stdout, tt.says) || keyLeaks(got.Stdout) {
			t.Errorf("%s: status %d, stderr %q, want %d and %q\n%s", tt.args, got.Status, got.Err, tt.want, tt.says, got.Stdout)
		}
	}
}

func TestLintAtThePrompt(t *testing.T) {
	w := newWorld()
	w.readSecret = func(context.Context) ([]byte, error) { return []byte("75522O"), nil }
	got := runIn(t, w, "lint")
	if got.Status != 2 || !strings.HasPrefix(got.Err, "Code (it is not shown") || strings.Contains(got.Stdout+got.Err, "75522") {
		t.Errorf("status %d, stderr %q, stdout\n%s", got.Status, got.Err, got.Stdout)
	}
}

// Every flaw has its words, and they hold no format.
func TestEveryFlawIsSaid(t *testing.T) {
	for _, f := range totp.CodeFlaws() {
		if a := words.CodeFlaw(f); a.What == "" || a.Do == "" {
			t.Errorf("%s: %+v", f, a)
		}
	}
	for _, f := range totp.KeyFlaws() {
		if a := words.KeyFlaw(f, []string{"digits"}); a.What == "" || a.Do == "" || strings.Contains(a.What, "%") {
			t.Errorf("%s: %+v", f, a)
		}
	}
}

// Whatever is typed is not shown again, whatever it is and in whichever format.
func TestLintNeverLeaks(t *testing.T) {
	for name, secret := range planted() {
		for _, args := range []string{"", "--kind app", "--kind steam", "--kind sent --format json", "--key", "--key --format json", "--key-file -"} {
			w := leaky(t)
			w.stdin = strings.NewReader(secret)
			run(t.Context(), &w.env, append([]string{"lint"}, strings.Fields(args)...))
			if got := leaks(w.out.String()+w.err.String(), planted()); len(got) > 0 {
				t.Errorf("lint %s with %s gives away %v:\n%s%s", args, name, got, w.out.String(), w.err.String())
			}
		}
		for _, args := range [][]string{{"lint", secret}, {"lint", "--kind", secret}, {"lint", "--digits", secret}, {"lint", "--key-file", secret}} {
			w := leaky(t)
			run(t.Context(), &w.env, args)
			if got := leaks(w.out.String()+w.err.String(), unrepeated()); len(got) > 0 {
				t.Errorf("%v gives away %v", args, got)
			}
		}
	}
}
