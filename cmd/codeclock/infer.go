package main

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// inferOptions are the flags of infer.
type inferOptions struct {
	keyOptions
	readingOptions
	batchOptions
	measureOptions
	outputOptions
	within string
}

func newInfer(e *env) *cobra.Command {
	o := inferOptions{outputOptions: newOutput("text", "json", "csv")}
	c := &cobra.Command{
		Use: "infer", Short: "how far off is the clock behind these codes? needs the key",
		Long: inferLong, Example: inferExamples, Args: noSecrets,
		RunE: func(c *cobra.Command, _ []string) error { return runInfer(c.Context(), e, o) },
	}
	f := c.Flags()
	bindKey(f, &o.keyOptions)
	bindReadings(f, &o.readingOptions)
	bindBatch(f, &o.batchOptions)
	f.StringVar(&o.within, "range", "1y", "search up to this `skew` either way: 12h, 30d, 20y")
	bindMeasure(f, &o.measureOptions)
	bindOutput(f, &o.outputOptions)
	return c
}

// noSecrets refuses arguments, and says what belongs elsewhere.
func noSecrets(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		if _, ok := cli.Shown(args[0]); !ok {
			return cli.Argument(c, args[0], "a key or a code never belongs here: leave it out, and infer asks for it; or use --key-file and --code-file")
		}
	}
	return cli.NoArguments(c, args)
}

const inferLong = `infer finds the skew of the clock that made codes, from the codes and
their key: of the app itself, up to decades, and how sure that is.

At a terminal it asks for the key and for codes one after the other,
shows neither, and takes the time when you press Enter, as time servers
tell it. --trust-this-clock takes this computer's clock as it is.

Codes that were read before come from a file or standard input, each on
a line with its true time. One code is nearly enough if the clock is
hours off at most; two codes settle nearly everything.

Where no skew is likely, infer says what else explains the codes: a slip
in one of them, other settings of the device, another key of the file, a
clock that was set in between. Each with the odds of mere chance, and
with what would settle it.

--batch reads a table with a row of codes for each device, of any size:
see "codeclock help batch".

The key never leaves this computer, and neither key nor codes are shown.
Give them on the command line only if the code has been spent: other
users of the computer can read it there.

A picture of a QR code becomes a key file on the way, see below.`

const inferExamples = `  codeclock infer                             asks for all
  codeclock infer --key-file key.txt          asks for codes
  codeclock infer --key-file key.txt --code-file codes.txt
  echo 123456 2026-11-22T14:02:10Z |
    codeclock infer --key-file key.txt --code-file - --range 20y
  zbarimg -q --raw picture.png |
    codeclock infer --key-file - --code-file codes.txt
  codeclock infer --batch codes.csv --keys keys.csv --range 1d`

// runInfer reads key and codes, searches and prints.
func runInfer(ctx context.Context, e *env, o inferOptions) error {
	within, err := o.check()
	if err != nil {
		return err
	}
	as, err := o.reading()
	if err != nil {
		return err
	}
	if o.table != "" {
		return o.run(ctx, e, o.outputOptions, as, within)
	}
	given, err := o.written(ctx, e, as)
	if err != nil {
		return err
	}
	k, all, err := o.loadAmong(ctx, e)
	if err != nil {
		return err
	}
	if given == nil {
		if given, err = o.askCodes(ctx, e, k); err != nil {
			return err
		}
	} else if err := given.fit(k); err != nil {
		return err
	}
	near := newSoFar(e, o.format.Value, within)
	f, err := infer(ctx, k, given.list, totp.InferOptions{Range: within, Found: near.tell()}, totp.ExplainOptions{Others: all})
	near.clear()
	switch {
	case ctx.Err() != nil:
		return errInterrupted
	case err != nil:
		return inferError(err)
	}
	f.Truth, f.Trusted, f.Demo, f.Version = given.truth, given.trusted, given.demo, version()
	return o.show(e, document{
		text: func(s render.Screen) string { return render.Infer(f, s) },
		json: func() (string, error) { return render.InferJSON(f) }, practice: f.Demo != "",
	}, f.Verdict)
}

// check refuses flags that contradict each other, and returns the range.
func (o inferOptions) check() (time.Duration, error) {
	within, err := skew.ParseSize(o.within)
	if err != nil || within < totp.DefaultPeriod || within > totp.MaxRange {
		return 0, cli.Usagef("for example --range 12h, --range 30d or --range 20y", "--range must be a time from 30s to 99y")
	}
	err = cli.Refuse(
		cli.Refusal{When: len(o.codes) != len(o.times),
			What: "each --code needs an --at, and each --at a --code", Hint: "for example --code-file codes.txt, with a code and its time on each line"},
		cli.Refusal{When: len(o.codes) > 0 && o.codeFile != "",
			What: "--code and --code-file exclude each other", Hint: "leave one of them out"},
		cli.Refusal{When: o.file == cli.Stdout && o.codeFile == cli.Stdout,
			What: "standard input cannot hold both the key and the codes", Hint: "put one of them into a file"},
		cli.Refusal{When: o.delay < 0 || o.delay > totp.MaxDelay,
			What: "--delay must be from 0s to 1h", Hint: "for example --delay 10s"},
		cli.Refusal{When: o.ask < 1 || o.ask > totp.MaxReadings,
			What: "--codes must be from 1 to 100", Hint: "2 are enough"},
	)
	if err == nil {
		err = cmp.Or(o.batchOptions.check(o.outputOptions), o.checkOutput(0))
	}
	return within, err
}

// askCodes asks for codes one after the other, without showing them. Their times are
// those at which Enter was pressed.
func (o inferOptions) askCodes(ctx context.Context, e *env, k totp.Key) (*readings, error) {
	r := &readings{trusted: o.trust}
	timed := func(now time.Time) (time.Time, time.Duration, bool) { return now, 0, true }
	if !o.trust {
		tr, err := o.measureTruth(ctx, e)
		if err != nil {
			return nil, err
		}
		r.truth, r.demo, timed = tr.last(), o.demo, tr.then
	}
	for len(r.list) < o.ask {
		code, typed, err := askCode(ctx, e, len(r.list)+1, o.ask)
		at, bound, known := timed(typed)
		switch {
		case err != nil:
			return nil, err
		case code == "":
			return r, nil
		case !known:
			return nil, cli.Hint(errCodesUntimed, "start again: this computer slept, or its clock was set")
		case k.CheckCode(code) != nil:
			fmt.Fprintf(e.stderr, "That is not a code of this key, which has %s. Once more.\n", words.Count(k.Digits, "character"))
		default:
			r.list = append(r.list, totp.Reading{Code: code, At: at, Bound: bound, Delay: o.delay})
		}
	}
	return r, nil
}
