package main

import (
	"slices"
	"strings"
	"testing"

	"codeclock/cmd/codeclock/internal/cli"

	"github.com/spf13/pflag"
)

// Shells complete the values of all flags that take one of a few words.
func TestValuesAreCompleted(t *testing.T) {
	root := newRoot(&newWorld().env, []string{"help"})
	for _, c := range append(root.Commands(), root) {
		path := strings.Fields(c.CommandPath())[1:]
		c.Flags().VisitAll(func(f *pflag.Flag) {
			want := map[string]string{"demo": "falseticker", "app": "aegis", "policy": "keycloak"}[f.Name]
			if words, ok := f.Value.(*cli.Choice); ok {
				want = words.Known()[len(words.Known())-1]
			}
			if want == "" {
				return
			}
			for _, typed := range [][]string{{"--" + f.Name + "="}, {"--" + f.Name, ""}} {
				args := append(append([]string{"__completeNoDesc"}, path...), typed...)
				got := strings.Split(runIn(t, newWorld(), args...).Stdout, "\n")
				if !slices.Contains(got, want) && (len(typed) == 1 || f.NoOptDefVal == "") {
					t.Errorf("%q completes %q, without %s", args, got, want)
				}
			}
		})
	}
}
