package main

import (
	"errors"
	"fmt"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/report"
)

// grouped is how sites show keys for typing.
var grouped = cli.Lazily(`^([A-Za-z2-7]{4}-){3,}[A-Za-z2-7]{1,4}$`)

// checkHost refuses a key or a code in the place of a host, without repeating it:
// its name would be looked up, in the clear, and printed. A name that has a dot is
// none of them.
func checkHost(flag, host string) error {
	if report.LikeSecret(host) || grouped().MatchString(host) {
		return cli.Usagef("a key never belongs on the command line; if that really is a host name, add a trailing dot",
			"what %s got looks like a key or a code; never put one here", flag)
	}
	return nil
}

// checkTicket refuses a ticket without repeating it: it may be a secret.
func checkTicket(ticket string) error {
	switch err := report.CheckTicket(ticket); {
	case errors.Is(err, report.ErrSecret):
		return cli.Usage(fmt.Errorf("--ticket: %w", err), "put a letter and a dash before a plain number, such as T-4711; never send a code")
	case err != nil:
		return cli.Usage(fmt.Errorf("--ticket: %w", err), "for example --ticket T-4711")
	}
	return nil
}
