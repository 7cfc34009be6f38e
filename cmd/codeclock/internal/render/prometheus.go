package render

import (
	"fmt"
	"strings"
)

// Prometheus renders a status in Prometheus' text format 0.0.4, as the textfile
// collector of node_exporter reads it: gauges only, without timestamps, since it
// refuses a file with any (node_exporter, collector/textfile.go).
//
// The writer is our own: client_golang would add a third to the program for
// what is these few lines. Its parser checks them in the tests.
func Prometheus(s Status) string {
	var b strings.Builder
	for _, g := range s.Gauges {
		if len(g.Points) == 0 {
			continue
		}
		name := "codeclock_" + g.Name
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n", name, escapeHelp(g.Help), name)
		for _, p := range g.Points {
			label := ""
			if g.Label != "" {
				label = "{" + g.Label + `="` + escapeLabel(p.Label) + `"}`
			}
			fmt.Fprintf(&b, "%s%s %s\n", name, label, decimal(p.Value))
		}
	}
	return b.String()
}

func escapeHelp(text string) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(text)
}

func escapeLabel(text string) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`).Replace(text)
}
