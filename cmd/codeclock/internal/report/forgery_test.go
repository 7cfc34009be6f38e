package report_test

import (
	"crypto/ed25519"
	"fmt"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/drift/skew"
)

// lure is what a forger wants support to read.
const lure = "call-0800-555-1234"

// Whatever a forger writes into the data is refused, called out or shown as
// unknown, and the words are in no face.
func TestForgeries(t *testing.T) {
	yes := true
	type edit = func(*report.Report)
	long := int64(48 * time.Hour)
	for _, tt := range []struct {
		name   string
		device string
		edit   edit
	}{
		{"the system", "computer", func(r *report.Report) { r.System = lure }},
		{"the architecture", "computer", func(r *report.Report) { r.Arch = lure }},
		{"the program", "computer", func(r *report.Report) { r.Program = lure }},
		{"the program's version", "computer", func(r *report.Report) { r.Program = "v1.2.3-" + lure }},
		{"a version that is a number", "computer", func(r *report.Report) { r.Program = "v0800.555.1234" }},
		{"the ticket", "computer", func(r *report.Report) { r.Ticket = strings.ToUpper(lure) }},
		{"a ticket that is a number", "computer", func(r *report.Report) { r.Ticket = "CALL-08005551234" }},
		{"a finding", "computer", func(r *report.Report) { r.Findings = []report.Finding{{Code: lure, Severity: "info", Sure: "certain"}} }},
		{"a finding's value", "computer", func(r *report.Report) {
			r.Findings = []report.Finding{{Code: "sync-off", Severity: "info", Sure: "certain", Values: map[string]float64{"call_0800_555_1234_seconds": 5}}}
		}},
		{"how sure a finding is", "computer", func(r *report.Report) {
			r.Findings = []report.Finding{{Code: "sync-off", Severity: "info", Sure: lure}}
		}},
		{"how grave a finding is", "computer", func(r *report.Report) {
			r.Findings = []report.Finding{{Code: "sync-off", Severity: lure, Sure: "certain"}}
		}},
		{"a fact", "computer", func(r *report.Report) { r.Facts = map[string]bool{lure: true} }},
		{"a service", "computer", func(r *report.Report) { r.Services = []report.Service{{Name: lure, Running: &yes}} }},
		{"a server", "computer", func(r *report.Report) { r.Servers[0].Name = lure + ".example" }},
		{"a server like a stand-in", "computer", func(r *report.Report) { r.Servers[0].Name = "named server " + lure }},
		{"a server's error", "computer", func(r *report.Report) { r.Servers[0].Error = lure }},
		{"a method", "computer", func(r *report.Report) { r.Servers[0].Method = lure }},
		{"the device", "computer", func(r *report.Report) { r.Device = lure }},
		{"a desk's policy", "computer", func(r *report.Report) { r.Desk = &report.Desk{Key: "0123456789abcdef", Policy: lure} }},
		{"a desk's key", "computer", func(r *report.Report) { r.Desk = &report.Desk{Key: lure} }},
		{"the phone's system", "phone", func(r *report.Report) { r.Page.System = lure }},
		{"the app", "app", func(r *report.Report) { r.Watched.App = "call08005551234" }},
		{"a run of two days", "computer", func(r *report.Report) { r.Took = long }},
		{"a stratum of none", "computer", func(r *report.Report) { r.Servers[0].Samples[0].Stratum = 0 }},
		{"a stratum of 16", "computer", func(r *report.Report) { r.Servers[0].Samples[0].Stratum = 16 }},
		{"a certificate of a time server", "computer", func(r *report.Report) { r.Servers[0].Samples[0].Claimed = 1 }},
		{"a stratum of a page", "phone", func(r *report.Report) { r.Page.Samples[0].Stratum = 5 }},
		{"a server that is unsure by days", "computer", func(r *report.Report) { r.Servers[0].Samples[0].Slack = long }},
		{"more machines than samples", "computer", func(r *report.Report) { r.Servers[0].Machines = []int{1, 2} }},
		{"a voice that is none", "computer", func(r *report.Report) { r.Servers[0].Voice = 99 }},
		{"a verdict", "computer", func(r *report.Report) { r.Verdict = 0 }},
		{"a skew", "computer", func(r *report.Report) { r.Skew = &report.Skew{} }},
		{"the computer's skew", "phone", func(r *report.Report) { r.Computer.Point = r.Computer.Low }},
		{"the agreement", "computer", func(r *report.Report) { r.Agreement = 2 }},
		{"a press from nowhere", "app", func(r *report.Report) { r.Watched.Taps[0][0] += long }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := forgedOf(t, tt.device)
			tt.edit(&r)
			sign := func([]byte) []byte { return make([]byte, ed25519.SignatureSize) }
			if r.Desk == nil {
				sign = nil
			}
			if _, err := r.JSON(); err != nil {
				return // it cannot even be written, and reading is as strict: TestParseIsStrict
			}
			text, err := r.Encode(render.ReportText(report.Version, r), sign)
			if err != nil {
				t.Fatal(err)
			}
			found := report.Find(text)
			if len(found) != 1 {
				t.Fatalf("found %d", len(found))
			}
			faces := strings.ToLower(shown(t, found[0]))
			for _, words := range []string{lure, "0800", "call", "1234"} {
				if strings.Contains(faces, words) {
					t.Errorf("%q is shown", words)
				}
			}
			v := report.Verify(found[0], report.Expect{Now: resulttest.Truth(), Text: render.ReportText})
			said := v.Trust > report.Holds || strings.Contains(faces, report.Unknown) || strings.Contains(faces, "named server 1") || strings.Contains(faces, "another ticket") || strings.Contains(faces, "not checked")
			if !said && tt.name != "the program's version" && tt.name != "a finding's value" {
				t.Errorf("it holds, and nothing says otherwise:\n%s", faces)
			}
		})
	}
}

func forgedOf(t *testing.T, device string) report.Report {
	t.Helper()
	var r report.Report
	switch device {
	case "phone":
		r, _ = ofPhone(t, -47*time.Second)
	case "app":
		r, _ = ofApp(t, -47*time.Second, skew.Around(-47*time.Second, time.Second))
	default:
		r, _ = made(t, -47*time.Second, "T-4711")
	}
	return clone(t, r)
}

// A ticket that support did not give is not shown, unless it is a plain number.
func TestTicketsThatAreShown(t *testing.T) {
	for _, tt := range []struct{ ticket, expected, want string }{
		{"T-4711", "", "T-4711"}, {"4711", "", "4711"}, {"INC0012345", "", "INC0012345"}, {"", "", ""},
		{"CALL-0800-5551", "", report.Other}, {"CALL-0800-5551", "call-0800-5551", "CALL-0800-5551"}, {"T-12345678", "", report.Other},
	} {
		v := report.Verified{Found: report.Found{Report: report.Report{Ticket: tt.ticket}}, Expected: tt.expected}
		if got := v.Ticket(); got != tt.want {
			t.Errorf("%q, expected %q: %q, want %q", tt.ticket, tt.expected, got, tt.want)
		}
	}
}

// The names of servers are the sender's, and shown to who asks for them.
func TestServerNamesAreShownOnRequest(t *testing.T) {
	r, _ := made(t, -47*time.Second, "T-4711")
	r.Servers[0].Name = "ntp.corp.example"
	found := report.Find(textOf(t, r))[0]
	for _, names := range []bool{false, true} {
		v := report.Verify(found, report.Expect{Now: resulttest.Truth(), ServerNames: names})
		if got := strings.Contains(render.Verify([]report.Verified{v}, render.TextOptions{}), "ntp.corp.example"); got != names {
			t.Errorf("asked for: %v, shown: %v", names, got)
		}
	}
}

// A desk signs what it measured, and a signature is of all of it.
func TestSignatures(t *testing.T) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	public := key.Public().(ed25519.PublicKey)
	other := ed25519.NewKeyFromSeed([]byte(strings.Repeat("x", ed25519.SeedSize))).Public().(ed25519.PublicKey)
	r, _ := ofPhone(t, -47*time.Second)
	desk := report.NewDesk(public, "google-authenticator-libpam")
	desk.Time = resulttest.Truth().UnixMicro()
	r.Desk = &desk
	sign := func(data []byte) []byte { return ed25519.Sign(key, data) }
	text, err := r.Encode(render.ReportText(report.Version, r), sign)
	if err != nil {
		t.Fatal(err)
	}
	found := report.Find(text)
	if len(found) != 1 || !found[0].SignedBy(public) || found[0].SignedBy(other) || *found[0].Report.Desk != desk {
		t.Fatalf("%v, signed by it: %v, by another: %v", errs(found), found[0].SignedBy(public), found[0].SignedBy(other))
	}
	for name, edit := range map[string]func(*report.Report){
		"the ticket":  func(r *report.Report) { r.Ticket = "T-4712" },
		"a sample":    func(r *report.Report) { r.Page.Samples[0].Sent++ },
		"the time":    func(r *report.Report) { r.Desk.Time++ },
		"the policy":  func(r *report.Report) { r.Desk.Policy = "" },
		"the rule":    func(r *report.Report) { r.Rule.Past *= 2 },
		"the program": func(r *report.Report) { r.Program = "v1.2.4" },
	} {
		changed := reportIn(t, text)
		signature := sign([]byte("anything"))
		edit(&changed)
		forged, err := changed.Encode("text", func([]byte) []byte { return signature })
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if found := report.Find(forged); len(found) != 1 || found[0].Err != nil || found[0].SignedBy(public) {
			t.Errorf("%s: %v, and the signature is still good", name, errs(found))
		}
	}
	if _, err := r.Encode("text", nil); err == nil {
		t.Error("a report of a desk was written without its signature")
	}
}

func reportIn(t *testing.T, text string) report.Report {
	t.Helper()
	found := report.Find(text)
	if len(found) != 1 || found[0].Err != nil {
		t.Fatal(fmt.Sprint(errs(found)))
	}
	return found[0].Report
}
