package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// jsonTable reads rows that are JSON objects, one a line. Each is a row with a header
// of its own.
type jsonTable struct {
	lines *lines
	of    contents
}

// next returns the next object.
func (t *jsonTable) next() (fields, error) {
	for {
		next := t.lines.next()
		n := t.lines.n
		switch {
		case next.err == ErrLong:
			return fields{line: n}, &Flaw{Line: n, Err: ErrLong}
		case next.err != nil:
			return fields{line: n}, next.err
		case strings.TrimSpace(next.text) != "":
			return t.row(next.text, n)
		}
	}
}

func (t *jsonTable) row(text string, n int) (fields, error) {
	names, cells, ok := object(text)
	if !ok {
		return fields{line: n}, &Flaw{Line: n, Err: ErrJSON}
	}
	l := newLayout(names)
	switch err := l.check(t.of); {
	case errors.Is(err, ErrKeyColumn):
		return fields{line: n}, err
	case err == ErrHeader: // which this row has of its own
		return fields{line: n}, &Flaw{Line: n, Err: fmt.Errorf("%w: ref", ErrColumn)}
	case err != nil:
		return fields{line: n}, &Flaw{Line: n, Err: err}
	}
	return l.fields(cells, n)
}

// object returns the names and the texts of an object. A list is as many cells, which
// are numbered from 1. It is false for anything else, and where a value of a column is
// no text, number or list of them.
func object(text string) (names, cells []string, ok bool) {
	d := json.NewDecoder(strings.NewReader(text))
	if first, err := d.Token(); err != nil || first != json.Delim('{') {
		return nil, nil, false
	}
	for d.More() {
		token, err := d.Token()
		name, _ := token.(string)
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return nil, nil, false
		}
		if kind, _ := column(name); kind == "" {
			continue
		}
		texts, list, ok := textsOf(value)
		if !ok {
			return nil, nil, false
		}
		for i, text := range texts {
			number := ""
			if list {
				number = strconv.Itoa(i + 1)
			}
			names, cells = append(names, name+number), append(cells, text)
		}
	}
	_, err := d.Token()
	_, end := d.Token()
	return names, cells, err == nil && end == io.EOF
}

// textsOf returns a text or a number as it is written, or a list of them.
func textsOf(value json.RawMessage) (texts []string, list, ok bool) {
	if value[0] != '[' {
		text, ok := textOf(value)
		return []string{text}, false, ok
	}
	var values []json.RawMessage
	if json.Unmarshal(value, &values) != nil {
		return nil, true, false
	}
	for _, v := range values {
		text, ok := textOf(v)
		if !ok {
			return nil, true, false
		}
		texts = append(texts, text)
	}
	return texts, true, true
}

func textOf(value json.RawMessage) (text string, ok bool) {
	switch c := value[0]; {
	case c == '"':
		return text, json.Unmarshal(value, &text) == nil
	case c == '-' || '0' <= c && c <= '9':
		return string(value), true
	}
	return "", false
}
