package main

import (
	"context"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
)

// tapOptions are the flags of tap.
type tapOptions struct {
	appOptions
	outputOptions
	os      *cli.Choice
	osGiven bool
}

func newTap(e *env) *cobra.Command {
	o := tapOptions{outputOptions: newOutput("text", "json"), os: cli.NewChoice("phones", "iphone", "android")}
	o.failOn = failOnClock()
	c := &cobra.Command{
		Use: "tap", Short: "measure an authenticator app by pressing when its code changes",
		Long: tapLong, Example: tapExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			o.osGiven = c.Flags().Changed("os")
			return runTap(c.Context(), e, o)
		},
	}
	bindMeasure(c.Flags(), &o.measureOptions)
	bindRule(c.Flags(), &o.ruleOptions)
	f := c.Flags()
	bindOutput(f, &o.outputOptions)
	bindTapping(f, &o.tapping)
	f.Var(o.os, "os", "show the steps for this `system`: "+o.os.List())
	return c
}

const tapLong = `tap measures the clock of an authenticator app. It needs no network to
the phone, no code and no key: press SPACE when the code changes, three
times.

Codes change every 30 s, so presses alone cannot tell 17 s from 47 s.
The phone's own clock settles it: press once more when its minute
changes, and type the time that it shows.

Apps show a new code a little late, by an app-specific delay; --app says
which app it is.

"codeclock report --device app" makes a report for support of it.`

const tapExamples = `  codeclock tap                     watch a code, press SPACE
  codeclock tap --app aegis         closer, for an app that is known
  codeclock tap --plain             press Enter instead`

// runTap has an app watched, judges it and prints.
func runTap(ctx context.Context, e *env, o tapOptions) error {
	if err := cli.Refuse(cli.Refusal{When: o.osGiven && o.format.Value != "text",
		What: "--os is about the steps, and --format " + o.format.Value + " has none", Hint: "leave one of them out"}); err != nil {
		return err
	}
	if err := o.checkOutput(o.timeout); err != nil {
		return err
	}
	w, err := o.watch(ctx, e)
	if err != nil {
		return err
	}
	w.keys.Close()
	t := w.taps
	t.System = o.os.Value
	return o.show(e, document{
		text:     func(s render.Screen) string { return render.TapText(t, s) },
		json:     func() (string, error) { return render.TapJSON(t) },
		practice: t.Demo != "",
	}, t.Verdict)
}
