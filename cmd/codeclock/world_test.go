package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/drift/ntpsim"
)

var update = flag.Bool("update", false, "write the golden files anew")

// world is an env for tests: streams in memory, Linux, no terminal, practice
// servers in memory.
type world struct {
	env
	out, err bytes.Buffer
}

func newWorld() *world {
	w := &world{}
	w.env = env{
		stdin: strings.NewReader(""), stdout: &w.out, stderr: &w.err,
		getenv: func(string) string { return "" },
		now:    func() time.Time { return time.Now().UTC() },
		goos:   "linux",
		simulate: func(c ntpsim.Config) (*ntpsim.Server, error) {
			return ntpsim.New(c), nil
		},
		simulateWeb: ntpsim.NewWeb,
	}
	return w
}

// outcome is what a person sees of a run.
type outcome struct {
	Status      int
	Stdout, Err string
}

// runIn runs the program in a bubble: time is exact and passes at once.
func runIn(t *testing.T, w *world, args ...string) (o outcome) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o.Status = run(t.Context(), &w.env, args)
	})
	o.Stdout, o.Err = w.out.String(), w.err.String()
	return o
}

// golden compares text with a committed file, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("..", "..", "testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
