package cli

import (
	"strings"

	"codeclock/cmd/codeclock/internal/words"
)

// joined makes one line of each paragraph and each entry of a list that was laid out by
// hand over several. The lines of a command over several stay one entry.
func joined(lines []string) (out []string) {
	hang := -1 // where a line begins that goes on with the one before; -1 for none
	label := ""
	for i, line := range lines {
		body := strings.TrimLeft(line, " ")
		if len(out) > 0 && isCopied(out[len(out)-1]) && goesOn(lines[i-1]) {
			out[len(out)-1] += "\n" + line
			continue
		}
		if body != "" && blanks(line) == hang && !strings.Contains(body, "  ") && (hang == 0 || label != "" || full(lines[i-1], body)) {
			out[len(out)-1] += " " + body
			continue
		}
		out = append(out, line)
		if hang = -1; body != "" && !isCopied(line) {
			label, _, hang = cutEntry(line)
		}
	}
	return out
}

// full reports whether a line of a page had no room for the first word of the next.
func full(line, next string) bool {
	word, _, _ := strings.Cut(next, " ")
	return len(line)+1+len(word) > words.Columns
}

// cutEntry cuts a line before its last column, which begins at at.
func cutEntry(line string) (label, text string, at int) {
	if at = strings.LastIndex(line, "  ") + 2; at < 2 {
		at = 0
	}
	return strings.TrimRight(line[:at], " "), line[at:], at
}

// isCopied reports whether a line is to be copied as it is: a command alone, or over
// several lines.
func isCopied(line string) bool {
	body := strings.TrimLeft(line, " ")
	first, _, _ := strings.Cut(line, "\n")
	return strings.HasPrefix(line, "\t") || goesOn(first) || blanks(line) > 0 && strings.HasPrefix(body, "codeclock ") && !strings.Contains(body, "  ")
}

// goesOn reports whether a command goes on in the next line.
func goesOn(line string) bool { return strings.HasSuffix(line, "\\") || strings.HasSuffix(line, "|") }

// blanks counts those that a line begins with.
func blanks(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
