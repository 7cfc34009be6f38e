package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// startServe runs serve on practice servers until the test ends, and returns the
// address of its page.
func startServe(t *testing.T, args ...string) (url string) {
	t.Helper()
	line, _ := startService(t, args...)
	url, _, _ = strings.Cut(strings.TrimPrefix(line, "The page is at "), ",")
	waitHealthy(t, url)
	return url
}

// startService runs serve, and returns the first line that it says, and what stops it.
func startService(t *testing.T, args ...string) (line string, stop func()) {
	t.Helper()
	w := newWorld()
	w.simulate = nil // real sockets: this is no bubble
	out, in := io.Pipe()
	w.stdout = in
	ctx, cancel := context.WithCancel(context.Background())
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, &w.env, append([]string{"serve"}, args...))
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatalf("serve ended with %d: %s", <-status, w.err.String())
	}
	go io.Copy(io.Discard, out)
	stop = sync.OnceFunc(func() {
		cancel()
		if got := <-status; got != 0 {
			t.Errorf("serve ends with %d: %s", got, w.err.String())
		}
	})
	t.Cleanup(stop)
	return lines.Text(), stop
}

// waitHealthy waits until true time is known.
func waitHealthy(t *testing.T, url string) {
	t.Helper()
	for range 10_000 {
		answer, err := http.Get(url + "healthz")
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-t.Context().Done():
		}
	}
	t.Fatal("true time never became known")
}

const testIPhone = "Mozilla/5.0 (iPhone)"

// newTestKey makes a desk's key, and returns its file and its public half.
func newTestKey(t *testing.T) (file, public string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "desk.pem")
	w := newWorld()
	if status := run(t.Context(), &w.env, []string{"serve", "--new-key", file}); status != 0 {
		t.Fatalf("status %d: %s", status, w.err.String())
	}
	return file, strings.TrimSpace(w.out.String())
}

// A customer opens the desk's link, and the desk reads what they send back.
func TestServe(t *testing.T) {
	key, public := newTestKey(t)
	url := startServe(t, "--demo=slow", "--sign-key", key, "--desk", "Example Support")
	text := scripted(url+"t/T-4711/", 0, testIPhone)
	for _, want := range []string{"BEGIN CODECLOCK REPORT", "T-4711", "47.0 s slow"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not have %q:\n%s", want, text)
		}
	}
	mail := filepath.Join(t.TempDir(), "mail.txt")
	if err := os.WriteFile(mail, []byte("> "+strings.ReplaceAll(text, "\n", "\n> ")), 0o600); err != nil {
		t.Fatal(err)
	}
	signed := "Signed by that desk on " + time.Now().UTC().Format("2006-")
	for _, tt := range []struct{ args, want, json string }{
		{"", "was not checked", "unchecked"},
		{"--signer " + public, signed, "valid"},
		{"--signer " + public + " --ticket T-4712", "It was not made for ticket T-4712", "valid"},
		{"--signer " + otherDesk, "signed with another key", "other-key"},
	} {
		for format, want := range map[string]string{"text": tt.want, "json": `"signature": "` + tt.json + `"`} {
			w := newWorld()
			run(t.Context(), &w.env, append([]string{"verify", mail, "--format", format}, strings.Fields(tt.args)...))
			if got := strings.Join(strings.Fields(w.out.String()), " "); !strings.Contains(got, want) {
				t.Errorf("verify %s --format %s lacks %q: %s%s", tt.args, format, want, w.out.String(), w.err.String())
			}
		}
	}
}

// otherDesk is a public key, that of RFC 8032's first test.
const otherDesk = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"

func TestServeRefusesCalls(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"--listen 0.0.0.0:8080", "plain HTTP is for loopback alone"},
		{"--listen 192.0.2.1:8080 --url https://clock.example.com", "plain HTTP is for loopback alone"},
		{"--listen 8080", "must be an address and a port"},
		{"--url http://clock.example.com", "plain HTTP is for loopback alone"},
		{"--url https://clock.example.com/path", "without a path"},
		{"--url ftp://clock.example.com", "must begin with https://"},
		{"--tls-cert a.pem", "go together"},
		{"--tls-cert a.pem --tls-key b.pem", "--url is missing"},
		{"--tls-cert /nowhere --tls-key /nowhere --url https://clock.example.com --listen 127.0.0.1:0 --demo", "cannot be read"},
		{"--trust-proxy all", "must be the addresses"},
		{"--trust-proxy 0.0.0.0/0", "must be the addresses"},
		{"--desk OK", "taken for a verdict"},
		{"--desk-color red", "hexadecimal"},
		{"--policy keycloak --window 2", "excludes"},
		{"--policy nobody", "no such verifier"},
		{"--sign-key /nowhere", "--sign-key"},
		{"--new-key /dev/null", "there is a file of that name"},
	} {
		w := newWorld()
		status := run(t.Context(), &w.env, append([]string{"serve"}, strings.Fields(tt.args)...))
		if status == 0 || !strings.Contains(w.err.String(), tt.want) {
			t.Errorf("serve %s: status %d, %s; want %q", tt.args, status, w.err.String(), tt.want)
		}
	}
}
