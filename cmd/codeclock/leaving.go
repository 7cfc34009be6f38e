package main

import "context"

// redraws reports whether pictures may be drawn over each other: on a terminal that can,
// where nobody has asked for lines, as screen readers need them. Any value of ACCESSIBLE
// asks for them.
func (e *env) redraws(plain bool) bool {
	return e.stdoutTerminal && !plain && e.getenv("TERM") != "dumb" && e.getenv("ACCESSIBLE") == "" && !unattended(e)
}

// untilLeft returns a context that ends when somebody at the keyboard leaves, and the
// world to write to meanwhile. done gives the keyboard back.
func (e *env) untilLeft(ctx context.Context) (_ context.Context, _ *env, done func()) {
	if e.keyboard == nil {
		return ctx, e, func() {}
	}
	keys, err := e.openKeyboard(false)
	if err != nil {
		return ctx, e, func() {} // a signal still ends it
	}
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		for {
			select {
			case k, open := <-keys.Keys:
				if open && !k.Leaves() {
					continue
				}
				if open {
					cancel()
				}
				return
			case <-ctx.Done():
				return
			}
		}
	}()
	own := *e
	own.stdout, own.stderr = keys.Echo(e.stdout), keys.Echo(e.stderr)
	return ctx, &own, func() {
		cancel()
		keys.Close()
	}
}
