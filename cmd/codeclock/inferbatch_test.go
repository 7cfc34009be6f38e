package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"

	"codeclock/cmd/codeclock/internal/words"
)

// keysOf writes a file with the keys of a batch and returns its name.
func keysOf(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// batched runs a batch on standard input, with testKey for T-1 to T-4.
func batched(t *testing.T, table string, args ...string) outcome {
	t.Helper()
	keys := keysOf(t, "ref,key\nT-1,"+testKey+"\nT-2,"+testKey+"\nT-3,"+testKey+"\nT-4,"+testKey+"\n=T-5,"+testKey+"\n")
	w := newWorld()
	w.stdin = strings.NewReader(table)
	return runIn(t, w, append([]string{"infer", "--batch", "-", "--keys", keys, "--range", "2d"}, args...)...)
}

// desk is what a help desk has at the end of a day.
func desk(t *testing.T) string {
	early, late := readOnce.Add(6*time.Second), readOnce.Add(38*time.Second)
	write := func(ref string, off time.Duration, at ...time.Time) string {
		row := ref
		for _, a := range at {
			row += ";" + codeAt(t, a.Add(off)) + ";" + a.Format(time.RFC3339)
		}
		return row + strings.Repeat(";", 4-2*len(at)) + ";\n"
	}
	slow := codeAt(t, late.Add(-47*time.Second))
	slip := strings.Replace(write("T-3", -47*time.Second, early, late), slow, string('0'+(slow[0]-'0'+1)%10)+slow[1:], 1)
	return "Ref;Code 1;Time 1;Code 2;Time 2;Note\r\n" +
		write("T-1", 0, early, late) +
		write("T-2", -47*time.Second, early, late) +
		"T-2;" + codeAt(t, early)[1:] + ";" + early.Format(time.RFC3339) + ";;;a zero was dropped\n" +
		"T-2;1.23E+05;" + early.Format(time.RFC3339) + ";;;rounded\n" +
		"T-3;" + codeAt(t, early) + ";22.11.2026 14:02;;;\n" +
		"T-3;" + codeAt(t, early) + ";2026-11-22 14:02:16;;;\n" +
		slip +
		write("=T-5", time.Hour, early) +
		"T-9;" + codeAt(t, early) + ";" + early.Format(time.RFC3339) + ";;;\"of two\nlines\"\n" +
		"T-4;" + codeAt(t, early) + ";" + early.Format(time.RFC3339) + ";123456;" + late.Format(time.RFC3339) + ";\n" +
		write("T-1", 0, early)
}

func TestBatchIsGolden(t *testing.T) {
	got := batched(t, desk(t))
	golden(t, "infer-batch.csv", got.Stdout)
	golden(t, "infer-batch.txt", got.Err)
	if got.Status != 3 {
		t.Errorf("status %d, though rows were skipped", got.Status)
	}
}

// A row says what infer says of its codes alone, and keeps to its schema.
func TestBatchRowsAreThoseOfInfer(t *testing.T) {
	var schema jsonschema.Schema
	text, err := os.ReadFile("../../testdata/schema/infer-batch.v1.json")
	if err == nil {
		err = json.Unmarshal(text, &schema)
	}
	if err != nil {
		t.Fatal(err)
	}
	valid, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, off := range []time.Duration{0, -47 * time.Second, 25 * time.Hour, 60 * time.Hour} {
		at := []time.Time{readOnce, readOnce.Add(35 * time.Second)}
		row := fmt.Sprintf("{\"ref\":\"T-1\",\"codes\":[%q,%q],\"times\":[%q,%q]}\n", codeAt(t, at[0].Add(off)), codeAt(t, at[1].Add(off)),
			at[0].Format(time.RFC3339), at[1].Format(time.RFC3339))
		got := map[string]any{}
		if err := json.Unmarshal([]byte(batched(t, row, "--format", "json").Stdout), &got); err != nil {
			t.Fatal(err)
		}
		if err := valid.Validate(got); err != nil {
			t.Error(err)
		}
		want := map[string]any{}
		if err := json.Unmarshal([]byte(inferred(t, readLines(t, off, at...), "--format", "json").Stdout), &want); err != nil {
			t.Fatal(err)
		}
		want["schema"], want["line"], want["ref"] = "codeclock/infer-batch/v1", 1.0, "T-1"
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v off: %s", off, diff)
		}
	}
}

// The tables that the help shows are read as they stand there.
func TestBatchesOfTheHelpAreRead(t *testing.T) {
	tables := regexp.MustCompile(`(?m)(?:^  (?:ref,|T-|\{).*\n)+`).FindAllString(batchHelp, -1)
	if len(tables) != 4 {
		t.Fatalf("found %q", tables)
	}
	keys := keysOf(t, strings.NewReplacer("  ", "", "NAME?secret=...", "a?secret="+testKey).Replace(tables[3]))
	for _, table := range tables[:3] {
		w := newWorld()
		w.stdin = strings.NewReader(strings.ReplaceAll(table, "  ", ""))
		got := runIn(t, w, "infer", "--batch", "-", "--keys", keys, "--range", "1h")
		if got.Status != 0 || got.Err != "" || !strings.Contains(got.Stdout, "T-4711,") {
			t.Errorf("%s%+v", table, got)
		}
	}
}

func TestBatchStatus(t *testing.T) {
	good := "ref,code,time\nT-1," + codeAt(t, readOnce) + "," + readOnce.Format(time.RFC3339) + "\n"
	local := "ref,code,time\nT-1," + codeAt(t, readOnce) + ",2026-11-22 15:02:10\n"
	for _, tt := range []struct {
		name, table, args string
		status            int
		err, hint         string
	}{
		{"all is well", good, "", 0, "", ""},
		{"a wrong clock is an answer", good[:len(good)-len("14:02:10Z\n")] + "15:02:10Z\n", "", 0, "", ""},
		{"unless it is asked for", good[:len(good)-len("14:02:10Z\n")] + "15:02:10Z\n", "--fail-on wrong", 2, "", ""},
		{"a local time", local, "--zone +01:00", 0, "", ""},
		{"a local time without a zone", local, "", 3, "codeclock: line 2, time: the time has no zone", "--zone"},
		{"no zone at all", local, "--zone Mars/Olympus", 64, "--zone: there is no such zone here", "--zone +01:00"},
		{"nothing", "", "", 64, "the batch: there are no rows", "ref,code,time"},
		{"a header alone", "ref,code,time\n", "", 64, "the batch: there are no rows", "ref,code,time"},
		{"no header", good[len("ref,code,time\n"):], "", 64, "the batch: line 1 doesn't name the columns", "ref,code,time"},
		{"binary junk", "\x00\x01\x02\x03", "", 64, "this is not a text", "CSV UTF-8"},
		{"a workbook", "PK\x03\x04\x00", "", 64, "a spreadsheet program's own file", "CSV UTF-8"},
		{"keys in the batch", "ref,code,time,secret\nT-1,1,@1," + testKey + "\n", "", 64, "keys never belong in a batch", "--keys"},
		{"as text", good, "--format text", 64, "--format text is for one device", "--format csv"},
		{"with one key", good, "--key-file x", 64, "--batch and --key-file exclude each other", "--keys keys.csv"},
		{"with servers", good, "--demo", 64, "--batch and --demo exclude each other", "--keys keys.csv"},
	} {
		got := batched(t, tt.table, strings.Fields(tt.args)...)
		if got.Status != tt.status || !strings.Contains(got.Err, tt.err) || !strings.Contains(got.Err, tt.hint) || keyLeaks(got.Stdout+got.Err) {
			t.Errorf("%s: status %d, %q, want %d, %q and %q", tt.name, got.Status, got.Err, tt.status, tt.err, tt.hint)
		}
	}
}

// Progress is drawn at a terminal alone, and taken away where something else is said.
func TestBatchShowsProgress(t *testing.T) {
	good := "T-1," + codeAt(t, readOnce) + "," + readOnce.Format(time.RFC3339) + "\n"
	const flaw = "codeclock: line 3, code: there is no code\n"
	for _, tt := range []struct {
		term     string
		terminal bool
		want     string
	}{
		{"xterm", true, "\r1 row, 1000 a second\x1b[K\r\x1b[K" + flaw + "\r2 rows, 2000 a second\x1b[K\r\x1b[K2 rows in 0s: 1 OK, 0 AT RISK, 0 WRONG, 0 CAN'T TELL, 1 not used.\n"},
		{"dumb", true, flaw + "2 rows in 0s: 1 OK, 0 AT RISK, 0 WRONG, 0 CAN'T TELL, 1 not used.\n"},
		{"xterm", false, flaw},
	} {
		w := newWorld()
		w.stderrTerminal = tt.terminal
		w.getenv = func(name string) string { return map[string]string{"TERM": tt.term}[name] }
		w.stdin = strings.NewReader("ref,code,time\n" + good + "T-1,,@59\n")
		got := runIn(t, w, "infer", "--batch", "-", "--keys", keysOf(t, "ref,key\nT-1,"+testKey+"\n"), "--range", "1h")
		want := tt.want + "codeclock: error: 1 of 2 rows could not be used, see above\ncodeclock: hint: the others are answered\n"
		if got.Err != want || got.Status != 3 || strings.Count(got.Stdout, "\n") != 2 {
			t.Errorf("TERM=%s, a terminal: %t: status %d, %q, want %q", tt.term, tt.terminal, got.Status, got.Err, want)
		}
	}
}

// Keys are not typed where they would be shown.
func TestBatchTakesNoKeysFromATerminal(t *testing.T) {
	w := newWorld()
	w.readSecret = func(context.Context) ([]byte, error) { return nil, io.EOF }
	w.stdin = strings.NewReader("ref,key\nT-1," + testKey + "\n")
	got := runIn(t, w, "infer", "--batch", "codes.csv", "--keys", "-")
	if got.Status != 64 || !strings.Contains(got.Err, "keys would be shown") || keyLeaks(got.Err) {
		t.Errorf("%+v", got)
	}
}

// endsAfter is an input that ends the run where its rows end, and then waits for ever.
type endsAfter struct {
	rows io.Reader
	end  func()
}

func (e endsAfter) Read(p []byte) (int, error) {
	n, err := e.rows.Read(p)
	if err == io.EOF {
		e.end()
		select {}
	}
	return n, err
}

// wholeRows counts the answers in an output, and reports whether all are whole.
func wholeRows(format, text string) (n int, whole bool) {
	whole = text == "" || strings.HasSuffix(text, "\n")
	if format == "csv" {
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		return max(len(rows)-1, 0), whole && err == nil
	}
	for line := range strings.Lines(text) {
		whole = whole && json.Valid([]byte(line))
		n++
	}
	return n, whole
}

// Ctrl-C ends a batch at a whole row, also while nothing comes, and leaves the file of
// --output as it was.
func TestBatchIsInterrupted(t *testing.T) {
	row := fmt.Sprintf("T-1,%s,%s\n", codeAt(t, readOnce), readOnce.Format(time.RFC3339))
	keys := keysOf(t, "ref,key\nT-1,"+testKey+"\n")
	for _, format := range []string{"csv", "json"} {
		ctx, end := context.WithCancel(t.Context())
		w := newWorld()
		w.stdin = endsAfter{repeated("ref,code,time\n", row, 5000), end}
		status := run(ctx, &w.env, []string{"infer", "--batch", "-", "--keys", keys, "--range", "30s", "--format", format})
		answers, whole := wholeRows(format, w.out.String())
		if status != 3 || !whole || !strings.Contains(w.err.String(), fmt.Sprintf("the first %s", words.Count(answers, "row"))) {
			t.Errorf("%s: status %d, %d rows, all of them whole: %t, %q", format, status, answers, whole, w.err.String())
		}
	}
	ctx, end := context.WithCancel(t.Context())
	path := filepath.Join(t.TempDir(), "answers.csv")
	if err := os.WriteFile(path, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newWorld()
	w.stdin = endsAfter{repeated("ref,code,time\n", row, 50), end}
	status := run(ctx, &w.env, []string{"infer", "--batch", "-", "--keys", keys, "--range", "30s", "--output", path})
	text, err := os.ReadFile(path)
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if status != 3 || err != nil || string(text) != "before" || len(left) > 0 || !strings.Contains(w.err.String(), "as it was before") {
		t.Errorf("status %d, %v, the file is %q, left is %q: %s", status, err, text, left, w.err.String())
	}
}

func TestBatchIntoAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.csv")
	got := batched(t, desk(t), "--output", path)
	text, err := os.ReadFile(path)
	if want := batched(t, desk(t)).Stdout; err != nil || string(text) != want || got.Stdout != "" {
		t.Errorf("%v, %q, want %q", err, text, want)
	}
}

// nobody is a reader that has gone, or a full disk.
type nobody struct{ left int }

func (n *nobody) Write(p []byte) (int, error) {
	if n.left -= len(p); n.left < 0 {
		return 0, errors.New("no space left on device")
	}
	return len(p), nil
}

// A full disk or a closed pipe ends a batch that would go on for ever.
func TestBatchWithoutAReader(t *testing.T) {
	row := fmt.Sprintf("T-1,%s,%s\n", codeAt(t, readOnce), readOnce.Format(time.RFC3339))
	for _, format := range []string{"csv", "json"} {
		w := newWorld()
		w.stdin, w.stdout = repeated("ref,code,time\n", row, 1<<30), &nobody{left: 100_000}
		status := run(t.Context(), &w.env, []string{"infer", "--batch", "-", "--keys", keysOf(t, "ref,key\nT-1,"+testKey+"\n"), "--range", "30s", "--format", format})
		if status != 3 || !strings.Contains(w.err.String(), "write output: no space left on device") || !strings.Contains(w.err.String(), "is the disk full") {
			t.Errorf("%s: status %d, %q", format, status, w.err.String())
		}
	}
}
