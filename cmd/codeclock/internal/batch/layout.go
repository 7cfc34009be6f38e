package batch

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// contents is what a table holds.
type contents int

const (
	codes contents = iota // references, codes and their times
	keys                  // references and keys
)

// fields are the cells of a row that are known.
type fields struct {
	line         int
	ref, key     string
	codes, times []string // as many of each
}

// The columns, and what else they may be called, in small letters and nothing else.
var columnNames = map[string]string{
	"ref": "ref", "reference": "ref", "keyref": "ref", "keyreference": "ref",
	"code": "code", "codes": "code", "time": "time", "times": "time",
	"key": "key", "secret": "key", "seed": "key", "otpauth": "key", "uri": "key", "totp": "key", "setupkey": "key",
	"secretkey": "key", "totpsecret": "key", "totpkey": "key", "totpseed": "key", "otpsecret": "key", "base32": "key",
}

// column returns which column a name means, and which of several from 1; "" where it
// is another one. "Code 2" is the second code, and "code" the first.
func column(name string) (kind string, number int) {
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-\t", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
	bare := strings.TrimRight(plain, "0123456789")
	number, err := strconv.Atoi(plain[len(bare):])
	if err != nil {
		number = 1
	}
	if kind = columnNames[plain]; kind == "" {
		kind = columnNames[bare]
	}
	if kind == "ref" && bare != plain {
		return "", 0
	}
	return kind, number
}

// layout is where the columns of a table are.
type layout struct {
	width, known int
	ref, key     int // from 0; -1 for none
	codes, times []numbered
	twice        string // a column that is there twice
}

// numbered is one of several columns of a kind, in the order of their numbers.
type numbered struct{ number, at int }

func newLayout(names []string) layout {
	l := layout{width: len(names), ref: -1, key: -1}
	for at, name := range names {
		kind, number := column(name)
		switch kind {
		case "ref":
			l.once(&l.ref, at, kind)
		case "key":
			l.once(&l.key, at, kind)
		case "code":
			l.codes = append(l.codes, numbered{number, at})
		case "time":
			l.times = append(l.times, numbered{number, at})
		default:
			continue
		}
		l.known++
	}
	for kind, list := range map[string][]numbered{"code": l.codes, "time": l.times} {
		slices.SortFunc(list, func(a, b numbered) int { return cmp.Compare(a.number, b.number) })
		for i := 1; i < len(list); i++ {
			if list[i].number == list[i-1].number {
				l.twice = fmt.Sprintf("%s%d", kind, list[i].number)
			}
		}
	}
	return l
}

func (l *layout) once(column *int, at int, kind string) {
	if *column >= 0 {
		l.twice = kind
	}
	*column = at
}

// check reports a header with which a table can't be read: ErrHeader, ErrKeyColumn,
// ErrColumnTwice, ErrColumn.
func (l layout) check(of contents) error {
	missing := func(column string) error { return fmt.Errorf("%w: %s", ErrColumn, column) }
	same := slices.EqualFunc(l.codes, l.times, func(a, b numbered) bool { return a.number == b.number })
	switch {
	case l.known == 0:
		return ErrHeader
	case of == codes && l.key >= 0:
		return ErrKeyColumn
	case l.twice != "":
		return fmt.Errorf("%w: %s", ErrColumnTwice, l.twice)
	case l.ref < 0:
		return missing("ref")
	case of == keys && l.key < 0:
		return missing("key")
	case of == codes && len(l.codes) == 0:
		return missing("code")
	case of == codes && len(l.times) == 0:
		return missing("time")
	case of == codes && !same:
		return ErrUnpaired
	}
	return nil
}

// fields returns what a row has in its columns. Empty cells behind the last column
// are what spreadsheets add.
func (l layout) fields(cells []string, line int) (fields, error) {
	f := fields{line: line}
	if len(cells) < l.width || !blank(cells[l.width:]) {
		return f, &Flaw{Line: line, Err: ErrWidth}
	}
	f.ref = strings.TrimSpace(cells[l.ref])
	if l.key >= 0 {
		f.key = cells[l.key]
	}
	for i := range l.codes {
		f.codes = append(f.codes, cells[l.codes[i].at])
		f.times = append(f.times, cells[l.times[i].at])
	}
	return f, nil
}
