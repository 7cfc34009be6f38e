package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// sourceFile is a Go file that is part of a build, as it concerns the
// architecture.
type sourceFile struct {
	path    string // below the root, with slashes
	imports []string
	syntax  *ast.File
	lines   func(ast.Node) int
}

func (f sourceFile) in(dir string) bool { return strings.HasPrefix(f.path, dir+"/") }

func sourceFiles(t *testing.T) []sourceFile {
	t.Helper()
	var files []sourceFile
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if name := d.Name(); d.IsDir() && len(name) > 2 && name[0] == '.' {
			return fs.SkipDir // tools of the build, outside the program
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		f := sourceFile{path: filepath.ToSlash(rel), syntax: syntax}
		f.lines = func(n ast.Node) int { return set.Position(n.End()).Line - set.Position(n.Pos()).Line + 1 }
		for _, i := range syntax.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			f.imports = append(f.imports, name)
		}
		files = append(files, f)
		return nil
	})
	if err != nil || len(files) < 20 {
		t.Fatalf("found %d files, %v", len(files), err)
	}
	return files
}

// The arrows of the architecture: who must not import what, and why.
func TestArrows(t *testing.T) {
	for _, rule := range []struct{ dir, banned, why string }{
		{"drift", "codeclock/totp", "drift measures clocks and knows nothing of codes"},
		{"totp", "codeclock/drift", "totp knows codes and measures nothing; only skew is shared"},
		{"totp", "net", "totp reasons and asks nobody; net/url only parses"},
		{"totp", "os", "totp touches no files"},
		{"drift/skew", "codeclock", "skew is a leaf"},
		{"drift", "codeclock/cmd", "libraries do not call up"},
		{"totp", "codeclock/cmd", "libraries do not call up"},
		{"drift", "github.com/spf13", "flags are the program's"},
		{"totp", "github.com/spf13", "flags are the program's"},
		{"drift", "log", "libraries print nothing"},
		{"totp", "log", "libraries print nothing"},
		{"cmd/codeclock/internal/words", "codeclock/cmd/codeclock/internal/render", "words do not know how they look"},
		{"cmd/codeclock/internal/cli", "codeclock/drift", "it serves every command and measures nothing"},
		{"cmd/codeclock/internal/cli", "codeclock/totp", "it serves every command and knows no codes"},
		{"cmd/codeclock/internal/cli", "codeclock/cmd/codeclock/internal/render", "results look as render says"},
		{"cmd/codeclock/internal/result", "codeclock/cmd/codeclock/internal", "a result has no sentences"},
		{"cmd/codeclock/internal/guide", "codeclock", "the guide is data, which every face may show"},
		{"cmd/codeclock/internal/guide", "net", "the guide contacts nobody"},
		{"cmd/codeclock/internal/reach", "codeclock", "it looks at a host, and knows nothing of clocks and codes"},
		{"cmd", "html/template", "it switches off dead-code removal and adds 2.4 MB"},
		{"cmd", "text/template", "it switches off dead-code removal and adds 1.8 MB"},
	} {
		for _, f := range sourceFiles(t) {
			for _, i := range f.imports {
				banned := i == rule.banned || strings.HasPrefix(i, rule.banned+"/")
				if f.in(rule.dir) && banned && i != "codeclock/drift/skew" && i != "net/url" {
					t.Errorf("%s imports %s: %s", f.path, i, rule.why)
				}
			}
		}
	}
}

// A command needs nothing of another: what two of them need has a file of its own.
func TestCommandsStandAlone(t *testing.T) {
	home := map[string]string{} // of each name, the command's file that declares it
	var files []sourceFile
	for _, f := range sourceFiles(t) {
		if filepath.Dir(f.path) != "cmd/codeclock" {
			continue
		}
		files = append(files, f)
		if isCommand(f.syntax) {
			for name := range f.syntax.Scope.Objects {
				home[name] = f.path
			}
		}
	}
	if len(home) < 30 {
		t.Fatalf("found %d names in the files of commands", len(home))
	}
	for _, f := range files {
		for _, name := range f.syntax.Unresolved {
			if other := home[name.Name]; other != "" && filepath.Base(f.path) != "run.go" {
				t.Errorf("%s uses %s of %s", f.path, name.Name, other)
			}
		}
	}
}

// isCommand reports whether a file declares newX, which returns a *cobra.Command.
func isCommand(f *ast.File) bool {
	return slices.ContainsFunc(f.Decls, func(d ast.Decl) bool {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "new") || fn.Type.Results == nil {
			return false
		}
		star, ok := fn.Type.Results.List[0].Type.(*ast.StarExpr)
		if !ok {
			return false
		}
		selector, ok := star.X.(*ast.SelectorExpr)
		return ok && selector.Sel.Name == "Command" && fn.Name.Name != "newRoot"
	})
}

// beevik/ntp is imported in one package, so that its sign and its traps have
// one place.
func TestOneImporterOfNTP(t *testing.T) {
	for _, f := range sourceFiles(t) {
		if slices.Contains(f.imports, "github.com/beevik/ntp") && !f.in("drift/source") {
			t.Errorf("%s imports beevik/ntp", f.path)
		}
	}
}

// Only main and system touch the process; libraries do not print either.
func TestOnlyMainTouchesTheProcess(t *testing.T) {
	for _, f := range sourceFiles(t) {
		if f.in("cmd/codeclock/internal/browsertest") {
			continue // only tests import it, and TestBrowserIsForTests sees to that
		}
		library := f.in("drift") || f.in("totp")
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := selector.X.(*ast.Ident)
			if !ok {
				return true
			}
			name := x.Name + "." + selector.Sel.Name
			process := slices.Contains([]string{"os.Exit", "os.Stdin", "os.Stdout", "os.Stderr", "os.Args", "os.Getenv", "os.LookupEnv", "os.Environ"}, name)
			if process && f.path != "cmd/codeclock/main.go" && f.path != "cmd/codeclock/system.go" {
				t.Errorf("%s names %s", f.path, name)
			}
			if library && (strings.HasPrefix(name, "fmt.Print") || x.Name == "log") {
				t.Errorf("%s prints: %s", f.path, name)
			}
			return true
		})
	}
}

// Nothing that is built imports what only tests may.
func TestBrowserIsForTests(t *testing.T) {
	for _, f := range sourceFiles(t) {
		for _, i := range f.imports {
			if strings.HasSuffix(i, "/browsertest") || strings.HasPrefix(i, "github.com/chromedp/") && !f.in("cmd/codeclock/internal/browsertest") {
				t.Errorf("%s imports %s", f.path, i)
			}
		}
	}
}

func TestNoJSONTagsInLibraries(t *testing.T) {
	for _, f := range sourceFiles(t) {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok && field.Tag != nil && (f.in("drift") || f.in("totp")) {
				t.Errorf("%s has the tag %s: the JSON is the program's", f.path, field.Tag.Value)
			}
			return true
		})
	}
}

func TestNoInitAndNoLongFunctions(t *testing.T) {
	const longest = 50
	for _, f := range sourceFiles(t) {
		for _, d := range f.syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if fn.Name.Name == "init" {
				t.Errorf("%s has an init", f.path)
			}
			if n := f.lines(fn); n > longest && !strings.HasSuffix(fn.Name.Name, "Words") {
				t.Errorf("%s: %s has %d lines, more than %d", f.path, fn.Name.Name, n, longest)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range sourceFiles(t) {
		dir := filepath.Dir(f.path)
		documented[dir] = documented[dir] || f.syntax.Doc != nil
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "drift", "totp", "testdata", "go.mod", "go.sum", "README.md", "dist"} // dist: built, ignored by git
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}
