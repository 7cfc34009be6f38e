package render

import (
	"strings"

	"codeclock/cmd/codeclock/internal/words"
)

// Columns is the widest line that text for people has.
const Columns = words.Columns

// maxLines is how many lines of Columns a result for people has at most.
const maxLines = 20

// Screen is where people read a text. The zero value is a page without colours, as it
// goes to files and pipes.
type Screen struct {
	Color         bool
	Columns, Rows int // of the terminal; 0 for none, and where they are not known
}

// The fewest columns and rows for which anything is laid out.
const (
	minColumns = 20
	minRows    = 8
)

// Width is how many columns a line has. A terminal's last one stays free: some go to the
// next line right after it.
func (s Screen) Width() int {
	if s.Columns <= 0 {
		return Columns
	}
	return min(Columns, max(s.Columns-1, minColumns))
}

// room is how many lines a result has at most: as much text as maxLines of Columns, and
// no more than the terminal shows beside what stands above and the prompt below.
func (s Screen) room() int {
	lines := maxLines * Columns / s.Width()
	if s.Rows <= 0 {
		return lines
	}
	return min(lines, max(s.Rows, minRows)-2)
}

// Fold folds the lines of a text that a terminal is too narrow for. What is no terminal
// gets it as it is.
func (s Screen) Fold(text string) string {
	if s.Columns <= 0 {
		return text
	}
	return words.FoldText(text, s.Width())
}

// rows is how many rows a text takes as it is shown: a line that is too long, such as a
// command, goes on in the next.
func (s Screen) rows(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		n++
		if s.Columns > 0 {
			n += max(words.Width(line)-1, 0) / s.Columns
		}
	}
	return n
}

// overflows reports whether the beginning of a text is out of view when the cursor is
// below it.
func (s Screen) overflows(text string) bool { return s.Rows > 0 && s.rows(text) >= s.Rows }
