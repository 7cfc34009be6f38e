package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
)

// spoken is a command line of ours in a text: to the end of the line, of the quotation,
// or of its column.
var spoken = regexp.MustCompile("codeclock((?: [^ \"`<>|&\n]+)+)")

// literals returns the texts that stand in our source code.
func literals(t *testing.T) map[string][]string {
	t.Helper()
	texts := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if text, err := strconv.Unquote(l.Value); err == nil {
					texts[path] = append(texts[path], text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// files returns the texts that people read or copy, by the name of their files.
func files(t *testing.T) map[string][]string {
	t.Helper()
	texts := map[string][]string{}
	for _, pattern := range []string{
		"README.md", "testdata/golden/*.txt", "testdata/golden/*/*", "testdata/fleet/*", "testdata/serve/*",
		"cmd/codeclock/internal/phonepage/page/*",
	} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(found), err)
		}
		for _, path := range found {
			text, err := os.ReadFile(path)
			if err != nil {
				continue // a directory
			}
			texts[path] = []string{string(text)}
		}
	}
	return texts
}

// filled stands for what a text leaves open.
var filled = strings.NewReplacer(
	"%[1]s", "47s", "KEY.txt", "key.txt", "=%s", "=slow", "NAME", "whole-hours", "TOPIC", "formats",
	"URL", "https://www.example.com", "PORT", "8123", "HOST", "time.example", "SECONDS", "3s",
)

// open are the values for a flag whose value a text leaves open.
func open(flag string) string {
	switch flag {
	case "skew":
		return "47s-slow"
	case "policy":
		return "keycloak"
	case "format":
		return "json"
	case "device":
		return "phone"
	case "max-skew", "timeout", "clock-within", "code-left":
		return "1s"
	}
	return "x"
}

// callOf returns the arguments of a command line that a text shows, nil where it says
// something about codeclock and shows none.
func callOf(rest string) []string {
	words := strings.Fields(filled.Replace(rest))
	for i, w := range words {
		words[i] = strings.TrimRight(w, ".,;:)'?\\]}")
	}
	first := words[0]
	isCommand := slices.ContainsFunc(commands(), func(c command) bool { return c.name == first })
	if !isCommand && !strings.HasPrefix(first, "-") && first != "help" && first != "completion" {
		return nil
	}
	call := []string{first}
	c := flagsOf(first)
	if !strings.HasPrefix(first, "-") {
		words = words[1:]
	} else {
		call = nil
	}
	for len(words) > 0 && strings.HasPrefix(words[0], "-") && len(words[0]) > 1 {
		flag := words[0]
		words = words[1:]
		name, _, given := strings.Cut(strings.TrimLeft(flag, "-"), "=")
		f := c.Flags().Lookup(name)
		switch needs := f != nil && f.NoOptDefVal == "" && !given; {
		case needs && len(words) == 0: // its value is not in this piece of the text
		case needs:
			value := words[0]
			if strings.Contains(value, "%") || strings.ToUpper(value) == value && strings.ToLower(value) != value {
				value = open(name)
			}
			call, words = append(call, flag, value), words[1:]
		default:
			call = append(call, flag)
		}
	}
	if slices.Contains(byName, first) && len(words) == 1 && plainWord.MatchString(words[0]) {
		name := words[0]
		if first == "policies" && name == "whole-hours" {
			name = "keycloak"
		}
		call = append(call, name)
	}
	return call
}

// byName are the commands that take the name of something that there is, and ask nobody.
var byName = []string{"explain", "policies", "help", "completion"}

var plainWord = regexp.MustCompile(`^[a-z0-9-]+$`)

// flagsOf returns the command that has the flags of a call.
func flagsOf(first string) *cobra.Command {
	w := newWorld()
	for _, c := range commands() {
		if c.name == first {
			return c.make(&w.env)
		}
	}
	return newCheck(&w.env, "codeclock")
}

// Every command line that a page, a hint, a help text or a file shows is one: there is
// such a command, it has these flags, and they take these values.
func TestPrintedCommandsAreCommands(t *testing.T) {
	texts := literals(t)
	for path, of := range files(t) {
		texts[path] = of
	}
	tried := map[string]bool{}
	for path, of := range texts {
		for _, text := range of {
			for _, m := range spoken.FindAllStringSubmatch(text, -1) {
				call := callOf(m[1])
				line := strings.Join(call, " ")
				if call == nil || tried[line] {
					continue
				}
				tried[line] = true
				if len(call) != 2 || !slices.Contains(byName, call[0]) {
					call = append(call, "--help")
				}
				if got := runIn(t, newWorld(), call...); got.Status == cli.ExitUsage {
					t.Errorf("%s: codeclock %s: %s", path, line, got.Err)
				}
			}
		}
	}
	if len(tried) < 60 {
		t.Errorf("only %d command lines were found", len(tried))
	}
}

// What stands in quotation marks or in a line of its own after codeclock is a command.
func TestQuotedCommandsAreCommands(t *testing.T) {
	quoted := regexp.MustCompile(`(?m)(?:"|^ +|  )codeclock ([a-z][a-z-]*)(?:"|$|  | --| [A-Z])`)
	texts := literals(t)
	for path, of := range files(t) {
		texts[path] = of
	}
	known := []string{"help", "completion"}
	for _, c := range commands() {
		known = append(known, c.name)
	}
	for path, of := range texts {
		for _, text := range of {
			for _, m := range quoted.FindAllStringSubmatch(text, -1) {
				if !slices.Contains(known, m[1]) {
					t.Errorf("%s: %q", path, m[0])
				}
			}
		}
	}
}
