package batch

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// csvTable reads the rows of a table in CSV. A row may have line ends in its quotes.
type csvTable struct {
	lines  *lines
	comma  rune
	layout layout
	buffer *bufio.Reader // through which every row is parsed
}

// commas are what spreadsheets put between columns: a semicolon where the comma is
// the decimal point's, and a tab in what is copied.
const commas = ",;\t"

// newCSV reads the line that names the columns. The comma is the one with which most
// of them are known.
func newCSV(l *lines, of contents) (*csvTable, error) {
	t := &csvTable{lines: l, buffer: bufio.NewReaderSize(strings.NewReader(""), 4096)}
	header := l.next()
	if strings.HasPrefix(strings.ToLower(header.text), "sep=") { // which Excel may have in front
		header = l.next()
	}
	switch {
	case header.err == io.EOF:
		return nil, ErrEmpty
	case header.err == ErrLong:
		return nil, ErrHeader
	case header.err != nil:
		return nil, header.err
	case strings.Contains(header.text, "\x00"):
		return nil, ErrBinary
	case strings.Contains(header.text, "\r"):
		return nil, ErrOldMac
	}
	for _, comma := range commas {
		text, more := t.gather(header.text, comma)
		names, err := t.parse(text, comma)
		if one := newLayout(names); err == nil && one.known > t.layout.known {
			t.layout, t.comma = one, comma
		}
		l.unread(more)
	}
	_, _ = t.gather(header.text, t.comma)
	return t, t.layout.check(of)
}

// next returns the next row that is not empty.
func (t *csvTable) next() (fields, error) {
	for {
		cells, n, err := t.row()
		switch {
		case err != nil:
			return fields{line: n}, err
		case !blank(cells):
			return t.layout.fields(cells, n)
		}
	}
}

// row returns the cells of the next row and the line on which it begins. Where a
// quotation mark is wrong that line alone is lost: what follows it is read again.
func (t *csvTable) row() (cells []string, n int, err error) {
	first := t.lines.next()
	n = t.lines.n
	switch first.err {
	case nil:
	case ErrLong:
		return nil, n, &Flaw{Line: n, Err: ErrLong}
	default:
		return nil, n, first.err
	}
	text, more := t.gather(first.text, t.comma)
	if cells, err = t.parse(text, t.comma); err != nil {
		t.lines.unread(more)
		return nil, n, &Flaw{Line: n, Err: ErrQuote}
	}
	return cells, n, nil
}

// gather returns a row that begins with a line, and the lines that it goes on over: as
// far as a cell's quotation marks are open, right so far, and no longer than a row.
func (t *csvTable) gather(first string, comma rune) (text string, more []line) {
	var row strings.Builder
	row.WriteString(first)
	for open := openQuote(first, comma, false); open && row.Len() <= maxRow; {
		next := t.lines.next()
		if more = append(more, next); next.err != nil {
			break
		}
		row.WriteString("\n" + next.text)
		open = openQuote(next.text, comma, true)
	}
	return row.String(), more
}

// parse takes one row apart.
func (t *csvTable) parse(text string, comma rune) ([]string, error) {
	t.buffer.Reset(strings.NewReader(text))
	r := csv.NewReader(t.buffer) // which takes a buffer of this size for its own
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = comma, -1, comma != '\t'
	cells, err := r.Read()
	if err == io.EOF {
		return nil, nil // of an empty line
	}
	if _, end := r.Read(); err == nil && end != io.EOF {
		err = errors.New("more than a row")
	}
	return cells, err
}

// openQuote reports whether a quoted cell is open at the end of a line, in which all
// quotation marks are right; inside is whether one was where it begins.
func openQuote(line string, comma rune, inside bool) bool {
	start, closed := !inside, false // of a cell; by its quotation mark
	for line != "" {
		c, size := utf8.DecodeRuneInString(line)
		switch {
		case inside && strings.HasPrefix(line, `""`):
			size = 2
		case inside:
			inside, closed = c != '"', c == '"'
		case c == comma:
			start, closed = true, false
		case start && c == '"':
			inside, start = true, false
		case closed || c == '"':
			return false
		case comma == '\t' || !unicode.IsSpace(c):
			start = false
		}
		line = line[size:]
	}
	return inside
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
