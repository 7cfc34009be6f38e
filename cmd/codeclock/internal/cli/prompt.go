package cli

import (
	"context"
	"errors"
	"time"

	"golang.org/x/term"
)

// hidingTime is more than a terminal takes to be told not to show what is typed.
const hidingTime = time.Second

// untilHidden waits until the terminal is no longer as it was before: a reader that
// has only begun would change it after it has been given back.
func untilHidden(fd int, before *term.State) {
	for begun := time.Now(); time.Since(begun) < hidingTime; time.Sleep(time.Millisecond) {
		if now, err := term.GetState(fd); err != nil || *now != *before {
			return
		}
	}
}

// HiddenLine returns a function that reads a line from a terminal without showing
// it; nil where fd is not a terminal. It gives up when its context ends, as it does
// on Ctrl-C, and leaves the terminal as it was.
func HiddenLine(fd int) func(context.Context) ([]byte, error) {
	if !term.IsTerminal(fd) {
		return nil
	}
	return func(ctx context.Context) ([]byte, error) {
		before, err := term.GetState(fd)
		if err != nil {
			return nil, err
		}
		type line struct {
			text []byte
			err  error
		}
		read := make(chan line, 1)
		go func() {
			text, err := term.ReadPassword(fd)
			read <- line{text, err}
		}()
		select {
		case l := <-read:
			return l.text, l.err
		case <-ctx.Done():
			untilHidden(fd, before)
			return nil, errors.Join(ctx.Err(), term.Restore(fd, before))
		}
	}
}
