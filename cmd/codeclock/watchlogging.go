package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/watchlog"
	"codeclock/cmd/codeclock/internal/words"
)

// sampleLog is the file of --log. Without one it does nothing.
type sampleLog struct {
	file *cli.Appending // nil for none
	runs int            // that its samples are from
	err  error          // why the last line could not be written
}

// openLog opens the file of --log, and takes the samples that it has.
func (o vigilOptions) openLog(ctx context.Context, w *result.Watch) (*sampleLog, error) {
	if o.log == "" {
		return &sampleLog{}, nil
	}
	file, err := cli.OpenAppending("--log", o.log)
	if err != nil {
		return nil, err
	}
	r, err := readSamples(ctx, file.Read(), "--log", w)
	if err == nil && r.Samples > 0 && (r.Clock != result.ComputerClock || r.Demo != o.demo) {
		err = cli.Usagef("name another file", "the file of --log holds %s", words.LogKind(r.Clock, r.Demo))
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return &sampleLog{file: file, runs: r.Runs}, nil
}

// add adds a line. What it returns is to be told: that lines cannot be written, or that
// they can be again.
func (l *sampleLog) add(line string) string {
	if l.file == nil {
		return ""
	}
	before := l.err
	l.err = l.file.Append(line)
	switch {
	case l.err != nil:
		return fmt.Sprintf("%v; measuring goes on, and %s for room", l.err, words.Waiting(l.file.Left()))
	case before != nil:
		return "the log is written again"
	}
	return ""
}

// trouble says what is not in the log at the end.
func (l *sampleLog) trouble() error {
	if l.err == nil {
		return nil
	}
	return cli.Hint(fmt.Errorf("%w; %s not in it", l.err, words.Missing(l.file.Left())), "the samples before are; is the disk full?")
}

func (l *sampleLog) close() {
	if l.file != nil {
		l.file.Close()
	}
}

// readWatch takes the samples of --from.
func readWatch(ctx context.Context, e *env, path string, w *result.Watch) error {
	in := e.stdin
	if path != cli.Stdout {
		f, err := os.Open(path)
		if err != nil {
			return cli.Usage(fmt.Errorf("read --from: %w", cli.Bare(err)), "name a log, or - for standard input")
		}
		defer f.Close()
		in = f
	}
	r, err := readSamples(ctx, in, "--from", w)
	if err == nil && r.Samples == 0 {
		return cli.Hint(errors.New("there is no sample in what --from reads"),
			"it reads what --log wrote, and what check, tap and infer print with --format json")
	}
	w.Demo = r.Demo
	return err
}

// readSamples adds the samples of a log to a watch.
func readSamples(ctx context.Context, in io.Reader, flag string, w *result.Watch) (watchlog.Reading, error) {
	type outcome struct {
		watchlog.Reading
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		r, err := watchlog.Read(in, w.Add)
		done <- outcome{r, err}
	}()
	select {
	case <-ctx.Done():
		return watchlog.Reading{}, errInterrupted // the reader ends with the process
	case o := <-done:
		w.Log = result.LogRead{Unread: o.Unread, Empty: o.Empty, Cut: o.Cut}
		switch {
		case errors.Is(o.err, watchlog.ErrMixed):
			return o.Reading, cli.Usage(fmt.Errorf("read %s: %w", flag, o.err), "one file for each clock, and practice in one of its own")
		case o.err != nil:
			return o.Reading, cli.Usage(fmt.Errorf("read %s: %w", flag, cli.Bare(o.err)), "name a file that was written by --log")
		}
		return o.Reading, nil
	}
}
