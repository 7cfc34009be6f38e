package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/guide"
	"codeclock/cmd/codeclock/internal/render"
)

// guideOptions are the flags of guide.
type guideOptions struct {
	measureOptions
	format  *cli.Choice
	output  string
	answers []string
	site    string
	checks  []string
	hosts   []string
	list    bool
	show    render.GuideOptions
	plain   bool

	given func(flag string) bool
}

func newGuide(e *env) *cobra.Command {
	o := guideOptions{format: cli.NewChoice("text", "json", "markdown")}
	c := &cobra.Command{
		Use: "guide", Short: "is it the clock at all? All that to do, step by step",
		Long: guideLong, Example: guideExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runGuide(c.Context(), e, o) },
	}
	f := c.Flags()
	f.StringSliceVar(&o.answers, "answers", nil, "these `words` answer the questions; --list lists them")
	f.Var(cli.NewName(&o.site, siteNames), "site", "the `site`: "+strings.Join(siteNames(), ", "))
	f.StringSliceVar(&o.checks, "check", nil, "run these `checks`: clock, code, network")
	f.StringSliceVar(&o.hosts, "host", nil, "the `host` that the check of the network contacts")
	f.BoolVar(&o.list, "list", false, "list all questions and the words that answer them")
	f.BoolVar(&o.show.All, "all", false, "show every step whole")
	f.BoolVar(&o.show.Sources, "sources", false, "show where each fact comes from")
	f.Var(o.format, "format", "`format` of the output: "+o.format.List())
	f.StringVar(&o.output, "output", "", "write to this `file` instead, atomically; - is standard output")
	f.BoolVar(&o.plain, "plain", false, "answer by lines, not by single keys")
	bindMeasure(f, &o.measureOptions)
	f.Lookup("against").Hidden = true // check refuses it
	o.given = f.Changed
	return c
}

const guideLong = `guide walks you through everything that can be wrong with a login code:
one that does not arrive, and one that is refused. It asks a few
questions, shows only the steps that matter, the likeliest first, and
ends with one sentence and the next command.

It contacts nobody by itself. It offers checks, says what each contacts,
and runs only those that you agree to: this computer's clock, the form
of a code, the way to a site that you name.

Every fact has a source (--sources). It asks for no password and no key.`

const guideExamples = `  codeclock guide                      answer a few questions
  codeclock guide --site amazon        begin with one site
  codeclock guide --list               the words for --answers
  codeclock guide --answers shown,phone,google,refused,others-fail
  codeclock guide --answers sent,mail,no-page --check network \
            --host www.example.com`

func siteNames() []string {
	var names []string
	for _, s := range guide.Sites() {
		names = append(names, s.ID)
	}
	return names
}

// runGuide asks, checks what it is told to, and prints.
func runGuide(ctx context.Context, e *env, o guideOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.list {
		return o.put(e, render.GuideList(o.screen(e)))
	}
	for i, word := range o.answers {
		o.answers[i] = strings.TrimSpace(word) // as they are shown
	}
	w := guide.Walk{Answers: o.answers, Version: version(), Demo: o.demo}
	if o.site != "" {
		w.Answers = append(w.Answers, o.site)
	}
	if err := guideError(guide.CheckAnswers(w.Answers)); err != nil {
		return err
	}
	checks := guideChecks{e, o.measureOptions}
	if !o.given("answers") && o.format.Value == "text" {
		if err := converse(ctx, e, o.plain, checks, &w); err != nil {
			return err
		}
	}
	for _, c := range o.checks {
		ran, err := o.run(ctx, e, checks, guide.Check(c), w.Answers)
		if err != nil {
			return err
		}
		w.Checks = append(w.Checks, ran...)
	}
	switch o.format.Value {
	case "json":
		text, err := render.GuideJSON(w)
		if err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		return o.put(e, text)
	case "markdown":
		return o.put(e, render.GuideMarkdown(w))
	}
	o.show.Screen = o.screen(e)
	return o.put(e, render.Guide(w, o.show))
}

// converse has the questions answered and the checks agreed to at the keyboard.
func converse(ctx context.Context, e *env, plain bool, checks guideChecks, w *guide.Walk) error {
	keys, err := e.openKeyboard(plain || e.getenv("TERM") == "dumb")
	if err != nil {
		return fmt.Errorf("open the keyboard: %w", err)
	}
	defer keys.Close()
	d := newGuideDialogue(e, keys, checks)
	if w.Answers, err = d.ask(ctx, w.Answers); err != nil {
		return err
	}
	if _, open := guide.Next(w.Answers); open {
		return nil // the person has left
	}
	w.Checks, err = d.offer(ctx, w.Answers)
	if keys.Interrupted {
		return errInterrupted
	}
	return err
}

// run runs a check that was asked for by a flag.
func (o guideOptions) run(ctx context.Context, e *env, checks guideChecks, c guide.Check, answers []string) (ran []guide.Ran, err error) {
	var one guide.Ran
	switch c {
	case guide.Clock:
		one, err = checks.clock(ctx)
	case guide.Code:
		var code string
		code, err = readCode(ctx, e)
		one = codeRan(code, answers)
	case guide.Network:
		for _, host := range o.hosts {
			ran = append(ran, checks.network(ctx, host))
		}
		return ran, nil
	}
	return []guide.Ran{one}, err
}

// check refuses flags that make no sense together.
func (o *guideOptions) check() error {
	for i, host := range o.hosts {
		name, err := checkNamed("--host", host)
		if err != nil {
			return err
		}
		o.hosts[i] = name
	}
	network := slices.Contains(o.checks, string(guide.Network))
	known := func(c string) bool { return slices.Contains(guide.Checks(), guide.Check(c)) }
	_, site := guide.LookupSite(o.site)
	return cli.Refuse(
		cli.Refusal{When: slices.ContainsFunc(o.checks, func(c string) bool { return !known(c) }),
			What: "--check: no such check", Hint: "choose from clock, code, network"},
		cli.Refusal{When: network && len(o.hosts) == 0,
			What: "--check network needs a --host to contact", Hint: "for example --host www.example.com"},
		cli.Refusal{When: !network && len(o.hosts) > 0,
			What: "--host belongs to --check network", Hint: "add --check network"},
		cli.Refusal{When: o.site != "" && !site,
			What: "--site: nothing is known of that site", Hint: "choose from " + strings.Join(siteNames(), ", ") + ", or leave it out"},
		cli.Refusal{When: o.list && (o.given("answers") || len(o.checks) > 0),
			What: "--list only lists", Hint: "leave the other flags out"},
		cli.Refusal{When: o.against != "",
			What: "the guide compares with true time, --against with one site", Hint: "leave --against out, or use \"codeclock check\""},
	)
}

// screen is where the guide is read.
func (o guideOptions) screen(e *env) render.Screen {
	if o.output == "" || o.output == cli.Stdout {
		return e.screen("auto")
	}
	return render.Screen{}
}

func (o guideOptions) put(e *env, text string) error {
	if o.output == "" || o.output == cli.Stdout {
		return cli.Write(e.stdout, text)
	}
	return cli.WriteFile("--output", o.output, text)
}
