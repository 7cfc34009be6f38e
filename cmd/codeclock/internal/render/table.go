package render

import (
	"strings"

	"codeclock/cmd/codeclock/internal/words"
)

// table is a page's table: columns as wide as their widest cell, two blanks
// between them and before the first.
type table struct {
	align []string   // "l" or "r", for each column
	heads [][]string // the rows that name the columns
	rows  [][]string
}

func newTable(align ...string) *table { return &table{align: align} }

func (t *table) head(cells ...string) { t.heads = append(t.heads, cells) }

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

// list writes each row as a sentence behind its first cell: "now: shown from 14:02:10".
func (t *table) list(p *page) {
	for _, row := range t.rows {
		var parts []string
		for i, cell := range row {
			if part := strings.TrimSpace(t.name(i) + " " + cell); i > 0 && cell != "" {
				parts = append(parts, part)
			}
		}
		switch text := strings.Join(parts, "; "); {
		case row[0] == "":
			p.wrapped("      ", text, "      ")
		case text == "":
			p.line("  " + row[0])
		default:
			p.wrapped("  ", row[0]+": "+text, "      ")
		}
	}
}

// name is what stands above a column.
func (t *table) name(column int) string {
	var parts []string
	for _, head := range t.heads {
		if column < len(head) && head[column] != "" {
			parts = append(parts, head[column])
		}
	}
	return strings.Join(parts, " ")
}
