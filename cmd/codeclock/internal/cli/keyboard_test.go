package cli

import (
	"slices"
	"strings"
	"testing"
)

// A line is collected from single keys, corrected, and shown as it grows.
func TestTyped(t *testing.T) {
	for _, tt := range []struct {
		name, keys, line, echo string
		ok                     bool
	}{
		{"a time", "14:02\r", "14:02", "14:02\n", true},
		{"a slip put right", "15\x7f4\r", "14", "15\b \b4\n", true},
		{"nothing to take back", "\x7f1\r", "1", "1\n", true},
		{"what is no text is left out", "1\a2\r", "12", "12\n", true},
		{"too much is cut off", strings.Repeat("7", maxTyped+3) + "\r", strings.Repeat("7", maxTyped), strings.Repeat("7", maxTyped) + "\n", true},
		{"Ctrl-C", "14\x03", "", "14", false},
		{"the end of the input", "14", "", "14", false},
	} {
		var echo strings.Builder
		k := RawKeyboard(strings.NewReader(tt.keys), func() {})
		line, ok := k.Typed(&echo, <-k.Keys)
		if line != tt.line || ok != tt.ok || echo.String() != tt.echo {
			t.Errorf("%s: %q, %v, shown as %q; want %q, %v, %q", tt.name, line, ok, echo.String(), tt.line, tt.ok, tt.echo)
		}
		if interrupted := strings.Contains(tt.keys, KeyInterrupt); k.Interrupted != interrupted {
			t.Errorf("%s: interrupted %v, want %v", tt.name, k.Interrupted, interrupted)
		}
	}
}

// Where keys are single, each line begins at the left.
func TestEcho(t *testing.T) {
	for _, raw := range []bool{true, false} {
		var out strings.Builder
		k := &Keyboard{Raw: raw}
		k.Echo(&out).Write([]byte("a\nb\n"))
		if want := map[bool]string{true: "a\r\nb\r\n", false: "a\nb\n"}[raw]; out.String() != want {
			t.Errorf("raw %v: %q, want %q", raw, out.String(), want)
		}
	}
}

// Keys that are pressed quickly come in one read, and stay apart.
func TestQuickKeysStayApart(t *testing.T) {
	for read, want := range map[string][]string{
		"\x1b[A\x1b[B\r": {"\x1b[A", "\x1b[B", "\r"}, "\x1bOA1": {"\x1bOA", "1"}, "\x1b[1;5Ax": {"\x1b[1;5A", "x"},
		"\x1b": {"\x1b"}, "\x1b[": {"\x1b["}, "１2": {"１", "2"}, "": nil,
	} {
		if got := split(read); !slices.Equal(got, want) {
			t.Errorf("%q is split into %q, want %q", read, got, want)
		}
	}
}
