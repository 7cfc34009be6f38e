package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/drift"
)

func newExplain(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "explain [finding]", Short: "all about one cause of a wrong clock, with sources",
		Long: explainLong, Example: explainExamples,
		ValidArgs: findingNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			return runExplain(e, args)
		},
	}
}

const explainLong = `explain says what a finding of check means, how it is detected and what
to do about it, with sources. Without a name it lists all findings.`

const explainExamples = `  codeclock explain                 list all findings
  codeclock explain whole-hours     why the time zone is not to blame
  codeclock explain not-the-clock   what remains when the clock is right`

var errFinding = errors.New("there is no such finding")

func runExplain(e *env, args []string) error {
	if len(args) == 0 {
		return cli.Write(e.stdout, render.Explanations(e.screen("auto")))
	}
	name := strings.Join(args, "-")
	text, ok := render.Explain(drift.Code(name), e.screen("auto"))
	if !ok {
		hint := `"codeclock explain" lists them`
		if like := nearFinding(append([]string{name}, args...)); like != "" {
			hint = fmt.Sprintf("did you mean %q?", like)
		}
		return cli.Usage(named(name, errFinding), hint)
	}
	return cli.Write(e.stdout, text)
}

// nearFinding returns the finding that the first of some words is near, "" if none is.
func nearFinding(words []string) string {
	for _, w := range words {
		for _, part := range append([]string{w}, strings.Fields(w)...) {
			if like := cli.Nearest(strings.ToLower(part), findingNames()); like != "" {
				return like
			}
		}
	}
	return ""
}

func findingNames() []string {
	var names []string
	for _, c := range drift.Codes() {
		names = append(names, string(c))
	}
	return names
}
