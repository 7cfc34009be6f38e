package report_test

import (
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
	"codeclock/drift/skew"
)

// A report of version 1, as somebody has it in an old mail, must be read for
// ever. The file is never written anew.
func TestVersion1IsReadForEver(t *testing.T) {
	text, err := os.ReadFile("../../../../testdata/vectors/report.v1.txt")
	if err != nil {
		t.Fatal(err)
	}
	found := report.Find(string(text))
	if len(found) != 1 || found[0].Err != nil || edited(found[0]) {
		t.Fatalf("%+v", found)
	}
	v := report.Verify(found[0], report.Expect{Ticket: "T-4711", Now: resulttest.Truth().Add(time.Minute)})
	if v.Trust != report.Holds || v.Check.Estimate.Skew != skew.Around(-47*time.Second, 8400*time.Microsecond) {
		t.Errorf("trust %v, %v, skew %v", v.Trust, v.Problems, v.Check.Estimate.Skew)
	}
	yes, last := true, int64(34*time.Second)
	r := v.Report
	got := []any{r.Program, r.Ticket, r.Device, r.System, r.Arch, r.Local().Format(time.RFC3339Nano), r.Spoken(), r.Findings, r.Facts, r.Services}
	want := []any{
		"v1.2.3", "T-4711", "computer", "windows", "amd64", "2026-11-22T12:59:13+01:00", "SLOW-47.0-R57P",
		[]report.Finding{{Code: "sync-failing", Severity: "problem", Sure: "likely", Values: map[string]float64{"size_seconds": 47, "rest_seconds": 0}}},
		map[string]bool{"auto-time": true, "virtual-machine": false},
		[]report.Service{{Name: "w32time", Running: &yes, Synced: new(bool), LastSync: &last}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

// An edit of its first line is seen, though some of its other words are not those that
// are written today.
func TestEditsOfVersion1AreSeen(t *testing.T) {
	text, err := os.ReadFile("testdata/v1/plain.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range [][2]string{{"47.0 s slow", "12.0 s slow"}, {"47.0 s slow", "47.0 s fast"}, {"WRONG", "OK"}} {
		found := report.Find(strings.Replace(string(text), edit[0], edit[1], 1))
		if len(found) != 1 || found[0].Err != nil {
			t.Fatal(errs(found))
		}
		if c := compared(found[0]); len(c.Changed) != 1 || c.Changed[0].Row != "" {
			t.Errorf("%q to %q: %+v", edit[0], edit[1], c)
		}
	}
}

func TestVersion1OfOtherDevicesIsReadForEver(t *testing.T) {
	for name, spoken := range map[string]string{"phone": "PHONE-SLOW-47.0-", "app": "APP-SLOW-47.0-"} {
		text, err := os.ReadFile("../../../../testdata/vectors/report.v1." + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		found := report.Find(string(text))
		if len(found) != 1 || found[0].Err != nil || edited(found[0]) {
			t.Fatalf("%s: %+v", name, found)
		}
		v := report.Verify(found[0], report.Expect{Ticket: "T-4711", Now: resulttest.Truth().Add(time.Minute)})
		if v.Trust != report.Holds || v.Verdict != result.Wrong || !v.Skew.Contains(-47*time.Second) || v.Skew.Bound() > time.Second {
			t.Errorf("%s: trust %v, %v, verdict %v, skew %v", name, v.Trust, v.Problems, v.Verdict, v.Skew)
		}
		if r := v.Report; r.Device != name || !strings.HasPrefix(r.Spoken(), spoken) || r.System != "windows" {
			t.Errorf("%s: device %s, %s, by %s", name, r.Device, r.Spoken(), r.System)
		}
	}
}

// Reports of version 1 as they came out of mails, chats and files: all say the
// same, and nobody is accused.
func TestVersion1FromDesks(t *testing.T) {
	files, err := filepath.Glob("testdata/v1/*.txt")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	made := time.Date(2026, time.November, 25, 17, 58, 0, 0, time.UTC)
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := report.Find(string(text))
		if len(found) != 1 || found[0].Err != nil || found[0].Version != 1 {
			t.Errorf("%s: %v", path, errs(found))
			continue
		}
		v := report.Verify(found[0], report.Expect{Ticket: "T-4711", Now: made, Text: render.ReportText})
		practice := strings.Contains(path, "demo")
		if v.Verdict != result.Wrong || skew.Words(v.Report.Skew.Size()) != "47.0 s slow" || len(v.Compared.Changed) > 0 || v.Report.Practice != practice {
			t.Errorf("%s: %v, %+v, %+v", path, v.Verdict, v.Report.Skew, v.Compared)
		}
		if holds := v.Trust == report.Holds; holds == practice || v.Compared.Partly != strings.Contains(path, "translated") {
			t.Errorf("%s: trust %v, %v, %+v", path, v.Trust, v.Problems, v.Compared)
		}
	}
}
