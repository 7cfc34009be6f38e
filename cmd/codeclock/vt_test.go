package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"codeclock/cmd/codeclock/internal/words"
)

// vt is as much of a terminal as this program uses (ECMA-48): letters, the ends of
// lines, a last column that wraps only before the next letter, colours, CUU, ED and EL.
// What it does not know fails the test.
type vt struct {
	t             *testing.T
	columns, rows int
	cells         [][]vtCell
	x, y          int
	pen           vtCell
	unread        string

	line    string   // what was written since the last end of a line
	wrapped []string // lines that were too wide
}

// vtCell is a letter in its colours, of 256; -1 is the terminal's own.
type vtCell struct {
	letter      rune
	ink, ground int
}

func newVT(t *testing.T, columns, rows int) *vt {
	v := &vt{t: t, columns: columns, rows: rows, pen: vtCell{' ', -1, -1}}
	for range rows {
		v.cells = append(v.cells, v.blankRow())
	}
	return v
}

func (v *vt) blankRow() []vtCell {
	row := make([]vtCell, v.columns)
	for i := range row {
		row[i] = vtCell{' ', -1, -1}
	}
	return row
}

var vtSequence = regexp.MustCompile(`^\x1b\[([0-9;]*)([A-Za-z])`)

// write shows what a program wrote; what is cut in a letter or a sequence waits.
func (v *vt) write(p []byte) {
	v.unread += string(p)
	for v.unread != "" {
		if v.unread[0] == '\x1b' {
			m := vtSequence.FindStringSubmatch(v.unread)
			if m == nil && len(v.unread) < 20 {
				return
			} else if m == nil {
				v.t.Fatalf("an unknown sequence: %q", v.unread[:20])
			}
			v.control(m[1], m[2])
			v.unread = v.unread[len(m[0]):]
			continue
		}
		if !utf8.FullRuneInString(v.unread) {
			return
		}
		r, n := utf8.DecodeRuneInString(v.unread)
		v.unread = v.unread[n:]
		v.letter(r)
	}
}

func (v *vt) letter(r rune) {
	switch {
	case r == '\r':
		v.x = 0
	case r == '\n':
		v.down()
		v.line = ""
	case r == '\b':
		v.x = max(v.x-1, 0)
	case r < ' ':
		v.t.Fatalf("an unknown control %q", r)
	default:
		if v.x == v.columns {
			v.wrapped = append(v.wrapped, v.line)
			v.x = 0
			v.down()
		}
		v.cells[v.y][v.x] = vtCell{r, v.pen.ink, v.pen.ground}
		v.x += max(words.Width(string(r)), 1)
		v.line += string(r)
	}
}

func (v *vt) down() {
	if v.y++; v.y == v.rows {
		v.y--
		v.cells = append(v.cells[1:], v.blankRow())
	}
}

func (v *vt) control(parameters, final string) {
	n, _ := strconv.Atoi(parameters)
	switch final {
	case "A":
		if v.y -= max(n, 1); v.y < 0 {
			v.t.Errorf("the cursor goes up beyond the first row")
			v.y = 0
		}
	case "J", "K":
		copy(v.cells[v.y][min(v.x, v.columns):], v.blankRow())
		for y := v.y + 1; y < v.rows && final == "J"; y++ {
			v.cells[y] = v.blankRow()
		}
	case "m":
		v.colour(strings.Split(parameters, ";"))
	default:
		v.t.Fatalf("an unknown sequence %q %q", parameters, final)
	}
}

func (v *vt) colour(codes []string) {
	for i := 0; i < len(codes); i++ {
		switch n, _ := strconv.Atoi(codes[i]); {
		case n == 0:
			v.pen.ink, v.pen.ground = -1, -1
		case n == 1:
		case n == 38 || n == 48:
			k, _ := strconv.Atoi(codes[i+2])
			if i += 2; n == 38 {
				v.pen.ink = k
			} else {
				v.pen.ground = k
			}
		case n >= 30 && n <= 37:
			v.pen.ink = n - 30
		default:
			v.t.Fatalf("an unknown colour %q", codes)
		}
	}
}

// text is what is in view.
func (v *vt) text() string {
	var lines []string
	for _, row := range v.cells {
		var line strings.Builder
		for _, c := range row {
			line.WriteRune(c.letter)
		}
		lines = append(lines, strings.TrimRight(line.String(), " "))
	}
	return strings.Join(lines, "\n")
}

// shows reports whether a text is in view, over several lines or not.
func (v *vt) shows(text string) bool {
	flat := strings.Join(strings.Fields(v.text()), " ")
	return strings.Contains(flat, text) || strings.Contains(strings.ReplaceAll(v.text(), "\n", ""), text)
}

// The size of a cell in a picture.
const cellWidth, cellHeight = 8, 16

// picture photographs the terminal, with a light or a dark ground. Half blocks are as
// they are; letters are as much of a pattern as they are to a camera.
func (v *vt) picture(dark bool) []byte {
	ink, ground := color.Gray{0}, color.Gray{250}
	if dark {
		ink, ground = color.Gray{220}, color.Gray{20}
	}
	shade := func(index int, own color.Gray) color.Gray {
		switch index {
		case -1:
			return own
		case 16:
			return color.Gray{0}
		case 231:
			return color.Gray{255}
		}
		return color.Gray{128}
	}
	img := image.NewGray(image.Rect(0, 0, v.columns*cellWidth, v.rows*cellHeight))
	for y := range v.rows * cellHeight {
		for x := range v.columns * cellWidth {
			c := v.cells[y/cellHeight][x/cellWidth]
			img.SetGray(x, y, shade(c.ground, ground))
			if inked(c.letter, x%cellWidth, y%cellHeight) {
				img.SetGray(x, y, shade(c.ink, ink))
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		v.t.Fatal(err)
	}
	return b.Bytes()
}

// inked reports whether a point of a letter's cell has ink.
func inked(letter rune, x, y int) bool {
	switch letter {
	case ' ':
		return false
	case '█':
		return true
	case '▀':
		return y < cellHeight/2
	case '▄':
		return y >= cellHeight/2
	}
	return x > 0 && x < 7 && y > 3 && y < 13 && int(letter)*(x/2+1)*(y/2+3)%5 < 2
}
