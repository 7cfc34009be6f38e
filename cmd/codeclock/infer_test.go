package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/batch"
	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/totp"
)

// codeAt is what a device with testKey shows at this time of its own clock.
func codeAt(t testing.TB, at time.Time) string {
	t.Helper()
	k, err := totp.ParseSecret(testKey)
	if err != nil {
		t.Fatal(err)
	}
	code, err := k.Code(at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// inferred runs infer with testKey in a file and these lines on standard input.
func inferred(t *testing.T, lines string, args ...string) outcome {
	t.Helper()
	key := filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(key, []byte(testKey), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newWorld()
	w.stdin = strings.NewReader(lines)
	return runIn(t, w, append([]string{"infer", "--key-file", key, "--code-file", "-", "--range", "2d"}, args...)...)
}

// readLines returns a line of a code file for each time, of a device that is off.
func readLines(t *testing.T, off time.Duration, at ...time.Time) string {
	t.Helper()
	var b strings.Builder
	for _, a := range at {
		fmt.Fprintf(&b, "%s %s\n", codeAt(t, a.Add(off)), a.Format(time.RFC3339))
	}
	return b.String()
}

var readOnce = time.Date(2026, time.November, 22, 14, 2, 10, 0, time.UTC)

func TestInferIsGolden(t *testing.T) {
	early, late := readOnce.Add(6*time.Second), readOnce.Add(38*time.Second)
	golden(t, "infer-slow.txt", inferred(t, readLines(t, -47*time.Second, early, late)).Stdout)
	golden(t, "infer-slow.json", inferred(t, readLines(t, -47*time.Second, early, late), "--format", "json").Stdout)
	golden(t, "infer-year.txt", inferred(t, readLines(t, -100*24*time.Hour, early), "--range", "1y").Stdout)
	code := codeAt(t, late.Add(-47*time.Second))
	slip := strings.Replace(readLines(t, -47*time.Second, early, late), code, string('0'+(code[0]-'0'+1)%10)+code[1:], 1)
	golden(t, "infer-slip.txt", inferred(t, slip).Stdout)
	golden(t, "infer-no-fit.txt", inferred(t, readLines(t, 0, early)+"123456 "+late.Format(time.RFC3339)).Stdout)
}

func TestInferStatus(t *testing.T) {
	at := readOnce
	for _, tt := range []struct {
		name, lines, args string
		want              int
		says              string
	}{
		{"right", readLines(t, 0, at, at.Add(45*time.Second)), "", 0, "Its codes work at"},
		{"slow", readLines(t, -80*time.Second, at), "--delay 0s", 2, "slow"},
		{"an hour fast", readLines(t, time.Hour, at), "", 2, "1 hour fast"},
		{"nothing fits", readLines(t, 0, at) + readLines(t, time.Hour, at.Add(30*time.Second)), "", 3, "No skew up to 2 days either way"},
		{"eight digits", "94287082 1970-01-01T00:00:59Z", "", 3, "uses other settings"},
		{"out of its range", readLines(t, 72*time.Hour, at, at.Add(time.Minute)), "", 3, "--range 20y"},
		{"from Notepad", "\ufeff" + readLines(t, 0, at), "", 0, "How we know: 1 code"},
		{"in groups, with remarks", "# of Monday\r\n\n" + codeAt(t, at)[:3] + " " + codeAt(t, at)[3:] + ", " + at.Format(time.RFC3339) + "\r\n", "", 0, "How we know: 1 code"},
	} {
		got := inferred(t, tt.lines, strings.Fields(tt.args)...)
		if got.Status != tt.want || got.Err != "" || !strings.Contains(got.Stdout, tt.says) || strings.Contains(got.Stdout, codeAt(t, at)) {
			t.Errorf("%s: status %d, stderr %q, want %d and %q\n%s", tt.name, got.Status, got.Err, tt.want, tt.says, got.Stdout)
		}
	}
}

func TestInferRefuses(t *testing.T) {
	const code = "755224"
	at := " 2026-11-22T14:02:10Z\n"
	for _, tt := range []struct{ name, lines, args, err, hint string }{
		{"no code", "", "", "no codes", "123456"},
		{"letters", "75522O" + at, "", "line 1 of the codes: it has letters that look like digits", "type the digits"},
		{"full-width digits", "７５５２２４" + at, "", "line 1 of the codes: its digits or letters are wide ones", "half-width"},
		{"too long for this key and other settings", code + "12" + at, "", "not one that this key can make", "as many digits"},
		{"too long for any", code + "123" + at, "", "line 1 of the codes: it is too long", "once"},
		{"a zero lost", code + at + "75224" + at, "", "line 2 of the codes: the code has too few digits", "spreadsheets drop zeros"},
		{"rounded", "7.55E+05" + at, "", "line 1 of the codes: the code was turned into a number", "as text"},
		{"no time", code, "", "line 1 of the codes: there is no time", "RFC 3339"},
		{"no code", at, "", "line 1 of the codes: there is no", ""},
		{"a local time", "\n" + code + " 2026-11-22T14:02:10", "", "line 2 of the codes: the time has no zone", "--zone local"},
		{"a spreadsheet's time", code + " 11/22/2026 2:02 PM", "", "line 1 of the codes: the time is written the way a spreadsheet does", "RFC 3339"},
		{"without seconds", code + " 2026-11-22 14:02Z", "", "line 1 of the codes: the time has no seconds", "RFC 3339"},
		{"before 1970", code + " 1969-12-31T23:59:59Z", "", "line 1 of the codes: the time is not between 1970 and 2200", "year"},
		{"after 2200", code + " 2300-01-01T00:00:00Z", "", "line 1 of the codes: the time is not between 1970 and 2200", "year"},
		{"binary junk", "\x00\xff\xfe" + code, "", "line 1 of the codes", "RFC 3339"},
		{"an unknown zone", code + at, "--zone Mars/Olympus", "--zone", "--zone +01:00"},
		{"more than anybody has", strings.Repeat(code+at, 101), "", "too many codes", ""},
		{"a flood", strings.Repeat(code+at, 10000), "", "longer than 64 KiB", "a hundred"},
		{"no range", code + at, "--range 1s", "--range", "20y"},
		{"a word for a range", code + at, "--range far", "--range", "20y"},
		{"twice", code + at, "--code 755224 --at @59", "exclude", "leave one"},
		{"a code alone", code + at, "--code 755224", "needs an --at", "--code-file"},
		{"both from standard input", code + at, "--key-file -", "both", "file"},
		{"a negative delay", code + at, "--delay -1s", "--delay", "10s"},
		{"no codes to ask for", code + at, "--codes 0", "--codes", "2"},
	} {
		got := inferred(t, tt.lines, strings.Fields(tt.args)...)
		if got.Status != cli.ExitUsage || got.Stdout != "" || !strings.Contains(got.Err, tt.err) || !strings.Contains(got.Err, tt.hint) || strings.Contains(got.Err, code) {
			t.Errorf("%s: status %d, %q, want %q and %q", tt.name, got.Status, got.Err, tt.err, tt.hint)
		}
	}
}

// At a terminal a device with a right clock is asked twice; this computer is slow,
// and what it measures puts that right, unless it is trusted.
func TestInferAtThePrompt(t *testing.T) {
	for _, tt := range []struct {
		args string
		want int
		says string
	}{
		{"--demo=slow --fail-on risk", 0, "5 of 5 time servers agree"},
		{"--trust-this-clock", 2, "which was not checked"},
	} {
		w := newWorld()
		w.stderrTerminal = true
		off := 47 * time.Second // of true time, from this computer's
		if tt.want != 0 {
			off = time.Hour
		}
		asked := 0
		w.readSecret = func(context.Context) ([]byte, error) {
			switch asked++; asked {
			case 1:
				return []byte(testKey), nil
			case 2:
				return []byte("75522O"), nil
			case 5:
				return nil, io.EOF
			}
			time.Sleep(35 * time.Second)
			return []byte(codeAt(t, time.Now().Add(off))), nil
		}
		got := runIn(t, w, append([]string{"infer", "--range", "2d", "--codes", "3"}, strings.Fields(tt.args)...)...)
		said := strings.Join(strings.Fields(got.Stdout), " ")
		if got.Status != tt.want || !strings.Contains(said, tt.says) || !strings.Contains(said, "2 codes") ||
			!strings.Contains(got.Err, "Once more") || keyLeaks(got.Stdout+got.Err) || strings.Contains(got.Err, "75522O") {
			t.Errorf("%s: status %d\n%s%s", tt.args, got.Status, got.Stdout, got.Err)
		}
	}
}

// The codes of another account in the same file are found there.
func TestInferOfAnotherAccount(t *testing.T) {
	at := readOnce
	key := filepath.Join(t.TempDir(), "keys.txt")
	addresses := "otpauth://totp/a?algorithm=SHA256&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA\notpauth://totp/b\notpauth://totp/c?secret=" + testKey + "\n"
	if err := os.WriteFile(key, []byte(addresses), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newWorld()
	w.stdin = strings.NewReader(readLines(t, 0, at, at.Add(45*time.Second)))
	got := runIn(t, w, "infer", "--key-file", key, "--account", "1", "--code-file", "-", "--range", "2d")
	said := strings.Join(strings.Fields(got.Stdout), " ")
	if got.Status != 3 || !strings.Contains(said, "key 3 of the file") || !strings.Contains(said, "--account 3") || keyLeaks(said) {
		t.Errorf("status %d, %s%s", got.Status, got.Err, got.Stdout)
	}
}

// The nearest skew is shown at a terminal while the search goes on, and nowhere else.
func TestInferShowsTheNearAnswer(t *testing.T) {
	for _, tt := range []struct {
		name, format, term string
		terminal           bool
		want               string
	}{
		{"at a terminal", "text", "xterm", true, "\rSearching 2 days either way ...\x1b[K\rSo far 3.00 s fast fits. Searching 2 days either way ...\x1b[K\r\x1b[K"},
		{"at a plain one", "text", "dumb", true, "So far 3.00 s fast fits. Searching 2 days either way ...\n"},
		{"in a pipe", "text", "xterm", false, ""},
		{"for a program", "json", "xterm", true, ""},
	} {
		key := filepath.Join(t.TempDir(), "key.txt")
		if err := os.WriteFile(key, []byte(testKey), 0o600); err != nil {
			t.Fatal(err)
		}
		w := newWorld()
		w.stderrTerminal = tt.terminal
		w.getenv = func(name string) string { return map[string]string{"TERM": tt.term}[name] }
		early, late := readOnce.Add(6*time.Second), readOnce.Add(38*time.Second)
		w.stdin = strings.NewReader(readLines(t, 0, early, late))
		got := runIn(t, w, "infer", "--key-file", key, "--code-file", "-", "--range", "2d", "--format", tt.format)
		if got.Err != tt.want || got.Status != 0 {
			t.Errorf("%s: %q, want %q", tt.name, got.Err, tt.want)
		}
	}
}

func FuzzParseReadings(f *testing.F) {
	f.Add("123456 2026-11-22T14:02:10Z\n# x\n123 456,@59\n")
	f.Add("\x00 @-1")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseReadings(text, batch.Reading{})
		if err != nil {
			if !cli.IsUsage(err) || got != nil {
				t.Errorf("%v, %+v", err, got)
			}
			return
		}
		for _, r := range got.list {
			if r.At.Year() < firstYear || strings.ContainsAny(r.Code, "\n") {
				t.Errorf("a reading at %v", r.At)
			}
		}
	})
}
