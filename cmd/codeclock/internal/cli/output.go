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
	if o.err == nil {
		return nil
	}
	return writeError(o.err)
}

// Write reports a full disk or a closed pipe, which a verdict must not survive.
func Write(w io.Writer, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return writeError(err)
	}
	return nil
}

func writeError(err error) error {
	return Hint(fmt.Errorf("write output: %w", Bare(err)), "is the disk full, or was the pipe closed?")
}
