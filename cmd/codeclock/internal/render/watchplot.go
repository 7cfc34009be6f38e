package render

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// A plot has this many rows, and no fewer than minPlotRows; its labels take plotLabel
// columns.
const (
	plotRows    = 6
	minPlotRows = 3
	plotLabel   = 16
)

// plotCourse draws what points leave possible over time: each column is what was measured in a
// part of the time, from the slowest skew to the fastest, and o is the middle of the
// narrowest answer in it.
//
//	12.0 ms fast |       |  |
//	             | |  |  o  o
//	 2.0 ms fast | o  o
//	              14:02        14:20
func plotCourse(p *page, points []drift.Point, rows int) {
	if len(points) == 0 {
		return
	}
	width := p.screen.Width() - plotLabel - 1
	first, last := points[0].At, points[len(points)-1].At
	columns := make([]column, width)
	top, bottom := skew.Min, skew.Max
	for _, pt := range points {
		columns[share(pt.At.Sub(first), last.Sub(first), width)].take(pt.Skew)
		top, bottom = max(top, pt.Skew.Hi()), min(bottom, pt.Skew.Lo())
	}
	for row := range rows {
		label := ""
		switch row {
		case 0:
			label = plotSkew(top, skew.Sub(top, bottom))
		case rows - 1:
			label = plotSkew(bottom, skew.Sub(top, bottom))
		}
		var b strings.Builder
		for _, c := range columns {
			b.WriteByte(c.mark(row, func(d time.Duration) int { return share(skew.Sub(top, d), skew.Sub(top, bottom), rows) }))
		}
		p.verbatim(fmt.Sprintf("%*s |%s", plotLabel-2, label, b.String()))
	}
	plotTimes(p, first, last, width)
}

// column is what was measured in a part of the time.
type column struct {
	all  skew.Interval // the hull
	best skew.Interval // the narrowest
}

func (c *column) take(i skew.Interval) {
	if !c.all.Known() {
		c.all, c.best = i, i
		return
	}
	c.all = c.all.Hull(i)
	if i.Width() < c.best.Width() {
		c.best = i
	}
}

// mark returns what a column has in a row; at says in which row a skew lies.
func (c column) mark(row int, at func(time.Duration) int) byte {
	switch {
	case !c.all.Known():
		return ' '
	case at(c.best.Middle()) == row:
		return 'o'
	case at(c.all.Hi()) <= row && row <= at(c.all.Lo()):
		return '|'
	}
	return ' '
}

// share returns in which of n equal parts of a whole a part ends.
func share(part, whole time.Duration, n int) int {
	if whole <= 0 {
		return 0
	}
	return min(int(part.Seconds()/whole.Seconds()*float64(n)), n-1)
}

// plotSkew labels a skew, so closely that the ends of a plot differ.
func plotSkew(d, whole time.Duration) string {
	switch size, _ := words.Fine(d, 0); {
	case skew.Abs(d) < small:
		return size
	case whole < small && skew.Abs(d) < 1000*time.Second:
		return fmt.Sprintf("%.3f s %s", skew.Abs(d).Seconds(), skew.Direction(d))
	}
	if text := skew.Words(d); len(text) <= plotLabel-2 {
		return text
	}
	switch size := skew.Abs(d); {
	case size < 2*time.Hour:
		return fmt.Sprintf("%.2f min %s", size.Minutes(), skew.Direction(d))
	case size < 48*time.Hour:
		return fmt.Sprintf("%.2f h %s", skew.Abs(d).Hours(), skew.Direction(d))
	}
	return fmt.Sprintf("%.0f days %s", skew.Abs(d).Hours()/24, skew.Direction(d))
}

// plotTimes labels the ends of the time.
func plotTimes(p *page, first, last time.Time, width int) {
	from, until := words.Clock(first.UTC()), words.Clock(last.UTC())+" UTC"
	if last.Sub(first) >= 24*time.Hour {
		from, until = first.UTC().Format("01-02 15:04"), last.UTC().Format("01-02 15:04")+" UTC"
	}
	between := max(width-len(from)-len(until), 1)
	p.verbatim(strings.Repeat(" ", plotLabel) + from + strings.Repeat(" ", between) + until)
}
