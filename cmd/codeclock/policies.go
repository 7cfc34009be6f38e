package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/totp"
)

func newPolicies(e *env) *cobra.Command {
	format := cli.NewChoice("text", "json")
	c := &cobra.Command{
		Use: "policies [NAME]", Short: "what real verifiers accept, with sources",
		Long: policiesLong, Example: policiesExamples,
		ValidArgsFunction: policyNames,
		RunE: func(_ *cobra.Command, args []string) error {
			return runPolicies(e, strings.Join(args, " "), format.Value)
		},
	}
	c.Flags().Var(format, "format", "`format` of the output: "+format.List())
	return c
}

const policiesLong = `policies lists what real verifiers do with codes by default: how late
and how early a code may be, whether they follow a device whose clock
drifts, and whether a code works more than once. Each is listed with its
source. What is not published is listed as unknown.

With a name or a part of one it shows what it finds, and all that is
known of it if there is only one.`

const policiesExamples = `  codeclock policies
  codeclock policies keycloak
  codeclock policies django
  codeclock policies --format json`

func runPolicies(e *env, name, format string) error {
	found := totp.SearchPolicies(name)
	one, err := totp.LookupPolicy(name)
	if err == nil {
		found = []totp.Policy{one}
	}
	if len(found) == 0 {
		return policyError(name, &totp.UnknownPolicyError{})
	}
	if format == "json" {
		text, err := render.PoliciesJSON(found, version())
		if err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		return cli.Write(e.stdout, text)
	}
	if len(found) == 1 {
		return cli.Write(e.stdout, render.Policy(found[0], e.screen("auto")))
	}
	return cli.Write(e.stdout, render.Policies(found, e.screen("auto")))
}
