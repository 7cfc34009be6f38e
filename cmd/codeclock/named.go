package main

import (
	"fmt"

	"codeclock/cmd/codeclock/internal/cli"
)

// named is an error about a name that was typed, with the name unless it could be a
// secret.
func named(name string, err error) error {
	if shown, ok := cli.Shown(name); ok {
		return fmt.Errorf("%s: %w", shown, err)
	}
	return err
}
