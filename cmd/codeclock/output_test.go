package main

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/cli"
)

func TestNagiosStateIsTheStatus(t *testing.T) {
	for _, tt := range []struct {
		name  string
		args  []string
		want  int
		state string
	}{
		{"a good clock", []string{"--demo=good"}, 0, "CLOCK OK - "},
		{"at risk", []string{"--demo=edge"}, 1, "CLOCK WARNING - "},
		{"wrong, and practice does not soften it", []string{"--demo=slow"}, 2, "CLOCK CRITICAL - "},
		{"nobody answers", []string{"--demo=offline"}, 2, "CLOCK CRITICAL - "},
		{"nobody answers, warning", []string{"--demo=offline", "--on-unreachable=warning"}, 1, "CLOCK WARNING - "},
		{"nobody answers, unknown", []string{"--demo=offline", "--on-unreachable=unknown"}, 3, "CLOCK UNKNOWN - "},
		{"--on-unreachable leaves an answer alone", []string{"--demo=edge", "--on-unreachable=unknown"}, 1, "CLOCK WARNING - "},
		{"a slip of the finger", []string{"--nope"}, 3, "CLOCK UNKNOWN - there is no flag --nope"},
		{"a bad value", []string{"--window=-1"}, 3, "CLOCK UNKNOWN - --window"},
		{"--fail-on", []string{"--demo", "--fail-on=never"}, 3, "CLOCK UNKNOWN - the exit status of a plugin is its state"},
		{"longer than monitoring waits", []string{"--demo", "--timeout=10s"}, 3, "CLOCK UNKNOWN - --timeout of a plugin"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := runIn(t, newWorld(), append([]string{"check", "--format=nagios"}, tt.args...)...)
			if got.Status != tt.want || !strings.HasPrefix(got.Stdout, tt.state) || strings.Count(got.Stdout, "\n") != 1 {
				t.Errorf("status %d, %q; want %d, one line that begins with %q", got.Status, got.Stdout, tt.want, tt.state)
			}
		})
	}
}

func TestAsksNagios(t *testing.T) {
	for _, tt := range []struct {
		args string
		want bool
	}{
		{"--format nagios", true}, {"check --bogus --format=nagios", true}, {"--format json", false},
		{"--format", false}, {"-- --format=nagios", false}, {"", false},
	} {
		if got := asksNagios(strings.Fields(tt.args)); got != tt.want {
			t.Errorf("asksNagios(%q) = %v", tt.args, got)
		}
	}
}

func TestFlagsOfFormatsThatDoNotGoTogether(t *testing.T) {
	for _, tt := range []struct{ args, err string }{
		{"--format=prometheus --output=clock.txt", "must end in .prom"},
	} {
		got := runIn(t, newWorld(), append([]string{"check", "--demo"}, strings.Fields(tt.args)...)...)
		if got.Status != cli.ExitUsage || !strings.Contains(got.Err, tt.err) {
			t.Errorf("%s: status %d, %q; want 64 and %q", tt.args, got.Status, got.Err, tt.err)
		}
	}
}

func TestOutputIsReplacedAsAWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "clock.prom")
	for _, demo := range []string{"slow", "offline"} {
		got := runIn(t, newWorld(), "check", "--demo="+demo, "--format=prometheus", "--output", path)
		if got.Status != 0 || got.Stdout != "" {
			t.Fatalf("%s: status %d, stdout %q, stderr %q", demo, got.Status, got.Stdout, got.Err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if has := strings.Contains(string(text), "\ncodeclock_skew_seconds "); has != (demo == "slow") {
			t.Errorf("%s: a skew is there: %v", demo, has)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o644) {
		t.Errorf("collectors that run as somebody else cannot read it: %v, %v", info.Mode(), err)
	}
}

func TestOutputThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "link")
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Skip("needs symbolic links")
	}
	for _, tt := range []struct{ name, path, err string }{
		{"a directory", dir, "not a regular file"},
		{"a device", os.DevNull, "not a regular file"},
		{"in no directory", filepath.Join(dir, "none", "file"), "write --output"},
	} {
		got := runIn(t, newWorld(), "check", "--demo=good", "--output", tt.path)
		if got.Status != 3 || !strings.Contains(got.Err, tt.err) || strings.Contains(got.Err, dir) {
			t.Errorf("%s: status %d, %q; want 3, %q and no path", tt.name, got.Status, got.Err, tt.err)
		}
	}
	runIn(t, newWorld(), "check", "--demo=good", "--output", link)
	info, err := os.Lstat(link)
	text, _ := os.ReadFile(file)
	if err != nil || info.Mode()&os.ModeSymlink == 0 || !strings.HasPrefix(string(text), "OK ") {
		t.Errorf("a link must stay and its file change: %v, %q", info.Mode(), text)
	}
}

func TestGitHubSummaryIsAppended(t *testing.T) {
	path := filepath.Join(t.TempDir(), "summary.md")
	for range 2 {
		w := newWorld()
		w.getenv = func(name string) string { return map[string]string{"GITHUB_STEP_SUMMARY": path}[name] }
		got := runIn(t, w, "check", "--demo=slow", "--format=github")
		if got.Status != 0 || got.Err != "" {
			t.Fatalf("status %d, %q", got.Status, got.Err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Count(string(text), "### WRONG: Clock is 47.0 s slow\n") != 2 {
		t.Errorf("summary of two runs: %v\n%s", err, text)
	}
}

func TestGitHubSummaryThatCannotBeWrittenDoesNotHideTheVerdict(t *testing.T) {
	w := newWorld()
	dir := t.TempDir()
	w.getenv = func(name string) string { return map[string]string{"GITHUB_STEP_SUMMARY": dir}[name] }
	got := runIn(t, w, "check", "--demo=slow", "--format=github", "--fail-on=wrong")
	if got.Status != 2 || !strings.HasPrefix(got.Stdout, "::error ") || !strings.Contains(got.Err, "note: the step summary was not written") || strings.Contains(got.Err, dir) {
		t.Errorf("status %d, stdout %q, stderr %q", got.Status, got.Stdout, got.Err)
	}
}

// Text that came from elsewhere is between a stop and a resume of workflow
// commands, with a token that nobody can foresee.
func TestGitHubTokenIsRandom(t *testing.T) {
	token := regexp.MustCompile(`(?m)^::stop-commands::([A-Z2-7]{20,})$`)
	seen := map[string]bool{}
	for range 3 {
		got := runIn(t, newWorld(), "check", "--demo=slow", "--format=github").Stdout
		m := token.FindStringSubmatch(got)
		if m == nil || !strings.HasSuffix(got, "\n::"+m[1]+"::\n") {
			t.Fatalf("commands are not stopped, or not resumed:\n%s", got)
		}
		seen[m[1]] = true
	}
	if len(seen) != 3 {
		t.Errorf("tokens repeat: %v", seen)
	}
}

// A dash is standard output, as everywhere, and no file.
func TestDashIsStandardOutput(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"check", "--demo", "--output", "-"}, "WRONG   This"},
		{[]string{"check", "--demo", "--format", "prometheus", "--output", "-"}, "# HELP"},
		{[]string{"report", "--demo", "--output", "-"}, "-----BEGIN"},
		{[]string{"window", "--skew", "1s-fast", "--svg", "-"}, "<svg "},
	} {
		got := runIn(t, newWorld(), tt.args...)
		if got.Status != 0 || !strings.HasPrefix(got.Stdout, tt.want) {
			t.Errorf("codeclock %q: status %d, stderr %q, stdout %q", tt.args, got.Status, got.Err, got.Stdout)
		}
	}
	files, err := os.ReadDir(".")
	if err != nil || len(files) > 0 {
		t.Errorf("files %v were written, error %v", files, err)
	}
}
