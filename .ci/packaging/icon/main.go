// Command icon draws the program's icon, a clock whose hand is late, and writes it
// as an .ico of PNG pictures.
package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"
	"log"
	"math"
	"os"
)

func main() {
	if err := write(os.Stdout, 16, 32, 48, 256); err != nil {
		log.Fatal(err)
	}
}

// write writes pictures of these widths. The format is a header of 6 bytes, an
// entry of 16 bytes a picture, and the pictures.
func write(to *os.File, widths ...int) error {
	header := binary.LittleEndian.AppendUint16(nil, 0)
	header = binary.LittleEndian.AppendUint16(header, 1)
	header = binary.LittleEndian.AppendUint16(header, uint16(len(widths)))
	var pictures bytes.Buffer
	for _, w := range widths {
		var picture bytes.Buffer
		if err := png.Encode(&picture, clock(w)); err != nil {
			return err
		}
		header = append(header, byte(w), byte(w), 0, 0) // 256 is written as 0
		header = binary.LittleEndian.AppendUint16(header, 1)
		header = binary.LittleEndian.AppendUint16(header, 32)
		header = binary.LittleEndian.AppendUint32(header, uint32(picture.Len()))
		header = binary.LittleEndian.AppendUint32(header, uint32(6+16*len(widths)+pictures.Len()))
		pictures.Write(picture.Bytes())
	}
	_, err := to.Write(append(header, pictures.Bytes()...))
	return err
}

// clock draws a face with two hands; each point takes the mean of 16 samples.
func clock(width int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, width, width))
	for y := range width {
		for x := range width {
			img.SetNRGBA(x, y, mean(func(dx, dy float64) color.NRGBA {
				return at((float64(x)+dx)/float64(width)*2-1, (float64(y)+dy)/float64(width)*2-1)
			}))
		}
	}
	return img
}

func mean(sample func(dx, dy float64) color.NRGBA) color.NRGBA {
	var r, g, b, a int
	for i := range 16 {
		c := sample(float64(i%4)/4+0.125, float64(i/4)/4+0.125)
		r, g, b, a = r+int(c.R)*int(c.A), g+int(c.G)*int(c.A), b+int(c.B)*int(c.A), a+int(c.A)
	}
	if a == 0 {
		return color.NRGBA{}
	}
	return color.NRGBA{uint8(r / a), uint8(g / a), uint8(b / a), uint8(a / 16)}
}

// at returns the colour of a point, both ends of the picture being 1 from its
// middle.
func at(x, y float64) color.NRGBA {
	switch d := math.Hypot(x, y); {
	case d > 0.97:
		return color.NRGBA{}
	case d > 0.82:
		return color.NRGBA{0x1f, 0x4e, 0x79, 0xff}
	case hand(x, y, 0, 0.62), hand(x, y, math.Pi*0.72, 0.45):
		return color.NRGBA{0xb0, 0x2a, 0x2a, 0xff}
	}
	return color.NRGBA{0xff, 0xff, 0xff, 0xff}
}

// hand reports whether a point is on a hand of this length that is turned from
// twelve o'clock by an angle.
func hand(x, y, angle, length float64) bool {
	along := x*math.Sin(angle) - y*math.Cos(angle)
	across := x*math.Cos(angle) + y*math.Sin(angle)
	return along > -0.08 && along < length && math.Abs(across) < 0.08
}
