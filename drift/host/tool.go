package host

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"time"
)

const (
	// toolBudget is how long a program may take. It is ended, with whatever it
	// started, before Budget is over and this process may end.
	toolBudget = Budget - 60*time.Millisecond

	// maxOutput is more than any of these programs has to say.
	maxOutput = 256 << 10
)

// tool returns what a program prints, on either stream and in English if it can.
// A program that fails may still have said why. One that did not end in time, or
// had too much to say, has said nothing: its last line may be half of one.
func tool(ctx context.Context, name string, args ...string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, toolBudget)
	defer cancel()
	var out capped
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(cmd.Environ(), "LC_ALL=C")
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = 10 * time.Millisecond
	inGroup(cmd)
	err = cmd.Run()
	endGroup(cmd)
	var exit *exec.ExitError
	if ctx.Err() != nil || out.full || err != nil && !errors.As(err, &exit) {
		return ""
	}
	return out.text.String()
}

// capped takes so much, and then no more: the writer gets an error, and ends.
type capped struct {
	text bytes.Buffer // a field: its ReadFrom would take all there is
	full bool
}

func (c *capped) Write(p []byte) (int, error) {
	if c.full || c.text.Len()+len(p) > maxOutput {
		c.full = true
		return 0, errors.New("too much output")
	}
	return c.text.Write(p)
}
