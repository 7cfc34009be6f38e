package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// reported returns the text of a report of a clock with this skew that was made
// this long after the others.
func reported(t *testing.T, off, after time.Duration, edit func(*report.Report)) string {
	t.Helper()
	c := resulttest.With(off, resulttest.Skewed(off)...)
	c.Conclude()
	r, err := report.New(c, report.Options{Ticket: "T-4711", System: "windows", Arch: "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	r.Start += after.Microseconds()
	if edit != nil {
		edit(&r)
	}
	text, err := render.Report(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// reportedPhone and reportedApp return the text of a report of another device,
// by a computer that is 12 ms fast.
func reportedPhone(t *testing.T, system string, off time.Duration) string {
	t.Helper()
	return reportedBy(t, func(c result.Check, o report.Options) (report.Report, error) {
		return report.OfPhone(c, system, resulttest.Visit(off), o)
	})
}

func reportedApp(t *testing.T, id string, off time.Duration, clock skew.Interval) string {
	t.Helper()
	app, _ := totp.LookupApp(id)
	return reportedBy(t, func(c result.Check, o report.Options) (report.Report, error) {
		return report.OfApp(c, resulttest.Watched(app, off, clock), o)
	})
}

func reportedBy(t *testing.T, of func(result.Check, report.Options) (report.Report, error)) string {
	t.Helper()
	const off = 12 * time.Millisecond
	c := resulttest.With(off, resulttest.Skewed(off)...)
	c.Took = 3 * time.Minute
	r, err := of(c, report.Options{Ticket: "T-4711", System: "windows", Arch: "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := render.Report(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// verifyIn runs verify on a text, ten minutes after the reports were made.
func verifyIn(t *testing.T, text string, args ...string) outcome {
	t.Helper()
	w := newWorld()
	w.stdin = strings.NewReader(text)
	w.now = func() time.Time { return resulttest.Truth().Add(10 * time.Minute) }
	return runIn(t, w, append([]string{"verify"}, args...)...)
}

func TestVerifyGoldens(t *testing.T) {
	slow := reported(t, -47*time.Second, 0, nil)
	good := reported(t, 12*time.Millisecond, 5*time.Minute, nil)
	late := reported(t, -47*time.Second-50*time.Millisecond, 9*time.Minute, nil)
	practice := reported(t, -47*time.Second, 0, func(r *report.Report) { r.Practice = true })
	forged := reported(t, -47*time.Second, 0, func(r *report.Report) { r.Verdict = 0; r.Skew = &report.Skew{} })
	offline := reported(t, 0, 0, func(r *report.Report) {
		r.Skew, r.Agreement, r.Verdict, r.Findings = nil, 0, 3, []report.Finding{{Code: "no-network", Severity: "problem", Sure: "likely"}}
		for i := range r.Servers {
			r.Servers[i].Samples, r.Servers[i].Error = []report.Sample{}, "name-lookup"
		}
	})
	summer := reported(t, -time.Hour, 0, func(r *report.Report) {
		r.DST = true
		r.Findings = []report.Finding{
			{Code: "whole-hours", Severity: "problem", Sure: "certain", Values: map[string]float64{"size_seconds": -3600, "rest_seconds": 0}},
			{Code: "sync-off", Severity: "warning", Sure: "likely"},
		}
		no, last := false, int64(5*time.Hour)
		r.Facts = map[string]bool{"auto-time": false, "virtual-machine": true}
		r.Services = []report.Service{{Name: "w32time", Running: &no, LastSync: &last}}
	})
	at := strings.Index(slow, "DATA 2") + 300
	damaged := slow[:at] + "QQQQ" + slow[at:]
	phone := reportedPhone(t, "iphone", -47*time.Second)
	app := reportedApp(t, "aegis", -47*time.Second, skew.Around(-47*time.Second, time.Second))
	web := reportedBy(t, func(c result.Check, o report.Options) (report.Report, error) {
		c.Estimate = drift.Agree(resulttest.Blocked(12 * time.Millisecond))
		c.Conclude()
		return report.New(c, o)
	})
	open := reportedApp(t, "other", 13*time.Second, skew.Unknown)
	for _, tt := range []struct {
		name, text string
		args       []string
		status     int
	}{
		{"own-rule", reported(t, -47*time.Second, 0, func(r *report.Report) { r.Rule.MaxSkew, r.Verdict = int64(time.Hour), 0 }), nil, 0},
		{"own-rule-batch", slow + reported(t, -47*time.Second, 0, func(r *report.Report) { r.Rule.MaxSkew, r.Verdict = int64(time.Hour), 0 }), []string{"-q"}, 0},
		{"web", web, nil, 0},
		{"phone", phone, nil, 0},
		{"phone-verbose", phone, []string{"-v"}, 0},
		{"phone-years", reportedPhone(t, "android", -4*365*24*time.Hour), nil, 0},
		{"phone-is-a-computer", reportedPhone(t, "macos", time.Hour), nil, 0},
		{"app", app, nil, 0},
		{"app-verbose", app, []string{"-v"}, 0},
		{"app-open", open, nil, 0},
		{"devices", good + phone + app + open, nil, 0},
		{"phone-before-and-after", phone + reportedPhone(t, "iphone", 0) + reportedPhone(t, "android", 0), nil, 0},
		{"slow", slow, nil, 0},
		{"slow-quiet", slow, []string{"-q"}, 0},
		{"slow-verbose", slow, []string{"-v"}, 0},
		{"slow-ticket", slow, []string{"--ticket", "T-4711"}, 0},
		{"other-ticket", slow, []string{"--ticket", "T-4712"}, 2},
		{"edited", strings.Replace(slow, "47.0 s slow", "0.01 s slow", 1), nil, 1},
		{"added", strings.Replace(slow, "Program", "Note  all is well\nProgram", 1), nil, 0},
		{"forged", forged, nil, 2},
		{"practice", practice, nil, 2},
		{"damaged", damaged, nil, 3},
		{"newer", strings.Replace(damaged, "DATA 2", "DATA 7", 1), nil, 3},
		{"truncated", slow[:900], nil, 3},
		{"offline", offline, nil, 0},
		{"summer", summer, nil, 0},
		{"before-and-after", good + slow, nil, 0},
		{"batch", slow + good + practice + slow[:900] + late, nil, 3},
		{"batch-quiet", slow + good, []string{"-q"}, 0},
		{"batch-verbose", slow + practice, []string{"-v"}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := verifyIn(t, tt.text, tt.args...)
			if got.Status != tt.status || got.Err != "" {
				t.Errorf("status %d, stderr %q; want %d and none", got.Status, got.Err, tt.status)
			}
			golden(t, "verify-"+tt.name+".txt", got.Stdout)
			for _, l := range strings.Split(got.Stdout, "\n") {
				if len(l) > render.Columns {
					t.Errorf("%d columns: %q", len(l), l)
				}
			}
		})
	}
	batch := slow + good + practice + forged + slow[:900] + offline
	devices := verifyIn(t, good+phone+app+open, "--format=json").Stdout
	parse[struct{}](t, "verify", devices)
	golden(t, "verify-devices.json", devices)
	wantBatch(t, verifyIn(t, batch, "--format=json").Stdout)
	golden(t, "verify-batch.junit.xml", verifyIn(t, batch, "--format=junit").Stdout)
}

// wantBatch holds the JSON of some reports of every trust against what it should
// be.
func wantBatch(t *testing.T, document string) {
	t.Helper()
	type one struct {
		Trust, Error, Verdict string
		Problems              []string
	}
	type batch struct {
		Trust   string
		Reports []one
		Changes []struct {
			Before, After int
			Kind          string
			Fixed         bool
		}
	}
	want := batch{Trust: "unreadable", Reports: []one{
		{"holds", "", "wrong", []string{}},
		{"holds", "", "ok", []string{}},
		{"refused", "", "wrong", []string{"practice"}},
		{"refused", "", "wrong", []string{"verdict-disagrees", "skew-disagrees"}},
		{"unreadable", "truncated", "", []string{}},
		{"holds", "", "cant-tell", []string{}},
	}}
	got := parse[batch](t, "verify", document)
	if len(got.Changes) != 1 || got.Changes[0].Kind != "stepped" || !got.Changes[0].Fixed || got.Changes[0].After != 1 {
		t.Errorf("changes %+v, want that the second report shows a clock that was set right", got.Changes)
	}
	got.Changes = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestVerifyReadsFiles(t *testing.T) {
	dir := t.TempDir()
	before, after := filepath.Join(dir, "before.txt"), filepath.Join(dir, "after.txt")
	for path, text := range map[string]string{before: reported(t, -47*time.Second, 0, nil), after: reported(t, 0, time.Minute, nil)} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := verifyIn(t, "", before, after); got.Status != 0 || !strings.Contains(got.Stdout, "the clock was set forward by 47.0 s. That") {
		t.Errorf("two files: %+v", got)
	}
	if got := verifyIn(t, reported(t, 0, 0, nil), before, "-"); got.Status != 0 || !strings.HasPrefix(got.Stdout, "2 reports") {
		t.Errorf("a file and standard input: %+v", got)
	}
	got := verifyIn(t, "", filepath.Join(dir, "none.txt"))
	if got.Status != 3 || !strings.Contains(got.Err, "read file 1 of 1") || strings.Contains(got.Err, dir) {
		t.Errorf("no such file: %+v", got)
	}
}

func TestVerifyWithoutAReport(t *testing.T) {
	for _, text := range []string{"", "Hello, my codes fail.", strings.Repeat("x", 100_000)} {
		if got := verifyIn(t, text); got.Status != 3 || !strings.Contains(got.Err, "no report in that text") || !strings.Contains(got.Err, "BEGIN to END") {
			t.Errorf("%.20q: %+v", text, got)
		}
	}
	if got := verifyIn(t, strings.Repeat("BEGIN CODECLOCK REPORT END CODECLOCK REPORT\n", report.MaxReports+1)); got.Status != 3 || !strings.Contains(got.Err, "more than 1000") {
		t.Errorf("far too many: status %d, %s", got.Status, got.Err)
	}
	if got := verifyIn(t, strings.Repeat("x", maxText+1)); got.Status != 3 || !strings.Contains(got.Err, "too long for such a file") {
		t.Errorf("far too much: status %d", got.Status)
	}
}

func TestVerifySpoken(t *testing.T) {
	for _, tt := range []struct {
		text, ticket string
		status       int
		want         string
	}{
		{"slow-47.0-r57p", "T-4711", 1, "SLOW-47.0: the last four letters fit"},
		{"slow 47.0  R57P", "T-4711", 1, "SLOW-47.0: the last four letters fit"},
		{"Slow 47,O r 5 7 p", "T-4711", 1, "SLOW-47.0: the last four letters fit"},
		{"SLOW-47.0-R57P", "", 1, "Add --ticket"},
		{"PRACTICE-375P", "T-4711", 2, "PRACTICE: it is of a practice run"},
		{"slow 47.0  R57P", "T-4711", 1, "SLOW-47.0: the last four letters fit"},
		{"slow-47.0-r57p", "T-4712", 2, "do not fit"},
		{"slow-46.0-r57p", "T-4711", 2, "do not fit"},
	} {
		args := []string{"--ticket", tt.ticket}
		if tt.ticket == "" {
			args = nil
		}
		if got := verifyIn(t, tt.text, args...); got.Status != tt.status || !strings.Contains(got.Stdout, tt.want) {
			t.Errorf("%s for %s: %+v", tt.text, tt.ticket, got)
		}
	}
}

// What the README shows of verify is what it prints.
func TestReadmeShowsVerify(t *testing.T) {
	printed := verifyIn(t, reported(t, -47*time.Second, 0, nil), "--ticket", "T-4711").Stdout
	readmeShows(t, "```text\n$ codeclock verify --ticket T-4711 mail.txt\n", printed)
}

func TestVerifyAsksAtATerminal(t *testing.T) {
	for _, terminal := range []bool{false, true} {
		w := newWorld()
		w.stderrTerminal = terminal
		w.stdin = strings.NewReader(reported(t, 0, 0, nil))
		w.now = resulttest.Truth
		if got := runIn(t, w, "verify", "-q"); got.Status != 0 || strings.Contains(got.Err, "Paste the report") != terminal {
			t.Errorf("terminal %v: %+v", terminal, got)
		}
	}
}

// Somebody else's program reads the data and computes the same from the samples.
func TestPythonRecomputes(t *testing.T) {
	python := realPart(t, "python3")
	for _, text := range []string{reported(t, -47*time.Second, 0, nil), reportedPhone(t, "iphone", -47*time.Second)} {
		var want strings.Builder
		r := report.Find(text)[0].Report
		for _, r := range r.Recompute().Check.Estimate.Readings {
			fmt.Fprintln(&want, r.Server, r.Interval.Lo().Seconds(), r.Interval.Hi().Seconds())
		}
		for _, s := range r.Exchanges() {
			fmt.Fprintln(&want, "phone", s.Interval().Lo().Seconds(), s.Interval().Hi().Seconds())
		}
		got := runReal(t, text, python, filepath.Join(root, "testdata", "report", "recompute.py"))
		if got.status != 0 || got.output != want.String() {
			t.Errorf("Python says\n%s\nwant\n%s", got.output, want.String())
		}
	}
}

// The verdict and the JSON beside it speak of the same app: one that may have
// corrected its own time.
func TestVerifyJSONOfAnAppThatMayCorrectItself(t *testing.T) {
	text := reportedApp(t, "google", -47*time.Second, skew.Around(-47*time.Second, time.Second))
	got := verifyIn(t, text, "--format=json").Stdout
	for _, want := range []string{`"verdict": "cant-tell"`, `"follows_clock": null`, `"app": "google"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}
