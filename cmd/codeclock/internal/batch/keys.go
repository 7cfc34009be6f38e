package batch

import (
	"errors"
	"io"
	"slices"

	"codeclock/totp"
)

// maxKeys keeps the keys in memory, which a table is not.
const maxKeys = 1_000_000

// Keys are the keys that a table's references mean.
type Keys struct {
	Notes []totp.Note // what had to be understood in any of them
	Flaws []*Flaw     // of those that can't be used

	byRef map[string]totp.Key
	seen  map[string]bool // every reference, also of a key that can't be used
}

// ReadKeys reads a table with the columns "ref" and "key", in CSV or JSON lines. A
// key is written in any form that totp.ReadKeys knows, but for an export of several.
//
// It fails with one of the errors of a whole table, or with the input's own. A key
// that can't be used is among the flaws, and fails only where there is no other.
func ReadKeys(in io.Reader) (*Keys, error) {
	rows, err := open(in, keys)
	if err != nil {
		return nil, err
	}
	all := &Keys{byRef: map[string]totp.Key{}, seen: map[string]bool{}}
	for {
		f, err := rows.next()
		var flaw *Flaw
		switch {
		case err == io.EOF && len(all.seen) == 0 && len(all.Flaws) == 0:
			return nil, ErrEmpty
		case err == io.EOF && len(all.byRef) == 0:
			return all, ErrNoUsableKeys
		case err == io.EOF:
			return all, nil
		case errors.As(err, &flaw):
			all.Flaws = append(all.Flaws, flaw)
		case err != nil:
			return nil, err
		case len(all.seen) == maxKeys:
			return nil, ErrTooManyKeys
		default:
			all.add(f)
		}
	}
}

// add keeps a key, or what is wrong with it.
func (all *Keys) add(f fields) {
	flaw := func(column string, err error) {
		all.Flaws = append(all.Flaws, &Flaw{Line: f.line, Column: column, Err: err})
	}
	if err := checkRef(f.ref); err != nil {
		flaw("ref", err)
		return
	}
	k, notes, err := oneKey(f.key)
	seen := all.seen[f.ref]
	all.seen[f.ref] = true
	switch {
	case err != nil:
		flaw("key", err)
	case seen && all.byRef[f.ref].Equal(k):
	case seen:
		flaw("ref", ErrRefTwice)
		delete(all.byRef, f.ref)
	default:
		all.byRef[f.ref] = k
	}
	for _, n := range notes {
		if !slices.Contains(all.Notes, n) {
			all.Notes = append(all.Notes, n)
		}
	}
}

// oneKey reads a cell with one key.
func oneKey(text string) (totp.Key, []totp.Note, error) {
	entries, err := totp.ReadKeys(text)
	switch {
	case err != nil:
		return totp.Key{}, nil, unplaced(err)
	case len(entries) != 1:
		return totp.Key{}, nil, ErrKeys
	case entries[0].Err != nil:
		return totp.Key{}, nil, unplaced(entries[0].Err)
	case entries[0].Key.CounterBased:
		return totp.Key{}, nil, totp.ErrCounterBased
	}
	return entries[0].Key, entries[0].Notes, nil
}

// unplaced takes the line off an error, which is that within the cell.
func unplaced(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

// Of returns the key of a row. It fails with a *Flaw, of ErrRef or
// ErrKeyUnusable.
func (all *Keys) Of(r Row) (totp.Key, error) {
	k, ok := all.byRef[r.Ref]
	if ok {
		return k, nil
	}
	if all.seen[r.Ref] {
		return totp.Key{}, &Flaw{Line: r.Line, Column: "ref", Err: ErrKeyUnusable}
	}
	return totp.Key{}, &Flaw{Line: r.Line, Column: "ref", Err: ErrRef}
}
