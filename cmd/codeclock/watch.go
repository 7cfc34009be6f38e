package main

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
)

// The spacings that --every takes. A practice run is quick: it is watched by somebody who
// waits.
const (
	leastSpacing = 10 * time.Millisecond
	mostSpacing  = 24 * time.Hour
	demoSpacing  = time.Second
)

// watchOptions are the flags of watch.
type watchOptions struct {
	vigilOptions
	from string
	set  func(flag string) bool
}

func newWatch(e *env) *cobra.Command {
	o := watchOptions{vigilOptions: vigilOptions{outputOptions: newOutput("text", "json", formatLines, "prometheus")}}
	c := &cobra.Command{
		Use: "watch", Short: "how fast does this clock drift, and until when do codes work?",
		Long: watchLong, Example: watchExamples, Args: cli.NoArguments,
		Annotations: map[string]string{cli.LastLine: "Exit status: the verdict of the last sample, as check has it."},
		RunE:        func(c *cobra.Command, _ []string) error { return runWatch(c.Context(), e, o) },
	}
	f := c.Flags()
	bindMeasure(f, &o.measureOptions)
	f.Lookup("demo").NoOptDefVal = driftingDemo
	bindRule(f, &o.ruleOptions)
	bindWatch(f, &o)
	bindOutput(f, &o.outputOptions)
	return c
}

func bindWatch(f *pflag.FlagSet, o *watchOptions) {
	f.DurationVar(&o.every, "every", drift.DefaultSpacing, "measure each time that this `time` has passed")
	f.IntVar(&o.count, "count", 0, "end after this `number` of samples")
	f.DurationVar(&o.limit, "for", 0, "end after this `time`")
	f.StringVar(&o.log, "log", "", "add each sample to this `file`, and go on from those that it has")
	f.StringVar(&o.from, "from", "", "measure nothing; say what the samples or results in this `file` come to, - for standard input")
	f.BoolVar(&o.plain, "plain", false, "print a line for each sample, and no picture")
	o.set = f.Changed
}

const watchLong = `watch measures this computer's clock again and again. It says how fast
the clock gains or loses, what moved it, and until when codes from it
will work: a clock that is fine today and fails in eleven days is found
today. That takes about a quarter of an hour; Ctrl-C ends it with a
summary.

It is polite: every 64 s it asks three servers, which take turns.

--log FILE keeps every sample: whatever ends the program, nothing else
than the last line can be lost. The next run goes on from there. --from
FILE measures nothing and says what such a log comes to, or what a token
or app does over weeks: results of "codeclock tap" or "codeclock infer"
with --format json, one after the other in one file.`

const watchExamples = `  codeclock watch                     until Ctrl-C
  codeclock watch --demo              practise, with a clock that drifts
  codeclock watch --log clock.log --for 24h
  codeclock watch --from clock.log
  codeclock watch --format prometheus --output codeclock.prom
  codeclock tap --app token --format json >> token.json
  codeclock watch --from token.json   a hardware token, over weeks`

// runWatch watches, or reads what was watched, and says what it comes to.
func runWatch(ctx context.Context, e *env, o watchOptions) error {
	rule, err := o.rule()
	if err == nil {
		err = o.checkWatch()
	}
	if err == nil {
		err = o.checkOutput(0)
	}
	if err != nil {
		return err
	}
	w := &result.Watch{Rule: rule, Version: version(), Demo: o.demo}
	var trouble error // that leaves something to say
	if o.from != "" {
		err = readWatch(ctx, e, o.from, w)
	} else {
		trouble, err = o.watch(ctx, e, w)
	}
	if err != nil {
		return err
	}
	w.Conclude()
	if err := o.conclude(e, w); trouble == nil {
		return err
	}
	return trouble
}

// conclude writes the summary, and returns the error of its verdict.
func (o watchOptions) conclude(e *env, w *result.Watch) error {
	if o.format.Value == formatLines {
		text, err := render.WatchJSONLine(w)
		if err == nil {
			err = cli.Write(e.stdout, text)
		}
		return cmp.Or(err, o.failure(w.Verdict(), w.Demo != ""))
	}
	return o.show(e, document{
		text:     func(s render.Screen) string { return render.WatchText(w, s) },
		json:     func() (string, error) { return render.WatchJSON(w) },
		status:   func() render.Status { return render.WatchStatus(w) },
		practice: w.Demo != "",
	}, w.Verdict())
}

// checkWatch refuses flags that contradict each other, and what would be a burden on
// servers that are everybody's.
func (o *watchOptions) checkWatch() error {
	if o.demo != "" && !o.set("every") {
		o.every = demoSpacing
	}
	format := o.format.Value
	measuring := slices.ContainsFunc([]string{"server", "source", "against", "demo", "every", "count", "for", "log", "timeout"}, o.set)
	return cli.Refuse(
		cli.Refusal{When: o.from != "" && measuring,
			What: "--from reads and measures nothing, so it goes with no flag of a measurement",
			Hint: "--log FILE measures, and goes on from the samples that the file has"},
		cli.Refusal{When: o.from != "" && format != "text" && format != "json",
			What: "--from goes with --format text or json", Hint: "leave --format out"},
		cli.Refusal{When: o.set("samples"),
			What: "watch takes one sample of each server at a time, so it has no use for --samples", Hint: "leave --samples out"},
		cli.Refusal{When: o.every < leastSpacing || o.every > mostSpacing,
			What: "--every must be from 10ms to 24h", Hint: "for example --every 5m"},
		cli.Refusal{When: o.from == "" && o.every < drift.DefaultSpacing && !o.own(),
			What: "--every must be at least 64s: the servers are everybody's",
			Hint: "leave --every out; less is for servers on this very computer, such as --server 127.0.0.1"},
		cli.Refusal{When: o.set("count") && o.count < 1,
			What: "--count must be at least 1", Hint: "for example --count 20"},
		cli.Refusal{When: o.set("for") && o.limit <= 0,
			What: "--for must be a time over 0", Hint: "for example --for 1h"},
		cli.Refusal{When: format == formatLines && !o.toStdout(),
			What: "--format jsonl goes to standard output", Hint: "--log FILE keeps the same lines in a file"},
		cli.Refusal{When: format == "prometheus" && o.toStdout(),
			What: "--format prometheus of a watch needs a file to keep fresh", Hint: "for example --output codeclock.prom"},
		cli.Refusal{When: o.plain && format != "text",
			What: "--plain is for --format text", Hint: "leave --plain out"},
	)
}
