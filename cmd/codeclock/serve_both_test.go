package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/browsertest"
	"codeclock/cmd/codeclock/internal/report"
)

const testPC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"

// A customer opens the link on the computer, where a program that reads QR codes finds
// the link for the phone on the screen. The text on the phone has both results, each
// signed.
func TestComputerAndPhoneInOneText(t *testing.T) {
	zbarimg := realPart(t, "zbarimg")
	b := browsertest.Start(t)
	key, public := newTestKey(t)
	signer, err := readSigner(t.Context(), public)
	if err != nil {
		t.Fatal(err)
	}
	url := startServe(t, "--demo=good", "--sign-key", key)
	pc := b.Open(t, url+"t/T-4711/", browsertest.Look{Skew: time.Hour, Width: 1280, UserAgent: testPC})
	pc.Wait(measuredPage)
	pc.Wait(`(function (qr) { return /pass=/.test(qr.src) && qr.complete && qr.naturalWidth > 0; }(document.getElementById('qr')))`)
	screen := filepath.Join(t.TempDir(), "screen.png")
	if err := os.WriteFile(screen, pc.Screenshot(), 0o600); err != nil {
		t.Fatal(err)
	}
	read := runReal(t, "", zbarimg, "-q", "--raw", screen)
	link, _, _ := strings.Cut(read.output, "\n") // complaints follow
	if !strings.HasPrefix(link, url+"t/T-4711/#") {
		t.Fatalf("zbarimg: %d, %q", read.status, link)
	}
	phone := b.Open(t, link, browsertest.Look{Skew: -47 * time.Second})
	phone.Wait(measuredPage)
	text := browsertest.Eval[string](phone, `document.getElementById('support').value`)
	found := report.Find(text)
	if len(found) != 2 {
		t.Fatalf("%d reports in\n%s", len(found), text)
	}
	for i, want := range []struct {
		system string
		off    time.Duration
	}{{"iphone", demoGood - 47*time.Second}, {"windows", demoGood + time.Hour}} {
		v := report.Verify(found[i], report.Expect{Ticket: "T-4711", Now: time.Now(), Signer: signer})
		if !v.Signed || v.Trust > report.Refused || v.Report.Page.System != want.system || !v.Skew.Widen(5*time.Millisecond).Contains(want.off) || v.Skew.Bound() > time.Second {
			t.Errorf("report %d: signed %v, %v, %s, %v", i+1, v.Signed, v.Problems, v.Report.Page.System, v.Skew)
		}
	}
	if got := phone.Text("#lines"); !strings.Contains(got, "1 hour fast") {
		t.Errorf("the phone says %q", got)
	}
	for _, violation := range append(pc.Violations(), phone.Violations()...) {
		t.Error(violation)
	}
	w := newWorld()
	w.stdin = strings.NewReader("> " + strings.ReplaceAll(text, "\n", "\n> "))
	w.now = time.Now
	run(t.Context(), &w.env, []string{"verify", "--signer", public, "--ticket", "T-4711"})
	for _, want := range []string{"2 reports", "iPhone, iPad", "Windows", "47.0 s slow", "1 hour fast"} {
		if !strings.Contains(w.out.String(), want) {
			t.Errorf("verify lacks %q:\n%s%s", want, w.out.String(), w.err.String())
		}
	}
}
