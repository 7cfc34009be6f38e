package batch

import (
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/totp"
)

// table is CSV or JSON lines.
type table interface {
	// next returns the next row; a *Flaw, which spoils no other row; io.EOF; or an
	// error after which there is nothing more.
	next() (fields, error)
}

// open finds out what an input holds.
func open(in io.Reader, of contents) (table, error) {
	l, err := newLines(in)
	if err != nil {
		return nil, err
	}
	first := l.next()
	for first.err == nil && strings.TrimSpace(first.text) == "" {
		first = l.next()
	}
	if first.err == io.EOF {
		return nil, ErrEmpty
	}
	l.unread([]line{first})
	switch text := strings.TrimSpace(first.text); {
	case strings.HasPrefix(text, "["):
		return nil, ErrArray
	case strings.HasPrefix(text, "{"):
		return &jsonTable{l, of}, nil
	}
	return newCSV(l, of)
}

// Table is a table of codes.
type Table struct{ rows table }

// Open reads the beginning of a table of codes, and fails with one of the errors of a
// whole table or with the input's own.
func Open(in io.Reader) (*Table, error) {
	rows, err := open(in, codes)
	return &Table{rows}, err
}

// Next returns the next row. One that can't be used has a Flaw. It fails with io.EOF,
// ErrKeyColumn or the input's own error.
func (t *Table) Next() (Row, error) {
	f, err := t.rows.next()
	r := Row{Line: f.line, Ref: f.ref, codes: f.codes, times: f.times}
	if errors.As(err, &r.Flaw) {
		return r, nil
	}
	if err == nil {
		if bad := checkRef(r.Ref); bad != nil {
			r.Flaw = &Flaw{Line: r.Line, Column: "ref", Err: bad}
		}
	}
	return r, err
}

// maxRef is longer than what customers, tickets and devices are called, and minKey as
// long as the shortest keys, both in bytes.
const (
	maxRef = 80
	minKey = 16
)

// uuid is a reference that only looks like a key.
var uuid = cli.Lazily(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// checkRef reports a text that is no reference, or that may not be shown.
func checkRef(ref string) error {
	switch {
	case ref == "":
		return ErrRefEmpty
	case len(ref) > maxRef || !utf8.ValidString(ref) || strings.ContainsFunc(ref, func(r rune) bool { return !unicode.IsPrint(r) }):
		return ErrRefText
	case len(ref) >= minKey && !uuid().MatchString(ref) && slices.Contains(totp.LintCode(ref, totp.AnyCode, 0), totp.CodeIsKey):
		return ErrRefSecret
	}
	return nil
}
