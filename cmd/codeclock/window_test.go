package main

import (
	"context"
	"encoding/xml"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/cmd/codeclock/internal/render"
)

// The time of the examples: 10 s into a step of 30 s.
const example = "--at=2026-11-22T14:02:10Z"

func TestWindowGoldens(t *testing.T) {
	for name, args := range map[string][]string{
		"slow-47":        {"--skew", "47s-slow"},
		"slow-42":        {"--skew", "42s-slow"},
		"fast-42":        {"--skew", "42s-fast"},
		"right":          {"--skew", "0s"},
		"hour":           {"--skew", "1h-slow"},
		"days":           {"--skew", "3d-fast"},
		"centuries":      {"--skew", "290y-slow"},
		"interval":       {"--skew", "50s-slow..40s-slow"},
		"wide-interval":  {"--skew", "0s+/-2m"},
		"very-fast":      {"--skew", "75s-fast", "--past", "1", "--future", "1"},
		"own":            {"--skew", "12s-fast", "--past", "20s", "--future", "10s"},
		"past-only":      {"--skew", "10s-fast", "--policy", "kanidm"},
		"not-published":  {"--skew", "47s-slow", "--policy", "amazon", "--policy", "liboath"},
		"side-by-side":   {"--skew", "47s-slow", "--policy", "keycloak", "--policy", "github", "--policy", "django-otp", "--policy", "gitlab"},
		"period-60":      {"--skew", "47s-slow", "--period", "60s", "--policy", "gitlab", "--policy", "keycloak"},
		"typing-range":   {"--skew", "42s-slow", "--typing", "5s..20s"},
		"period-day":     {"--skew", "47s-slow", "--period", "24h"},
		"rounded":        {"--skew", "10ms-fast", "--policy", "keycloak", "--policy", "keycloak"},
		"typing-late":    {"--skew", "47s-slow", "--typing", "40s"},
		"typing-long":    {"--skew", "0s", "--typing", "2m"},
		"curve":          {"--skew", "47s-slow", "--curve"},
		"curve-typing":   {"--skew", "1h-slow", "--curve", "--typing", "5s..25s", "--policy", "strict"},
		"curve-wide":     {"--skew", "3m-fast", "--curve", "--policy", "multiotp", "--policy", "normal"},
		"session":        {"--skew", "42s-slow", "--logins", "12"},
		"session-reuse":  {"--skew", "0s", "--logins", "8", "--every", "9s", "--policy", "vaultwarden"},
		"session-three":  {"--skew", "50m-fast", "--logins", "6", "--every", "30s", "--policy", "google-authenticator-libpam", "--repair-after", "4"},
		"session-repair": {"--skew", "0s", "--logins", "63", "--every", "24h", "--drift", "20s-fast", "--repair-after", "60", "--policy", "privacyidea"},
		"session-many":   {"--skew", "25s-slow", "--logins", "100", "--policy", "edumfa"},
	} {
		t.Run(name, func(t *testing.T) {
			args = append([]string{"window", example}, args...)
			text := runIn(t, newWorld(), args...)
			if text.Status != 0 || text.Err != "" {
				t.Errorf("status %d, stderr %q", text.Status, text.Err)
			}
			golden(t, "window-"+name+".txt", text.Stdout)
			fitsAcross(t, text.Stdout)
			document := runIn(t, newWorld(), append(args, "--format", "json")...)
			parse[struct{}](t, "window", document.Stdout)
			if name == "own" {
				golden(t, "window-own.json", document.Stdout)
			}
		})
	}
}

// fitsAcross checks the width of text for people, and that it is plain. A path
// that is longer than a line stands alone in it.
func fitsAcross(t *testing.T, text string) {
	t.Helper()
	for _, l := range strings.Split(text, "\n") {
		path := strings.LastIndexByte(l, ' ') < 16
		if len(l) > render.Columns && !path || strings.ContainsFunc(l, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%d columns, or not ASCII: %q", len(l), l)
		}
	}
}

// Measured and given, the same skew gives the same picture.
func TestWindowMeasures(t *testing.T) {
	measured := runIn(t, newWorld(), "window", "--measure", "--demo=slow")
	if measured.Status != 0 || measured.Err != "" {
		t.Fatalf("status %d, stderr %q", measured.Status, measured.Err)
	}
	golden(t, "window-measured.txt", measured.Stdout)
	offline := runIn(t, newWorld(), "window", "--measure", "--demo=offline")
	if offline.Status != 3 || offline.Stdout != "" || !strings.Contains(offline.Err, "could not be measured") {
		t.Errorf("offline: status %d, stdout %q, stderr %q", offline.Status, offline.Stdout, offline.Err)
	}
}

// Without --at the time is this computer's, and the answer says so.
func TestWindowSaysWhoseTimeItTakes(t *testing.T) {
	now := runIn(t, newWorld(), "window", "--skew", "3s-fast").Stdout
	if !strings.Contains(now, "Codes around 00:00:00 UTC on 1 January 2000") || !strings.Contains(now, "this computer's clock") {
		t.Errorf("got %s", now)
	}
	unix := runIn(t, newWorld(), "window", "--skew", "3s-fast", "--at", "@1795356130").Stdout
	zone := runIn(t, newWorld(), "window", "--skew", "3s-fast", "--at", "2026-11-22T15:02:10+01:00").Stdout
	if unix != zone || !strings.Contains(unix, "14:02:10 UTC on 22 November 2026") {
		t.Errorf("two spellings of one time differ: %s\n%s", unix, zone)
	}
}

func TestWindowBadCalls(t *testing.T) {
	for _, tt := range []struct {
		args []string
		err  string // a part of the first line
		hint string // a part of the second
	}{
		{nil, "how far off", "--skew 47s-slow"},
		{[]string{"--skew", "300y-slow"}, "292 years", "--skew 47s-slow"},
		{[]string{"--skew", "47"}, "not a skew", "47s-slow"},
		{[]string{"--skew", "47s"}, "--skew 47s: slow or fast?", "--skew 47s-slow, or --skew 47s-fast"},
		{[]string{"--skew", "40s..50s"}, "--skew 40s: slow or fast?", "--skew 40s-slow, or --skew 40s-fast"},
		{[]string{"--skew", "47s+/-1s"}, "--skew 47s: slow or fast?", "--skew 47s-slow, or --skew 47s-fast"},
		{[]string{"--skew", "0", "--past", "30"}, "--past 30: are these seconds or steps?", "--past 30s for seconds, or --past \"30 steps\""},
		{[]string{"--skew", "0", "--future", "11"}, "--future 11: are these seconds or steps?", "--future 11s for seconds"},
		{[]string{"--skew", "NaN"}, "not a skew", "47s-slow"},
		{[]string{"--skew", "99999999999999999999s-fast"}, "292 years", "47s-slow"},
		{[]string{"--skew", "1s-fast", "--measure"}, "exclude each other", "leave one"},
		{[]string{"--skew", "1s-fast", "--server", "a.example"}, "--server needs --measure", "add --measure"},
		{[]string{"--skew", "1s-fast", "--demo"}, "--demo needs --measure", "add --measure"},
		{[]string{"--skew", "1s-fast", "--against", "a.example"}, "--against needs --measure", "add --measure"},
		{[]string{"--skew", "1s-fast", "--source", "https"}, "--source needs --measure", "add --measure"},
		{[]string{"--skew", "1s-fast", "--samples", "2"}, "--samples needs --measure", "add --measure"},
		{[]string{"--skew", "1s-fast", "--timeout", "2s"}, "--timeout needs --measure", "add --measure"},
		{[]string{"--skew", "1s-fast", "--account", "2"}, "--account needs --key-file", "add --key-file FILE"},
		{[]string{"--skew", "1s-fast", "--every", "2m"}, "--every needs --logins", "add --logins 20"},
		{[]string{"--skew", "1s-fast", "--seed", "2"}, "--seed needs --logins", "add --logins 20"},
		{[]string{"--skew", "1s-fast", "--repair-after", "2"}, "--repair-after needs --logins", "add --logins 20"},
		{[]string{"--skew", "1s-fast", "--logins", "0"}, "--logins", "--logins 20"},
		{[]string{"--skew", "1s-fast", "--policy", "nobody"}, "no such verifier", "codeclock policies"},
		{[]string{"--skew", "1s-fast", "--policy", "otplib"}, "more than one", "otplib-13, otplib-12"},
		{[]string{"--skew", "1s-fast", "--policy", ""}, "--policy has an empty value", "variable"},
		{[]string{"--skew", "1s-fast", "--period", "0"}, "period", "30s"},
		{[]string{"--skew", "1s-fast", "--period", "500ms"}, "period", "30s"},
		{[]string{"--skew", "1s-fast", "--period", "-30s"}, "period", "30s"},
		{[]string{"--skew", "1s-fast", "--period", "2562047h"}, "period", "30s"},
		{[]string{"--skew", "1s-fast", "--typing", "25h"}, "typing", "8s"},
		{[]string{"--skew", "1s-fast", "--typing", "-1s"}, "typing", "8s"},
		{[]string{"--skew", "1s-fast", "--typing", "20s..5s"}, "shorter time comes first", "5s..20s"},
		{[]string{"--skew", "1s-fast", "--typing", "8"}, "needs a number and a unit", "--typing 8s"},
		{[]string{"--skew", "1s-fast", "--policy", "keyclok"}, "no such verifier", `did you mean "keycloak"?`},
		{[]string{"--skew", "1s-fast", "--typing", "NaN"}, "typing", "8s"},
		{[]string{"--skew", "1s-fast", "--past", "-1"}, "--past", "--past 1"},
		{[]string{"--skew", "1s-fast", "--past", "99999999999"}, "--past", "--past 1"},
		{[]string{"--skew", "1s-fast", "--future", "25h"}, "--future", "--future 1"},
		{[]string{"--skew", "1s-fast", "--past", "1/1"}, "--past", "--past 1"},
		{[]string{"--skew", "1s-fast", "--future", "NaN"}, "--future", "--future 1"},
		{[]string{"--skew", "1s-fast", "--at", "tomorrow"}, "--at", "2026-11-22T14:02:10Z"},
		{[]string{"--skew", "1s-fast", "--at", "2026-11-22 14:02:10"}, "--at", "zone"},
		{[]string{"--skew", "1s-fast", "--at", "@-1"}, "--at", "@1795356130"},
		{[]string{"--skew", "1s-fast", "--at", "@9999999999999999999"}, "--at", "@1795356130"},
		{[]string{"--skew", "1s-fast", "--logins", "-1"}, "--logins", "--logins 20"},
		{[]string{"--skew", "1s-fast", "--logins", "100001"}, "--logins", "--logins 20"},
		{[]string{"--skew", "1s-fast", "--logins", "2", "--every", "0"}, "--every", "--every 1m"},
		{[]string{"--skew", "1s-fast", "--logins", "2", "--every", "2000000h"}, "--every", "--every 1m"},
		{[]string{"--skew", "1s-fast", "--drift", "1s-fast"}, "--drift needs --logins", "add --logins 20"},
		{[]string{"--skew", "1s-fast", "--logins", "2", "--drift", "fast"}, "--drift", "2s-fast"},
		{[]string{"--skew", "1s-fast", "--logins", "2", "--drift", "1s..2s"}, "--drift", "2s-fast"},
		{[]string{"--skew", "1s-fast", "--logins", "2", "--repair-after", "2"}, "--repair-after", "--repair-after 10"},
		{[]string{"--skew", "1s-fast", "--live", example}, "--live", "leave one"},
		{[]string{"--skew", "1s-fast", "--live", "--logins", "3"}, "--live", "leave one"},
		{[]string{"--skew", "1s-fast", "--svg", "-", "--format", "json"}, "both for standard output", "name a file"},
		{[]string{"--skew", "1s-fast", "--svg", "/nonexistent/curve.svg"}, "--svg", "directory"},
		{[]string{"--skew", "1s-fast", "--show-codes"}, "no terminal", "--key-file"},
		{[]string{"--skew", "1s-fast", "--key-file", "/nonexistent/key"}, "open the key file", "--key-file takes the name"},
		{[]string{"--skew", "1s-fast", "stray"}, "takes no arguments", "--help"},
	} {
		got := runIn(t, newWorld(), append([]string{"window"}, tt.args...)...)
		lines := strings.Split(got.Err, "\n")
		ok := got.Status != 0 && got.Stdout == "" && len(lines) == 3 &&
			strings.HasPrefix(lines[0], "codeclock: error: ") && strings.Contains(lines[0], tt.err) &&
			strings.HasPrefix(lines[1], "codeclock: hint: ") && strings.Contains(lines[1], tt.hint)
		if !ok {
			t.Errorf("window %q: status %d, stdout %q, stderr %q; want an error with %q and the hint %q",
				tt.args, got.Status, got.Stdout, got.Err, tt.err, tt.hint)
		}
	}
}

// The picture is well-formed, and one line of it for each verifier is a curve.
func TestWindowSVG(t *testing.T) {
	path := filepath.Join(t.TempDir(), "curve.svg")
	got := runIn(t, newWorld(), "window", example, "--skew", "50s-slow..40s-slow", "--policy", "github", "--svg", path)
	if got.Status != 0 || got.Err != "codeclock: wrote the picture\n" {
		t.Fatalf("status %d, stderr %q", got.Status, got.Err)
	}
	picture, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "window-curve.svg", string(picture))
	curves := 0
	for d := xml.NewDecoder(strings.NewReader(string(picture))); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "polyline" {
			curves++
		}
	}
	if curves != 3 {
		t.Errorf("%d curves, want those of the three yardsticks", curves)
	}
}

// live runs the program in a bubble for a time, and then ends it as Ctrl-C does.
func live(t *testing.T, w *world, d time.Duration, args ...string) (o outcome) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), d)
		defer stop()
		o.Status = run(ctx, &w.env, append([]string{"window", "--live"}, args...))
	})
	o.Stdout, o.Err = w.out.String(), w.err.String()
	return o
}

// The bubble begins at the beginning of a step: a device that is 42 s slow shows
// a code that is 18 s old then.
func TestLiveWritesALineWhenSomethingChanges(t *testing.T) {
	got := live(t, newWorld(), 65*time.Second, "--skew", "42s-slow")
	want := `00:00:00   It is REFUSED from here on. The next one appears in 12 s.
00:00:12   It is ACCEPTED for another 18 s.
00:00:30   It is REFUSED from here on. The next one appears in 12 s.
00:00:42   It is ACCEPTED for another 18 s.
00:01:00   It is REFUSED from here on. The next one appears in 12 s.
`
	if got.Status != 0 || got.Err != "" || got.Stdout != want {
		t.Errorf("status %d, stderr %q, got\n%s", got.Status, got.Err, got.Stdout)
	}
}

func TestLiveDrawsOverItselfOnATerminal(t *testing.T) {
	w := newWorld()
	w.stdoutTerminal = true
	got := live(t, w, 2500*time.Millisecond, "--skew", "42s-fast")
	golden(t, "window-live.txt", strings.ReplaceAll(got.Stdout, "\x1b", "ESC"))
	frames := strings.Split(got.Stdout, "\x1b[10A\x1b[J")
	if len(frames) != 3 || strings.Count(frames[0], "\n") != 10 {
		t.Errorf("%d pictures, the first of %d lines; want 3 of 10", len(frames), strings.Count(frames[0], "\n"))
	}
}

func TestLiveOnADumbTerminalWritesLines(t *testing.T) {
	w := newWorld()
	w.stdoutTerminal = true
	w.getenv = func(name string) string { return map[string]string{"TERM": "dumb"}[name] }
	if got := live(t, w, 5*time.Second, "--skew", "75s-fast", "--past", "1", "--future", "1"); strings.Contains(got.Stdout, "\x1b") || strings.Count(got.Stdout, "\n") != 1 {
		t.Errorf("got %q", got.Stdout)
	}
}

func TestLiveJSONIsOneDocumentALine(t *testing.T) {
	got := live(t, newWorld(), 65*time.Second, "--skew", "42s-slow", "--format", "json")
	lines := strings.Split(strings.TrimSpace(got.Stdout), "\n")
	if len(lines) != 5 {
		t.Fatalf("%d lines, want 5", len(lines))
	}
	for _, l := range lines {
		parse[struct{}](t, "window", l)
	}
}

func TestLiveReportsAClosedPipe(t *testing.T) {
	w := newWorld()
	w.stdout = full{}
	if got := live(t, w, 5*time.Second, "--skew", "1s-fast"); got.Status == 0 || !strings.Contains(got.Err, "write output") {
		t.Errorf("status %d, stderr %q", got.Status, got.Err)
	}
}

// Eight verifiers are told apart by letter, and by colour and dashes together; the
// title names all of them, and every tick stands where its number says.
func TestWindowSVGOfManyVerifiers(t *testing.T) {
	names := []string{"strict", "normal", "relaxed", "kanidm", "wordpress-two-factor", "multiotp", "privacyidea", "opnsense"}
	args := []string{"window", example, "--skew", "47s-slow", "--svg", "-"}
	for _, name := range names {
		args = append(args, "--policy", name)
	}
	got := runIn(t, newWorld(), args...)
	title, _, _ := strings.Cut(got.Stdout, "</title>")
	styles := map[string]bool{}
	for i, line := range regexp.MustCompile(`(?m)^<polyline .* fill="none" (.*)/>$`).FindAllStringSubmatch(got.Stdout, -1) {
		styles[line[1]] = true
		if letter := "font-size=\"11\" fill=\"#222222\">" + string(rune('a'+i)) + "<"; !strings.Contains(got.Stdout, letter) {
			t.Errorf("curve %d has no letter", i+1)
		}
	}
	if len(styles) != len(names) {
		t.Errorf("%d styles for %d curves", len(styles), len(names))
	}
	for _, name := range names[3:] {
		if !strings.Contains(title, name) {
			t.Errorf("the title does not name %s: %s", name, title)
		}
	}
	ticks := regexp.MustCompile(`<text x="([0-9.]+)" y="350\.0" text-anchor="middle" font-size="13" fill="#222222">([0-9.]+)<`).FindAllStringSubmatch(got.Stdout, -1)
	if len(ticks) != 9 {
		t.Fatalf("%d ticks", len(ticks))
	}
	last, _ := strconv.ParseFloat(ticks[8][2], 64)
	for _, tick := range ticks {
		x, _ := strconv.ParseFloat(tick[1], 64)
		n, _ := strconv.ParseFloat(tick[2], 64)
		if want := math.Abs(x-400) / 330 * last; math.Abs(want-n) > 0.01*last {
			t.Errorf("a tick at %s says %s, want %.3f", tick[1], tick[2], want)
		}
	}
}
