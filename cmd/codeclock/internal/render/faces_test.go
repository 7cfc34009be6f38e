package render

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// testdata is the directory of the module's test data.
const testdata = "../../../../testdata"

// golden compares with a file, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join(testdata, name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s has changed; if that is meant, run the test with -update (-want +got):\n%s", name, diff)
	}
}

// face is one way to write a check.
type face struct {
	ending string
	write  func(result.Check) (string, error)
}

func faces() []face {
	from := func(write func(Status) string) func(result.Check) (string, error) {
		return func(c result.Check) (string, error) { return write(status(c)), nil }
	}
	return []face{
		{"json", JSON},
		{"nagios", from(Nagios)},
		{"prom", from(Prometheus)},
		{"github", from(func(s Status) string { return GitHub(s, "TOKEN") })},
		{"md", from(GitHubSummary)},
		{"junit.xml", func(c result.Check) (string, error) { return JUnit(status(c)) }},
	}
}

// status is a check's status whose text stands for itself: it has goldens of its
// own.
func status(c result.Check) Status {
	s := CheckStatus(c)
	s.Text = "the text for people\n"
	return s
}

// eachFace calls f with every check in every face.
func eachFace(t *testing.T, f func(t *testing.T, c resulttest.Case, ending, text string)) {
	for _, c := range resulttest.Cases() {
		for _, face := range faces() {
			t.Run(c.Name+"."+face.ending, func(t *testing.T) {
				text, err := face.write(c.Check)
				if err != nil {
					t.Fatal(err)
				}
				f(t, c, face.ending, text)
			})
		}
	}
}

// One document is a golden; that the others hold what they should is for the
// schema and for the tests of whole runs.
func TestFacesAreGolden(t *testing.T) {
	eachFace(t, func(t *testing.T, c resulttest.Case, ending, text string) {
		if ending == "json" && c.Name != "unconfirmed" {
			return
		}
		golden(t, "golden/faces/"+c.Name+"."+ending, text)
	})
}

func TestFacesHaveNothingThatMovesACursor(t *testing.T) {
	eachFace(t, func(t *testing.T, _ resulttest.Case, _, text string) {
		for i, r := range text {
			if r != '\n' && (r < ' ' || r > '~') {
				t.Fatalf("byte %d is %q", i, r)
			}
		}
	})
}
