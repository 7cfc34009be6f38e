package words

import "unicode"

// wide are the runes that take two columns (Unicode's EastAsianWidth.txt: W and F, in
// whole blocks).
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, {Lo: 0x2e80, Hi: 0x303e, Stride: 1}, {Lo: 0x3041, Hi: 0xa4cf, Stride: 1},
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1}, {Lo: 0xf900, Hi: 0xfaff, Stride: 1}, {Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff01, Hi: 0xff60, Stride: 1}, {Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{{Lo: 0x1f300, Hi: 0x1faff, Stride: 1}, {Lo: 0x20000, Hi: 0x3fffd, Stride: 1}},
}

// Width returns how many columns of a terminal a text takes. Sequences that control the
// terminal (ECMA-48, CSI) and marks that combine with what is before them take none.
func Width(text string) int {
	columns, control := 0, false
	for i, r := range text {
		switch {
		case control:
			control = r == '[' && text[i-1] == '\x1b' || r < '@' || r > '~'
		case r == '\x1b':
			control = true
		case r < ' ', unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.Is(wide, r):
			columns += 2
		default:
			columns++
		}
	}
	return columns
}
