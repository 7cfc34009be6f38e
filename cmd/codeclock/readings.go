package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/batch"
	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/drift"
	"codeclock/totp"
)

// readingOptions are the flags that say where codes come from.
type readingOptions struct {
	codes, times []string
	codeFile     string
	delay        time.Duration
	ask          int
	trust        bool
	zone         string
}

func bindReadings(f *pflag.FlagSet, o *readingOptions) {
	f.StringVar(&o.codeFile, "code-file", "", "read codes and their times from this `file`, - for standard input")
	f.StringArrayVar(&o.codes, "code", nil, "a `code` that has been spent; may be repeated, each with --at")
	f.StringArrayVar(&o.times, "at", nil, "the true `time` at which it was read: 2026-11-22T14:02:10Z, or @ and unix seconds")
	f.DurationVar(&o.delay, "delay", 10*time.Second, "how long before its `time` a code may have been shown last")
	f.StringVar(&o.zone, "zone", "", "the `zone` of times that don't say theirs: UTC, +01:00, Europe/Berlin, or local")
	f.IntVar(&o.ask, "codes", 2, "ask for this `number` of codes at a terminal")
	f.BoolVar(&o.trust, "trust-this-clock", false, "take this computer's clock as true time")
}

// readings are codes with the true times at which they were read.
type readings struct {
	list    []totp.Reading
	places  []string       // where each was written, for an error
	truth   drift.Estimate // behind the times of typed codes
	trusted bool
	demo    string // the practice scenario that measured it
}

// maxCodeFile is room for a hundred codes and remarks.
const maxCodeFile = 64 << 10

// reading returns how the times of codes are read.
func (o readingOptions) reading() (batch.Reading, error) {
	r := batch.Reading{Delay: o.delay}
	if o.zone == "" {
		return r, nil
	}
	zone, err := batch.ParseZone(o.zone)
	if err != nil {
		return r, cli.Usage(fmt.Errorf("--zone: %w", err), "for example --zone UTC, --zone +01:00, --zone Europe/Berlin or --zone local")
	}
	r.Zone = zone
	return r, nil
}

// written returns the codes of flags and files; nil when they have to be asked for.
func (o readingOptions) written(ctx context.Context, e *env, as batch.Reading) (*readings, error) {
	if len(o.codes) > 0 {
		r := &readings{}
		for i, code := range o.codes {
			number := ""
			if len(o.codes) > 1 {
				number = fmt.Sprintf(" %d", i+1)
			}
			if err := r.add("--at"+number, code, o.times[i], as); err != nil {
				return nil, err
			}
			r.places[i] = "--code" + number
		}
		return r, nil
	}
	if o.codeFile == "" {
		if e.readSecret == nil {
			return nil, cli.Usagef("--code-file FILE, or --code-file - to read them from standard input", "no terminal to ask for codes")
		}
		return nil, nil
	}
	text, err := o.readCodes(ctx, e)
	if err != nil {
		return nil, err
	}
	return parseReadings(text, as)
}

// add adds a code and its time. An error names the place and repeats neither.
func (r *readings) add(place, code, at string, as batch.Reading) error {
	when, err := batch.ParseTime(at, as.Zone)
	if err != nil {
		what, hint := flawWords(err)
		return cli.Usagef(hint, "%s: %s", place, what)
	}
	r.places = append(r.places, place)
	r.list = append(r.list, totp.Reading{Code: code, At: when, Bound: batch.Bound, Delay: as.Delay})
	return nil
}

// fit makes the codes those of a key.
func (r *readings) fit(k totp.Key) error {
	for i, place := range r.places {
		code, err := batch.Code(r.list[i].Code, k)
		if err != nil {
			what, hint := flawWords(err)
			return cli.Usagef(hint, "%s: %s", place, what)
		}
		r.list[i].Code = code
	}
	return nil
}

// readCodes never repeats the file's name: who mistook the flag typed a code.
func (o readingOptions) readCodes(ctx context.Context, e *env) (text string, err error) {
	if o.codeFile == cli.Stdout {
		text, err = cli.Read(ctx, e.stdin, maxCodeFile)
	} else {
		text, err = cli.ReadFile(ctx, o.codeFile, maxCodeFile)
	}
	switch {
	case ctx.Err() != nil:
		return "", cli.Hint(errNoCode, "")
	case errors.Is(err, cli.ErrTooLong):
		return "", cli.Usagef("a hundred codes are enough", "the codes are longer than 64 KiB")
	case err != nil:
		return "", cli.Usage(fmt.Errorf("read the codes: %w", cli.Root(err)), "--code-file takes the name of a file, or - for standard input")
	}
	return text, nil
}

// parseReadings reads codes, each on a line with its time: "123456
// 2026-11-22T14:02:10Z". A code may be written in groups, and a time with a blank in
// it; empty lines and those that begin with # are left out. Errors name the line and
// repeat nothing of it.
func parseReadings(text string, as batch.Reading) (*readings, error) {
	r := &readings{}
	for i, l := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		l = strings.TrimSpace(strings.NewReplacer(",", " ", "\t", " ").Replace(l))
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		code, at := splitReading(l)
		if err := r.add(fmt.Sprintf("line %d of the codes", i+1), code, at, as); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// beginOfTime is where the time of a reading begins: with a date, whoever's, or an @.
var beginOfTime = cli.Lazily(`\s(@|[0-9]{4}[-/][0-9]{1,2}[-/]|[0-9]{1,2}[./][0-9]{1,2}[./])`)

// splitReading splits a code, which may have blanks, from its time, which may too. Of
// a line without a time, all is the code.
func splitReading(line string) (code, at string) {
	if i := beginOfTime().FindStringIndex(line); i != nil {
		return line[:i[0]], strings.TrimSpace(line[i[0]:])
	}
	return line, ""
}

// measureTruth measures true time once.
func (o measureOptions) measureTruth(ctx context.Context, e *env) (*truth, error) {
	m, err := o.measurement(e)
	if err != nil {
		return nil, err
	}
	defer m.close()
	m.announce(e)
	tr := &truth{options: m.options}
	if tr.measure(ctx); !tr.isKnown() {
		return nil, cli.Hint(errCodesUntimed, `"codeclock check" says why; --trust-this-clock does without`)
	}
	return tr, nil
}

// askCode asks for one of several codes and returns when Enter was pressed; it is
// empty where somebody has no more.
func askCode(ctx context.Context, e *env, n, of int) (code string, typed time.Time, err error) {
	fmt.Fprintf(e.stderr, "Code %d of %d (not shown; Enter at once, Enter alone ends): ", n, of)
	line, err := e.readSecret(ctx)
	typed = time.Now()
	fmt.Fprintln(e.stderr)
	switch {
	case ctx.Err() != nil:
		return "", typed, cli.Hint(errNoCode, "")
	case errors.Is(err, io.EOF):
		return "", typed, nil
	case err != nil:
		return "", typed, cli.Hint(fmt.Errorf("read the code: %w", cli.Root(err)), "give it with --code-file")
	}
	return batch.PlainCode(strings.TrimSpace(string(line))), typed, nil
}

var errCodesUntimed = errors.New("true time could not be measured, and codes mean nothing without it")
