package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/drift/skew"
	"codeclock/totp"
)

func newWindow(e *env) *cobra.Command {
	o := windowOptions{format: cli.NewChoice("text", "json")}
	c := &cobra.Command{
		Use: "window", Short: "simulate a verifier: which codes pass at this skew?",
		Long: windowLong, Example: windowExamples, Args: windowArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			o.given = c.Flags().Changed
			return runWindow(c.Context(), e, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.skew, "skew", "", "the device's `skew`: 47s-slow, 3s-fast, -47s, 50s-slow..40s-slow")
	f.BoolVar(&o.measure, "measure", false, "take this computer's skew, measured now")
	bindVerifiers(f, &o.verifierOptions)
	f.StringVar(&o.typing, "typing", "8s", "how old a code is when it arrives, a `time`, or a range such as 5s..20s")
	f.StringVar(&o.at, "at", "", "simulate this true `time`: 2026-11-22T14:02:10Z, or @ and unix seconds; usually now")
	bindLogins(f, &o.loginOptions)
	bindKey(f, &o.keyOptions)
	f.BoolVar(&o.showCodes, "show-codes", false, "show the codes themselves; asks for the key if there is no --key-file")
	f.BoolVar(&o.curve, "curve", false, "draw the chance against the skew")
	f.StringVar(&o.svg, "svg", "", "write that curve to this `file`, as a picture for a report; - is standard output")
	f.BoolVar(&o.live, "live", false, "follow the codes from second to second, until Ctrl-C")
	f.BoolVar(&o.plain, "plain", false, "with --live, print a line at each change, and no picture")
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
clock with --measure. Without --policy it shows strict sites (only the
current code), most sites (the code before and after it too) and
relaxed ones (two before and after).`

const windowExamples = `  codeclock window --skew 47s-slow
  codeclock window --measure --policy keycloak --policy github
  codeclock window --skew 42s-slow --curve --svg curve.svg
  codeclock window --skew 42s-slow --logins 10 --every 1m
  codeclock window --skew 47s-slow --key-file - --show-codes < key.txt
  codeclock window --skew 42s-slow --past 2 --future 10s --live`

// windowArguments refuses arguments, and says which flag a skew or a site goes with.
func windowArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := strings.Join(args, " ")
	if one := undirected(text); one != "" {
		return cli.Argument(c, args[0], fmt.Sprintf("write --skew %[1]s-slow or --skew %[1]s-fast", one))
	}
	if i, err := skew.Parse(text); err == nil && i.Known() {
		return cli.Argument(c, args[0], fmt.Sprintf("write --skew %s", strings.ReplaceAll(text, " ", "-")))
	}
	if _, err := totp.LookupPolicy(text); err == nil {
		return cli.Argument(c, args[0], fmt.Sprintf("write --policy %s", text))
	}
	return cli.NoArguments(c, args)
}

// runWindow simulates and prints.
func runWindow(ctx context.Context, e *env, o windowOptions) error {
	s, err := o.simulation(ctx, e)
	if err != nil {
		return err
	}
	if o.live {
		return runLive(ctx, e, s, o.format.Value == "json", o.plain)
	}
	now, err := s.at(s.trueTime())
	if err != nil {
		return err
	}
	switch o.svg {
	case "":
	case cli.Stdout:
		return cli.Write(e.stdout, render.SVG(now))
	default:
		if err := cli.WriteFile("--svg", o.svg, render.SVG(now)); err != nil {
			return err
		}
		fmt.Fprintln(e.stderr, "codeclock: wrote the picture")
	}
	show := render.SimulationOptions{Curve: o.curve, Screen: e.screen("never")}
	if o.format.Value == "json" {
		return cli.WriteError(render.SimulationJSON(e.stdout, now, show))
	}
	return cli.Write(e.stdout, render.Simulation(now, show))
}
