package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A desk's day: its key, its page, three customers who open their link and send back
// what it shows, in mails that a ticket system has wrapped, and one batch to verify.
func TestDesksDay(t *testing.T) {
	key, public := newTestKey(t)
	signer := filepath.Join(t.TempDir(), "desk.pub")
	if err := os.WriteFile(signer, []byte(public+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	url := startServe(t, "--demo=good", "--sign-key", key, "--desk", "Example Support", "--policy", "keycloak")
	var mails []string
	for ticket, customer := range map[string]struct {
		off   time.Duration
		agent string
	}{
		"T-1": {-47 * time.Second, testIPhone},
		"T-2": {0, "Mozilla/5.0 (Linux; Android 16; Pixel 10)"},
		"T-3": {time.Hour, "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"},
	} {
		text := scripted(url+"t/"+ticket+"/", customer.off, customer.agent)
		mail := filepath.Join(t.TempDir(), ticket+".eml")
		wrapped := "From: customer@example.com\r\nSubject: Re: [" + ticket + "] codes\r\n\r\nHello,\r\n\r\n> " + strings.ReplaceAll(text, "\n", "\r\n> ")
		if err := os.WriteFile(mail, []byte(wrapped), 0o600); err != nil {
			t.Fatal(err)
		}
		mails = append(mails, mail)
	}
	w := newWorld()
	run(t.Context(), &w.env, append([]string{"verify", "-v", "--signer", signer}, mails...))
	got := strings.Join(strings.Fields(w.out.String()), " ")
	if n := strings.Count(got, "Signed by that desk on "); n != 3 || !strings.Contains(got, "by the rule of Keycloak") {
		t.Errorf("%d of 3 reports are said to be signed:\n%s%s", n, w.out.String(), w.err.String())
	}
	for _, want := range []string{"3 reports", "T-1", "T-2", "T-3", "47.0 s slow", "1 hour", "iPhone", "Android", "Windows"} {
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
