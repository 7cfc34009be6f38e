package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFleetRules(t *testing.T) {
	promtool := realPart(t, "promtool")
	file := filepath.Join(t.TempDir(), "rules.yml")
	if err := os.WriteFile(file, []byte(fleetFile(t, "codeclock.rules.yml")), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := runReal(t, "", promtool, "check", "rules", file); got.status != 0 || !strings.Contains(got.output, "SUCCESS: 5 rules found") {
		t.Errorf("promtool check rules: %d\n%s", got.status, got.output)
	}
}

// monitored is a computer of the fleet: what its textfile directory holds.
type monitored struct {
	name   string
	skew   time.Duration
	demo   string        // instead of servers with a skew
	age    time.Duration // of the file
	alerts []string      // that must fire
}

// Real node_exporters read our files, a real Prometheus scrapes them, and the
// committed rules fire for those hosts that have trouble and for no other.
func TestFleetIsWatchedByPrometheus(t *testing.T) {
	prometheus, exporter := realPart(t, "prometheus"), realPart(t, "prometheus-node-exporter")
	hosts := []monitored{
		{name: "good"},
		{name: "edge", skew: -42 * time.Second, alerts: []string{"ClockAtRisk"}},
		{name: "slow", skew: -47 * time.Second, alerts: []string{"ClockAtRisk", "ClockWrong"}},
		{name: "fast", skew: 39 * time.Second, alerts: []string{"ClockAtRisk"}},
		{name: "offline", demo: "offline", alerts: []string{"ClockUnreachable"}},
		{name: "stale", age: time.Hour, alerts: []string{"ClockFileStale"}},
		{name: "bare", age: -1, alerts: []string{"ClockFileMissing"}},
	}
	var targets []string
	for _, h := range hosts {
		address := freeAddress(t)
		start(t, exporter, "--web.listen-address="+address, "--collector.disable-defaults",
			"--collector.time", "--collector.textfile", "--collector.textfile.directory="+h.directory(t))
		targets = append(targets, fmt.Sprintf("{targets: [%q], labels: {name: %q}}", address, h.name))
	}
	api := startPrometheus(t, prometheus, targets)
	for _, h := range hosts {
		if h.age >= 0 {
			api.wait(t, fmt.Sprintf("codeclock_up{name=%q} == %d", h.name, map[bool]int{true: 0, false: 1}[h.demo == "offline"]))
		}
		for _, a := range h.alerts {
			api.wait(t, fmt.Sprintf("ALERTS{alertstate=\"firing\", alertname=%q, name=%q}", a, h.name))
		}
	}
	// Everything that was to fire has; in a few more rounds of rules nothing else
	// may. What has fired is asked, not what fires now: on a busy machine a
	// scrape may come too late, and its alerts pause.
	api.wait(t, `timestamp(up{name="good"}) > `+fmt.Sprint(time.Now().Unix()+2))
	for _, h := range hosts {
		if got := api.fired(t, h.name); !slices.Equal(got, h.alerts) {
			t.Errorf("%s: fired %v, want %v", h.name, got, h.alerts)
		}
	}
}

// directory returns a textfile directory with what codeclock wrote on the host.
func (h monitored) directory(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if h.age < 0 {
		return dir
	}
	path := filepath.Join(dir, "codeclock.prom")
	args := []string{"check", "--format=prometheus", "--fail-on=never", "--output", path}
	if h.demo != "" {
		args = append(args, "--demo="+h.demo)
	} else {
		args = append(args, serverFlags(timeServers(t, h.skew, 3))...)
	}
	w := newWorld()
	w.now = time.Now
	if status := run(t.Context(), &w.env, args); status != 0 {
		t.Fatalf("status %d, %s", status, w.err.String())
	}
	then := time.Now().Add(-h.age)
	if err := os.Chtimes(path, then, then); err != nil {
		t.Fatal(err)
	}
	return dir
}

// freeAddress returns an address of loopback on which nothing listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start runs a program until the test ends.
func start(t *testing.T, path string, args ...string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), path, args...)
	var log strings.Builder
	c.Stdout, c.Stderr = &log, &log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
		if t.Failed() {
			t.Logf("%s:\n%s", filepath.Base(path), log.String())
		}
	})
}

// waits is how long the alert rules wait, which no test can.
var waits = regexp.MustCompile(`for: \d+m`)

func startPrometheus(t *testing.T, path string, targets []string) prometheusAPI {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"rules.yml": waits.ReplaceAllString(fleetFile(t, "codeclock.rules.yml"), "for: 0s"),
		"prometheus.yml": "global: {scrape_interval: 500ms, evaluation_interval: 500ms, scrape_timeout: 500ms}\n" +
			"rule_files: [rules.yml]\n" +
			"scrape_configs:\n  - job_name: node\n    static_configs:\n      - " + strings.Join(targets, "\n      - ") + "\n",
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	address := freeAddress(t)
	start(t, path, "--config.file="+filepath.Join(dir, "prometheus.yml"),
		"--storage.tsdb.path="+filepath.Join(dir, "data"), "--web.listen-address="+address)
	return prometheusAPI("http://" + address)
}

// prometheusAPI is the address of a Prometheus.
type prometheusAPI string

// series is one answer to a query: its labels.
type series struct{ Metric map[string]string }

func (p prometheusAPI) query(ctx context.Context, query string) ([]series, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, string(p)+"/api/v1/query?query="+url.QueryEscape(query), nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer struct {
		Status, Error string
		Data          struct{ Result []series }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || answer.Status != "success" {
		return nil, fmt.Errorf("query %s: %s, %w", query, answer.Error, err)
	}
	return answer.Data.Result, nil
}

// wait asks until a query has a result. How long that takes is up to another
// program, so it is asked again and again, and not for ever.
func (p prometheusAPI) wait(t *testing.T, query string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		list, err := p.query(ctx, query)
		if len(list) > 0 {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s never has a result: %v", query, err)
		case <-again.C:
		}
	}
}

// fired returns the alerts that have fired for a host, in order.
func (p prometheusAPI) fired(t *testing.T, name string) []string {
	t.Helper()
	list, err := p.query(t.Context(), fmt.Sprintf("count_over_time(ALERTS{alertstate=\"firing\", name=%q}[1h])", name))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range list {
		names = append(names, s.Metric["alertname"])
	}
	slices.Sort(names)
	return names
}
