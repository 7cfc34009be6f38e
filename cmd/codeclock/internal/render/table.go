package render

import (
	"strings"

	"codeclock/cmd/codeclock/internal/words"
)

// table is a page's table: columns as wide as their widest cell, two blanks
// between them and before the first.
type table struct {
	align []string   // "l" or "r", for each column
	heads [][]string // the rows above
	names []string   // of the columns, where the rows become a list
	rows  [][]string
}

func newTable(align ...string) *table { return &table{align: align} }

// head adds a row above, whose cells name the columns unless names are given.
func (t *table) head(cells ...string) {
	if t.heads = append(t.heads, cells); t.names == nil {
		t.names = cells
	}
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// write writes the table, or where the screen is too narrow a list of its rows.
func (t *table) write(p *page) {
	all := append(t.heads[:len(t.heads):len(t.heads)], t.rows...)
	widths, total := make([]int, len(t.align)), 0
	for i := range widths {
		for _, row := range all {
			if i < len(row) {
				widths[i] = max(widths[i], words.Width(row[i]))
			}
		}
		total += 2 + widths[i]
	}
	if total > p.screen.Width() {
		t.list(p)
		return
	}
	for _, row := range all {
		p.verbatim(t.laidOut(row, widths))
	}
}

func (t *table) laidOut(row []string, widths []int) string {
	var line strings.Builder
	for i, cell := range row {
		pad := strings.Repeat(" ", widths[i]-words.Width(cell))
		line.WriteString("  ")
		if t.align[i] == "r" {
			line.WriteString(pad + cell)
		} else {
			line.WriteString(cell + pad)
		}
	}
	return line.String()
}

// list writes each row behind its first cell, and breaks it only between cells: "now:
// shown from 14:02:10".
func (t *table) list(p *page) {
	for _, row := range t.rows {
		first := "      "
		if row[0] != "" {
			first = "  " + row[0] + ": "
		}
		line := first
		for i, cell := range row[1:] {
			part := strings.TrimSpace(t.name(i+1)+" "+cell) + "; "
			switch {
			case cell == "":
			case line != first && words.Width(line+part)-1 > p.screen.Width():
				p.line(strings.TrimSuffix(line, " "))
				line = "      " + part
			default:
				line += part
			}
		}
		p.line(strings.TrimRight(line, ";: "))
	}
}

// name is what a list calls a column.
func (t *table) name(column int) string {
	if column < len(t.names) {
		return t.names[column]
	}
	return ""
}
