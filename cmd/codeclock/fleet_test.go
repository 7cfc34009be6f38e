package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v2"
)

// fleetFile returns a file of testdata/fleet, which people copy to their machines.
func fleetFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "testdata", "fleet", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// installed is where the files look for the program.
const installed = "/usr/local/bin/codeclock"

// The help names every file there is, and no other.
func TestFleetHelpNamesTheFiles(t *testing.T) {
	files, err := os.ReadDir(filepath.Join(root, "testdata", "fleet"))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, f := range files {
		want = append(want, f.Name())
	}
	help := runIn(t, newWorld(), "help", "fleet").Stdout
	var got []string
	for _, m := range regexp.MustCompile(`(?m)^  ([a-z0-9.]+\.[a-z]+)\s`).FindAllStringSubmatch(help, -1) {
		got = append(got, m[1])
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("help fleet names %q; there are %q", got, want)
	}
}

// runAsShown runs the arguments of a command line of such a file against servers
// on loopback, and returns what it wrote.
func runAsShown(t *testing.T, args []string, skew time.Duration) outcome {
	t.Helper()
	w := newWorld()
	w.now = time.Now
	w.getenv = func(string) string { return "" }
	status := run(t.Context(), &w.env, append(args, serverFlags(timeServers(t, skew, 3))...))
	return outcome{status, w.out.String(), w.err.String()}
}

// arguments splits a command line as shown and takes the program off.
func arguments(t *testing.T, line string) []string {
	t.Helper()
	words := strings.Fields(line)
	if len(words) == 0 || words[0] != "codeclock" && words[0] != installed {
		t.Fatalf("%q does not run codeclock", line)
	}
	return words[1:]
}

// setting returns the value of a key in a file of lines "key value" or
// "key=value".
func setting(t *testing.T, file, key string) string {
	t.Helper()
	m := regexp.MustCompile(`(?m)^\s*` + key + `\s*=?\s*(.*)$`).FindStringSubmatch(file)
	if m == nil {
		t.Fatalf("no %s in\n%s", key, file)
	}
	return m[1]
}

func parseYAML(t *testing.T, text string, into any) {
	t.Helper()
	if err := yaml.UnmarshalStrict([]byte(text), into); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
}

// redirect replaces the value of --output by a file in a directory of the test.
func redirect(t *testing.T, args []string) (changed []string, path string) {
	t.Helper()
	changed = append(changed, args...)
	for i, a := range changed[:len(changed)-1] {
		if a == "--output" {
			path = filepath.Join(t.TempDir(), filepath.Base(changed[i+1]))
			changed[i+1] = path
		}
	}
	return changed, path
}

func TestFleetSystemdUnits(t *testing.T) {
	service, timer := fleetFile(t, "codeclock.service"), fleetFile(t, "codeclock.timer")
	args, path := redirect(t, arguments(t, setting(t, service, "ExecStart")))
	if got := runAsShown(t, args, -47*time.Second); got.Status != 0 {
		t.Errorf("the unit fails for a slow clock: %+v", got)
	}
	if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), "\ncodeclock_verdict 2\n") {
		t.Errorf("the unit's file: %v\n%s", err, text)
	}

	systemdTakes(t, map[string]string{"codeclock.service": service, "codeclock.timer": timer})
}

// systemdTakes has the real systemd read units.
func systemdTakes(t *testing.T, units map[string]string) {
	t.Helper()
	analyze := realPart(t, "systemd-analyze")
	dir := t.TempDir()
	args := []string{"verify", "--man=no"}
	for name, text := range units {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, installed, program(t))), 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	got := runReal(t, "", analyze, args...)
	if got.status != 0 || strings.Contains(got.output, "codeclock") || strings.Contains(got.output, "clockwait") {
		t.Errorf("systemd-analyze verify: %d\n%s", got.status, got.output)
	}
}

// The unit that watches keeps the same file fresh, with the drift beside it, and a log.
func TestFleetWatches(t *testing.T) {
	service := fleetFile(t, "clockwatch.service")
	args, path := redirect(t, arguments(t, setting(t, service, "ExecStart")))
	log := filepath.Join(t.TempDir(), "clock.log")
	args[slices.Index(args, "--log")+1] = log
	got := runAsShown(t, append(args, "--every", "10ms", "--count", "5"), -47*time.Second)
	text, err := os.ReadFile(path)
	for _, want := range []string{"\ncodeclock_verdict 2\n", "\ncodeclock_watch_samples 5\n"} {
		if err != nil || got.Status != 0 || !strings.Contains(string(text), want) {
			t.Errorf("%v, %+v: no %q in\n%s", err, got, want, text)
		}
	}
	if lines, err := os.ReadFile(log); err != nil || strings.Count(string(lines), "\n") != 5 {
		t.Errorf("%v\n%s", err, lines)
	}
	systemdTakes(t, map[string]string{"clockwatch.service": service})
}

// A job that waits goes on with a right clock, and fails with a reason in time.
func TestFleetWaits(t *testing.T) {
	service := fleetFile(t, "clockwait.service")
	var steps []struct{ Name, Run string }
	parseYAML(t, fleetFile(t, "clockwait.yml"), &steps)
	login, _, _ := strings.Cut(steps[1].Run, " && ")
	for _, line := range []string{setting(t, service, "ExecStart"), steps[0].Run, login} {
		args := arguments(t, line)
		if got := runAsShown(t, args, 0); got.Status != 0 || !strings.HasPrefix(got.Stdout, "OK   ") {
			t.Errorf("%q with a good clock: %+v", line, got)
		}
		args = append(args, "--timeout", "100ms")
		if got := runAsShown(t, args, -47*time.Second); got.Status != 3 || !strings.HasPrefix(got.Stdout, "NOT YET   ") {
			t.Errorf("%q with a slow clock: %+v", line, got)
		}
	}
	systemdTakes(t, map[string]string{"clockwait.service": service})
}

// overTheLimit is an annotation on a clock that is 2 s slow, measured on a machine
// that may be busy.
var overTheLimit = regexp.MustCompile(`^::error title=Clock is [12]\.[0-9]+ s slow::`)

func TestFleetGitHubStep(t *testing.T) {
	var steps []struct{ Name, Run string }
	parseYAML(t, fleetFile(t, "github.yml"), &steps)
	args := arguments(t, steps[0].Run)
	if got := runAsShown(t, args, 0); got.Status != 0 || strings.Contains(got.Stdout, "::error") {
		t.Errorf("a good clock: %+v", got)
	}
	if got := runAsShown(t, args, -2*time.Second); got.Status != 2 || !overTheLimit.MatchString(got.Stdout) {
		t.Errorf("a clock over the limit: %+v", got)
	}
}

func TestFleetGitLabJob(t *testing.T) {
	var jobs map[string]struct {
		Script    []string
		Artifacts struct {
			When    string
			Reports struct{ JUnit string }
		}
	}
	parseYAML(t, fleetFile(t, "gitlab.yml"), &jobs)
	job := jobs["clock"]
	shown := arguments(t, job.Script[0])
	args, path := redirect(t, shown)
	if report := job.Artifacts.Reports.JUnit; report != filepath.Base(path) || job.Artifacts.When != "always" {
		t.Errorf("GitLab would look for %q (%s), and %q is written", report, job.Artifacts.When, filepath.Base(path))
	}
	got := runAsShown(t, args, -2*time.Second)
	if text, err := os.ReadFile(path); err != nil || got.Status != 2 || !strings.Contains(string(text), `failures="1"`) {
		t.Errorf("a clock over the limit: status %d, %v\n%s", got.Status, err, text)
	}
}

func TestFleetNagiosCommand(t *testing.T) {
	line := setting(t, fleetFile(t, "nagios.cfg"), "command_line")
	args := arguments(t, line)
	if got := runAsShown(t, args, -47*time.Second); got.Status != 2 || !strings.HasPrefix(got.Stdout, "CLOCK CRITICAL - ") {
		t.Errorf("%+v", got)
	}
}

func TestFleetIcingaCommand(t *testing.T) {
	var words []string
	if err := json.Unmarshal([]byte(setting(t, fleetFile(t, "icinga2.conf"), "command")), &words); err != nil {
		t.Fatal(err)
	}
	args := arguments(t, strings.Join(words, " "))
	if got := runAsShown(t, args, 0); got.Status != 0 || !strings.HasPrefix(got.Stdout, "CLOCK OK - ") {
		t.Errorf("%+v", got)
	}
}

func TestFleetCronJob(t *testing.T) {
	type container struct {
		Name, Image string
		Args        []string
		Resources   map[string]map[string]string
	}
	var job struct {
		APIVersion string `yaml:"apiVersion"`
		Kind       string
		Metadata   struct{ Name string }
		Spec       struct {
			Schedule          string
			ConcurrencyPolicy string `yaml:"concurrencyPolicy"`
			JobTemplate       struct {
				Spec struct {
					BackoffLimit int `yaml:"backoffLimit"`
					Template     struct {
						Spec struct {
							RestartPolicy string `yaml:"restartPolicy"`
							Containers    []container
						}
					}
				}
			} `yaml:"jobTemplate"`
		}
	}
	parseYAML(t, fleetFile(t, "cronjob.yml"), &job)
	pod := job.Spec.JobTemplate.Spec.Template.Spec
	if job.Kind != "CronJob" || job.APIVersion != "batch/v1" || len(strings.Fields(job.Spec.Schedule)) != 5 || pod.RestartPolicy != "Never" {
		t.Errorf("not a CronJob that Kubernetes takes: %+v", job)
	}
	got := runAsShown(t, pod.Containers[0].Args, 0)
	if got.Status != 0 || !json.Valid([]byte(got.Stdout)) {
		t.Errorf("%+v", got)
	}
}
