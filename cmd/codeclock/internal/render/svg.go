package render

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
)

// The picture's measures, in pixels.
const (
	svgWidth          = 760
	svgLeft, svgRight = 70, 730
	svgTop, svgBottom = 80, 330
	svgPoints         = 660 // one for each pixel across
	svgTitleWidth     = 84  // characters that fit across in the size of the title
)

// SVG draws the chance against the skew as a picture for a report.
func SVG(s result.Simulation) string {
	g := &svg{span: curveSpan(s.Curves())}
	g.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" font-family="sans-serif">`, svgWidth, g.height(s))
	title := svgTitle(s)
	g.printf(`<title>%s</title>`, escape(title))
	g.printf(`<rect width="%d" height="%d" fill="#ffffff"/>`, svgWidth, g.height(s))
	for i, l := range words.Wrap(title, svgTitleWidth) {
		g.text(svgLeft, float64(24+18*i), "start", "15", l)
	}
	g.text(svgLeft, svgTop-12, "start", "13", fmt.Sprintf(curveHeading, typing(s)))
	g.device(s)
	g.axes()
	for k, w := range s.Curves() {
		g.curve(s, w, k)
	}
	g.printf(`</svg>`)
	return g.String()
}

// svgTitle names all verifiers that were asked for; line 1 of the text speaks of the
// first alone.
func svgTitle(s result.Simulation) string {
	shown := s.Shown()
	if len(shown) == 1 {
		return simulationLine(s)
	}
	return fmt.Sprintf("%s, %s", skewPhrase(s), at(shown...))
}

func skewPhrase(s result.Simulation) string {
	switch i := s.Skew; {
	case i == skew.Exactly(0):
		return "Tries that work with a clock that is right"
	case i.Width() > 0:
		return fmt.Sprintf("Tries that work with a clock that is from %s to %s", skew.Words(i.Lo()), skew.Words(i.Hi()))
	}
	return fmt.Sprintf("Tries that work with a clock that is %s", skew.Words(s.Skew.Middle()))
}

// height leaves room for the legend's lines.
func (g *svg) height(s result.Simulation) int { return svgBottom + 90 + len(s.Curves())/3*20 }

type svg struct {
	strings.Builder
	span time.Duration
}

func (g *svg) printf(format string, args ...any) { fmt.Fprintf(g, format+"\n", args...) }

func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder does not fail
	return b.String()
}

func (g *svg) text(x, y float64, anchor, size, text string) {
	g.printf(`<text x="%.1f" y="%.1f" text-anchor="%s" font-size="%s" fill="#222222">%s</text>`, x, y, anchor, size, escape(text))
}

func (g *svg) line(x1, y1, x2, y2 float64, style string) {
	g.printf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" %s/>`, x1, y1, x2, y2, style)
}

// x returns where a skew is, y where a chance is.
func (g *svg) x(d time.Duration) float64 {
	return (svgLeft+svgRight)/2 + float64(d)/float64(g.span)*(svgRight-svgLeft)/2
}

func (g *svg) y(chance float64) float64 { return svgBottom - chance*(svgBottom-svgTop) }

func (g *svg) axes() {
	const thin, thick = `stroke="#dddddd"`, `stroke="#222222"`
	for percent := 0; percent <= 100; percent += 25 {
		y := g.y(float64(percent) / 100)
		g.line(svgLeft, y, svgRight, y, thin)
		g.text(svgLeft-8, y+4, "end", "13", fmt.Sprintf("%d %%", percent))
	}
	unit, name := curveUnit(g.span)
	for k := -4; k <= 4; k++ {
		d := g.span * time.Duration(k) / 4
		g.line(g.x(d), svgBottom, g.x(d), svgBottom+5, thick)
		g.text(g.x(d), svgBottom+20, "middle", "13", strconv.FormatFloat(math.Abs(float64(d)/float64(unit)), 'f', -1, 64))
	}
	g.text(svgLeft, svgBottom+38, "start", "13", "slow")
	g.text((svgLeft+svgRight)/2, svgBottom+38, "middle", "13", name)
	g.text(svgRight, svgBottom+38, "end", "13", "fast")
	g.line(svgLeft, svgBottom, svgRight, svgBottom, thick)
	g.line(svgLeft, svgTop, svgLeft, svgBottom, thick)
}

// device draws where the device is: a band as wide as its interval, with a line
// in the middle.
func (g *svg) device(s result.Simulation) {
	lo, hi := max(s.Skew.Lo(), -g.span), min(s.Skew.Hi(), g.span)
	g.legend(len(s.Curves()), whereIsDevice(s, g.span), `stroke="#f0e442" stroke-width="12" stroke-opacity="0.5"`)
	if lo > hi {
		return
	}
	g.printf(`<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="#f0e442" fill-opacity="0.5"/>`, g.x(lo), svgTop, math.Max(g.x(hi)-g.x(lo), 1), svgBottom-svgTop)
	middle := s.Skew.Clamp(s.Skew.Middle())
	if skew.Abs(middle) <= g.span {
		g.line(g.x(middle), svgTop, g.x(middle), svgBottom, `stroke="#222222" stroke-dasharray="3 3"`)
	}
}

// curveStyle tells the curves apart, also for most people who are colour-blind
// (Okabe and Ito's palette), and without any colour by their dashes.
func curveStyle(k int) string {
	colours := [...]string{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"}
	dashes := [...]string{"none", "8 4", "2 4", "12 4 2 4", "4 2", "16 6"}
	// Each further round of colours has its dashes one on: 36 curves before two are
	// alike, and each has its letter.
	return fmt.Sprintf(`stroke="%s" stroke-width="2" stroke-dasharray="%s"`, colours[k%len(colours)], dashes[(k+k/len(colours))%len(dashes)])
}

// curve draws a verifier's curve and its place in the legend. Points that lie on
// the line through their neighbours are left out.
func (g *svg) curve(s result.Simulation, w result.View, k int) {
	at := func(n int) time.Duration { return time.Duration(float64(g.span) * (2*float64(n)/svgPoints - 1)) }
	chances := make([]float64, svgPoints+1)
	for n := range chances {
		chances[n] = chanceAt(s, w, at(n))
	}
	var points strings.Builder
	for n, c := range chances {
		if n > 0 && n < svgPoints && math.Abs(chances[n-1]-2*c+chances[n+1]) < 1e-9 {
			continue
		}
		fmt.Fprintf(&points, "%.1f,%.2f ", g.x(at(n)), g.y(c))
	}
	style := curveStyle(k)
	g.printf(`<polyline points="%s" fill="none" %s/>`, strings.TrimSpace(points.String()), style)
	g.mark(s, w, k)
	g.legend(k, string(letter(k))+"  "+curveName(w), style)
}

// mark writes a curve's letter where it is highest, a little further along for each
// curve, so that letters of curves alike stand side by side.
func (g *svg) mark(s result.Simulation, w result.View, k int) {
	top := w.Verifier.AtLeast(1).Middle() + time.Duration(float64(g.span)*0.02*float64(k-len(s.Curves())/2))
	top = max(min(top, g.span), -g.span)
	g.text(g.x(top), g.y(chanceAt(s, w, top))-4, "middle", "11", string(letter(k)))
}

// legend writes the k-th entry of the legend.
func (g *svg) legend(k int, text, style string) {
	const columns, columnWidth = 3, 225
	x, y := float64(svgLeft+k%columns*columnWidth), float64(svgBottom+65+k/columns*20)
	g.line(x, y-4, x+28, y-4, style)
	g.text(x+34, y, "start", "13", text)
}
