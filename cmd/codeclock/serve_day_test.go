package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/browsertest"
)

// customer is somebody who opens a desk's link in a browser.
type customer struct {
	ticket string
	off    time.Duration // of the device's clock
	agent  string
	app    string        // whose codes they watch; "" for none
	codes  time.Duration // of the app's own time, if it has one
}

// A desk's day: its key, its page, three customers who open their link and send back
// what it shows, in mails that a ticket system has wrapped, and one batch to verify.
func TestDesksDay(t *testing.T) {
	t.Parallel() // an app takes a minute and a half to change its code three times
	b := browsertest.Start(t)
	key, public := newTestKey(t)
	signer := filepath.Join(t.TempDir(), "desk.pub")
	if err := os.WriteFile(signer, []byte(public+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	url := startServe(t, "--demo=good", "--sign-key", key, "--desk", "Example Support", "--policy", "keycloak")
	var mails []string
	for _, c := range []customer{
		{ticket: "T-1", off: -47 * time.Second, agent: testIPhone},
		{ticket: "T-2", agent: "Mozilla/5.0 (Linux; Android 16; Pixel 10)", app: "ente", codes: -20 * time.Second},
		{ticket: "T-3", off: time.Hour, agent: testPC},
	} {
		text := c.open(t, b, url)
		mail := filepath.Join(t.TempDir(), c.ticket+".eml")
		wrapped := "From: customer@example.com\r\nSubject: Re: [" + c.ticket + "] codes\r\n\r\nHello,\r\n\r\n> " + strings.ReplaceAll(text, "\n", "\r\n> ")
		if err := os.WriteFile(mail, []byte(wrapped), 0o600); err != nil {
			t.Fatal(err)
		}
		mails = append(mails, mail)
	}
	w := newWorld()
	w.now = time.Now
	run(t.Context(), &w.env, append([]string{"verify", "-v", "--signer", signer}, mails...))
	got := strings.Join(strings.Fields(w.out.String()), " ")
	if n := strings.Count(got, "Signed by that desk on "); n != 3 || !strings.Contains(got, "by the rule of Keycloak") {
		t.Errorf("%d of 3 reports are said to be signed:\n%s%s", n, w.out.String(), w.err.String())
	}
	for _, want := range []string{"3 reports", "T-1", "T-2", "T-3", "47.0 s slow", "1 hour", "iPhone", "Android", "Windows", "Ente Auth"} {
		if !strings.Contains(got, want) {
			t.Errorf("verify does not say %q:\n%s", want, w.out.String())
		}
	}
	for _, secret := range []string{key, "PRIVATE"} {
		if strings.Contains(w.out.String()+w.err.String(), secret) {
			t.Errorf("%q is printed", secret)
		}
	}
}

// open lets a customer open their link, watch their app if they have one, and returns
// the text that they send.
func (c customer) open(t *testing.T, b browsertest.Browser, url string) string {
	t.Helper()
	tab := b.Open(t, url+"t/"+c.ticket+"/", browsertest.Look{Skew: c.off, UserAgent: c.agent})
	tab.Wait(measuredPage)
	const text = `document.getElementById('support').value`
	if c.app != "" {
		before := browsertest.Eval[string](tab, text)
		browsertest.Eval[bool](tab, fmt.Sprintf(`(function (e) { e.value = %q; return e.dispatchEvent(new Event('change')); }(document.getElementById('app')))`, c.app))
		for n := range 3 {
			browsertest.Eval[bool](tab, fmt.Sprintf(pressAtChange, c.codes.Milliseconds()))
			tab.Wait(fmt.Sprintf(`window.pressed === %d`, n+1))
		}
		tab.Wait(`document.getElementById('dots').textContent === '\u25cf\u25cf\u25cf' && ` + text + fmt.Sprintf(" !== %q", before))
	}
	return browsertest.Eval[string](tab, text)
}

// pressAtChange presses a quarter of a second after an app whose time is off shows its
// next code, as a hand does.
const pressAtChange = `(function (off) {
	var change = (Math.floor((Date.now() + off) / 30000) + 1) * 30000 - off + 250;
	setTimeout(function () {
		while (Date.now() < change) {}
		document.getElementById('tap').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
		document.getElementById('tap').click();
		window.pressed = (window.pressed || 0) + 1;
	}, change - Date.now() - 100);
	return true;
}(%d))`
