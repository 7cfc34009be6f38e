package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/browsertest"
	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
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
				if found := report.Find(string(text)); len(found) != 1 || found[0].Err != nil || edited(found[0]) {
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
		{"--format json", "no flag --format", "codeclock check --format json"},
		{"--window -1", "--window", "1/0"},
		{"--yes", "--yes needs an --output", "clock.txt"},
		{"--server-names", "--server-names needs", "leave it out"},
		{"--against https://www.example.com", "compares with true time", "codeclock check"},
		{"--device phone --against https://www.example.com", "compares with true time", "codeclock check"},
		{"--device fax", "must be one of computer, phone, app", "--help"},
		{"--listen 127.0.0.1", "--listen does not go with --device computer", "--device phone"},
		{"--device phone --taps 5", "--taps does not go with --device phone", "goes with --device app"},
		{"--device app --qr ascii", "--qr does not go with --device app", "--device phone"},
		{"--device app --ticket 123456", "could be a code or a key", "T-4711"},
		{"--device app --app JBSWY3DPEHPK3PXP", "--app: unknown app", "aegis"},
		{"--device app --taps 0", "must be from 1 to", "3"},
		{"--device app --window -1", "--window", "1/0"},
		{"--device phone --window 3", "--window does not go with --device phone", "--device computer and app"},
		{"--device phone --listen 192.0.2.1", "must be a private address", "--listen"},
	} {
		got := runIn(t, newWorld(), append([]string{"report", "--demo"}, strings.Fields(tt.args)...)...)
		if got.Status != cli.ExitUsage || got.Stdout != "" || !strings.Contains(got.Err, tt.err) || !strings.Contains(got.Err, tt.hint) {
			t.Errorf("report %s: %+v", tt.args, got)
		}
	}
}

// edited reports whether the part for people is not, or not surely, as it was.
func edited(f report.Found) bool {
	c := report.Verify(f, report.Expect{Text: render.ReportText}).Compared
	return c.Partly || len(c.Changed) > 0
}

// aReport reads the one report in a text. It must hold, but for being practice.
func aReport(t *testing.T, text string) report.Verified {
	t.Helper()
	found := report.Find(text)
	if len(found) != 1 || found[0].Err != nil || edited(found[0]) {
		t.Fatalf("%+v in\n%s", found, text)
	}
	now, _ := found[0].Report.True()
	v := report.Verify(found[0], report.Expect{Now: now, Ticket: "T-4711"})
	v.Problems = slices.DeleteFunc(v.Problems, func(p report.Problem) bool { return p == report.Practice })
	if len(v.Problems) > 0 {
		t.Errorf("problems %v in\n%s", v.Problems, text)
	}
	return v
}

// A phone that is as right as this computer, which is 47 s slow; and the person
// agrees to the file.
func TestReportOfAPhone(t *testing.T) {
	w := newWorld()
	path := filepath.Join(t.TempDir(), "phone.txt")
	r := startReport(t, w, "--demo=slow", "--ticket=T-4711", "--plain", "--output", path)
	url := strings.TrimSpace(r.until(t, "http://127.0.0.1:"))
	go scripted(url, 0, "iPhone")
	r.until(t, "WRONG   Phone 1 (iPhone, iPad): 4")
	r.until(t, "END CODECLOCK REPORT")
	go io.WriteString(r.typing, "y\n")
	if status := r.end(); status != 0 {
		t.Fatalf("status %d", status)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(w.out.String(), string(text)) {
		t.Error("what was written is not what was shown")
	}
	v := aReport(t, string(text))
	if !v.Skew.Contains(-47*time.Second) || v.Skew.Bound() > time.Second || v.Verdict != result.Wrong {
		t.Errorf("skew %v, verdict %v", v.Skew, v.Verdict)
	}
	if r := v.Report; r.Device != report.Phone || r.Page.System != "iphone" || len(r.Page.Samples) < 2 || !strings.HasPrefix(r.Spoken(), "PHONE-PRACTICE-") {
		t.Errorf("the report is %+v", r)
	}
	if strings.Contains(string(text), "127.0.0.1") {
		t.Error("the phone's address is in it")
	}
}

// Two phones at once: the report is on the one that was measured first.
func TestReportOfTheFirstOfTwoPhones(t *testing.T) {
	w := newWorld()
	r := startReport(t, w, "--demo=good", "--ticket=T-4711", "--plain")
	url := strings.TrimSpace(r.until(t, "http://127.0.0.1:"))
	go scripted(url, -47*time.Second, "iPhone")
	go scripted(url, 47*time.Second, "Android")
	if status := r.end(); status != 0 {
		t.Fatalf("status %d", status)
	}
	v := aReport(t, w.out.String())
	of := map[string]time.Duration{"iphone": -47 * time.Second, "android": 47 * time.Second}
	if want := demoGood + of[v.Report.Page.System]; !v.Skew.Widen(5 * time.Millisecond).Contains(want) {
		t.Errorf("skew %v on %s, want %v", v.Skew, v.Report.Page.System, want)
	}
}

func TestReportWithoutAPhone(t *testing.T) {
	w := newWorld()
	r := startReport(t, w, "--demo=good", "--plain")
	r.until(t, "Waiting for a phone")
	go io.WriteString(r.typing, "q\n")
	r.until(t, "no phone was measured")
	if status := r.end(); status != 3 || w.out.Len() != 0 {
		t.Errorf("status %d, %s", status, w.out.String())
	}
}

// The same people as in TestTap, who want a report.
func TestReportOfAnApp(t *testing.T) {
	followsSlow := slices.Concat(at("\n", 30.1, 60.1, 90.1), at("\n", 120.1), at("00:02\n", 125))
	for _, tt := range []struct {
		name    string
		args    string
		hands   []typed
		verdict result.Verdict
		said    string
	}{
		{"follows a slow clock", "--demo=slow --app=aegis", followsSlow, result.Wrong, "The app follows the clock: its codes change 46.9 s late"},
		{"by another rule", "--demo=slow --app=aegis --window=3", followsSlow, result.OK, "The app follows the clock"},
		{"only the minute was read", "--demo=good", slices.Concat(at("\n", 30.1, 60.1, 90.1), at("0:01\n", 95)), result.CantTell, "The app's codes change on time"},
	} {
		for _, single := range []bool{false, true} {
			t.Run(fmt.Sprint(tt.name, ", single keys: ", single), func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "app.txt")
				w := newWorld()
				typing := join(slices.Concat(tt.hands, at("yes\n", 200)))
				if w.stdin = typing; single {
					w.stdin = strings.NewReader("")
					w.keyboard = func() (*cli.Keyboard, error) {
						return cli.RawKeyboard(typing, func() {}), nil
					}
				}
				got := runIn(t, w, append([]string{"report", "--device=app", "--ticket=T-4711", "--output", path}, strings.Fields(tt.args)...)...)
				text, err := os.ReadFile(path)
				if got.Status != 0 || err != nil {
					t.Fatalf("status %d, %v\n%s%s", got.Status, err, got.Err, got.Stdout)
				}
				v := aReport(t, string(text))
				if v.Verdict != tt.verdict || len(v.Report.Watched.Taps) != 3 || !strings.Contains(string(text), tt.said) {
					t.Errorf("verdict %v, %d taps, in\n%s", v.Verdict, len(v.Report.Watched.Taps), text)
				}
			})
		}
	}
}

// Ctrl-C writes nothing, whenever it comes; nor does somebody who leaves early.
func TestReportOfAnAppThatIsBrokenOff(t *testing.T) {
	for _, tt := range []struct {
		name  string
		hands *hands
		err   string
	}{
		{"at the second press", join(at(" ", 30.1), at(cli.KeyInterrupt, 40)), "interrupted before there was an answer"},
		{"at the question", join(at(" ", 30.1, 60.1, 90.1), at(cli.KeyInterrupt, 100)), "interrupted"},
		{"while typing", join(at(" ", 30.1, 60.1, 90.1), at("0", 100), at(cli.KeyInterrupt, 101)), "interrupted"},
		{"left after one", join(at(" ", 30.1), at("q", 40)), "only 1 of 3 presses were made"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "app.txt")
			w := newWorld()
			w.keyboard = func() (*cli.Keyboard, error) {
				return cli.RawKeyboard(tt.hands, func() {}), nil
			}
			got := runIn(t, w, "report", "--device=app", "--demo=good", "--yes", "--output", path)
			if _, err := os.Stat(path); got.Status != 3 || err == nil || got.Stdout != "" || !strings.Contains(got.Err, tt.err) {
				t.Errorf("%+v; written: %v", got, err == nil)
			}
		})
	}
}

// A file that cannot be written is refused before anybody presses anything, and
// without true time a phone is not to blame.
func TestReportRefusesEarly(t *testing.T) {
	w := newWorld()
	got := runIn(t, w, "report", "--device=app", "--demo", "--yes", "--output", filepath.Join(t.TempDir(), "none", "app.txt"))
	if got.Status != 3 || strings.Contains(got.Err, "Press") || !strings.Contains(got.Err, "does its directory exist") {
		t.Errorf("%+v", got)
	}
	w = newWorld()
	r := startReport(t, w, "--demo=offline", "--timeout=50ms", "--plain")
	r.until(t, "Waiting for a phone")
	go io.WriteString(r.typing, "q\n")
	r.until(t, "true time could not be measured")
	if status := r.end(); status != 3 {
		t.Errorf("status %d", status)
	}
}

func TestReportOfTapsThatDisagree(t *testing.T) {
	w := newWorld()
	w.stdin = join(at("\n", 30.1, 45, 99))
	if got := runIn(t, w, "report", "--device=app", "--demo"); got.Status != 3 || got.Stdout != "" || !strings.Contains(got.Err, "fewer than half of the taps agree") {
		t.Errorf("%+v", got)
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
// wrong with it but that it is practice; copied from a narrow terminal, too.
func TestEveryScenarioCanBeReported(t *testing.T) {
	for i, name := range demoNames() {
		w := newWorld()
		w.stdoutTerminal, w.size = true, func() (int, int) { return 40 + 10*(i%5), 24 }
		text := runIn(t, w, "report", "--demo="+name).Stdout
		found := report.Find(text)
		if len(found) != 1 {
			t.Fatalf("%s: found %d", name, len(found))
		}
		v := report.Verify(found[0], report.Expect{Now: found[0].Report.Local(), Text: render.ReportText})
		if v.Compared.Partly || len(v.Compared.Changed) > 0 {
			t.Errorf("%s: the text is not that of the data: %+v\n%s", name, v.Compared, text)
		}
		v.Problems = slices.DeleteFunc(v.Problems, func(p report.Problem) bool {
			return p == report.Practice || p == report.Old || p == report.FromFuture
		})
		if v.Err != nil || len(v.Problems) > 0 || int(v.Check.Verdict) != v.Report.Verdict {
			t.Errorf("%s: %v, %v, computed again %v:\n%s", name, v.Err, v.Problems, v.Check.Verdict, text)
		}
	}
}

// The whole way of a seller: a real browser whose clock is wrong, the report of
// it, and support. The page has its answer when the program ends.
func TestReportOfAPhoneInABrowser(t *testing.T) {
	b := browsertest.Start(t)
	w := newWorld()
	r := startReport(t, w, "--demo=good", "--ticket=T-4711", "--plain")
	tab := b.Open(t, strings.TrimSpace(r.until(t, "http://127.0.0.1:")), browsertest.Look{Skew: -47 * time.Second})
	if status := r.end(); status != 0 {
		t.Fatalf("status %d", status)
	}
	tab.Wait(`document.body.className === 'done'`)
	if word, end := tab.Text("#word"), tab.Text("#gone"); word != "WRONG" || end != "Finished. The computer has closed this page: go on there." {
		t.Errorf("the page says %q, and in the end %q", word, end)
	}
	tab.Click("body") // nothing on it asks a computer that is not there any more
	if shown := tab.Visible(); strings.Contains(shown, "Measure again") || strings.Contains(shown, "Press when") || !strings.Contains(shown, "Send to support") {
		t.Errorf("the page shows %q", shown)
	}
	v := aReport(t, w.out.String())
	if !v.Skew.Contains(demoGood-47*time.Second) || v.Skew.Bound() > time.Second || v.Report.Page.System != "iphone" {
		t.Errorf("skew %v on %s", v.Skew, v.Report.Page.System)
	}
}
