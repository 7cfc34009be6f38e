package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rsc.io/qr"
)

// The picture of a QR code becomes a key as the help of infer says.
func TestInferFromAPicture(t *testing.T) {
	zbarimg := realPart(t, "zbarimg")
	code, err := qr.Encode("otpauth://totp/Shop:jane?secret="+testKey+"&issuer=Shop", qr.M)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	picture, codes := filepath.Join(dir, "picture.png"), filepath.Join(dir, "codes.txt")
	if err := os.WriteFile(picture, code.PNG(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(codes, []byte(readLines(t, 0, readOnce)), 0o600); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(inferExamples, "zbarimg -q --raw picture.png |\n    codeclock infer --key-file - --code-file codes.txt") {
		t.Error("the help says something else")
	}
	key, err := exec.CommandContext(t.Context(), zbarimg, "-q", "--raw", picture).Output()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld()
	w.stdin = strings.NewReader(string(key))
	got := runIn(t, w, "infer", "--key-file", "-", "--code-file", codes, "--range", "2d")
	if got.Status != 0 || got.Err != "" || !strings.Contains(got.Stdout, "How we know: 1 code") {
		t.Errorf("status %d, %s%s", got.Status, got.Err, got.Stdout)
	}
}
