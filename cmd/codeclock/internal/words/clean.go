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
