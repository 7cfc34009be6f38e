package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The file of a watch is as good for Prometheus as that of a check, whatever the clock is.
func TestPrometheusTakesWatches(t *testing.T) {
	promtool := realPart(t, "promtool")
	for demo, forecast := range map[string]bool{driftingDemo: true, "good": true, "years": false, "blocked": false, "offline": false} {
		path := filepath.Join(t.TempDir(), "codeclock.prom")
		got := runIn(t, newWorld(), "watch", "--demo="+demo, "--count", "40", "--format", "prometheus", "--output", path)
		text, err := os.ReadFile(path)
		if err != nil || got.Status != 0 {
			t.Fatalf("%s: %v, %+v", demo, err, got)
		}
		if found := strings.Contains(string(text), "codeclock_codes_change_timestamp_seconds{sites=\"normal\"}"); found != forecast {
			t.Errorf("%s:\n%s", demo, text)
		}
		if got := runReal(t, string(text), promtool, "check", "metrics"); got.status != 0 || got.output != "" {
			t.Errorf("%s: promtool check metrics: status %d\n%s", demo, got.status, got.output)
		}
	}
}

func TestPromtoolLikesTheMetrics(t *testing.T) {
	promtool := realPart(t, "promtool")
	for _, demo := range demoNames() {
		text := runIn(t, newWorld(), "check", "--demo="+demo, "--format=prometheus").Stdout
		if got := runReal(t, text, promtool, "check", "metrics"); got.status != 0 || got.output != "" {
			t.Errorf("%s: promtool check metrics: status %d\n%s", demo, got.status, got.output)
		}
	}
}

func TestXMLLintValidatesTheJUnit(t *testing.T) {
	xmllint := realPart(t, "xmllint")
	for _, args := range [][]string{{}, {"--max-skew=1s"}} {
		for _, demo := range demoNames() {
			text := runIn(t, newWorld(), append([]string{"check", "--demo=" + demo, "--format=junit"}, args...)...).Stdout
			got := runReal(t, text, xmllint, "--noout", "--schema", "../../testdata/schema/junit.xsd", "-")
			if got.status != 0 {
				t.Errorf("%s %v: xmllint: status %d\n%s", demo, args, got.status, got.output)
			}
		}
	}
	if got := runReal(t, "<testsuites/>", xmllint, "--noout", "--schema", "../../testdata/schema/junit.xsd", "-"); got.status == 0 {
		t.Error("the schema accepts a report of nothing")
	}
}

// offset is the first value of performance data.
var offset = regexp.MustCompile(`\|\s*(?:offset|skew)=(-?[0-9.]+)s`)

// The monitoring plugins' own check says the same of the same servers, with the
// other sign.
func TestBesideCheckNTPTime(t *testing.T) {
	theirs := realPart(t, "check_ntp_time")
	for _, tt := range []struct {
		name   string
		skew   time.Duration
		status int
		state  string
	}{
		{"a right clock", 0, 0, "OK"},
		{"slow, past the first line", -30 * time.Second, 1, "WARNING"},
		{"slow, past the second", -47 * time.Second, 2, "CRITICAL"},
		{"fast, past the first line", 39 * time.Second, 1, "WARNING"},
		{"an hour fast", time.Hour, 2, "CRITICAL"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			addr := timeServers(t, tt.skew, 1)[0]
			host, port, _ := net.SplitHostPort(addr)
			a := runReal(t, "", theirs, "-H", host, "-p", port, "-w", "22.3", "-c", "44.5")
			w := newWorld()
			w.now = time.Now
			status := run(t.Context(), &w.env, []string{"check", "--format=nagios", "--server", addr})
			ours := w.out.String()
			if a.status != tt.status || status != tt.status {
				t.Errorf("check_ntp_time says %d, we say %d, want %d", a.status, status, tt.status)
			}
			if !strings.HasPrefix(a.output, "NTP "+tt.state) || !strings.HasPrefix(ours, "CLOCK "+tt.state) {
				t.Errorf("%q and %q do not both say %s", a.output, ours, tt.state)
			}
			if sum := value(t, a.output) + value(t, ours); sum < -1 || sum > 1 {
				t.Errorf("their offset and our skew add up to %v s, want 0: %q, %q", sum, a.output, ours)
			}
		})
	}
}

func value(t *testing.T, line string) float64 {
	t.Helper()
	m := offset.FindStringSubmatch(line)
	if m == nil {
		t.Fatalf("no offset in %q", line)
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Both call a server that is not there CRITICAL.
func TestUnreachableBesideCheckNTPTime(t *testing.T) {
	theirs := realPart(t, "check_ntp_time")
	conn, err := net.ListenPacket("udp", "127.0.0.1:0") // listens, and never answers
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	host, port, _ := net.SplitHostPort(conn.LocalAddr().String())
	a := runReal(t, "", theirs, "-H", host, "-p", port, "-t", "1")
	w := newWorld()
	w.now = time.Now
	status := run(t.Context(), &w.env, []string{"check", "--format=nagios", "--timeout=1s", "--server", conn.LocalAddr().String()})
	if a.status != 2 || status != 2 {
		t.Errorf("check_ntp_time: %d %q, ours: %d %q, want CRITICAL of both", a.status, a.output, status, w.out.String())
	}
}

// negate understands our states: it swaps the status and the word.
func TestNegateUnderstandsUs(t *testing.T) {
	negate := realPart(t, "negate")
	codeclock := program(t)
	for _, tt := range []struct {
		skew   time.Duration
		status int
		prefix string
	}{
		{0, 2, "CLOCK CRITICAL - "},
		{-30 * time.Second, 1, "CLOCK WARNING - "},
		{-time.Hour, 0, "CLOCK OK - "},
	} {
		args := append([]string{"-s", codeclock, "check", "--format", "nagios"}, serverFlags(timeServers(t, tt.skew, 3))...)
		got := runReal(t, "", negate, args...)
		if got.status != tt.status || !strings.HasPrefix(got.output, tt.prefix) {
			t.Errorf("negate of a skew of %v: %s", tt.skew, fmt.Sprint(got))
		}
	}
}
