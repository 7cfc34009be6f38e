package batch

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// maxRow is how long a row may be, in bytes: more than any ticket system exports.
const maxRow = 64 << 10

// lines hands out the lines of an input without their ends, and keeps no more of it
// than a row.
type lines struct {
	in   *bufio.Reader
	n    int    // the number of the last line, from 1
	back []line // lines that were handed back, the next one first
}

// line is a line, or why there is none.
type line struct {
	text string
	err  error // ErrLong, which leaves the line behind, io.EOF or the input's own
}

// newLines fails with ErrWorkbook, ErrUTF16 or the input's own error.
func newLines(in io.Reader) (*lines, error) {
	l := &lines{in: bufio.NewReaderSize(in, maxRow)}
	head, err := l.in.Peek(4)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")): // .xlsx and .ods are ZIP files, .xls is OLE2
		return nil, ErrWorkbook
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return nil, ErrUTF16
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, err = l.in.Discard(3)
		return l, err
	}
	return l, nil
}

// next returns the next line.
func (l *lines) next() line {
	l.n++
	if len(l.back) > 0 {
		next := l.back[0]
		l.back = l.back[1:]
		return next
	}
	var text []byte
	long := false
	for {
		part, err := l.in.ReadSlice('\n')
		if long = long || len(text)+len(part) > maxRow; !long {
			text = append(text, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && (err != io.EOF || len(text) == 0 && !long):
			return line{err: err}
		case long:
			return line{err: ErrLong}
		}
		return line{text: strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r")}
	}
}

// unread hands back the last lines, for next to return them again.
func (l *lines) unread(last []line) {
	l.n -= len(last)
	l.back = append(last, l.back...)
}
