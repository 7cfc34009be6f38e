package words

import (
	"slices"
	"strings"
)

// Columns is the widest line that text for people has.
const Columns = 72

// Wrap breaks text into lines of at most width columns, at blanks; blanks
// within a line stay as they are. A word that is longer stands alone, and a command is
// one word where a line has room for it.
func Wrap(text string, width int) []string {
	var lines []string
	for Width(text) > width {
		at := breakAt(text, width)
		if at < 0 {
			break
		}
		lines = append(lines, strings.TrimRight(text[:at], " "))
		text = strings.TrimLeft(text[at:], " ")
	}
	return append(lines, text)
}

// breakAt returns the last blank at which a text can be broken so that what is before it
// has at most width columns, or else the first; -1 where there is none.
func breakAt(text string, width int) int {
	from, to := command(text)
	if to-from > width {
		from, to = 0, 0
	}
	last := -1
	for at, r := range text {
		if r != ' ' || at == 0 || from <= at && at < to {
			continue
		}
		if last >= 0 && Width(text[:at]) > width {
			break
		}
		last = at
	}
	return last
}

// programs are those that sentences name with what they are given.
var programs = []string{"codeclock", "w32tm", "wsl", "sc.exe", "sudo", "doas"}

// command finds a command in a sentence: in quotes, or behind a colon, up to where the
// sentence goes on. It has no width where there is none.
func command(text string) (from, to int) {
	if _, behind, ok := strings.Cut(text, `"codeclock `); ok {
		from = len(text) - len(behind) - len(`"codeclock `)
		return from, from + 1 + strings.IndexByte(text[from+1:]+`"`, '"') + 1
	}
	_, behind, _ := strings.Cut(text, ": ")
	if program, _, ok := strings.Cut(behind, " "); ok && slices.Contains(programs, program) {
		from, to = len(text)-len(behind), len(text)
		for _, on := range []string{"   ", " (", ". ", ", "} {
			if end := strings.Index(text[from:to], on); end >= 0 {
				to = from + end
			}
		}
		return from, to
	}
	return 0, 0
}

// BreakPaths puts a blank into words of more than width columns, after a slash or a
// colon, so that Wrap can break them there. An address with its scheme is copied, and
// stays whole.
func BreakPaths(text string, width int) string {
	var parts []string
	for _, word := range strings.Split(text, " ") {
		for len(word) > width && !strings.Contains(word, "://") {
			at := strings.LastIndexAny(word[:width], "/:") + 1
			if at == 0 {
				if at = strings.IndexAny(word, "/:") + 1; at == 0 {
					break
				}
			}
			parts, word = append(parts, word[:at]), word[at:]
		}
		parts = append(parts, word)
	}
	return strings.Join(parts, " ")
}
