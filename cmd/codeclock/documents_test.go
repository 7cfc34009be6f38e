package main

import (
	"bytes"
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// TestDocuments makes the man pages and the completions, and has the programs that
// read them check them. A release takes them from here: they go to the folder
// CODECLOCK_DOCUMENTS where it is set.
func TestDocuments(t *testing.T) {
	dir := cmp.Or(os.Getenv("CODECLOCK_DOCUMENTS"), t.TempDir())
	root := newRoot(&newWorld().env, []string{"help"})
	root.DisableAutoGenTag = true
	man := filepath.Join(dir, "man")
	if err := os.MkdirAll(man, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := doc.GenManTree(root, manHeader(), man); err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		if _, err := os.Stat(filepath.Join(man, "codeclock-"+c.name+".1")); err != nil {
			t.Errorf("%s has no page: %v", c.name, err)
		}
	}
	if pages, _ := filepath.Glob(filepath.Join(man, "*.1")); len(pages) > 0 && os.Getenv("CODECLOCK_DOCUMENTS") == "" {
		checkSyntax(t, "mandoc", append([]string{"-T", "lint", "-W", "error"}, pages...)...)
	}
	completions := filepath.Join(dir, "completions")
	if err := os.MkdirAll(completions, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, shell := range shells() {
		var script bytes.Buffer
		if err := shell.write(root, &script); err != nil || script.Len() == 0 {
			t.Fatalf("%s: %d bytes, %v", shell.name, script.Len(), err)
		}
		path := filepath.Join(completions, "codeclock."+shell.name)
		if err := os.WriteFile(path, script.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if shell.check != nil && os.Getenv("CODECLOCK_DOCUMENTS") == "" {
			checkSyntax(t, shell.check[0], append(shell.check[1:], path)...)
		}
	}
}

// shellScript is a shell, how its completions are written, and how it checks a
// script without running it. PowerShell is not packaged by Debian.
type shellScript struct {
	name  string
	write func(*cobra.Command, *bytes.Buffer) error
	check []string
}

func shells() []shellScript {
	return []shellScript{
		{"bash", func(c *cobra.Command, b *bytes.Buffer) error { return c.GenBashCompletionV2(b, true) }, []string{"bash", "-n"}},
		{"zsh", func(c *cobra.Command, b *bytes.Buffer) error { return c.GenZshCompletion(b) }, []string{"zsh", "-n"}},
		{"fish", func(c *cobra.Command, b *bytes.Buffer) error { return c.GenFishCompletion(b, true) }, []string{"fish", "--no-execute"}},
		{"ps1", func(c *cobra.Command, b *bytes.Buffer) error { return c.GenPowerShellCompletionWithDesc(b) }, nil},
	}
}

// checkSyntax has a program look at files, where it is installed.
func checkSyntax(t *testing.T, tool string, args ...string) {
	t.Helper()
	t.Run(tool, func(t *testing.T) {
		path := realPart(t, tool)
		if out, err := exec.Command(path, args...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", tool, err, out)
		}
	})
}

// manHeader is that of the release that is built, or of no release.
func manHeader() *doc.GenManHeader {
	date := time.Unix(0, 0).UTC()
	if sec, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		date = time.Unix(sec, 0).UTC()
	}
	return &doc.GenManHeader{
		Title: "CODECLOCK", Section: "1", Date: &date,
		Source: "codeclock " + cmp.Or(os.Getenv("CODECLOCK_VERSION"), "(devel)"), Manual: "codeclock",
	}
}
