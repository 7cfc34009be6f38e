package main

import (
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
)

// --against compares with the clock of one site, over a real connection, and
// says that this is all that it knows.
func TestAgainst(t *testing.T) {
	site := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
	}))
	defer site.Close()
	w := newWorld()
	w.now = time.Now
	w.roots = x509.NewCertPool()
	w.roots.AddCert(site.Certificate())
	host := strings.TrimPrefix(site.URL, "https://")
	status := run(t.Context(), &w.env, []string{"check", "--against", site.URL, "--timeout", "700ms"})
	got := w.out.String()
	if status != 2 || !strings.HasPrefix(got, "WRONG   This computer's clock is 1 hour slow against "+host+"\n        (+/- ") || w.err.Len() > 0 {
		t.Errorf("status %d, stdout %q, stderr %q", status, got, w.err.String())
	}
	if !strings.Contains(got, "compared with "+host+" alone.\n") || strings.Contains(got, "ause: ") ||
		!strings.Contains(got, "Next\n  1. Run \"codeclock\" without --against") {
		t.Errorf("either clock may be the wrong one, and this says otherwise:\n%s", got)
	}
	w.out.Reset()
	run(t.Context(), &w.env, []string{"check", "--against", site.URL, "--timeout", "700ms", "--format", "json"})
	if got := w.out.String(); !strings.Contains(got, "\n  \"cause\": null,\n") || !strings.Contains(got, "\n  \"against\": true,\n") {
		t.Errorf("json: a cause of what may be the site's error:\n%s", got)
	}
	w.out.Reset()
	run(t.Context(), &w.env, []string{"check", "--against", site.URL, "--timeout", "700ms", "--format", "nagios"})
	if got := w.out.String(); !strings.Contains(got, "slow against "+host) || !strings.Contains(got, "That site alone was asked") || strings.Contains(got, "time server") {
		t.Errorf("nagios: %q", got)
	}
}

// A site that tells nothing is named with its reason, in words of its own.
func TestAgainstNothing(t *testing.T) {
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	stranger := quietSite(t, func(http.ResponseWriter, *http.Request) {})
	late := quietSite(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).Format(http.TimeFormat))
	})
	broken := quietSite(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nno \x1b[31mheader\r\n\r\n")
	})
	known := x509.NewCertPool()
	known.AddCert(stranger.Certificate()) // of all sites that httptest starts
	for _, tt := range []struct {
		name, url string
		roots     *x509.CertPool
		want      string
	}{
		{"no TLS there", strings.Replace(plain.URL, "http:", "https:", 1), known, "does not speak HTTPS there"},
		{"an issuer that is not known", stranger.URL, x509.NewCertPool(), "its certificate's issuer is unknown here"},
		{"a certificate for another name", strings.Replace(stranger.URL, "127.0.0.1", "localhost", 1), known, "its certificate is for another name"},
		{"expired even at its own time", late.URL, known, "has expired, or is not valid yet, even at the time that it claims"},
		{"an answer that breaks the rules", broken.URL, known, "its answer is not a valid web answer"},
		{"nobody there", "https://127.0.0.1:" + freePort(t), known, "nothing answers there (connection refused)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.now, w.roots = time.Now, tt.roots
			run(t.Context(), &w.env, []string{"check", "--against", tt.url, "--timeout", "700ms"})
			host := strings.TrimPrefix(tt.url, "https://")
			got := strings.Join(strings.Fields(w.out.String()), " ")
			if !strings.HasPrefix(got, "CAN'T TELL "+host+" gave no answer") || !strings.Contains(got, tt.want) || strings.Contains(got, "--server") {
				t.Errorf("want %q in\n%s", tt.want, w.out.String())
			}
		})
	}
}

// quietSite starts a web site that does not log who refused it.
func quietSite(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	site := httptest.NewUnstartedServer(answer)
	site.Config.ErrorLog = log.New(io.Discard, "", 0)
	site.StartTLS()
	t.Cleanup(site.Close)
	return site
}

// A server under two names does not confirm itself.
func TestOneServerUnderTwoNames(t *testing.T) {
	w := newWorld()
	w.now = time.Now
	run(t.Context(), &w.env, append([]string{"check", "-v"}, serverFlags(lyingNames(t))...))
	for _, want := range []string{"2 of 2 time servers answered, but all as the same server.", "Nothing confirms it", "answers as the same server as another one", "no vote of its own"} {
		if got := strings.Join(strings.Fields(w.out.String()), " "); !strings.Contains(got, want) {
			t.Errorf("there is no %q in:\n%s", want, w.out.String())
		}
	}
}

func TestSourceFlags(t *testing.T) {
	for _, args := range [][]string{
		{"--against", "http://a.example"}, {"--against", "https://u:p@a.example"},
		{"--against", "a.example", "--server", "b.example"}, {"--against", "a.example", "--demo"},
		{"--against", "a.example", "--source", "https"}, {"--source", "https", "--demo"},
		{"--source", "ntp", "--server", "b.example"}, {"--source", "sundial"},
	} {
		got := runIn(t, newWorld(), args...)
		if got.Status != cli.ExitUsage || got.Stdout != "" || !strings.Contains(got.Err, "codeclock: hint: ") || strings.Contains(got.Err, "u:p@") {
			t.Errorf("%q: status %d, stdout %q, stderr %q", args, got.Status, got.Stdout, got.Err)
		}
	}
}
