package cli

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/words"
)

// LastLine is the annotation of a command whose help ends with one more line.
const LastLine = "last line"

// helpColumn is where explanations begin.
const helpColumn = 26

// asking ends the help of every command.
const asking = `Where to ask
  "codeclock guide" goes through all that can be wrong. Whoever helps
  you can read what "codeclock report" prints. Nobody who helps needs a
  code, a key or a password: never send one.`

// HelpText renders a command's help in lines of so many columns: what it is for in a
// line, examples, what it does, commands, flags in the order of use, and where to ask.
func HelpText(c *cobra.Command, columns int, sections []Section) string {
	h := &helpPage{columns: columns}
	if c.Runnable() && c.Short != "" {
		h.line(sentence(c.Short))
	}
	if c.Example != "" {
		h.line("")
		h.line("Examples")
		h.laidOut(strings.TrimRight(c.Example, "\n"))
	}
	if h.Len() > 0 {
		h.line("")
	}
	h.laidOut(strings.TrimSpace(c.Long))
	h.commands(c)
	if c.Runnable() {
		h.flags(c, sections)
	}
	if last := c.Annotations[LastLine]; last != "" {
		h.line("")
		h.line(last)
	}
	if c.Runnable() {
		h.line("")
		h.laidOut(asking)
	}
	return h.String()
}

// sentence makes a command's short text one.
func sentence(short string) string {
	text := string(unicode.ToUpper(rune(short[0]))) + short[1:]
	if !strings.HasSuffix(text, "?") {
		text += "."
	}
	return text
}

// helpPage collects the lines of a help.
type helpPage struct {
	strings.Builder
	columns int
}

func (h *helpPage) line(text string) {
	for _, l := range words.Fold(text, h.columns) {
		fmt.Fprintln(h, l)
	}
}

// laidOut writes what was laid out by hand for a page: as it is where that fits, and
// otherwise its paragraphs anew. Commands over several lines, to be copied, stay as they
// are.
func (h *helpPage) laidOut(text string) {
	lines := strings.Split(text, "\n")
	narrow := h.columns < words.Columns
	if narrow {
		lines = joined(lines)
	}
	for _, line := range lines {
		label, rest, at := cutEntry(line)
		switch {
		case isCopied(line):
			fmt.Fprintln(h, line)
		case !narrow, at <= h.indent():
			h.line(line)
		case label == "":
			h.line(strings.Repeat(" ", 6) + rest)
		default: // as all of its list, whether or not it fits
			h.line(label)
			h.line(strings.Repeat(" ", blanks(label)+4) + rest)
		}
	}
}

// indent is where what hangs behind a name begins at most.
func (h *helpPage) indent() int { return min(helpColumn, (h.columns+1)*2/5) }

// entry writes a name and its explanation, on the same line where it fits.
func (h *helpPage) entry(indent int, name, text string) {
	first := "  " + name
	if len(first) > indent-2 {
		h.line(first)
		first = ""
	}
	first += strings.Repeat(" ", indent-len(first))
	for _, l := range words.Hang(first, text, strings.Repeat(" ", indent), h.columns) {
		fmt.Fprintln(h, l)
	}
}

// commands lists the commands, then the pages that only explain.
func (h *helpPage) commands(c *cobra.Command) {
	var commands, topics []*cobra.Command
	for _, sub := range visible(c) {
		if sub.IsAdditionalHelpTopicCommand() {
			topics = append(topics, sub)
		} else {
			commands = append(commands, sub)
		}
	}
	h.list("Commands", commands)
	h.list(fmt.Sprintf("Topics (%s help TOPIC)", c.CommandPath()), topics)
}

func (h *helpPage) list(title string, list []*cobra.Command) {
	if len(list) > 0 {
		h.line("")
		h.line(title)
	}
	for _, c := range list {
		h.entry(h.indent(), c.Name(), c.Short)
	}
}

func visible(c *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			list = append(list, sub)
		}
	}
	return list
}
