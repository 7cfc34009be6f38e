package words_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"codeclock/cmd/codeclock/internal/words"
)

func TestFold(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		want       []string
	}{
		{"fits", "  short", []string{"  short"}},
		{"a sentence", "This computer's clock is right, and codes work.",
			[]string{"This computer's clock is", "right, and codes work."}},
		{"a numbered step", "  1. Turn on what sets the time by itself.",
			[]string{"  1. Turn on what sets the", "     time by itself."}},
		{"a word and what it means", "  wrong   only WRONG and CAN'T TELL do",
			[]string{"  wrong   only WRONG and", "          CAN'T TELL do"}},
		{"a word that leaves no room", "  codeclock.service    writes the gauges for node_exporter",
			[]string{"  codeclock.service", "      writes the gauges", "      for node_exporter"}},
		{"three columns", "  15:02   The clock is wrong.   Leave out step 1.",
			[]string{"  15:02   The clock is", "          wrong.", "          Leave out step", "          1."}},
		{"a command behind it", "That is another clock:  codeclock phone",
			[]string{"That is another clock:", "    codeclock phone"}},
		{"a command alone", "  codeclock guide --answers shown,phone,google",
			[]string{"  codeclock guide --answers shown,phone,google"}},
		{"an error", "codeclock: error: there is no flag --sever",
			[]string{"codeclock: error: there is", "  no flag --sever"}},
		{"a command in quotes", `write it, or see "codeclock check --help"`,
			[]string{"write it, or see", `"codeclock check --help"`}},
		{"a command behind a colon", "For IT: w32tm /resync /rediscover",
			[]string{"For IT:", "w32tm /resync /rediscover"}},
		{"a word that is too long", "https://www.example.com/a/very/long/path here",
			[]string{"https://www.example.com/a/very/long/path", "here"}},
	} {
		if diff := cmp.Diff(tt.want, words.Fold(tt.line, 26)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "█▀▄": 3, "\x1b[1;31mWRONG\x1b[0m": 5, "\x1b[38;5;16;48;5;231m █\x1b[0m": 2,
		"é": 1, "e\u0301": 1, "時計": 4, "한글": 4, "🕐": 2, "a\u200db": 2, "\r\x1b[Kx": 1,
	} {
		if got := words.Width(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
}

// Nothing is lost or torn, and only what has no blank, or is a command, is too wide.
func FuzzFold(f *testing.F) {
	f.Add("  1. sudo timedatectl set-ntp true    (yours)", 20)
	f.Add(`codeclock: hint: write "codeclock check --help" or nothing`, 30)
	f.Add("- a: codeclock x  \x1b[1mb\x1b[0m   c", 3)
	f.Fuzz(func(t *testing.T, line string, width int) {
		if strings.ContainsAny(line, "\n\t\v\f\r\u0085\u00a0") || width < 1 || width > 500 {
			t.Skip()
		}
		lines := words.Fold(line, width)
		if got, want := strings.Fields(strings.Join(lines, " ")), strings.Fields(line); !cmp.Equal(got, want) {
			t.Errorf("%q in %d: %q", line, width, lines)
		}
	})
}
