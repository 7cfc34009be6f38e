package render

import "strings"

// table is a page's table: columns as wide as their widest cell, two blanks
// between them and before the first.
type table struct {
	align []string // "l" or "r", for each column
	rows  [][]string
}

func newTable(align ...string) *table { return &table{align: align} }

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) write(p *page) {
	widths := make([]int, len(t.align))
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for _, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-len(cell))
			line.WriteString("  ")
			if t.align[i] == "r" {
				line.WriteString(pad + cell)
			} else {
				line.WriteString(cell + pad)
			}
		}
		p.line(line.String())
	}
}
