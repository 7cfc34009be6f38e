package words

import "strings"

// maxForeign bounds how much of a foreign text is shown.
const maxForeign = 80

// Clean makes text that came from the network, or from a file, safe to print:
// printable ASCII stays, all else becomes \x.., and it is cut where it is long.
// What could move a cursor, start a workflow command or end a line is gone.
func Clean(text string) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if b.Len() >= maxForeign {
			b.WriteString("...")
			break
		}
		if c := text[i]; c < ' ' || c >= 0x7f || c == '\\' {
			b.WriteString(`\x`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Columns is the widest line that text for people has.
const Columns = 72

// Wrap breaks text into lines of at most width columns, at blanks; blanks
// within a line stay as they are. A word that is longer stands alone, and a command in
// quotes is one word where a line has room for it.
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
	last := -1
	for at := 0; ; {
		blank := strings.IndexByte(text[at:], ' ')
		if blank < 0 {
			return last
		}
		next := at + blank
		if quoted := strings.Index(text[at:next], `"codeclock`); quoted >= 0 {
			if end := strings.IndexByte(text[at+quoted+1:], '"'); end >= 0 && end+2 <= width {
				next = at + quoted + end + 2
				if blank = strings.IndexByte(text[next:], ' '); blank < 0 {
					return last
				}
				next += blank
			}
		}
		if next > 0 && last >= 0 && Width(text[:next]) > width {
			return last
		}
		if next > 0 {
			last = next
		}
		at = next + 1
	}
}

// BreakPaths puts a blank into words of more than width columns, after a slash,
// so that Wrap can break them there.
func BreakPaths(text string, width int) string {
	var parts []string
	for _, word := range strings.Split(text, " ") {
		for len(word) > width {
			at := strings.LastIndexByte(word[:width], '/') + 1
			if at == 0 {
				break
			}
			parts, word = append(parts, word[:at]), word[at:]
		}
		parts = append(parts, word)
	}
	return strings.Join(parts, " ")
}
