package cli

import (
	"context"
	"errors"
	"io"
	"os"
)

// ErrTooLong is the error of an input that is longer than any of its kind.
var ErrTooLong = errors.New("too long for such a file")

// ReadFile reads a whole file that a user named, and Read all of another input, up
// to a limit. Both give up when their context ends, also while a pipe has no
// writer yet or nobody types: nothing can interrupt such a read, so it is left
// behind and ends with the process.
//
// Errors are those of the context, of the file, and ErrTooLong.
func ReadFile(ctx context.Context, path string, limit int64) (string, error) {
	return await(ctx, func() (string, error) {
		f, err := os.Open(path)
		if err != nil {
			return "", err
		}
		defer f.Close()
		return readUpTo(f, limit)
	})
}

// Read is ReadFile of an input that is open.
func Read(ctx context.Context, in io.Reader, limit int64) (string, error) {
	return await(ctx, func() (string, error) { return readUpTo(in, limit) })
}

func await(ctx context.Context, read func() (string, error)) (string, error) {
	type outcome struct {
		text string
		err  error
	}
	done := make(chan outcome, 1)
	go func() {
		text, err := read()
		done <- outcome{text, err}
	}()
	select {
	case o := <-done:
		return o.text, o.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func readUpTo(in io.Reader, limit int64) (string, error) {
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = ErrTooLong
	}
	text := string(data)
	clear(data) // it may be a key
	return text, err
}
