package report

import "strings"

// headSize is how many letters at the beginning of the data tell it from that of
// other reports: the 58 bytes after its length hold the table of its own
// compression.
const headSize = 100

// head are the letters with which all data begins, for each the ones that are
// possible: a length of less than 256 KiB, and the first two bytes of a zlib
// stream at its best compression (78 DA).
var head = [...]string{
	"A", "A", "A", "ABCDEFGHIJKLMNOP", base32Letters, base32Letters, "DLT3", "Y", "3", "IJKL",
}

const base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

// maxGap is how many marks that are no letters may stand between two letters of
// the head.
const maxGap = 100

// dataIn returns where data begins in a text, with or without its marks.
func dataIn(text string) []mark {
	var out []mark
	for i := 0; i < len(text) && len(out) < 2*MaxReports; i++ {
		if text[i]|0x20 == 'a' && headAt(text[i:]) {
			out = append(out, mark{kind: dataStart, start: i, end: i})
		}
	}
	return out
}

func headAt(text string) bool {
	n, gap := 0, 0
	for i := 0; i < len(text) && n < len(head); i++ {
		c := upper(text[i])
		switch {
		case c == 0:
			if gap++; gap > maxGap {
				return false
			}
		case strings.IndexByte(head[n], c) < 0:
			return false
		default:
			n, gap = n+1, 0
		}
	}
	return n == len(head)
}

// lettersOf returns letters and digits in capitals: all other marks are what
// quoting, wrapping and bold type leave behind.
func lettersOf(text string) string {
	var b strings.Builder
	for i := 0; i < len(text) && b.Len() < maxLetters; i++ {
		if c := upper(text[i]); c != 0 {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// maxLetters is as many as the longest data has.
const maxLetters = (lengthSize+maxJSON)*8/5 + 8

// upper returns a letter as a capital, a digit as it is, and 0 for all else.
func upper(c byte) byte {
	switch {
	case c >= 'a' && c <= 'z':
		return c - 'a' + 'A'
	case c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		return c
	}
	return 0
}

// dataColumn takes the data out of lines that hold something else too: numbers,
// times, names, cells. Of each it is the longest word, and all but the last one
// are as wide as armor makes them.
func dataColumn(text string) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		longest := ""
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return !alphanumeric(r) }) {
			if len(word) >= len(longest) && strings.Trim(strings.ToUpper(word), base32Letters) == "" {
				longest = word
			}
		}
		b.WriteString(longest)
		if longest != "" && len(longest) != lineWidth {
			break
		}
	}
	return b.String()
}

// dataLines drops the lines that somebody or something put between those of the
// data: they have other letters, or blanks between them.
func dataLines(text string) string {
	var kept []string
	for _, line := range strings.Split(text, "\n") {
		bare := strings.TrimFunc(line, func(r rune) bool { return !alphanumeric(r) })
		if bare != "" && strings.Trim(strings.ToUpper(bare), base32Letters) == "" {
			kept = append(kept, bare)
		}
	}
	return strings.Join(kept, "\n")
}
