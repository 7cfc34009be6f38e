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
// within a line stay as they are. A word that is longer stands alone.
func Wrap(text string, width int) []string {
	var lines []string
	for len(text) > width {
		at := strings.LastIndexByte(text[:width+1], ' ')
		if at <= 0 {
			if at = strings.IndexByte(text, ' '); at < 0 {
				break
			}
		}
		lines = append(lines, strings.TrimRight(text[:at], " "))
		text = strings.TrimLeft(text[at:], " ")
	}
	return append(lines, text)
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
