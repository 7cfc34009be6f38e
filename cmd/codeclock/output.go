package main

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
)

// outputOptions are the flags that say how a result is shown, where it goes, and
// which verdicts fail.
type outputOptions struct {
	format        *cli.Choice
	failOn        *cli.Choice
	colour        *cli.Choice
	onUnreachable *cli.Choice // nil for a command without the format nagios
	output        string
	given         func(flag string) bool // whether a flag was set; nil for none
}

// allFormats returns the formats of a command whose result has a render.Status.
func allFormats() []string {
	return []string{"text", "json", "nagios", "npd", "prometheus", "github", "junit"}
}

// The ways to fail that let it pass, whatever the reason, that nothing could be told.
const (
	onlyRisk  = "only-risk"
	onlyWrong = "only-wrong"
)

// failOnClock is the choice of what fails for a command that judges a clock.
func failOnClock() *cli.Choice { return cli.NewChoice("risk", "wrong", onlyRisk, onlyWrong, "never") }

// newOutput returns the options of a command with these formats, the default
// first.
func newOutput(formats ...string) outputOptions {
	o := outputOptions{
		format: cli.NewChoice(formats...),
		failOn: cli.NewChoice("risk", "wrong", "never"),
		colour: cli.NewChoice("auto", "always", "never"),
	}
	if slices.Contains(formats, "nagios") {
		o.onUnreachable = cli.NewChoice("critical", "warning", "unknown", "ok")
	}
	return o
}

func bindOutput(f *pflag.FlagSet, o *outputOptions) {
	f.Var(o.format, "format", "`format` of the output: "+o.format.List())
	f.StringVar(&o.output, "output", "", "write to this `file` instead, atomically; - is standard output")
	f.Var(o.failOn, "fail-on", "the least `verdict` that fails: "+o.failOn.List())
	if o.onUnreachable != nil {
		f.Var(o.onUnreachable, "on-unreachable", "what it means that no server answers, a `state`: "+o.onUnreachable.List()+"; critical with --format nagios, else unknown")
		f.Lookup("on-unreachable").DefValue = "" // there is not one alone
	}
	f.Var(o.colour, "color", "`when` to use colours: "+o.colour.List())
	o.given = f.Changed
}

// checkOutput refuses flags that contradict each other. limit is how long the command
// takes at most.
func (o outputOptions) checkOutput(limit time.Duration) error {
	nagios := o.format.Value == "nagios"
	prometheus := o.format.Value == "prometheus"
	return cli.Refuse(
		cli.Refusal{When: nagios && o.given("fail-on"),
			What: "the exit status of a plugin is its state, so --fail-on does not go with --format nagios",
			Hint: "leave --fail-on out, or put the plugin behind negate"},
		cli.Refusal{When: nagios && limit > maxPluginTime,
			What: "--timeout of a plugin must be at most 9s: monitoring stops it after 10", Hint: "for example --timeout 5s"},
		cli.Refusal{When: o.colour.Value == "always" && o.given("color") && o.format.Value != "text",
			What: "--color is about the text, and --format " + o.format.Value + " has no colours", Hint: "leave one of them out"},
		// The textfile collector reads *.prom alone (node_exporter, collector/textfile.go).
		cli.Refusal{When: prometheus && !o.toStdout() && !strings.HasSuffix(o.output, ".prom"),
			What: "with --format prometheus the --output must end in .prom", Hint: "for example --output codeclock.prom"},
	)
}

// document is a result in every form that a command gives it.
type document struct {
	text     func(render.Screen) string
	json     func() (string, error)
	status   func() render.Status // nil for a command without machine formats but JSON
	practice bool
}

// show writes a document as it was asked for, and returns the error that gives
// the exit status of its verdict.
func (o outputOptions) show(e *env, d document, v result.Verdict) error {
	text, err := o.face(e, d)
	if err != nil {
		return fmt.Errorf("write %s: %w", o.format.Value, err)
	}
	if err := o.put(e, text); err != nil {
		return err
	}
	if o.format.Value == "nagios" {
		return cli.Fail(pluginState(d.status(), o.onUnreachable.Value))
	}
	if o.onUnreachable != nil && o.given("on-unreachable") {
		if s := d.status(); s.Silent {
			v = pluginState(s, o.onUnreachable.Value)
		}
	}
	err = o.failure(v, d.practice)
	if o.format.Value == "npd" && v == result.Wrong && err != nil {
		return cli.Fail(result.AtRisk) // it takes 1 for a problem, and more for none known
	}
	return err
}

func (o outputOptions) face(e *env, d document) (string, error) {
	switch o.format.Value {
	case "json":
		return d.json()
	case "nagios":
		s := d.status()
		s.Verdict = pluginState(s, o.onUnreachable.Value)
		return render.Nagios(s), nil
	case "npd":
		return render.NPD(d.status()), nil
	case "prometheus":
		return render.Prometheus(d.status()), nil
	case "github":
		s := d.status()
		appendSummary(e, render.GitHubSummary(s))
		return render.GitHub(s, rand.Text()), nil
	case "junit":
		return render.JUnit(d.status())
	}
	return d.text(o.screen(e)), nil
}

// screen is where a result is read.
func (o outputOptions) screen(e *env) render.Screen {
	if !o.toStdout() {
		return render.Screen{Color: o.colour.Value == "always"}
	}
	return e.screen(o.colour.Value)
}

// failure returns the error that gives the exit status of a verdict, nil where
// the verdict is no failure. A practice run fails only when asked to.
func (o outputOptions) failure(v result.Verdict, practice bool) error {
	switch failOn := o.failOn.Value; {
	case v == result.OK, practice && !o.given("fail-on"):
		return nil
	case failOn == "never", v == result.AtRisk && (failOn == "wrong" || failOn == onlyWrong):
		return nil
	case v == result.CantTell && (failOn == onlyRisk || failOn == onlyWrong):
		return nil
	}
	return cli.Fail(v)
}

// toStdout reports whether the result goes to standard output.
func (o outputOptions) toStdout() bool { return o.output == "" || o.output == cli.Stdout }

// put writes text to --output, or else to standard output.
func (o outputOptions) put(e *env, text string) error {
	if o.toStdout() {
		return cli.Write(e.stdout, text)
	}
	return cli.WriteFile("--output", o.output, text)
}
