package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

// policyNames completes the name of a policy in a shell.
func policyNames(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	names := slices.DeleteFunc(policyIDs(), func(id string) bool { return !strings.HasPrefix(id, typed) })
	return names, cobra.ShellCompDirectiveNoFileComp
}

func policyIDs() []string {
	var ids []string
	for _, p := range totp.Policies() {
		ids = append(ids, p.ID)
	}
	return ids
}

// maxCandidates is how many names an error lists.
const maxCandidates = 6

// policyError gives the error of a name its hint.
func policyError(name string, err error) error {
	var unknown *totp.UnknownPolicyError
	if !errors.As(err, &unknown) || len(unknown.Candidates) == 0 {
		hint := "\"codeclock policies\" lists them; --past and --future simulate any other"
		if like := cli.Nearest(strings.ToLower(name), policyIDs()); like != "" {
			hint = fmt.Sprintf("did you mean %q?", like)
		}
		return cli.Usage(named(name, errors.New(words.PolicyNone)), hint)
	}
	list := unknown.Candidates
	more := ""
	if len(list) > maxCandidates {
		list, more = list[:maxCandidates], ", ..."
	}
	if len(list) == 1 {
		return cli.Usage(named(name, errors.New(words.PolicyNone)), fmt.Sprintf("did you mean %q?", list[0]))
	}
	return cli.Usage(named(name, errors.New("there is more than one verifier of this name")), fmt.Sprintf("choose one of %s", strings.Join(list, ", ")+more))
}
