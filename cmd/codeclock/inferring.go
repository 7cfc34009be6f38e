package main

import (
	"cmp"
	"context"
	"errors"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/totp"
)

// infer searches for a skew and, where there is none that is likely, for what else
// explains the codes: also those of another length than the key's.
func infer(ctx context.Context, k totp.Key, list []totp.Reading, o totp.InferOptions, x totp.ExplainOptions) (result.Inferred, error) {
	inf, err := totp.Infer(ctx, k, list, o)
	if err != nil && !errors.Is(err, totp.ErrCode) {
		return result.Inferred{}, err
	}
	f := result.NewInferred(k, inf, len(list), o.Range)
	for _, r := range list {
		if r.At.After(f.At) {
			f.At = r.At
		}
	}
	switch f.Sureness() {
	case result.Certain, result.Likely:
		return f, nil
	case result.Ambiguous:
		f.Hypotheses, err = totp.Explain(ctx, k, list, x)
		return f, err
	}
	unfit := err
	if f.Unlike = unfit != nil; f.Unlike {
		f.Inference.Mismatch = 1
	}
	f.Hypotheses, err = totp.Explain(ctx, k, list, x)
	if len(f.Hypotheses) == 0 {
		return f, cmp.Or(unfit, err)
	}
	return f, err
}

// inferError gives an error of a search its hint.
func inferError(err error) error {
	hint := ""
	switch {
	case errors.Is(err, totp.ErrCode):
		hint = "as many digits as the key makes, and nothing else; codeclock lint says what is wrong with a code"
	case errors.Is(err, totp.ErrNoReadings):
		hint = "each on a line with its time, for example 123456 2026-11-22T14:02:10Z"
	case errors.Is(err, totp.ErrReadingTime):
		hint = "for example 2026-11-22T14:02:10Z, with a zone, or @1795356130"
	case errors.Is(err, totp.ErrRange):
		hint = "for example --range 30d or --range 20y"
	}
	return cli.Usage(err, hint)
}
