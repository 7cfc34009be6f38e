package main

import (
	"context"
	"encoding/hex"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/drift/host"
	"codeclock/drift/ntpsim"
)

// planted is what is put everywhere that the program could see it, and must
// never come out again. The key is that of RFC 6238, appendix B, as it is typed,
// as its bytes and in hexadecimal; the code is its first.
func planted() map[string]string {
	const raw = "12345678901234567890"
	return map[string]string{
		"a key":               "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
		"a key as bytes":      raw,
		"a key in hex":        hex.EncodeToString([]byte(raw)),
		"a code":              "94287082",
		"a key URI":           "otpauth://totp/Shop:jane.doe@mail.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
		"an account":          "jane.doe@mail.example",
		"a person":            "jane.doe",
		"a computer":          "janes-macbook",
		"a path":              "/home/jane.doe",
		"an address at home":  "192.168.178.20",
		"an address of IPv6":  "2001:db8::20",
		"a server of a firm":  "ntp.corp.example",
		"a network interface": "02:42:ac:11:00:02",
	}
}

// encoded is a line of a report's data, in which a short word stands by chance.
// What it encodes is looked through instead: see readBack.
var encoded = regexp.MustCompile(`(?m)^[A-Z2-7]{10,64}$`)

// unrepeated is what is planted but the one that is a plain word: an error repeats
// those where they stand in the place of a word.
func unrepeated() map[string]string {
	texts := planted()
	delete(texts, "a computer")
	return texts
}

// leaks returns which of these texts are in another, in any case.
func leaks(text string, texts map[string]string) []string {
	text = strings.ToLower(encoded.ReplaceAllString(text, ""))
	var out []string
	for name, secret := range texts {
		if strings.Contains(text, strings.ToLower(secret)) {
			out = append(out, name)
		}
	}
	return out
}

// leaky is a world that is full of secrets: every variable of the environment
// holds all of them.
func leaky(t *testing.T) *world {
	t.Helper()
	w := newWorld()
	w.now = time.Now
	var all []string
	for _, secret := range planted() {
		all = append(all, secret)
	}
	w.getenv = func(name string) string {
		if name == "GITHUB_STEP_SUMMARY" {
			return filepath.Join(t.TempDir(), "jane.doe.md")
		}
		if strings.HasPrefix(name, "CODECLOCK_") { // they are flags; TestEnvironment has them
			return ""
		}
		return strings.Join(all, " ")
	}
	w.stdin = strings.NewReader(strings.Join(all, "\n"))
	return w
}

// here is what this very computer is called, and who runs the tests.
func here(t *testing.T) map[string]string {
	t.Helper()
	names := map[string]string{}
	ordinary := []string{"localhost", "codeclock"} // words that are said anyway
	if name, err := os.Hostname(); err == nil && len(name) > 5 && !slices.Contains(ordinary, name) {
		names["this computer"] = name
	}
	if dir, err := os.UserHomeDir(); err == nil && len(dir) > 5 {
		names["this home"] = dir
	}
	if dir, err := os.Getwd(); err == nil {
		names["this directory"] = dir
	}
	return names
}

// lyingNames starts a server whose reference id is a piece of a name, and
// returns its address by name and by number.
func lyingNames(t *testing.T) []string {
	t.Helper()
	s, err := ntpsim.Start(ntpsim.Config{Skew: -47 * time.Second, RefID: "jane"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	_, port, _ := net.SplitHostPort(s.Addr().String())
	return []string{"localhost:" + port, "127.0.0.1:" + port}
}

func TestNoFormatLeaks(t *testing.T) {
	for _, format := range allFormats() {
		for _, args := range [][]string{{}, {"--server", "127.0.0.1:" + freePort(t)}, serverFlags(lyingNames(t))} {
			w := leaky(t)
			if len(args) == 0 {
				args = []string{"--demo"}
			}
			path := filepath.Join(t.TempDir(), "jane.doe.prom")
			for _, output := range [][]string{{}, {"--output", path}} {
				run(t.Context(), &w.env, append(append([]string{"check", "-v", "--timeout=100ms", "--format", format}, args...), output...))
			}
			text, _ := os.ReadFile(path)
			all := w.out.String() + w.err.String() + string(text)
			if got := append(leaks(all, planted()), leaks(all, here(t))...); len(got) > 0 {
				t.Errorf("%s %v gives away %v:\n%s", format, args, got, all)
			}
		}
	}
}

func TestNoWaitLeaks(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		for _, servers := range [][]string{{"--server", "127.0.0.1:" + freePort(t)}, serverFlags(lyingNames(t))} {
			w := leaky(t)
			run(t.Context(), &w.env, append([]string{"wait", "--clock-within=1s", "--code-left=1s", "--timeout=100ms", "--format", format}, servers...))
			all := w.out.String() + w.err.String()
			if got := append(leaks(all, planted()), leaks(all, here(t))...); len(got) > 0 || w.out.Len() == 0 {
				t.Errorf("%s %v gives away %v:\n%s", format, servers, got, all)
			}
		}
	}
}

func TestNoWatchLeaks(t *testing.T) {
	for _, format := range []string{"text", "json", "jsonl", "prometheus"} {
		for _, servers := range [][]string{{"--server", "127.0.0.1:" + freePort(t)}, serverFlags(lyingNames(t))} {
			w := leaky(t)
			log, output := filepath.Join(t.TempDir(), "jane.doe.log"), filepath.Join(t.TempDir(), "jane.doe.prom")
			args := []string{"watch", "--every=10ms", "--count=2", "--timeout=100ms", "--format", format, "--log", log}
			if format == "prometheus" {
				args = append(args, "--output", output)
			}
			run(t.Context(), &w.env, append(args, servers...))
			lines, _ := os.ReadFile(log)
			gauges, _ := os.ReadFile(output)
			all := w.out.String() + w.err.String() + string(lines) + string(gauges)
			if got := append(leaks(all, planted()), leaks(all, here(t))...); len(got) > 0 || len(lines) == 0 {
				t.Errorf("%s %v gives away %v:\n%s", format, servers, got, all)
			}
			if strings.Contains(string(lines), "localhost") || strings.Contains(string(lines), "127.0.0.1") || strings.Contains(string(lines), "jane") {
				t.Errorf("the log names a machine:\n%s", lines)
			}
		}
	}
}

// freePort returns a port of UDP on which nothing answers.
func freePort(t *testing.T) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_, port, _ := net.SplitHostPort(conn.LocalAddr().String())
	return port
}

// telltale is what the tools of a computer say about it, names and all.
func telltale(context.Context) host.Facts {
	return host.Facts{
		OS: "linux", VM: host.Yes, VMKind: "janes-macbook", ContainerKind: "janes-macbook", ZoneName: "Europe/jane.doe",
		ZoneSource: "/home/jane.doe", Clocksource: "jane.doe", AutoTime: host.No,
		Services: []host.Service{
			{Name: host.Chrony, Running: host.Yes, Synced: host.Yes, Source: "192.168.178.20 ntp.corp.example"},
			{Name: "janes-macbook", Running: host.Yes},
		},
	}
}

// A report gives away nothing at all: not the servers either, nor their
// addresses, nor what they say of themselves. Neither does its reader.
func TestNoReportLeaks(t *testing.T) {
	foreign := map[string]string{"the server's name": "localhost", "the server's address": "127.0.0.1", "the server's reference": "jane"}
	for _, names := range []bool{false, true} {
		w := leaky(t)
		w.host = telltale
		path := filepath.Join(t.TempDir(), "jane.doe.txt")
		args := append([]string{"report", "--yes", "--output", path, "--ticket", "T-4711"}, serverFlags(lyingNames(t))...)
		if names {
			args = append(args, "--server-names")
			delete(foreign, "the server's name")
		}
		if status := run(t.Context(), &w.env, args); status != 0 {
			t.Fatalf("status %d, %s", status, w.err.String())
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all := string(text) + w.out.String() + w.err.String() + readBack(t, string(text))
		got := append(leaks(all, planted()), leaks(all, foreign)...)
		if got = append(got, leaks(all, here(t))...); len(got) > 0 {
			t.Errorf("the report gives away %v:\n%s", got, all)
		}
	}
}

// Nor does one of a phone or an app: not the phone's address, nor anything else
// that its browser says.
func TestNoReportOfAnotherDeviceLeaks(t *testing.T) {
	var agent strings.Builder
	for _, secret := range planted() {
		agent.WriteString(secret + " ")
	}
	foreign := map[string]string{"an address": "127.0.0.1", "the server's name": "localhost", "the server's reference": "jane"}
	path := filepath.Join(t.TempDir(), "jane.doe.txt")
	args := append([]string{"--yes", "--output", path, "--ticket", "T-4711"}, serverFlags(lyingNames(t))...)
	for _, device := range []string{report.Phone, report.App} {
		w := leaky(t)
		w.host = telltale
		if device == report.Phone {
			r := startReport(t, w, args...)
			go scripted(strings.TrimSpace(r.until(t, "http://127.0.0.1:")), 0, agent.String()+"iPhone")
			if status := r.end(); status != 0 {
				t.Fatalf("status %d", status)
			}
		} else {
			w.stdin = strings.NewReader("\nq\n")
			if status := run(t.Context(), &w.env, append([]string{"report", "--device=app", "--taps=1"}, args...)); status != 0 {
				t.Fatalf("status %d, %s", status, w.err.String())
			}
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all := string(text) + w.out.String() + readBack(t, string(text))
		got := append(leaks(all, planted()), leaks(all, foreign)...)
		if got = append(got, leaks(all, here(t))...); len(got) > 0 {
			t.Errorf("the report of the %s gives away %v:\n%s", device, got, all)
		}
	}
}

// readBack returns the data of the one report in a text, and all that verify says
// of it.
func readBack(t *testing.T, text string) string {
	t.Helper()
	found := report.Find(text)
	if len(found) != 1 || found[0].Err != nil {
		t.Fatalf("%+v", found)
	}
	data, err := found[0].Report.JSON()
	if err != nil {
		t.Fatal(err)
	}
	all := string(data)
	for _, format := range []string{"text", "json", "github", "junit"} {
		r := leaky(t)
		r.stdin = strings.NewReader("From: jane.doe@mail.example\nMy code is 94287082.\n" + text + "\n-- \njane.doe, janes-macbook\n")
		run(t.Context(), &r.env, []string{"verify", "-v", "--format", format})
		all += r.out.String() + r.err.String()
	}
	return all
}

// Whatever is typed as a ticket by mistake is refused and not repeated.
func TestNoTicketLeaks(t *testing.T) {
	for name, secret := range planted() {
		for _, command := range []string{"report", "verify"} {
			w := leaky(t)
			status := run(t.Context(), &w.env, []string{command, "--ticket", secret})
			if all := w.out.String() + w.err.String(); status != cli.ExitUsage || len(leaks(all, planted())) > 0 {
				t.Errorf("%s with %s as its ticket: status %d\n%s", command, name, status, all)
			}
		}
	}
}

func TestNoErrorLeaksAPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "jane.doe")
	for _, args := range [][]string{
		{"verify", filepath.Join(dir, "report.txt")},
		{"report", "--demo", "--yes", "--output", filepath.Join(dir, "report.txt")},
		{"check", "--demo", "--output", filepath.Join(dir, "clock.txt")},
	} {
		w := leaky(t)
		status := run(t.Context(), &w.env, args)
		if all := w.out.String() + w.err.String(); status == 0 || strings.Contains(all, "jane") || strings.Contains(all, dir) {
			t.Errorf("%v: status %d\n%s", args[0], status, all)
		}
	}
}
