package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
)

func newServers(e *env) *cobra.Command {
	format := cli.NewChoice("text", "json")
	c := &cobra.Command{
		Use: "servers", Short: "every host that this program may contact, and why",
		Long: serversLong, Example: serversExamples, Args: cli.NoArguments,
		RunE: func(*cobra.Command, []string) error {
			return runServers(e, format.Value)
		},
	}
	c.Flags().Var(format, "format", "`format` of the output: "+format.List())
	return c
}

const serversLong = `servers lists every host that codeclock contacts without being told to,
who runs it, and why it may be asked. It contacts nobody itself.`

const serversExamples = `  codeclock servers                  for a firewall's list
  codeclock servers --format json    for programs`

func runServers(e *env, format string) error {
	if format == "text" {
		return cli.Write(e.stdout, render.ContactsText(e.screen("auto")))
	}
	text, err := render.ContactsJSON(version())
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return cli.Write(e.stdout, text)
}
