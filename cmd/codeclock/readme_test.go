package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var readmePath = filepath.Join(root, "README.md")

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(readmePath)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// readmeShows compares what the README shows between an opening and the end of
// that block with what was printed, or writes it there with -update.
func readmeShows(t *testing.T, opening, printed string) {
	t.Helper()
	before, rest, opened := strings.Cut(readme(t), opening)
	shown, after, closed := strings.Cut(rest, "```\n")
	switch {
	case !opened || !closed:
		t.Fatalf("the README has no block that begins %q", opening)
	case *update:
		if err := os.WriteFile(readmePath, []byte(before+opening+printed+"```\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
	case shown != printed:
		t.Errorf("%s (-README +now):\n%s", opening, cmp.Diff(shown, printed))
	}
}

// transcript finds the blocks of the README that begin with a command line of
// ours.
var transcript = regexp.MustCompile("(?m)^```\n\\$ codeclock ?(.*)\n")

// Every transcript in the README is what the program prints.
func TestReadmeTranscripts(t *testing.T) {
	blocks := transcript.FindAllStringSubmatch(readme(t), -1)
	if len(blocks) < 2 {
		t.Fatalf("found %d transcripts; the search is broken", len(blocks))
	}
	for _, b := range blocks {
		got := runIn(t, newWorld(), strings.Fields(b[1])...)
		readmeShows(t, b[0], got.Stdout+got.Err)
	}
}

// The first two commands are the promise of the README.
func TestReadmeBeginsWithTheTwoCommands(t *testing.T) {
	commands := regexp.MustCompile(`(?m)^    (go [^#\n]*?) *(?:#.*)?$`).FindAllStringSubmatch(readme(t), 2)
	want := []string{"go run ./cmd/codeclock check --demo", "go test ./..."}
	if len(commands) != 2 || commands[0][1] != want[0] || commands[1][1] != want[1] {
		t.Errorf("the README begins with %q, want %q", commands, want)
	}
}

// goldenBlock finds pieces of the README that are a golden file.
var goldenBlock = regexp.MustCompile("<!-- golden: ([a-z0-9.-]+) -->\n```\n")

// What cannot be run in a README is held against what tests have seen.
func TestReadmeShowsGoldens(t *testing.T) {
	blocks := goldenBlock.FindAllStringSubmatch(readme(t), -1)
	if len(blocks) < 1 {
		t.Fatal("found no golden block; the search is broken")
	}
	for _, b := range blocks {
		want, err := os.ReadFile(filepath.Join(root, "testdata", "golden", b[1]))
		if err != nil {
			t.Fatal(err)
		}
		readmeShows(t, b[0], string(want))
	}
}

// The README stays short enough to be read: details go to help topics, which it
// names.
func TestReadmeIsShort(t *testing.T) {
	text := readme(t)
	if n := strings.Count(text, "\n"); n > 220 {
		t.Errorf("%d lines, at most 220", n)
	}
	for _, m := range regexp.MustCompile("`codeclock help ([a-z-]+)`").FindAllStringSubmatch(text, -1) {
		if got := runIn(t, newWorld(), "help", m[1]); got.Status != 0 {
			t.Errorf("codeclock help %s: %s", m[1], got.Err)
		}
	}
	for _, m := range regexp.MustCompile("`(testdata/[a-z./]+)`").FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(filepath.Join(root, m[1])); err != nil {
			t.Error(err)
		}
	}
}
