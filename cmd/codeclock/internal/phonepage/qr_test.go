package phonepage

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/browsertest"
)

const longURL = "HTTP://192.168.178.123:49213/ABCDEFGHIJKLMNOP/"

// Phones must be able to read what the terminal shows, cell for cell.
func TestQRCodesCanBeRead(t *testing.T) {
	blocks, err := QR(longURL)
	if err != nil {
		t.Fatal(err)
	}
	ascii, err := QRASCII(longURL)
	if err != nil {
		t.Fatal(err)
	}
	file, err := QRPNG(longURL)
	if err != nil {
		t.Fatal(err)
	}
	for name, picture := range map[string][]byte{
		"half blocks": encode(t, cells(t, blocks)),
		"ascii":       encode(t, cells(t, ascii)),
		"png":         file,
	} {
		if got := zbar(t, picture); got != longURL {
			t.Errorf("%s: zbarimg reads %q, want %q", name, got, longURL)
		}
	}
}

func TestQRIsSmall(t *testing.T) {
	blocks, err := QR(longURL)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(blocks, "\n"), "\n")
	if wide := len([]rune(escapes().ReplaceAllString(lines[0], ""))); len(lines) != 15 || wide != 29 {
		t.Errorf("the longest address takes %d lines of %d columns, want 15 of 29", len(lines), wide)
	}
	for _, l := range lines {
		if !strings.HasPrefix(l, "\x1b[38;5;16;48;5;231m") || !strings.HasSuffix(l, "\x1b[0m") {
			t.Errorf("line %q leaves its colours to the theme", l)
		}
	}
}

func TestQRRefusesWhatDoesNotFit(t *testing.T) {
	long := strings.Repeat("A", 5000)
	_, err1 := QR(long)
	_, err2 := QRASCII(long)
	_, err3 := QRPNG(long)
	if err1 == nil || err2 == nil || err3 == nil {
		t.Errorf("5000 letters gave errors %v, %v, %v", err1, err2, err3)
	}
}

func escapes() *regexp.Regexp { return regexp.MustCompile("\x1b\\[[0-9;]*m") }

// cells paints a terminal's cells: black letters on white, each cell as wide as
// half its height.
func cells(t *testing.T, text string) image.Image {
	t.Helper()
	lines := strings.Split(strings.TrimRight(escapes().ReplaceAllString(text, ""), "\n"), "\n")
	wide := 0
	for _, l := range lines {
		wide = max(wide, len([]rune(l)))
	}
	const w, h, edge = 8, 16, 40
	img := image.NewGray(image.Rect(0, 0, wide*w+2*edge, len(lines)*h+2*edge))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for row, l := range lines {
		for col, r := range []rune(l) {
			for y := range h {
				if !inked(t, r, y < h/2) {
					continue
				}
				for x := range w {
					img.Set(edge+col*w+x, edge+row*h+y, color.Black)
				}
			}
		}
	}
	return img
}

func inked(t *testing.T, r rune, top bool) bool {
	t.Helper()
	switch r {
	case ' ':
		return false
	case '█', '#':
		return true
	case '▀':
		return top
	case '▄':
		return !top
	}
	t.Fatalf("unexpected letter %q", r)
	return false
}

func encode(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zbar(t *testing.T, picture []byte) string {
	t.Helper()
	path, err := exec.LookPath("zbarimg")
	if err != nil {
		browsertest.Missing(t, "zbarimg")
	}
	cmd := exec.Command(path, "--quiet", "--raw", "-")
	cmd.Stdin = bytes.NewReader(picture)
	out, err := cmd.Output() // it complains about a missing desktop on stderr
	if err != nil {
		t.Fatalf("zbarimg: %v: %s", err, out)
	}
	return strings.TrimSpace(string(out))
}
