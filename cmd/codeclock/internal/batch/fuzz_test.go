package batch

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever a table is, every row comes with a line that is not before the last, no
// error shows a cell, and reading ends.
func FuzzTable(f *testing.F) {
	for _, text := range []string{
		"ref,code,time\nT-1,123456,@59\n", "sep=;\nref;code1;time1;code2;time2\nT-1;\"1\n2\";@1;;\n", "\ufeffref\tcode\ttime\r\na\tb\tc\td\r\n",
		"{\"ref\":\"T-1\",\"codes\":[\"1\"],\"times\":[\"@1\"]}\n{}", "ref,code,time\nT-1,\"1,@1\nT-2,2,@2\n", "ref,code,time\n\"\"\"\n\",1\"\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const secret = "GEZDGNBVGY3TQOJQ"
		table, err := Open(strings.NewReader(text))
		last := 0
		for err == nil {
			var r Row
			if r, err = table.Next(); err != nil {
				break
			}
			if r.Line <= last || r.Line > strings.Count(text, "\n")+1 {
				t.Fatalf("line %d comes after %d", r.Line, last)
			}
			last = r.Line
			if r.Flaw == nil && (!utf8.ValidString(r.Ref) || r.Ref == "" || len(r.codes) != len(r.times)) {
				t.Errorf("%+v", r)
			}
			if r.Flaw != nil && strings.Contains(r.Flaw.Error(), secret) {
				t.Errorf("%v shows a key", r.Flaw)
			}
		}
		if err != io.EOF && strings.Contains(err.Error(), secret) {
			t.Errorf("%v shows a key", err)
		}
	})
}

// Where package csv reads a whole text, the same rows come out of it line by line.
func FuzzRowsAreThoseOfCSV(f *testing.F) {
	f.Add("a,b\n\"c\nd\",\"e\"\"\"\n\n\"\"\n", ",")
	f.Add(" \"a\" ;b\n\u00a0\"c\n\"\n", ";")
	f.Add("a\t\"b\nc\"\r\n", "\t")
	f.Fuzz(func(t *testing.T, text, comma string) {
		if len(comma) != 1 || !strings.Contains(commas, comma) || len(text) > maxRow {
			return
		}
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = rune(comma[0]), -1, comma != "\t"
		want, err := r.ReadAll()
		if err != nil || strings.Contains(text, "\r") { // package csv takes those at the ends of lines away in a way of its own
			return
		}
		l, err := newLines(strings.NewReader(text))
		if err != nil {
			return
		}
		table, _ := newCSV(l, codes)
		if table == nil {
			return // of a header that is no text
		}
		table.comma, table.lines = rune(comma[0]), mustLines(t, text)
		var got [][]string
		for {
			cells, _, err := table.row()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v, where package csv reads %q", err, want)
			}
			if cells != nil {
				got = append(got, cells)
			}
		}
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

func mustLines(t *testing.T, text string) *lines {
	t.Helper()
	l, err := newLines(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A code that is taken is one by its form, and a time that is taken is in its years.
func FuzzCells(f *testing.F) {
	f.Add("123 456", "2026-11-22T14:02:10Z")
	f.Add(`="012345"`, "@59")
	f.Add("1.23E+05", "22.11.2026 14:02")
	f.Fuzz(func(t *testing.T, cell, at string) {
		for _, digits := range []int{5, 6, 8} {
			k := keyOf(t, digits)
			code, err := Code(cell, k)
			if err == nil && (code == "" || len(code) > maxDigits || code != PlainCode(code)) || err != nil && code != "" {
				t.Errorf("%q of %d: %q, %v", cell, digits, code, err)
			}
		}
		when, err := ParseTime(at, nil)
		if err == nil && (when.Year() < firstYear || when.Year() > lastYear) {
			t.Errorf("%q is %v", at, when)
		}
	})
}

// Whatever the keys are, no error shows a cell.
func FuzzKeys(f *testing.F) {
	f.Add("ref,key\nT-1,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n")
	f.Add("{\"ref\":\"T-1\",\"key\":\"otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ\"}")
	f.Add("ref;key\nT-1;\"a\nb\"\nT-1;12345678901234567890\n")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ReadKeys(strings.NewReader(text))
		if (err == nil) != (all != nil && len(all.byRef) > 0) {
			t.Errorf("%v and %+v", err, all)
		}
		var flaw *Flaw
		if errors.As(err, &flaw) {
			t.Errorf("%v is of a row", err)
		}
		if all == nil {
			return
		}
		for _, flaw := range all.Flaws {
			if strings.Contains(flaw.Error(), "GEZDGNBVGY3TQOJQ") {
				t.Errorf("%v shows a key", flaw)
			}
		}
	})
}
