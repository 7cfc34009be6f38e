package main

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// In a network of its own nothing at all leaves the program, by the kernel's own
// count, until a check is asked for: then something does.
func TestGuideSendsNothingUnasked(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program often")
	}
	out, err := inNamespace(t, "TestInsideQuietNamespace", "CODECLOCK_TEST_QUIET=yes")
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestInsideQuietNamespace runs there.
func TestInsideQuietNamespace(t *testing.T) {
	if os.Getenv("CODECLOCK_TEST_QUIET") == "" {
		return
	}
	loopbackUp(t)
	walk := func(args ...string) {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(self, args...)
		cmd.Args[0] = "codeclock"
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	before := sent(t)
	for _, p := range people() {
		walk("guide", "--answers", p.answers)
		walk("guide", "--answers", p.answers, "--format=json")
	}
	if got := sent(t); got != before {
		t.Errorf("the kernel counted %s before and %s after", before, got)
	}
	walk("guide", "--answers=sent,mail,no-page", "--check=network", "--host=127.0.0.1")
	if sent(t) == before {
		t.Error("a check that was asked for is not counted, so the count shows nothing")
	}
}

// sent is how many connections were opened and datagrams sent, and how many had no
// way out (proc(5), net/snmp).
func sent(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("/proc/self/net/snmp")
	if err != nil {
		t.Fatal(err)
	}
	var counts []string
	for name, column := range map[string]int{"Tcp": 5, "Udp": 4, "Ip": 12} {
		rows := regexp.MustCompile(`(?m)^`+name+`: .*$`).FindAllString(string(text), 2)
		counts = append(counts, name+" "+strings.Fields(rows[1])[column])
	}
	slices.Sort(counts)
	return strings.Join(counts, ", ")
}
