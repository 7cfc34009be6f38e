package totp

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// missingPart skips a test that needs a real program, or fails it where all of
// them must be there.
func missingPart(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CODECLOCK_REQUIRE_REAL") == "1" {
		t.Fatalf("%s is missing", what)
	}
	t.Skipf("%s is missing", what)
}

// program returns the path of a real program, or ends the test.
func program(t *testing.T, name string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("real programs take long")
	}
	path, err := exec.LookPath(name)
	if err != nil {
		missingPart(t, name)
	}
	return path
}

// exitMissing is how the scripts in testdata/verifiers say that their library
// is not installed.
const exitMissing = 69

// runScript runs a script of testdata/verifiers on a whole input and returns
// the lines of its answer, one for each line that it was given.
func runScript(t *testing.T, input string, command ...string) []string {
	t.Helper()
	command[0] = program(t, command[0])
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = filepath.Join("..", "testdata", "verifiers")
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = strings.NewReader(input), &stderr
	out, err := cmd.Output()
	if cmd.ProcessState != nil && cmd.ProcessState.ExitCode() == exitMissing {
		missingPart(t, strings.TrimSpace(stderr.String()))
	}
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, stderr.String())
	}
	answers := strings.Split(strings.TrimSpace(string(out)), "\n")
	if asked := strings.Count(input, "\n"); len(answers) != asked {
		t.Fatalf("%v: %d answers to %d questions\n%s", command, len(answers), asked, stderr.String())
	}
	return answers
}
