package main

import (
	"strings"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/phonepage"
)

// qrFace is how to draw a QR code.
type qrFace struct {
	kind string // auto, blocks, ascii, png or none
	file string
}

func parseQR(text string) (qrFace, error) {
	kind, file, _ := strings.Cut(text, ":")
	switch {
	case kind == "png" && file != "" && file != cli.Stdout:
		return qrFace{kind, file}, nil
	case file == "" && (kind == "auto" || kind == "blocks" || kind == "ascii" || kind == "none"):
		return qrFace{kind: kind}, nil
	}
	return qrFace{}, cli.Usagef("for example --qr ascii or --qr png:code.png", "--qr must be blocks, ascii, png:FILE or none")
}

// auto is what to draw when nothing was said: what the output can show.
func (q qrFace) auto(terminal, colour bool) qrFace {
	switch {
	case q.kind != "auto":
		return q
	case colour:
		return qrFace{kind: "blocks"}
	case terminal:
		return qrFace{kind: "ascii"}
	}
	return qrFace{kind: "none"}
}

// draw returns the code as text, or writes its file.
func (q qrFace) draw(url string) (string, error) {
	switch q.kind {
	case "blocks":
		return phonepage.QR(url)
	case "ascii":
		return phonepage.QRASCII(url)
	case "png":
		picture, err := phonepage.QRPNG(url)
		if err != nil {
			return "", err
		}
		return "", cli.WriteFile("--qr", q.file, string(picture))
	}
	return "", nil
}
