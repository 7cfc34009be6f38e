package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// transcript finds the blocks of the README that begin with a command line of
// ours.
var transcript = regexp.MustCompile("(?ms)^```\n\\$ codeclock ?([^\n]*)\n(.*?)^```$")

// Every transcript in the README is what the program prints.
func TestReadmeTranscripts(t *testing.T) {
	readme, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := transcript.FindAllStringSubmatch(string(readme), -1)
	if len(blocks) < 2 {
		t.Fatalf("found %d transcripts; the search is broken", len(blocks))
	}
	for _, b := range blocks {
		got := runIn(t, newWorld(), strings.Fields(b[1])...)
		if diff := cmp.Diff(b[2], got.Stdout+got.Err); diff != "" {
			t.Errorf("codeclock %s (-README +now):\n%s", b[1], diff)
		}
	}
}

// The first two commands are the promise of the README.
func TestReadmeBeginsWithTheTwoCommands(t *testing.T) {
	readme, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile(`(?m)^    (go [^#\n]*?) *(?:#.*)?$`).FindAllStringSubmatch(string(readme), 2)
	want := []string{"go run ./cmd/codeclock check --demo", "go test ./..."}
	if len(commands) != 2 || commands[0][1] != want[0] || commands[1][1] != want[1] {
		t.Errorf("the README begins with %q, want %q", commands, want)
	}
}

// golden blocks are pieces of the README that are a golden file.
var goldenBlock = regexp.MustCompile("(?ms)^<!-- golden: ([a-z0-9.-]+) -->\n```\n(.*?)^```$")

// What cannot be run in a README is held against what tests have seen.
func TestReadmeShowsGoldens(t *testing.T) {
	readme, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := goldenBlock.FindAllStringSubmatch(string(readme), -1)
	if len(blocks) < 1 {
		t.Fatal("found no golden block; the search is broken")
	}
	for _, b := range blocks {
		golden(t, b[1], b[2])
	}
}
