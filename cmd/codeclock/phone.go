package main

import (
	"context"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
)

// phoneOptions are the flags of phone.
type phoneOptions struct {
	visitOptions
	outputOptions
}

func newPhone(e *env) *cobra.Command {
	o := phoneOptions{outputOptions: newOutput("text", "json")}
	o.failOn = failOnClock()
	c := &cobra.Command{
		Use: "phone", Short: "measure the clock of a phone, and of its authenticator app",
		Long: phoneLong, Example: phoneExamples, Args: cli.NoArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runPhone(c.Context(), e, o) },
	}
	bindMeasure(c.Flags(), &o.measureOptions)
	f := c.Flags()
	f.Var(o.format, "format", "`format` of the output: "+o.format.List())
	f.Var(o.failOn, "fail-on", "the least `verdict` that fails: "+o.failOn.List())
	f.Var(o.colour, "color", "`when` to use colours: "+o.colour.List())
	bindPage(f, &o.pageOptions)
	bindApp(f, &o.app)
	f.StringVar(&o.ticket, "ticket", "", "the `number` that support gave you, for the page's report")
	f.BoolVar(&o.once, "once", false, "end when one phone has been measured")
	f.BoolVar(&o.plain, "plain", false, "read lines, not single keys")
	o.given = f.Changed
	return c
}

const phoneLong = `Codes made on a phone follow the phone's clock, not this computer's.
phone serves one page on the local network. Scan the code that it draws
with the phone, and the page compares the phone's clock with true time.

It never asks for a code, a password or a key. Only devices on this
network that have its address can open the page, for 10 minutes.

While it runs: press SPACE when a code changes in the phone's app, three
times, to measure the app's own clock; q ends.

Under "Send to support" the page has a report of the phone, which it can
copy; so does "codeclock report --device phone" here.`

const phoneExamples = `  codeclock phone                       scan, and see
  codeclock phone --demo                practise with simulated servers
  codeclock phone --qr png:code.png     the code as a picture
  codeclock phone --once --format json  for programs`

// runPhone serves the page until somebody or its time ends it, and judges.
func runPhone(ctx context.Context, e *env, o phoneOptions) error {
	err := cli.Refuse(cli.Refusal{When: o.plain && o.format.Value == "json",
		What: "--plain is about keys, and with --format json none are read", Hint: "leave it out"})
	if err == nil {
		err = checkTicket(o.ticket)
	}
	if err != nil {
		return err
	}
	log := phoneLog{out: e.stdout, json: o.format.Value == "json", terminal: e.stdoutTerminal,
		screen: func() render.Screen { return e.screen(o.colour.Value) }}
	v := &visit{env: e, phoneLog: log}
	if err := v.serve(ctx, o.visitOptions); err != nil {
		return err
	}
	if err := v.sumUp(); err != nil {
		return err
	}
	return o.failure(v.worst(), o.demo != "")
}
