package phonepage

import (
	"strings"

	"rsc.io/qr"

	"codeclock/cmd/codeclock/internal/words"
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
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		b.WriteString(blackOnWhite)
		for x := -quietZone; x < code.Size+quietZone; x++ {
			b.WriteString(half(code.Black(x, y), code.Black(x, y+1)))
		}
		b.WriteString(plain + "\n")
	}
	return b.String(), nil
}

// Colours 16 and 231 are black and white in every theme; the first 16 are the theme's own.
const (
	blackOnWhite = "\x1b[38;5;16;48;5;231m"
	black, white = "\x1b[48;5;16m", "\x1b[48;5;231m"
	plain        = "\x1b[0m"
)

// QRBlanks draws a text as a QR code for a terminal that has no letters but ASCII: blanks
// in black and in white, two for each module.
func QRBlanks(text string) (string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y++ {
		last := ""
		for x := -quietZone; x < code.Size+quietZone; x++ {
			colour := white
			if code.Black(x, y) {
				colour = black
			}
			if colour != last {
				b.WriteString(colour)
			}
			b.WriteString("  ")
			last = colour
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

// QRSize returns how many columns and lines a drawn code takes.
func QRSize(code string) (columns, lines int) {
	first, _, _ := strings.Cut(code, "\n")
	return words.Width(first), strings.Count(code, "\n")
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
