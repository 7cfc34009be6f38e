package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/words"
)

// windowOptions are the flags of window.
type windowOptions struct {
	measureOptions
	keyOptions
	sessionOptions
	format    *cli.Choice
	skew      string
	measure   bool
	policies  []string
	past      string
	future    string
	period    time.Duration
	typing    string
	at        string
	showCodes bool
	curve     bool
	svg       string
	live      bool

	given func(flag string) bool // set by the command once flags are read
}

func newWindow(e *env) *cobra.Command {
	o := windowOptions{format: cli.NewChoice("text", "json")}
	c := &cobra.Command{
		Use: "window", Short: "simulate a verifier: which codes pass at this skew?",
		Long: windowLong, Example: windowExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			o.given = c.Flags().Changed
			return runWindow(c.Context(), e, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.skew, "skew", "", "the device's `skew`: 47s-slow, 3s-fast, -47s, 50s-slow..40s-slow")
	f.BoolVar(&o.measure, "measure", false, "take this computer's skew, measured now")
	f.StringArrayVar(&o.policies, "policy", nil, "simulate this verifier, a `name` that \"codeclock policies\" lists; may be repeated")
	f.StringVar(&o.past, "past", "", "how late a code may be: `steps`, or seconds such as 10s")
	f.StringVar(&o.future, "future", "", "how early a code may be: `steps`, or seconds such as 10s")
	f.DurationVar(&o.period, "period", 0, "how long a code is shown, as a `time`; usually the verifier's, or 30s")
	f.StringVar(&o.typing, "typing", "8s", "how old a code is when it arrives, a `time`, or a range such as 5s..20s")
	f.StringVar(&o.at, "at", "", "simulate this true `time`: 2026-11-22T14:02:10Z, or @ and unix seconds; usually now")
	bindSession(f, &o.sessionOptions)
	bindKey(f, &o.keyOptions)
	f.BoolVar(&o.showCodes, "show-codes", false, "show the codes themselves; asks for the key if there is no --key-file")
	f.BoolVar(&o.curve, "curve", false, "draw the chance against the skew")
	f.StringVar(&o.svg, "svg", "", "write that curve to this `file`, as a picture for a report; - is standard output")
	f.BoolVar(&o.live, "live", false, "follow the codes from second to second, until Ctrl-C")
	f.Var(o.format, "format", "`format` of the output: "+o.format.List())
	bindMeasure(f, &o.measureOptions)
	if err := c.RegisterFlagCompletionFunc("policy", policyNames); err != nil {
		panic(err) // there is no such flag
	}
	return c
}

const windowLong = `window simulates what verifiers do with the codes of a device whose
clock is off: which codes they accept now and until when, and how often
a login works.

Say how far off the device is with --skew, or measure this computer's
clock with --measure. Without --policy it shows strict sites (the
current code alone), normal ones (one step either way) and relaxed ones
(two steps).`

const windowExamples = `  codeclock window --skew 47s-slow
  codeclock window --measure --policy keycloak --policy github
  codeclock window --skew 42s-slow --curve --svg curve.svg
  codeclock window --skew 42s-slow --logins 10 --every 1m
  codeclock window --skew 47s-slow --key-file - --show-codes < key.txt
  codeclock window --skew 42s-slow --past 2 --future 10s --live`

// runWindow simulates and prints.
func runWindow(ctx context.Context, e *env, o windowOptions) error {
	plan, err := o.plan(ctx, e)
	if err != nil {
		return err
	}
	if o.live {
		return runLive(ctx, e, o, plan)
	}
	s, err := plan.at(plan.trueTime())
	if err != nil {
		return err
	}
	switch o.svg {
	case "":
	case cli.Stdout:
		return cli.Write(e.stdout, render.SVG(s))
	default:
		if err := cli.WriteFile("--svg", o.svg, render.SVG(s)); err != nil {
			return err
		}
		fmt.Fprintln(e.stderr, words.WroteSVG)
	}
	show := render.SimulationOptions{Curve: o.curve}
	if o.format.Value == "json" {
		text, err := render.SimulationJSON(s, show)
		if err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		return cli.Write(e.stdout, text)
	}
	return cli.Write(e.stdout, render.Simulation(s, show))
}
