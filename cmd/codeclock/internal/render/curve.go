package render

import (
	"fmt"
	"math"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
)

const curveHeading = "Tries that work, against the skew (%s of typing)"

// The size of the curve in the terminal: columns of skew at most, and rows of a chance
// from 0 to 1.
const (
	curveColumns = 61
	curveRows    = 11
	curveLabel   = 7 // columns to the left of it
)

// curve returns how many columns there are for a curve, an odd number.
func (s Screen) curve() int { return min(curveColumns, (s.Width()-curveLabel-1)|1) }

// curve draws the chance against the skew, one letter for each verifier:
//
//	100 % |          aaaaa
//	      |         a     a
//	  0 % |aaaaaaaaa       aaaaaaaa
func curve(p *page, s result.Simulation) {
	views := s.Curves()
	span := curveSpan(views)
	columns := p.screen.curve()
	grid := make([][]byte, curveRows)
	for i := range grid {
		grid[i] = []byte(strings.Repeat(" ", columns))
	}
	markHere(grid, s, span)
	for k, w := range views {
		plot(grid, letter(k), func(column int) float64 { return chanceAt(s, w, columnSkew(column, columns, span)) })
	}
	p.line(fmt.Sprintf(curveHeading, typing(s)))
	for i, line := range grid {
		label := "      "
		if i%5 == 0 {
			label = []string{"100 % ", " 50 % ", "  0 % "}[i/5]
		}
		p.verbatim(label + "|" + string(line))
	}
	p.verbatim("      +" + strings.Repeat("-", columns))
	p.verbatim("       " + curveScale(columns, span))
	curveLegend(p, s, views, span)
}

// plot draws a curve. Where it is steep, its column reaches to where the one
// before was, so that it does not fall apart.
func plot(grid [][]byte, mark byte, chance func(column int) float64) {
	before := -1
	for column := range grid[0] {
		row := int(math.Round((1 - chance(column)) * (curveRows - 1)))
		from, to := row, row
		switch {
		case before >= 0 && before < row:
			from = before + 1
		case before > row:
			to = before - 1
		}
		for r := from; r <= to; r++ {
			grid[r][column] = mark
		}
		before = row
	}
}

// letter names the curve of a verifier.
func letter(k int) byte { return "abcdefghijklmnopqrstuvwxyz"[k%26] }

// curveSpan is how far the curve reaches to either side: to where nothing is
// accepted by any of the verifiers any more, in steps that divide into four.
func curveSpan(views []result.View) time.Duration {
	far := time.Duration(0)
	for _, w := range views {
		v := w.Verifier
		far = max(far, v.Period+max(v.Window.Past, v.Window.Future)+v.Typing)
	}
	step := time.Minute
	for _, longer := range []time.Duration{4 * time.Minute, time.Hour, 4 * time.Hour} {
		if far > 2*longer {
			step = longer
		}
	}
	return max((far+step-1)/step*step, time.Minute)
}

// curveUnit returns the unit of a curve's scale.
func curveUnit(span time.Duration) (time.Duration, string) {
	switch {
	case span < 8*time.Minute:
		return time.Second, "seconds"
	case span < 4*time.Hour:
		return time.Minute, "minutes"
	}
	return time.Hour, "hours"
}

func columnSkew(column, columns int, span time.Duration) time.Duration {
	half := (columns - 1) / 2
	return span / time.Duration(half) * time.Duration(column-half)
}

func chanceAt(s result.Simulation, w result.View, d time.Duration) float64 {
	if w.Unfit() {
		return 0
	}
	return w.Verifier.MeanChance(skew.Exactly(d), s.Typing.Min, s.Typing.Max).Max
}

// markHere draws a line where the device is.
func markHere(grid [][]byte, s result.Simulation, span time.Duration) {
	d := s.Skew.Middle()
	if skew.Abs(d) > span {
		return
	}
	half := (len(grid[0]) - 1) / 2
	column := half + int(math.Round(float64(d)/float64(span)*float64(half)))
	for _, row := range grid {
		row[column] = '|'
	}
}

// curveScale writes the skews below the curve.
func curveScale(columns int, span time.Duration) string {
	unit, name := curveUnit(span)
	scale := []byte(strings.Repeat(" ", columns))
	end := fmt.Sprint((span / unit).Nanoseconds())
	left, right := end+" "+"slow", "fast"+" "+end
	copy(scale, left)
	if columns/2+len("0 "+name) >= columns-len(right) {
		name = map[time.Duration]string{time.Second: "s", time.Minute: "min", time.Hour: "h"}[unit]
	}
	copy(scale[columns/2:], "0 "+name)
	copy(scale[columns-len(right):], right)
	return string(scale)
}

func curveLegend(p *page, s result.Simulation, views []result.View, span time.Duration) {
	var parts []string
	for k, w := range views {
		parts = append(parts, string(letter(k))+" "+curveName(w))
	}
	here := whereIsDevice(s, span)
	if skew.Abs(s.Skew.Middle()) <= span {
		here = "| " + here
	}
	p.wrapped("       ", strings.Join(append(parts, here), "   "), "       ")
}

// curveName names a curve in a legend.
func curveName(w result.View) string {
	if w.Unfit() {
		return fmt.Sprintf("%s (refuses these codes)", viewName(w))
	}
	return viewName(w)
}

// whereIsDevice says what the mark of the device is, or on which side it is out
// of sight.
func whereIsDevice(s result.Simulation, span time.Duration) string {
	switch d := s.Skew.Middle(); {
	case d < -span:
		return "this device is further to the left"
	case d > span:
		return "this device is further to the right"
	}
	return "this device"
}

// typing says the typing time or times.
func typing(s result.Simulation) string {
	if s.Typing.Range() {
		return fmt.Sprintf("%s to %s", words.Seconds(s.Typing.Min), words.Seconds(s.Typing.Max))
	}
	return words.Seconds(s.Typing.Max)
}
