package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/words"
)

// everyCommand calls f with each command of the program and its flags.
func everyCommand(f func(*cobra.Command)) {
	var visit func(*cobra.Command)
	visit = func(c *cobra.Command) {
		if c.Name() != "completion" && c.Name() != "help" { // whose words are cobra's
			f(c)
			for _, sub := range c.Commands() {
				visit(sub)
			}
		}
	}
	visit(newRoot(&newWorld().env, []string{"help"}))
}

// listed are the words that a flag's help says it takes: "the kind: a, b, c".
var listed = regexp.MustCompile(`: ([^ ,;]+(?:(?:, | or )[^ ,;]+)+)`)

// A default is one of the words that stand beside it, and what a flag takes is a name
// that nobody takes for one of them.
func TestFlagsOfHelp(t *testing.T) {
	seen := 0
	everyCommand(func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			name, usage := pflag.UnquoteUsage(f)
			var words []string
			if list := listed.FindStringSubmatch(usage); list != nil {
				words = strings.Split(strings.ReplaceAll(list[1], " or ", ", "), ", ")
				seen++
			}
			if value, ok := f.Value.(interface{ Known() []string }); ok && f.DefValue != "" {
				words = append(words, value.Known()...)
				if !slices.Contains(value.Known(), f.DefValue) || !strings.Contains(usage, f.DefValue) {
					t.Errorf("%s --%s: the default %q is not in its list: %s", c.Name(), f.Name, f.DefValue, usage)
				}
			}
			if len(words) > 1 && slices.Contains(words, name) {
				t.Errorf("%s --%s %s: reads as a value: %s", c.Name(), f.Name, name, usage)
			}
			if f.Value.Type() != "bool" && !strings.Contains(f.Usage, "`") {
				t.Errorf("%s --%s: what it takes has no name: %s", c.Name(), f.Name, usage)
			}
		})
	})
	if seen < 20 {
		t.Errorf("only %d flags list words", seen)
	}
}

// The sections hold flags that there are, each once.
func TestHelpSections(t *testing.T) {
	where := map[string]int{}
	for _, s := range helpSections() {
		for _, name := range s.Flags {
			where[name]++
		}
	}
	used := map[string]bool{}
	everyCommand(func(c *cobra.Command) {
		c.InitDefaultHelpFlag()
		c.Flags().VisitAll(func(f *pflag.Flag) { used[f.Name] = true })
	})
	for name, n := range where {
		if n != 1 || !used[name] {
			t.Errorf("--%s stands in %d sections, and is a flag: %v", name, n, used[name])
		}
	}
}

// Help keeps to the terminal, words whole, and begins with examples. Only what is to be
// copied, and what has no blank, may be wider.
func TestHelpInTerminals(t *testing.T) {
	copied := regexp.MustCompile(`^ *(codeclock|source|sudo|echo|zbarimg|--desk) |^\t|\|$`)
	var calls [][]string
	everyCommand(func(c *cobra.Command) {
		calls = append(calls, append([]string{"help"}, strings.Fields(c.CommandPath())[1:]...))
	})
	for _, args := range calls {
		plain := strings.Fields(runIn(t, newWorld(), args...).Stdout)
		for _, columns := range []int{40, 60, 80, 120} {
			w := newWorld()
			w.stdoutTerminal, w.size = true, func() (int, int) { return columns, 24 }
			got := runIn(t, w, args...).Stdout
			for line := range strings.Lines(got) {
				line = strings.TrimSuffix(line, "\n")
				if words.Width(line) >= columns && strings.Contains(strings.TrimSpace(line), " ") && !copied.MatchString(line) {
					t.Errorf("%q in %d columns: %q", args, columns, line)
				}
			}
			if !slices.Equal(strings.Fields(got), plain) {
				t.Errorf("%q in %d columns: words are lost or torn", args, columns)
			}
		}
	}
}

// People see how a command is called before anything else.
func TestHelpBeginsWithExamples(t *testing.T) {
	everyCommand(func(c *cobra.Command) {
		if !c.Runnable() {
			return
		}
		got := runIn(t, newWorld(), append(strings.Fields(c.CommandPath())[1:], "--help")...).Stdout
		if _, rest, _ := strings.Cut(got, "\n\n"); !strings.HasPrefix(rest, "Examples\n  codeclock") {
			t.Errorf("%s begins with\n%.300s", c.Name(), got)
		}
		if !strings.Contains(got, "Where to ask\n") || !strings.Contains(got, "never send one.\n") {
			t.Errorf("%s does not say where to ask, and what nobody asks", c.Name())
		}
	})
}
