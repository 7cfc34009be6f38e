package main

import (
	"strings"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
)

// qrCode is how to draw a QR code.
type qrCode struct {
	kind string // auto, blocks, blanks, ascii, png or none
	file string
}

func parseQR(text string) (qrCode, error) {
	kind, file, _ := strings.Cut(text, ":")
	switch {
	case kind == "png" && file != "" && file != cli.Stdout:
		return qrCode{kind, file}, nil
	case file == "" && (kind == "auto" || kind == "blocks" || kind == "ascii" || kind == "none"):
		return qrCode{kind: kind}, nil
	}
	return qrCode{}, cli.Usagef("for example --qr ascii or --qr png:code.png", "--qr must be auto, blocks, ascii, png:FILE or none")
}

// auto is what to draw when nothing was said: half blocks in a terminal, or blanks in one
// that has ASCII alone. Their black and white are no decoration, so NO_COLOR is not about
// them; a dumb terminal has neither. dumb says that this is why there is none.
func (q qrCode) auto(terminal bool, e *env) (drawn qrCode, dumb bool) {
	switch {
	case q.kind != "auto":
		return q, false
	case !terminal:
		return qrCode{kind: "none"}, false
	case e.getenv("TERM") == "dumb":
		return qrCode{kind: "none"}, true
	}
	if !e.unicode() {
		return qrCode{kind: "blanks"}, false
	}
	return qrCode{kind: "blocks"}, false
}

// draw returns the code as text, or writes its file.
func (q qrCode) draw(url string) (string, error) {
	switch q.kind {
	case "blocks":
		return phonepage.QR(url)
	case "blanks":
		return phonepage.QRBlanks(url)
	case "ascii":
		return phonepage.QRASCII(url)
	case "png":
		picture, err := phonepage.QRPNG(url)
		if err != nil {
			return "", err
		}
		return "", cli.WriteSecretFile("--qr", q.file, string(picture))
	}
	return "", nil
}
