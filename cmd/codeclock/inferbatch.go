package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"codeclock/cmd/codeclock/internal/batch"
	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/totp"
)

// batchOptions are the flags of a table of many devices.
type batchOptions struct{ table, keys string }

func bindBatch(f *pflag.FlagSet, o *batchOptions) {
	f.StringVar(&o.table, "batch", "", `read the codes of many devices from this `+"`file`"+`, - for standard input: see "codeclock help batch"`)
	f.StringVar(&o.keys, "keys", "", "the `file` with the keys of a --batch, - for standard input")
}

// alone are the flags of a single device.
func alone() []string {
	return []string{
		"key-file", "account", "names", "code", "at", "code-file", "codes", "trust-this-clock",
		"server", "timeout", "samples", "source", "against", "demo",
	}
}

// check refuses flags that contradict a batch.
func (o batchOptions) check(out outputOptions) error {
	other := ""
	for _, name := range alone() {
		if o.table != "" && other == "" && out.given(name) {
			other = name
		}
	}
	const files = "for example --batch codes.csv --keys keys.csv"
	return cli.Refuse(
		cli.Refusal{When: o.keys != "" && o.table == "", What: "--keys is for a --batch", Hint: files + "; --key-file is for one device"},
		cli.Refusal{When: other != "", What: fmt.Sprintf("--batch and --%s exclude each other", other),
			Hint: files + ": all codes, times and keys come from there"},
		cli.Refusal{When: o.table != "" && o.keys == "", What: "--batch needs the keys that it refers to", Hint: files},
		cli.Refusal{When: o.table == cli.Stdout && o.keys == cli.Stdout,
			What: "standard input cannot hold both the batch and the keys", Hint: "for example --batch - --keys keys.csv"},
		cli.Refusal{When: o.table != "" && out.given("format") && out.format.Value == "text",
			What: "--format text is for one device", Hint: "for a batch --format csv or --format json"},
		cli.Refusal{When: o.table == "" && out.format.Value == "csv",
			What: "--format csv is for a --batch", Hint: "for one device --format text or --format json"},
	)
}

// batchRun is a batch that is being gone through.
type batchRun struct {
	e       *env
	keys    *batch.Keys
	reading batch.Reading
	within  time.Duration
	show    rowWriter
	notes   *batchNotes
	version string
	worst   result.Verdict
}

// rowOutcome is what became of a row.
type rowOutcome struct {
	row batch.Row
	f   result.Inferred
	err error
}

// run answers every row of a batch, in order, as the answers come.
func (o batchOptions) run(ctx context.Context, e *env, out outputOptions, reading batch.Reading, within time.Duration) error {
	e.holdKey()
	b := &batchRun{e: e, reading: reading, within: within, version: version(), notes: newBatchNotes(e)}
	var err error
	if b.keys, err = o.readKeys(ctx, e); err != nil {
		return err
	}
	b.notes.keyFlaws(b.keys)
	to, commit, discard, err := out.stream(e)
	if err != nil {
		return err
	}
	defer discard()
	err = b.through(ctx, o.rows(e), out.format.Value, bufio.NewWriter(to))
	switch {
	case ctx.Err() != nil:
		return cli.Hint(fmt.Errorf("%w to every row", errInterrupted), b.notes.interrupted(out))
	case err == nil && b.notes.rows == 0:
		err = batchError(batch.ErrEmpty)
	case err == nil:
		err = commit()
	}
	if err != nil {
		return err
	}
	b.notes.summary()
	if b.notes.skipped > 0 {
		return b.notes.unused()
	}
	return out.failure(b.worst, true) // a verdict fails only where --fail-on is given
}

// through goes through the rows, and flushes what they come to whenever it has to wait.
func (b *batchRun) through(ctx context.Context, rows func() (batch.Row, error), format string, to *bufio.Writer) error {
	b.show = newRowWriter(format, to)
	err := batch.InOrder[batch.Row, rowOutcome]{
		Workers: runtime.GOMAXPROCS(0), Next: rows, Do: b.answer, Emit: b.emit, Idle: to.Flush,
	}.Run(ctx)
	b.notes.clear()
	return cmp.Or(err, to.Flush())
}

// rows returns what hands out the rows. The batch is opened by the first call, which
// may have to wait for it.
func (o batchOptions) rows(e *env) func() (batch.Row, error) {
	var table *batch.Table
	return func() (row batch.Row, err error) {
		if table == nil {
			table, err = o.open(e)
		}
		if err == nil {
			row, err = table.Next()
		}
		if err != nil && err != io.EOF {
			err = batchError(err)
		}
		return row, err
	}
}

// open never repeats the file's name: who mistook the flag typed a code. The file is
// closed with the process.
func (o batchOptions) open(e *env) (*batch.Table, error) {
	if o.table == cli.Stdout {
		if e.readSecret != nil {
			fmt.Fprintln(e.stderr, "Type or paste the batch, then press Ctrl-D (on Windows Ctrl-Z and Enter).")
		}
		return batch.Open(e.stdin)
	}
	f, err := os.Open(o.table)
	if err != nil {
		return nil, err
	}
	return batch.Open(f)
}

// answer is what a worker does with a row.
func (b *batchRun) answer(ctx context.Context, row batch.Row) rowOutcome {
	if row.Flaw != nil {
		return rowOutcome{row: row, err: row.Flaw}
	}
	k, err := b.keys.Of(row)
	var list []totp.Reading
	if err == nil {
		list, err = row.Readings(k, b.reading)
	}
	if err != nil {
		return rowOutcome{row: row, err: err}
	}
	f, err := infer(ctx, k, list, totp.InferOptions{Range: b.within, Workers: 1}, totp.ExplainOptions{})
	f.Version = b.version
	return rowOutcome{row, f, err}
}

// emit writes what became of a row.
func (b *batchRun) emit(o rowOutcome) error {
	if o.err != nil {
		b.notes.flaw(o.row, o.err)
		return nil
	}
	b.worst = max(b.worst, o.f.Verdict)
	b.notes.answered(o.f.Verdict)
	return b.show(result.InferredRow{Line: o.row.Line, Ref: o.row.Ref, Inferred: o.f})
}

// maxKeysFile is room for a million keys with what belongs to them.
const maxKeysFile = 256 << 20

// readKeys never repeats the file's name: who mistook the flag typed a key.
func (o batchOptions) readKeys(ctx context.Context, e *env) (*batch.Keys, error) {
	if o.keys == cli.Stdout && e.readSecret != nil {
		return nil, cli.Usagef("put them into a file that only you can read", "keys would be shown while they are typed")
	}
	read := func() (string, error) { return cli.Read(ctx, e.stdin, maxKeysFile) }
	if o.keys != cli.Stdout {
		warnOfReaders(e, o.keys)
		read = func() (string, error) { return cli.ReadFile(ctx, o.keys, maxKeysFile) }
	}
	text, err := read()
	switch {
	case ctx.Err() != nil:
		return nil, cli.Hint(errNoKey, "")
	case errors.Is(err, cli.ErrTooLong):
		return nil, cli.Usagef("a million keys fit into it", "the file of keys is longer than 256 MiB")
	case err != nil:
		return nil, cli.Usage(fmt.Errorf("read the keys: %w", cli.Root(err)), "--keys takes the name of a file; a key itself never belongs on the command line")
	}
	keys, err := batch.ReadKeys(strings.NewReader(text))
	if err != nil {
		return nil, keysError(keys, err)
	}
	return keys, nil
}

// stream opens what a result is written to piece by piece: commit makes it good, and
// discard, which may follow, leaves a file as it was.
func (o outputOptions) stream(e *env) (to io.Writer, commit func() error, discard func(), err error) {
	if o.toStdout() {
		return e.stdout, func() error { return nil }, func() {}, nil
	}
	file, err := cli.Replace("--output", o.output)
	if err != nil {
		return nil, nil, nil, err
	}
	return file, file.Commit, file.Discard, nil
}
