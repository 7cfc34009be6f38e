package main

import (
	"context"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/totp"
)

// lintOptions are the flags of lint.
type lintOptions struct {
	outputOptions
	kind    *cli.Choice
	digits  int
	key     bool
	keyFile string
	given   func(flag string) bool
}

func newLint(e *env) *cobra.Command {
	o := lintOptions{outputOptions: newOutput("text", "json"), kind: cli.NewChoice(codeKinds()...)}
	c := &cobra.Command{
		Use: "lint", Short: "what is wrong with a typed code or a key, without showing it",
		Long: lintLong, Example: lintExamples, Args: lintArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runLint(c.Context(), e, o) },
	}
	f := c.Flags()
	f.Var(o.kind, "kind", "the `kind` of code that it is: "+o.kind.List())
	f.IntVar(&o.digits, "digits", 0, "the `number` of digits that the site wants, if you know")
	f.BoolVar(&o.key, "key", false, "look at a key or an otpauth address, not at a code")
	f.StringVar(&o.keyFile, "key-file", "", "read the key from this `file`, - for standard input")
	bindOutput(f, &o.outputOptions)
	o.given = f.Changed
	return c
}

const lintLong = `lint looks at the form of a code: its length, spaces, letters that look
like digits, digits of another keyboard, signs that nobody sees.

It asks for the code and doesn't show it, or reads it from standard
input. The code is never shown again, kept or sent. With --key it looks
at the key behind the codes instead, just as quietly.

It can only judge the form. Whether it is the right code, only the site
can know.`

const lintExamples = `  codeclock lint                     type or paste a code
  codeclock lint --kind app          a code of an authenticator app
  codeclock lint --key               the key that the site showed
  codeclock lint --key-file FILE     keys in a file`

// lintArguments refuses arguments: what is looked at is asked for.
func lintArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return cli.Argument(c, args[0], "a code or a key is never an argument: leave it out, and lint asks for it")
}

// runLint reads a code or keys, judges their form and prints.
func runLint(ctx context.Context, e *env, o lintOptions) error {
	key := o.key || o.keyFile != ""
	err := cli.Refuse(
		cli.Refusal{When: key && (o.given("kind") || o.given("digits")),
			What: "--kind and --digits are about a code, not about a key", Hint: "leave them out"},
		cli.Refusal{When: o.digits < 0 || o.digits > 10 || o.given("digits") && o.digits == 0,
			What: "--digits must be from 1 to 10", Hint: "for example --digits 6"},
	)
	if err == nil {
		err = o.checkOutput(0)
	}
	if err != nil {
		return err
	}
	l := result.Lint{Kind: codeKind(o.kind.Value), Version: version()}
	if key {
		l.Keys, err = o.lintKeys(ctx, e)
	} else {
		l.Flaws, err = o.lintCode(ctx, e)
	}
	if err != nil {
		return err
	}
	return o.show(e, document{
		text: func(s render.Screen) string { return render.Lint(l, s) },
		json: func() (string, error) { return render.LintJSON(l) },
	}, l.Verdict())
}

func (o lintOptions) lintCode(ctx context.Context, e *env) ([]totp.CodeFlaw, error) {
	code, err := readCode(ctx, e)
	return totp.LintCode(code, codeKind(o.kind.Value), o.digits), err
}

func (o lintOptions) lintKeys(ctx context.Context, e *env) ([]totp.KeyLint, error) {
	from := keyOptions{file: o.keyFile}
	if o.keyFile == "" && e.readSecret == nil {
		from.file = cli.Stdout // "-": standard input
	}
	text, err := from.read(ctx, e)
	if err != nil {
		return nil, err
	}
	keys, err := totp.LintKeys(text)
	if err != nil { // of the text as a whole
		return []totp.KeyLint{{Entry: totp.Entry{Err: err}}}, nil
	}
	return keys, nil
}
