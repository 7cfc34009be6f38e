package main

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// written returns the ways in which a program may write a key.
func written(key []byte) []string {
	return []string{
		string(key), hex.EncodeToString(key), strings.ToUpper(hex.EncodeToString(key)), fmt.Sprint(key), fmt.Sprintf("%#v", key), fmt.Sprintf("%q", key),
		base64.RawStdEncoding.EncodeToString(key), base64.RawURLEncoding.EncodeToString(key), strings.TrimRight(base32.StdEncoding.EncodeToString(key), "="),
	}
}

// deskSecrets returns what a desk's key file must never be seen as: the seed, the
// private key, the file's own text, and the key that follows from it.
func deskSecrets(t *testing.T, file string) (secrets []string) {
	t.Helper()
	private, err := readDeskKey(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	seal := (&service{signer: private}).sealKey()
	for _, key := range [][]byte{private, private.Seed(), seal[:]} {
		secrets = append(secrets, written(key)...)
	}
	return append(secrets, strings.Split(strings.TrimSpace(string(text)), "\n")[1], file)
}

// exposed returns which secrets are in a text.
func exposed(secrets []string, text string) (found []string) {
	for _, s := range secrets {
		if strings.Contains(text, s) {
			found = append(found, s)
		}
	}
	return found
}

// Whatever a desk's server is asked, and however it ends, neither its signing key nor
// the one that seals pages is in what it answers, prints or leaves behind.
func TestServeKeepsItsKeys(t *testing.T) {
	key, _ := newTestKey(t)
	secrets := deskSecrets(t, key)
	port := freeTCP(t)
	p := startServeProcess(t, "--demo=good", "--sign-key", key, "--metrics", "127.0.0.1:"+port)
	all := scripted(p.url+"t/T-4711/", 0, testIPhone)
	for _, path := range []string{"", "app.js", "app.css", "desk.css", "icon.svg", "sent.html", "unsure.html", "qr.png", "t/T-1/", "healthz", "nothing"} {
		all += dumped(t, p.url+path)
	}
	all += dumped(t, "http://127.0.0.1:"+port+"/metrics") + dumped(t, "http://127.0.0.1:"+port+"/debug/pprof/heap")
	seal := sealFor(t, p.url)
	for i := range 15 {
		answer, err := http.DefaultClient.Do(junk(p.url, seal, i))
		if err == nil {
			all += read(t, answer)
		}
	}
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", p.pid))
	if err != nil || !strings.Contains(strings.Join(strings.Fields(string(limits)), " "), "Max core file size 0 0 ") {
		t.Errorf("%v: the system may write its memory to a file:\n%s", err, limits)
	}
	all += p.end(syscall.SIGTERM)
	if found := exposed(secrets, all); len(found) > 0 {
		t.Errorf("%q in\n%s", found, all)
	}
	if !strings.Contains(all, "BEGIN CODECLOCK REPORT") || !strings.Contains(all, "codeclock_serve_pages_total") {
		t.Errorf("the server was not asked: %s", all)
	}
}

// A server that is killed with a signal for debuggers prints no trace with a key in it.
func TestServeEndsWithoutATrace(t *testing.T) {
	key, _ := newTestKey(t)
	p := startServeProcess(t, "--demo=good", "--sign-key", key)
	scripted(p.url, 0, testIPhone)
	if all := p.end(syscall.SIGQUIT); strings.Contains(all, "goroutine") || len(exposed(deskSecrets(t, key), all)) > 0 {
		t.Errorf("it leaves\n%s", all)
	}
}

// Keys that cannot be used, and those that are given in the wrong place, are not
// repeated.
func TestDeskKeyErrorsSayNothing(t *testing.T) {
	key, public := newTestKey(t)
	secrets := deskSecrets(t, key)
	text, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := readDeskKey(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(private.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"cut": string(text[:len(text)/2]), "in-base64": base64.StdEncoding.EncodeToString(private.Seed()), "twice": strings.Repeat(string(text), 20),
		"in-hex": hex.EncodeToString(private), "another-kind": strings.ReplaceAll(string(text), "PRIVATE KEY", "EC PRIVATE KEY"), "good": string(text),
		"public": string(pem.EncodeToMemory(&pem.Block{Type: publicBlock, Bytes: der})), "empty": "", "huge": strings.Repeat(string(text), 1000),
	}
	mail := filepath.Join(t.TempDir(), "mail.txt")
	if err := os.WriteFile(mail, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"serve", "--listen=8080", "--sign-key", path}, {"serve", "--sign-key", path, "--url=ftp://x"}, {"serve", "--new-key", path},
			{"serve", "--policy=nobody", "--sign-key", path}, {"verify", "--signer", path, mail}, {"verify", "--signer", text, mail},
		} {
			w := newWorld()
			run(t.Context(), &w.env, args)
			all := w.out.String() + w.err.String()
			if found := exposed(secrets, all); len(found) > 0 || strings.Contains(all, public) {
				t.Errorf("%s of %s says %q:\n%s", args[:2], name, found, all)
			}
		}
	}
}

// dumped returns an answer with its headers.
func dumped(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, answer)
}

func read(t *testing.T, answer *http.Response) string {
	t.Helper()
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(answer.Status, answer.Header) + string(body)
}
