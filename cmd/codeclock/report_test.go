package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/report"
)

func TestReportAsksBeforeItWrites(t *testing.T) {
	for _, tt := range []struct {
		name    string
		args    []string
		answer  string
		written bool
		shown   bool
		status  int
	}{
		{"no file", nil, "", false, true, 0},
		{"yes", []string{"--output"}, "y\n", true, true, 0},
		{"yes in full, without a line end", []string{"--output"}, "YES", true, true, 0},
		{"no", []string{"--output"}, "n\n", false, true, 3},
		{"Enter", []string{"--output"}, "\n", false, true, 3},
		{"nobody there", []string{"--output"}, "", false, true, 3},
		{"--yes", []string{"--yes", "--output"}, "", true, false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "clock.txt")
			args := append([]string{"report", "--demo"}, tt.args...)
			if len(tt.args) > 0 {
				args = append(args, path)
			}
			w := newWorld()
			w.stdin = strings.NewReader(tt.answer)
			got := runIn(t, w, args...)
			text, err := os.ReadFile(path)
			if got.Status != tt.status || (err == nil) != tt.written || strings.Contains(got.Stdout, "BEGIN CODECLOCK REPORT") != tt.shown {
				t.Errorf("status %d, written: %v, shown: %v\n%s%s", got.Status, err == nil, !tt.shown, got.Stdout, got.Err)
			}
			if tt.written {
				if found := report.Find(string(text)); len(found) != 1 || found[0].Err != nil || found[0].Edited {
					t.Errorf("what was written: %+v", found)
				}
			}
			if tt.shown && tt.written {
				if !strings.HasPrefix(got.Stdout, string(text)) {
					t.Error("what was written is not what was shown")
				}
			}
		})
	}
}

func TestReportBadCalls(t *testing.T) {
	for _, tt := range []struct{ args, err, hint string }{
		{"--ticket 123456", "could be a code or a key", "T-4711"},
		{"--ticket jane@mail.example", "letters, digits", "T-4711"},
		{"stray", "takes no arguments", "--help"},
		{"--format json", "no flag --format", "--help"},
		{"--window -1", "--window", "1/0"},
	} {
		got := runIn(t, newWorld(), append([]string{"report", "--demo"}, strings.Fields(tt.args)...)...)
		if got.Status != exitUsage || got.Stdout != "" || !strings.Contains(got.Err, tt.err) || !strings.Contains(got.Err, tt.hint) {
			t.Errorf("report %s: %+v", tt.args, got)
		}
	}
}

func TestReportOfPracticeIsRefusedBySupport(t *testing.T) {
	made := runIn(t, newWorld(), "report", "--demo", "--ticket", "T-4711")
	if made.Status != 0 || !strings.Contains(made.Stdout, "PRACTICE RUN") {
		t.Fatalf("%+v", made)
	}
	w := newWorld()
	w.stdin = strings.NewReader(made.Stdout)
	got := runIn(t, w, "verify", "--ticket", "T-4711")
	if got.Status != 2 || !strings.HasPrefix(got.Stdout, "REFUSED   It is a practice report") {
		t.Errorf("%+v", got)
	}
}

// Whatever was measured, and however: its report says the same, and nothing is
// wrong with it but that it is practice.
func TestEveryScenarioCanBeReported(t *testing.T) {
	for _, name := range demoNames() {
		text := runIn(t, newWorld(), "report", "--demo="+name).Stdout
		found := report.Find(text)
		if len(found) != 1 {
			t.Fatalf("%s: found %d", name, len(found))
		}
		v := report.Verify(found[0], report.Expect{Now: found[0].Report.Local()})
		v.Problems = slices.DeleteFunc(v.Problems, func(p report.Problem) bool {
			return p == report.Practice || p == report.Old || p == report.FromFuture
		})
		if v.Err != nil || len(v.Problems) > 0 || int(v.Check.Verdict) != v.Report.Verdict {
			t.Errorf("%s: %v, %v, computed again %v:\n%s", name, v.Err, v.Problems, v.Check.Verdict, text)
		}
	}
}
