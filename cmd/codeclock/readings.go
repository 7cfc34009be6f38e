package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/pflag"

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
}

func bindReadings(f *pflag.FlagSet, o *readingOptions) {
	f.StringVar(&o.codeFile, "code-file", "", "read codes and their times from this `file`, - for standard input")
	f.StringArrayVar(&o.codes, "code", nil, "a `code` that has been spent; may be repeated, each with --at")
	f.StringArrayVar(&o.times, "at", nil, "the true `time` at which it was read: 2026-11-22T14:02:10Z, or @ and unix seconds")
	f.DurationVar(&o.delay, "delay", 10*time.Second, "how long before its `time` a code may have been shown last")
	f.IntVar(&o.ask, "codes", 2, "ask for this `many` codes at a terminal")
	f.BoolVar(&o.trust, "trust-this-clock", false, "take this computer's clock as true time")
}

// readings are codes with the true times at which they were read.
type readings struct {
	list    []totp.Reading
	truth   drift.Estimate // behind the times of typed codes
	trusted bool
	demo    string // the practice scenario that measured it
}

// wholeSecond is how far true time is from a time that was written to the second.
const wholeSecond = time.Second

// maxCodeFile is room for a hundred codes and remarks.
const maxCodeFile = 64 << 10

// written returns the codes of flags and files; nil when they have to be asked for.
func (o readingOptions) written(ctx context.Context, e *env) (*readings, error) {
	if len(o.codes) > 0 {
		r := &readings{}
		for i, code := range o.codes {
			at, err := parseAt(o.times[i])
			if err != nil { // whose words could repeat a code
				return nil, cli.Usagef("for example --at 2026-11-22T14:02:10Z, with a zone, or --at @1795356130", "one of the times of --at is none")
			}
			r.list = append(r.list, totp.Reading{Code: plainCode(code), At: at, Bound: wholeSecond, Delay: o.delay})
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
	list, err := parseReadings(text, o.delay)
	return &readings{list: list}, err
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
// 2026-11-22T14:02:10Z". A code may be written in groups; empty lines and those that
// begin with # are left out. Errors name the line and repeat nothing of it.
func parseReadings(text string, delay time.Duration) ([]totp.Reading, error) {
	var list []totp.Reading
	for i, l := range strings.Split(text, "\n") {
		fields := strings.FieldsFunc(l, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' || r == '\r' })
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		last := len(fields) - 1
		at, err := parseAt(fields[last])
		if err != nil || last == 0 {
			return nil, cli.Usagef("for example 123456 2026-11-22T14:02:10Z, the time with a zone, or 123456 @1795356130",
				"line %d of the codes is not a code and its true time", i+1)
		}
		list = append(list, totp.Reading{Code: plainCode(strings.Join(fields[:last], "")), At: at, Bound: wholeSecond, Delay: delay})
	}
	return list, nil
}

// plainCode takes out what people write between the groups of a code.
func plainCode(code string) string { return strings.NewReplacer(" ", "", "-", "").Replace(code) }

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
	return plainCode(strings.TrimSpace(string(line))), typed, nil
}

var errCodesUntimed = errors.New("true time could not be measured, and codes mean nothing without it")
