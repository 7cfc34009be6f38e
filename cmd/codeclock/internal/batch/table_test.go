package batch

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// told is a row as a test says it: line, reference, codes and times, or its flaw.
func told(r Row) string {
	if r.Flaw != nil {
		return r.Flaw.Error()
	}
	return fmt.Sprintf("%d %s %q %q", r.Line, r.Ref, r.codes, r.times)
}

// readAll returns all rows, and the error at the end.
func readAll(t testing.TB, text string) (rows []string, err error) {
	t.Helper()
	table, err := Open(strings.NewReader(text))
	for err == nil {
		var r Row
		if r, err = table.Next(); err == nil {
			rows = append(rows, told(r))
		}
	}
	if err == io.EOF {
		err = nil
	}
	return rows, err
}

func TestTables(t *testing.T) {
	long := strings.Repeat("x", 10<<20)
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"as it should be", "ref,code,time\nT-1,123456,@59\n", []string{`2 T-1 ["123456"] ["@59"]`}},
		{"without an end", "ref,code,time\nT-1,123456,@59", []string{`2 T-1 ["123456"] ["@59"]`}},
		{"from Windows, with a BOM", "\ufeffref,code,time\r\nT-1,123456,@59\r\n", []string{`2 T-1 ["123456"] ["@59"]`}},
		{"from a German Excel", "sep=;\r\nRef;Code;Time\r\nT-1;123456;@59\r\n", []string{`3 T-1 ["123456"] ["@59"]`}},
		{"copied", "Ref\tCode\tTime\nT-1\t123456\t@59\n", []string{`2 T-1 ["123456"] ["@59"]`}},
		{"among other columns, in any order", "Customer,Time 1,Code 1,Ref\nJane,@59,123456,T-1\n", []string{`2 T-1 ["123456"] ["@59"]`}},
		{"two codes", "ref,code2,code1,time1,time2\nT-1,2,1,@1,@2\n", []string{`2 T-1 ["1" "2"] ["@1" "@2"]`}},
		{"quotes, with lines in them", "note,ref,code,time\n\"a\n\"\"b\"\"\n\",T-1,\"123 456\", \"@59\"\nx,T-2,1,@2\n",
			[]string{`2 T-1 ["123 456"] ["@59"]`, `5 T-2 ["1"] ["@2"]`}},
		{"lines in the header", "\"Customer;\nname\";Ref;\"Code\";Time\nJane;T-1;1;@1\n", []string{`3 T-1 ["1"] ["@1"]`}},
		{"rows that seem to go on", "ref,code,time\n" + strings.Repeat("x\"y,\"z\n", 2) + "T-1,1,@1\n",
			[]string{"line 2: a quotation mark is not closed, or stands where none belongs", "line 3: a quotation mark is not closed, or stands where none belongs", `4 T-1 ["1"] ["@1"]`}},
		{"empty rows of a spreadsheet", "ref,code,time\n,,\nT-1,1,@1,,,\n\n", []string{`3 T-1 ["1"] ["@1"]`}},
		{"a quotation mark that is never closed", "ref,code,time\nT-1,\"1,@1\nT-2,2,@2\n",
			[]string{"line 2: a quotation mark is not closed, or stands where none belongs", `3 T-2 ["2"] ["@2"]`}},
		{"one in the middle of a cell", "ref,code,time,note\nT-1,1,@1,5\" disk\nT-2,2,@2,\n",
			[]string{"line 2: a quotation mark is not closed, or stands where none belongs", `3 T-2 ["2"] ["@2"]`}},
		{"ten megabytes on a line", "ref,code,time\n" + long + "\nT-2,2,@2\n", []string{"line 2: the row is longer than 64 KiB", `3 T-2 ["2"] ["@2"]`}},
		{"ten megabytes behind a quotation mark", "ref,code,time\nT-1,\"1\n" + long + "\nT-2,2,@2\n",
			[]string{"line 2: a quotation mark is not closed, or stands where none belongs",
				"line 3: the row is longer than 64 KiB", `4 T-2 ["2"] ["@2"]`}},
		{"too few cells", "ref,code,time\nT-1,1\nT-1,1,@1,2\n",
			[]string{"line 2: the row has another number of columns than line 1", "line 3: the row has another number of columns than line 1"}},
		{"odd references", "ref,code,time\n,1,@1\nM\xfcller,1,@1\nM\u00fcller,1,@1\n\"a\tb\",1,@1\nGEZDGNBVGY3TQOJQ,1,@1\n550e8400-e29b-41d4-a716-446655440000,1,@1\n",
			[]string{"line 2, ref: the reference is empty",
				"line 3, ref: the reference has characters that can't be printed, is not in UTF-8, or is longer than 80 bytes",
				`4 Müller ["1"] ["@1"]`,
				"line 5, ref: the reference has characters that can't be printed, is not in UTF-8, or is longer than 80 bytes",
				"line 6, ref: this looks like a key, not like a reference to one",
				`7 550e8400-e29b-41d4-a716-446655440000 ["1"] ["@1"]`}},
		{"JSON lines", "{\"ref\":\"T-1\",\"code\":\"012345\",\"time\":\"@59\",\"note\":{\"a\":[1]}}\n\n{\"ref\":7,\"codes\":[\"1\",2],\"times\":[\"@1\",\"@2\"]}\n",
			[]string{`1 T-1 ["012345"] ["@59"]`, `3 7 ["1" "2"] ["@1" "@2"]`}},
		{"broken JSON", "{\"ref\":\"T-1\"\n{\"ref\":\"T-1\",\"code\":null,\"time\":\"@1\"}\n{\"ref\":\"T-1\",\"code\":\"1\",\"time\":\"@1\"} x\n[]\n{\"ref\":\"T-1\",\"codes\":[\"1\",\"2\"],\"times\":[\"@1\"]}\n{\"ref\":\"a\",\"ref\":\"b\",\"code\":\"1\",\"time\":\"@1\"}\n{}\n{\"ref\":\"T-1\",\"code\":\"1\"}",
			[]string{"line 1: the line is not a JSON object with texts in it", "line 2: the line is not a JSON object with texts in it",
				"line 3: the line is not a JSON object with texts in it", "line 4: the line is not a JSON object with texts in it",
				"line 5: each code needs a time, and each time a code", "line 6: a column is there twice: ref",
				"line 7: a column is missing: ref", "line 8: a column is missing: time"}},
	} {
		got, err := readAll(t, tt.text)
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v %s", tt.name, err, diff)
		}
	}
}

func TestTablesThatCannotBeRead(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       error
		says       string
	}{
		{"nothing", "", ErrEmpty, ""},
		{"blank lines", "\n\n \n", ErrEmpty, ""},
		{"an Excel workbook", "PK\x03\x04\x14\x00", ErrWorkbook, ""},
		{"an old Excel workbook", "\xd0\xcf\x11\xe0\xa1\xb1", ErrWorkbook, ""},
		{"UTF-16", "\xff\xfer\x00e\x00f\x00", ErrUTF16, ""},
		{"zeros", "ref\x00code", ErrBinary, ""},
		{"junk", "\x89PNG\r\n\x1a\n", ErrHeader, ""},
		{"an old Mac", "ref,code,time\rT-1,123456,@59\r", ErrOldMac, ""},
		{"a JSON array", `[{"ref":"T-1"}]`, ErrArray, ""},
		{"no header", "T-1,123456,@59\n", ErrHeader, ""},
		{"ten megabytes", strings.Repeat("ref,", 3<<20), ErrHeader, ""},
		{"without references", "code,time\n", ErrColumn, "ref"},
		{"without times", "ref,code\n", ErrColumn, "time"},
		{"without codes", "ref,time\n", ErrColumn, "code"},
		{"a time too few", "ref,code1,code2,time1\n", ErrUnpaired, ""},
		{"a reference twice", "ref,reference,code,time\n", ErrColumnTwice, "ref"},
		{"a code twice", "ref,code,Code 1,time\n", ErrColumnTwice, "code1"},
		{"keys", "ref,key,code,time\n", ErrKeyColumn, ""},
		{"keys by another name", "ref,Secret Key,code,time\n", ErrKeyColumn, ""},
		{"a second key", "ref,code,time,key2\n", ErrKeyColumn, ""},
		{"keys in JSON", `{"ref":"T-1","code":"1","time":"@1","secret":"GEZDGNBVGY3TQOJQ"}`, ErrKeyColumn, ""},
	} {
		_, err := readAll(t, tt.text)
		if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// An input that breaks off gives what came before.
func TestTableThatBreaksOff(t *testing.T) {
	in := io.MultiReader(strings.NewReader("ref,code,time\nT-1,1,@1\nT-2,\"2"), broken{})
	table, err := Open(in)
	if err != nil {
		t.Fatal(err)
	}
	first, err := table.Next()
	if err != nil || told(first) != `2 T-1 ["1"] ["@1"]` {
		t.Errorf("%s, %v", told(first), err)
	}
	for err == nil {
		_, err = table.Next()
	}
	if !errors.Is(err, errTried) {
		t.Error(err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errTried }
