package words

import "strings"

// Fold lays out a line of a page in fewer columns: what hangs behind a number, a dash or
// a word goes on hanging there, and what stands too far to the right gets lines of its
// own. A command that stands alone, to be copied, is never broken.
func Fold(line string, width int) []string {
	line = strings.TrimRight(line, " ")
	if Width(line) <= width {
		return []string{line}
	}
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	body := line[len(indent):]
	label, text, columns := strings.Cut(body, "  ")
	switch {
	case !columns && len(indent) >= 2 && isCommand(body):
		return []string{line}
	case !columns && strings.HasPrefix(line, "codeclock: "): // an error, or its hint
		return Hang("", line, "  ", width)
	case !columns:
		first := indent + body[:marker(body)]
		return Hang(first, body[marker(body):], strings.Repeat(" ", len(first)), width)
	}
	text = strings.TrimLeft(text, " ")
	if at := len(line) - len(text); at <= hanging(width) && !isCommand(text) {
		first, more, _ := strings.Cut(text, "  ")
		lines := Hang(line[:at], first, strings.Repeat(" ", at), width)
		if more = strings.TrimLeft(more, " "); more != "" {
			lines = append(lines, Fold(strings.Repeat(" ", at)+more, width)...)
		}
		return lines
	}
	return append(Fold(indent+label, width), Fold(indent+"    "+text, width)...)
}

// FoldText folds those lines of a text that are too wide. Blanks at the end of one, as
// behind a question, stay.
func FoldText(text string, width int) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if Width(l) > width {
			blanks := l[len(strings.TrimRight(l, " ")):]
			lines[i] = strings.Join(Fold(l, width), "\n") + blanks
		}
	}
	return strings.Join(lines, "\n")
}

// hanging is how far to the right text begins at most where its lines have width
// columns: what would begin further on gets lines of its own.
func hanging(width int) int { return (width + 1) * 2 / 5 }

// isCommand reports whether a text is a call of this program, or of another as root, to
// be copied.
func isCommand(text string) bool {
	for _, begin := range []string{"codeclock ", "source <(codeclock ", "sudo "} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

// marker is the length of what begins an item of a list, 0 for none.
func marker(text string) int {
	for _, mark := range []string{"- ", "-> "} {
		if strings.HasPrefix(text, mark) {
			return len(mark)
		}
	}
	number := len(text) - len(strings.TrimLeft(text, "0123456789"))
	if number > 0 && strings.HasPrefix(text[number:], ". ") {
		return number + len(". ")
	}
	return 0
}

// Hang wraps a text that begins with first and goes on below with indent. Where either
// would take too much of the width, first gets a line of its own.
func Hang(first, text, indent string, width int) (lines []string) {
	if far := hanging(width); Width(first) > far || len(indent) > far {
		if strings.Trim(first, " ") != "" {
			lines = Fold(first, width)
		}
		first, indent = "    ", "    "
	}
	head := Wrap(text, max(width-Width(first), 1))[0]
	lines = append(lines, first+head)
	if rest := strings.TrimLeft(text[len(head):], " "); rest != "" {
		for _, l := range Wrap(rest, max(width-len(indent), 1)) {
			lines = append(lines, indent+l)
		}
	}
	return lines
}
