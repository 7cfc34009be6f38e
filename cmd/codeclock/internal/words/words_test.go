package words

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"codeclock/drift/source"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"time.example":           "time.example",
		"\x1b[2Jgone":            `\x1b[2Jgone`,
		"a\nb\r::error::c":       `a\x0ab\x0d::error::c`,
		"caf\u00e9":              `caf\xc3\xa9`,
		"\u202eevil":             `\xe2\x80\xaeevil`,
		`back\slash`:             `back\x5cslash`,
		strings.Repeat("x", 200): strings.Repeat("x", maxForeign) + "...",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("plain")
	f.Add("\x1b]0;title\a\u009b31m")
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range Clean(text) {
			if r < ' ' || r > '~' {
				t.Errorf("Clean(%q) lets %q through", text, r)
			}
		}
	})
}

func FuzzWrap(f *testing.F) {
	f.Add("a few words  with   gaps", 10)
	f.Fuzz(func(t *testing.T, text string, width int) {
		if width < 1 || width > 200 {
			return
		}
		text = Clean(text)
		for _, l := range Wrap(text, width) {
			if len(l) > width && strings.Contains(strings.TrimSpace(l), " ") {
				t.Errorf("Wrap(%q, %d) has the line %q", text, width, l)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		if squeeze(strings.Join(Wrap(text, width), " ")) != squeeze(text) {
			t.Errorf("Wrap(%q, %d) loses words", text, width)
		}
	})
}

func TestTries(t *testing.T) {
	for chance, want := range map[float64]string{
		0: "no try works", 0.01: "hardly any try works", 5. / 30: "1 try in 6 works", 1. / 3: "1 try in 3 works", 0.4: "4 tries in 10 work", 0.45: "1 try in 2 works", 0.29: "3 tries in 10 work",
		0.7: "7 tries in 10 work", 0.97: "nearly every try works", 1: "every try works",
	} {
		if got := Tries(chance); got != want {
			t.Errorf("Tries(%v) = %q, want %q", chance, got, want)
		}
	}
}

func TestReasonsAreSafeToPrint(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&source.KissError{Code: "RATE"}, "is rate-limiting us"},
		{&source.KissError{Code: "\x1b[2J"}, `refuses to answer (code \x1b[2J)`},
		{&net.DNSError{Name: "\x1b[2J"}, "its name could not be looked up"},
		{fmt.Errorf("%w: %w", source.ErrRefused, &net.OpError{Op: "dial", Net: "udp", Err: errors.New("connection refused")}), "nothing answers there (connection refused)"},
		{&net.OpError{Op: "read", Net: "udp", Err: errors.New("odd\nnews")}, "cannot be reached"},
	} {
		if got := Reason(tt.err); got != tt.want {
			t.Errorf("Reason(%v) = %q, want %q", tt.err, got, tt.want)
		}
	}
}

func TestLimitIsSaidAsItWasSet(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Second: "1 s", 260 * time.Millisecond: "260 ms", 1500 * time.Millisecond: "1.5 s", time.Nanosecond: "0.000001 ms",
		47 * time.Second: "47 s", time.Minute: "60 s", time.Hour: "1 hour", 90 * time.Minute: "1 hour 30 minutes",
		100 * time.Hour: "4 days 4 hours",
	} {
		if got := Limit(d); got != want {
			t.Errorf("Limit(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestBreakPaths(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"short/path b", "short/path b"},
		{"see a/long/path/of/files here", "see a/long/ path/of/ files here"},
		{"nothing-to-break-at here", "nothing-to-break-at here"},
		{"", ""},
	} {
		if got := BreakPaths(tt.text, 10); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}
