package main

import (
	"crypto/rand"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
)

// faceOptions are the flags that say how a result is shown, where it goes, and
// which verdicts fail.
type faceOptions struct {
	format        *cli.Choice
	failOn        *cli.Choice
	colour        *cli.Choice
	onUnreachable *cli.Choice // nil for a command without the format nagios
	output        string
	given         func(flag string) bool // whether a flag was set; nil for none
}

// allFaces returns the formats of a command whose result has a render.Status.
func allFaces() []string {
	return []string{"text", "json", "nagios", "prometheus", "github", "junit"}
}

// newFaces returns the options of a command with these formats, the default
// first.
func newFaces(formats ...string) faceOptions {
	o := faceOptions{
		format: cli.NewChoice(formats...),
		failOn: cli.NewChoice("risk", "wrong", "never"),
		colour: cli.NewChoice("auto", "always", "never"),
	}
	if slices.Contains(formats, "nagios") {
		o.onUnreachable = cli.NewChoice("critical", "warning", "unknown")
	}
	return o
}

func bindFaces(f *pflag.FlagSet, o *faceOptions) {
	f.Var(o.format, "format", "`format` of the output: "+o.format.List())
	f.StringVar(&o.output, "output", "", "write to this `file` instead, whole or not at all; - is standard output")
	f.Var(o.failOn, "fail-on", "the least `verdict` that fails: "+o.failOn.List())
	if o.onUnreachable != nil {
		f.Var(o.onUnreachable, "on-unreachable", "nagios `state` when no server answers: "+o.onUnreachable.List())
	}
	f.Var(o.colour, "color", "`when` to use colours: "+o.colour.List())
	o.given = f.Changed
}

// maxPluginTime is what a monitoring plugin may take. Plugins are stopped after
// about 10 s (monitoring-plugins.org, developer guidelines), and a stopped one
// says nothing.
const maxPluginTime = 9 * time.Second

// check refuses flags that contradict each other. limit is how long the command
// takes at most.
func (o faceOptions) check(limit time.Duration) error {
	nagios := o.format.Value == "nagios"
	switch {
	case nagios && o.given("fail-on"):
		return cli.Usagef("leave --fail-on out, or put the plugin behind negate",
			"the exit status of a plugin is its state, so --fail-on does not go with --format nagios")
	case nagios && limit > maxPluginTime:
		return cli.Usagef("for example --timeout 5s", "--timeout of a plugin must be at most 9s: monitoring stops it after 10")
	case !nagios && o.onUnreachable != nil && o.given("on-unreachable"):
		return cli.Usagef("add --format nagios", "--on-unreachable is for the format nagios alone")
	}
	return o.checkOutput()
}

// document is a result in every form that a command gives it.
type document struct {
	text     func(color bool) string
	json     func() (string, error)
	status   func() render.Status // nil for a command without machine formats but JSON
	practice bool
}

// show writes a document as it was asked for, and returns the error that gives
// the exit status of its verdict.
func (o faceOptions) show(e *env, d document, v result.Verdict) error {
	text, err := o.face(e, d)
	if err != nil {
		return fmt.Errorf("write %s: %w", o.format.Value, err)
	}
	if err := o.put(e, text); err != nil {
		return err
	}
	if o.format.Value == "nagios" {
		return cli.Fail(o.state(d.status()))
	}
	return o.failure(v, d.practice)
}

func (o faceOptions) face(e *env, d document) (string, error) {
	switch o.format.Value {
	case "json":
		return d.json()
	case "nagios":
		s := d.status()
		s.Verdict = o.state(s)
		return render.Nagios(s), nil
	case "prometheus":
		return render.Prometheus(d.status()), nil
	case "github":
		s := d.status()
		appendSummary(e, render.GitHubSummary(s))
		return render.GitHub(s, rand.Text()), nil
	case "junit":
		return render.JUnit(d.status())
	}
	return d.text(o.toStdout() && cli.UseColour(e.getenv, o.colour.Value, e.stdoutTerminal)), nil
}

// state returns the verdict that stands for the state of a plugin. The
// guidelines do not want time-outs and failed lookups to be UNKNOWN, and
// check_ntp_time calls them CRITICAL; --on-unreachable says otherwise.
func (o faceOptions) state(s render.Status) result.Verdict {
	if !s.Silent {
		return s.Verdict
	}
	switch o.onUnreachable.Value {
	case "warning":
		return result.AtRisk
	case "unknown":
		return result.CantTell
	}
	return result.Wrong
}

// failure returns the error that gives the exit status of a verdict, nil where
// the verdict is no failure. A practice run fails only when asked to.
func (o faceOptions) failure(v result.Verdict, practice bool) error {
	switch failOn := o.failOn.Value; {
	case v == result.OK, practice && !o.given("fail-on"):
		return nil
	case failOn == "never", failOn == "wrong" && v == result.AtRisk:
		return nil
	}
	return cli.Fail(v)
}

// appendSummary adds to the step summary of a GitHub workflow, if this is one.
// That it cannot be written must not hide the verdict.
func appendSummary(e *env, text string) {
	path := e.getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = f.WriteString(text)
		if closing := f.Close(); err == nil {
			err = closing
		}
	}
	if err != nil {
		fmt.Fprintf(e.stderr, "codeclock: note: the step summary was not written: %v\n", cli.Bare(err))
	}
}

// toStdout reports whether the result goes to standard output.
func (o faceOptions) toStdout() bool { return o.output == "" || o.output == cli.Stdout }

// put writes text to --output, or else to standard output.
func (o faceOptions) put(e *env, text string) error {
	if o.toStdout() {
		return cli.Write(e.stdout, text)
	}
	return cli.WriteFile("--output", o.output, text)
}

// checkOutput refuses a name that would not be read: the textfile collector
// takes *.prom alone (node_exporter, collector/textfile.go).
func (o faceOptions) checkOutput() error {
	if !o.toStdout() && o.format.Value == "prometheus" && !strings.HasSuffix(o.output, ".prom") {
		return cli.Usagef("for example --output codeclock.prom", "the name of a --output in the format prometheus must end with .prom")
	}
	return nil
}
