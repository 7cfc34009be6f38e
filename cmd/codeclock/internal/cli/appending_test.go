package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func openLog(t *testing.T, path string) *Appending {
	t.Helper()
	a, err := OpenAppending("--log", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// folder is a folder of the test's own. What cannot be removed at its end is left there:
// wine cannot remove files as Go does it.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "codeclock")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// Lines are added to what is there, each whole, whatever the end of the file is.
func TestAppending(t *testing.T) {
	for name, tt := range map[string]struct{ before, want string }{
		"a new file":            {"", "one\ntwo\n"},
		"one that has lines":    {"zero\n", "zero\none\ntwo\n"},
		"a line that was cut":   {"zero\nhal", "zero\nhal\none\ntwo\n"},
		"nothing but a newline": {"\n", "\none\ntwo\n"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(folder(t), "log")
			if tt.before != "" {
				if err := os.WriteFile(path, []byte(tt.before), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			a := openLog(t, path)
			if before, err := io.ReadAll(a.Read()); err != nil || string(before) != tt.before {
				t.Errorf("%q, %v", before, err)
			}
			for _, line := range []string{"one\n", "two\n"} {
				if err := a.Append(line); err != nil {
					t.Fatal(err)
				}
			}
			if got, err := os.ReadFile(path); err != nil || string(got) != tt.want {
				t.Errorf("%q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

// A second writer is refused as long as the first is there.
func TestTwoWriters(t *testing.T) {
	path := filepath.Join(folder(t), "log")
	first := openLog(t, path)
	if err := first.Append("one\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenAppending("--log", path); err == nil || !strings.Contains(err.Error(), "another program is writing to it") {
		t.Errorf("%v", err)
	}
	if err := first.Append("two\n"); err != nil {
		t.Fatal(err)
	}
	first.Close()
	if err := openLog(t, path).Append("three\n"); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "one\ntwo\nthree\n" {
		t.Errorf("%q", got)
	}
}

func TestWhatIsNoLog(t *testing.T) {
	dir := folder(t)
	for name, path := range map[string]string{
		"a directory":           dir,
		"in no directory":       filepath.Join(dir, "no", "log"),
		"in a file":             filepath.Join(os.Args[0], "log"),
		"the null device":       os.DevNull,
		"a name with a newline": filepath.Join(dir, "no\n", "log"),
	} {
		a, err := OpenAppending("--log", path)
		if err == nil {
			a.Close()
			t.Errorf("%s is taken", name)
			continue
		}
		if strings.Contains(err.Error(), dir) || !strings.HasPrefix(err.Error(), "write --log: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Lines that cannot be written wait, and none is written twice.
func TestLinesWaitForRoom(t *testing.T) {
	path := filepath.Join(folder(t), "log")
	a := openLog(t, path)
	a.Append("one\n")
	whole := a.file
	readOnly, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer readOnly.Close()
	a.file = readOnly
	for range 3 {
		if err := a.Append("more\n"); err == nil {
			t.Fatal("what cannot be written is no error")
		}
	}
	if a.Left() != 3 {
		t.Errorf("%d lines wait", a.Left())
	}
	a.file = whole
	if err := a.Append("last\n"); err != nil || a.Left() != 0 {
		t.Errorf("%v, %d lines wait", err, a.Left())
	}
	if got, _ := os.ReadFile(path); string(got) != "one\nmore\nmore\nmore\nlast\n" {
		t.Errorf("%q", got)
	}
	a.file = readOnly
	for range keptLines + 5 {
		a.Append("x\n")
	}
	if len(a.left) != keptLines || a.Left() != keptLines+5 {
		t.Errorf("%d lines are kept of %d", len(a.left), a.Left())
	}
	a.file = whole
}
