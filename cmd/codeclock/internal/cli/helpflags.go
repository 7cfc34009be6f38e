package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Section is a title in the help of commands, and the flags below it in the order in
// which people need them.
type Section struct {
	Title string
	Flags []string
}

// flags lists a command's own flags in the order in which they were made, and then
// those of the sections.
func (h *helpPage) flags(c *cobra.Command, sections []Section) {
	own := Section{Title: "Flags"}
	c.Flags().SortFlags = false
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !slices.ContainsFunc(sections, func(s Section) bool { return slices.Contains(s.Flags, f.Name) }) {
			own.Flags = append(own.Flags, f.Name)
		}
	})
	for _, s := range append([]Section{own}, sections...) {
		title := s.Title
		for _, name := range s.Flags {
			f := c.Flags().Lookup(name)
			if f == nil || f.Hidden {
				continue
			}
			if title != "" {
				h.line("")
				h.line(title)
				title = ""
			}
			indent := h.indent()
			if indent < helpColumn { // most names need a line of their own then
				indent = 8
			}
			name, usage := flagEntry(f)
			h.entry(indent, name, usage)
		}
	}
}

// flagEntry returns how a flag is written and what it does, with its default. What it
// takes is in capitals, so that nobody takes that for a value.
func flagEntry(f *pflag.Flag) (name, usage string) {
	name = "    --" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", --" + f.Name
	}
	value, usage := pflag.UnquoteUsage(f)
	value = strings.ToUpper(value)
	switch {
	case f.Value.Type() == "bool":
		return name, usage
	case f.NoOptDefVal != "":
		return name + "[=" + value + "]", usage
	}
	if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "0s" && f.DefValue != "[]" {
		usage += " (default " + f.DefValue + ")"
	}
	return name + " " + value, usage
}
