package watchlog

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"codeclock/cmd/codeclock/internal/result"
)

// maxDocument is longer than any document that can stand in a log.
const maxDocument = 1 << 20

// ErrMixed is the error of a log that is about the clocks of several things, or in which
// practice and real measurements are mixed.
var ErrMixed = errors.New("it is about more than one clock")

// Reading is what reading a log came to.
type Reading struct {
	Samples int          // that were handed out
	Unread  int          // lines and documents that could not be read
	Empty   int          // documents that have no skew in them, or no time
	Cut     bool         // the last line has no end, and is not among Samples
	Clock   result.Clock // whose clock it is; "" without samples
	Demo    string
	Runs    int // how many there were
}

// Read hands the samples of a log to got, in the order in which they stand there, and
// keeps none.
//
// Errors are ErrMixed and those of reading.
func Read(r io.Reader, got func(result.Sample)) (Reading, error) {
	l := &reader{got: got}
	lines := bufio.NewReaderSize(r, 64<<10)
	for {
		line, err := lines.ReadSlice('\n')
		l.line = append(l.line, line...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			l.endless()
			continue
		case err != nil && err != io.EOF:
			return l.Reading, err
		case err == io.EOF:
			l.last()
			return l.Reading, l.mixed
		}
		l.take(bytes.TrimRight(l.line, " \t\r\n"))
		l.line, l.long = l.line[:0], false
		if l.mixed != nil {
			return l.Reading, l.mixed
		}
	}
}

// reader is the state of one Read.
type reader struct {
	Reading
	got      func(result.Sample)
	line     []byte        // what has been read of it
	long     bool          // and it is too long
	document []byte        // the lines of one that was begun; nil for none
	before   result.Sample // the last with a skew
	mixed    error
}

// endless forgets what it has of a line that is too long.
func (l *reader) endless() {
	if len(l.line) > maxDocument {
		l.line, l.long = l.line[:0], true
	}
}

// last takes a last line, which is whole where it can be read.
func (l *reader) last() {
	line := bytes.TrimRight(l.line, " \t\r\n")
	if len(line) == 0 && l.document == nil {
		return
	}
	before := l.Reading
	l.take(line)
	if l.document != nil || l.Unread > before.Unread {
		l.Reading = before
		l.Cut = true
	}
}

// take takes a line: a document, the beginning of one, or a part. The documents of this
// program that have several lines begin and end with a brace alone, at the margin.
func (l *reader) take(line []byte) {
	begins := bytes.Equal(line, []byte("{"))
	if l.document != nil && (begins || bytes.HasPrefix(line, []byte(`{"`)) || l.long || len(l.document)+len(line) > maxDocument) {
		l.document = nil // it has no end
		l.Unread++
	}
	switch {
	case l.long:
		l.Unread++
	case begins:
		l.document = []byte("{")
	case l.document != nil:
		l.document = append(l.document, line...)
		if bytes.Equal(line, []byte("}")) {
			document := l.document
			l.document = nil
			l.decode(document)
		}
	case len(line) > 0:
		l.decode(line)
	}
}

// decode hands out what a document says.
func (l *reader) decode(text []byte) {
	var head struct{ Schema string }
	if json.Unmarshal(text, &head) != nil {
		l.Unread++
		return
	}
	s, found := result.Sample{}, unread
	switch head.Schema {
	case schema:
		var line Line
		if json.Unmarshal(text, &line) == nil {
			if sample, ok := line.sample(); ok {
				s, found = sample, read
			}
		}
	case summarySchema:
		return // the end of a watch whose samples stand before it
	default:
		s, found = foreign(head.Schema, text)
	}
	switch found {
	case unread:
		l.Unread++
	case empty:
		l.Empty++
	default:
		l.hand(s)
	}
}

// hand hands a sample out, if it is of the same clock as those before.
func (l *reader) hand(s result.Sample) {
	if l.Samples > 0 && (s.Clock != l.Clock || s.Demo != l.Demo) {
		l.mixed = ErrMixed
		return
	}
	if s.Period > 0 && l.Samples > 0 {
		s = near(s, l.before.Point)
		s.Period = l.before.Period // where whole periods were settled once, they are
	}
	if s.Skew.Known() {
		l.before = s
	}
	l.Clock, l.Demo, l.Runs = s.Clock, s.Demo, max(l.Runs, s.Run+1)
	l.Samples++
	l.got(s)
}
