package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
)

// checkOptions are the flags of check.
type checkOptions struct {
	computerOptions
	outputOptions
	os      *cli.Choice
	quiet   bool
	verbose bool
	version bool

	unattended bool // nobody who has a phone reads it
}

func newCheck(e *env, name string) *cobra.Command {
	o := checkOptions{
		outputOptions: newOutput(allFormats()...),
		os:            cli.NewChoice(append([]string{"auto", "all"}, result.AllSystems()...)...),
	}
	o.failOn = failOnClock()
	c := &cobra.Command{
		Use: name, Short: "measure this computer's clock; will its codes work?",
		Long: checkLong, Example: checkExamples, Args: checkArguments,
		Annotations: map[string]string{cli.LastLine: "Exit status: 0 OK, 1 AT RISK, 2 WRONG, 3 CAN'T TELL, 64 usage."},
		RunE: func(c *cobra.Command, _ []string) error {
			if o.version {
				return showVersion(e, o.outputOptions)
			}
			return runCheck(c.Context(), e, o)
		},
	}
	if name == "codeclock" {
		c.Example = rootExamples
	}
	bindMeasure(c.Flags(), &o.measureOptions)
	bindRule(c.Flags(), &o.ruleOptions)
	f := c.Flags()
	bindOutput(f, &o.outputOptions)
	f.Var(o.os, "os", "show the steps for this `system`: "+o.os.List())
	cli.BindOnce(f, &o.quiet, "quiet", "q", "print line 1 only")
	cli.BindOnce(f, &o.verbose, "verbose", "v", "also list the findings, what else fails, and the servers")
	if name == "codeclock" {
		f.BoolVar(&o.version, "version", false, "print the version")
	}
	return c
}

const checkLong = `Codeclock tells why login codes are refused: whether a clock is to
blame, whose, by how much, and what to do.

check asks time servers what time it is, or web servers where those are
blocked. It says whether codes that are made on this computer will be
accepted, why its clock is wrong, and how to put it right. It sets no
clock and sends nothing but the question.`

const checkExamples = `  codeclock                           is my clock right?
  codeclock check --demo              try it without a network
  codeclock check --max-skew 1s -q    gate a build on the clock
  codeclock check --against https://www.example.com
                                      is it that site's clock?
  codeclock check --format json       for programs`

const rootExamples = `  codeclock                 is this computer's clock right?
  codeclock phone           and the phone's, which makes the codes?
  codeclock guide           it isn't the clock? All other causes
  codeclock check --demo    try it without a network`

// checkArguments refuses arguments, and says which flag a server or a site goes with.
func checkArguments(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case strings.HasPrefix(args[0], "https://"):
		return cli.Argument(c, args[0], "write --against and the site")
	case hostLike().MatchString(args[0]):
		return cli.Argument(c, args[0], "write --server and the name of the time server, or --against https:// and a web site")
	}
	return cli.NoArguments(c, args)
}

// hostLike finds names and addresses of hosts, with or without a port.
var hostLike = cli.Lazily(`^([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(:\d+)?$|^[0-9A-Fa-f]*:[0-9A-Fa-f:.]+$`)

// runCheck measures, judges and prints.
func runCheck(ctx context.Context, e *env, o checkOptions) error {
	if err := o.checkFlags(); err != nil {
		return err
	}
	c, err := o.measure(ctx, e, !o.quiet, o.facts())
	if err != nil {
		return err
	}
	o.unattended = unattended(e)
	if o.os.Value != "auto" {
		c.System = o.os.Value
	}
	return o.show(e, checkDocument(o, c), c.Verdict)
}

// checkFlags refuses flags that contradict each other, or do nothing together.
func (o checkOptions) checkFlags() error {
	format := o.format.Value
	err := cli.Refuse(
		cli.Refusal{When: o.quiet && o.verbose,
			What: "-q prints less and -v prints more; they exclude each other", Hint: "leave one of them out"},
		cli.Refusal{When: o.quiet && o.outputOptions.given("os"),
			What: "-q prints line 1 alone, and --os is about the steps", Hint: "leave one of them out"},
		cli.Refusal{When: (o.quiet || o.verbose) && format != "text",
			What: "-q and -v change the text alone, not --format " + format, Hint: "leave them out"},
		o.limitless("period"),
		cli.Refusal{When: o.outputOptions.given("os") && !slices.Contains([]string{"text", "github", "junit"}, format),
			What: "--os is about the steps, and --format " + format + " has none", Hint: "leave one of them out"},
	)
	if err != nil {
		return err
	}
	return o.checkOutput(o.timeout)
}

// facts says which checks print facts about this computer, or what follows from them.
func (o checkOptions) facts() factsFor {
	switch format := o.format.Value; {
	case format == "prometheus", format == "text" && o.quiet:
		return noCheck
	case format == "nagios", format == "text" && !o.verbose:
		return blamedOnes
	}
	return everyCheck
}

// checkDocument returns a check in all its forms.
func checkDocument(o checkOptions, c result.Check) document {
	return document{
		text: func(s render.Screen) string {
			return render.Text(c, render.TextOptions{Quiet: o.quiet, Verbose: o.verbose, Screen: s, Unattended: o.unattended})
		},
		json:     func() (string, error) { return render.JSON(c) },
		status:   func() render.Status { return render.CheckStatus(c) },
		practice: c.Demo != "",
	}
}
