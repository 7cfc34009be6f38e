package cli

import (
	"fmt"
	"io"
	"strings"

	"codeclock/cmd/codeclock/internal/words"
)

// Folding is a terminal for what is said in passing: notes, questions and errors. Lines
// that it is too narrow for are broken between words.
type Folding struct {
	To   io.Writer
	Size func() (columns, rows int) // of what is to be written; 0 rows where there is no end
}

func (f *Folding) Write(p []byte) (int, error) {
	columns, _ := f.Size()
	_, err := io.WriteString(f.To, words.FoldText(string(p), columns))
	return len(p), err
}

// Size returns how many columns lines to a writer have at most, and how many rows there
// are, 0 where there is no end of them: those of a Folding, or of a page.
func Size(w io.Writer) (columns, rows int) {
	if f, ok := w.(*Folding); ok {
		return f.Size()
	}
	return words.Columns, 0
}

// Say writes a sentence, in as many lines as it needs.
func Say(w io.Writer, text string) {
	columns, _ := Size(w)
	fmt.Fprintln(w, strings.Join(words.Fold(text, columns), "\n"))
}
