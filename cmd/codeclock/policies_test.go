package main

import (
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/totp"
)

func TestPoliciesGoldens(t *testing.T) {
	for name, args := range map[string][]string{
		"all":       nil,
		"one":       {"google-authenticator-libpam"},
		"unknown":   {"amazon"},
		"preset":    {"normal"},
		"timed":     {"bitwarden"},
		"some":      {"django"},
		"two-words": {"aws", "iam"},
	} {
		t.Run(name, func(t *testing.T) {
			text := runIn(t, newWorld(), append([]string{"policies"}, args...)...)
			if text.Status != 0 || text.Err != "" {
				t.Errorf("status %d, stderr %q", text.Status, text.Err)
			}
			golden(t, "policies-"+name+".txt", text.Stdout)
			fitsAcross(t, text.Stdout)
			document := runIn(t, newWorld(), append([]string{"policies", "--format", "json"}, args...)...)
			list := parse[struct{ Policies []struct{ ID string } }](t, "policies", document.Stdout).Policies
			if name == "all" && len(list) != len(totp.Policies()) {
				t.Errorf("%d policies, want %d", len(list), len(totp.Policies()))
			}
			if name == "timed" {
				golden(t, "policies-timed.json", document.Stdout)
			}
		})
	}
}

func TestPoliciesThatThereAreNone(t *testing.T) {
	got := runIn(t, newWorld(), "policies", "nobody")
	if got.Status != cli.ExitUsage || got.Stdout != "" || !strings.Contains(got.Err, "no such verifier") || !strings.Contains(got.Err, "hint: ") {
		t.Errorf("status %d, stdout %q, stderr %q", got.Status, got.Stdout, got.Err)
	}
}

// A shell completes names, for the command and for the flag.
func TestPolicyNamesAreCompleted(t *testing.T) {
	for _, args := range [][]string{{"policies", "djan"}, {"window", "--policy", "djan"}} {
		got := runIn(t, newWorld(), append([]string{"__complete"}, args...)...)
		if !strings.Contains(got.Stdout, "django-otp\n") || strings.Contains(got.Stdout, "keycloak\n") {
			t.Errorf("%q: %s", args, got.Stdout)
		}
	}
}
