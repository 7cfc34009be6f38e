package cli

import (
	"fmt"
	"io"
)

// Output is standard output, and remembers that a write failed: much of what is
// written, such as help, comes from where nobody looks.
type Output struct {
	To  io.Writer
	err error
}

func (o *Output) Write(p []byte) (int, error) {
	n, err := o.To.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// Failure is the error of the first write that failed.
func (o *Output) Failure() error {
	return WriteError(o.err)
}

// Write reports a full disk or a closed pipe, which a verdict must not survive.
func Write(w io.Writer, text string) error {
	_, err := io.WriteString(w, text)
	return WriteError(err)
}

// WriteError gives what went wrong when writing output its hint; nil if nothing did.
func WriteError(err error) error {
	if err == nil {
		return nil
	}
	return Hint(fmt.Errorf("write output: %w", Bare(err)), "is the disk full, or was the pipe closed?")
}
