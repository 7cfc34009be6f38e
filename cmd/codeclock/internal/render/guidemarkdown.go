package render

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/guide"
)

// GuideMarkdown renders every step of a walk as Markdown, with its sources as
// footnotes.
func GuideMarkdown(w guide.Walk) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", "A code does not arrive, or is refused")
	cited := map[string]bool{}
	var order []string
	for i, s := range guide.Steps(w.Answers) {
		fmt.Fprintf(&b, "\n## %d. %s\n\n", i+1, markdown(s.Title))
		for _, l := range s.Lines {
			fmt.Fprintf(&b, "- %s", markdown(guideLine(l, GuideOptions{})))
			for _, id := range l.Sources {
				fmt.Fprintf(&b, "[^%s]", id)
				if !cited[id] {
					cited[id], order = true, append(order, id)
				}
			}
			b.WriteString("\n")
		}
		if s.GoOn != "" {
			fmt.Fprintf(&b, "\n%s\n", markdown(s.GoOn))
		}
		if s.Next != "" {
			fmt.Fprintf(&b, "\n    %s\n", s.Next)
		}
	}
	fmt.Fprintf(&b, "\n## %s\n\n", "What it comes to")
	p := &page{}
	guideChecks(p, w)
	conclusion(p, w.Conclude())
	b.WriteString(markdown(strings.ReplaceAll(strings.TrimSpace(p.String()), "\n", "  \n")) + "\n\n")
	for _, id := range order {
		source, _ := guide.LookupSource(id)
		fmt.Fprintf(&b, "[^%s]: %s; %s: %s\n", id, markdown(source.What), source.Kind, markdown(source.Where))
	}
	return b.String()
}

// markdown escapes what Markdown would read as a mark.
func markdown(text string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "#", `\#`, "[", `\[`).Replace(text)
}
