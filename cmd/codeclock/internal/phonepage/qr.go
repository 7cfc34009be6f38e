package phonepage

import (
	"strings"

	"rsc.io/qr"
)

// quietZone is the white border, in modules. The standard wants four; two are
// enough where the border's own white is not the screen's (tried with zbarimg).
const quietZone = 2

// QR draws a text as a QR code for the terminal: one line for two rows of
// modules, black on white whatever the terminal's colours are. Capitals, digits
// and ":/." alone make the smallest code.
func QR(text string) (string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "", err
	}
	// Colours 16 and 231 are black and white in every theme; the first 16 are
	// the theme's own.
	const ink, plain = "\x1b[38;5;16;48;5;231m", "\x1b[0m"
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		b.WriteString(ink)
		for x := -quietZone; x < code.Size+quietZone; x++ {
			b.WriteString(half(code.Black(x, y), code.Black(x, y+1)))
		}
		b.WriteString(plain + "\n")
	}
	return b.String(), nil
}

func half(top, bottom bool) string {
	switch {
	case top && bottom:
		return "█"
	case top:
		return "▀"
	case bottom:
		return "▄"
	}
	return " "
}

// QRSize returns how many columns and lines a code of QR takes.
func QRSize(code string) (columns, lines int) {
	lines = strings.Count(code, "\n")
	return 2*lines - 1, lines
}

// QRASCII draws a text as a QR code in two columns for each module, for black
// letters on a white ground.
func QRASCII(text string) (string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y++ {
		var line strings.Builder
		for x := -quietZone; x < code.Size+quietZone; x++ {
			if code.Black(x, y) {
				line.WriteString("##")
			} else {
				line.WriteString("  ")
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String(), nil
}

// QRPNG draws a text as a QR code in a PNG file.
func QRPNG(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return nil, err
	}
	return code.PNG(), nil
}
