package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// unshown are flags whose values are never repeated: who mistakes those of keys and
// codes types one, a ticket is made for what only support knows, and the others are
// paths.
var unshown = []string{"key-file", "code", "code-file", "batch", "keys", "ticket", "output", "svg"}

// hosts are flags that take hosts.
var hosts = []string{"server", "against", "listen", "host"}

// valued is an error that begins with a flag, and repeats its value.
type valued struct {
	error
	text string
}

func (e valued) Error() string { return e.text }
func (e valued) Unwrap() error { return e.error }

// RepeatValue puts the value that was given for a flag into an error that is about
// that flag alone, which begins "--flag:" or "--flag must": a log of CI has to show
// what was passed. What could be a secret is left out, see Shown.
func RepeatValue(c *cobra.Command, err error) error {
	var usage usageError
	if !errors.As(err, &usage) {
		return err
	}
	text := usage.err.Error()
	c.Flags().Visit(func(f *pflag.Flag) {
		rest, ok := strings.CutPrefix(text, "--"+f.Name)
		if !ok || !strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, " must ") {
			return
		}
		if shown, ok := shownValue(f); ok {
			usage.err = valued{usage.err, "--" + f.Name + " " + shown + rest}
		}
	})
	return usage
}

// shortTime finds what time.Duration adds: 25h is "25h0m0s".
var shortTime = Lazily(`(h|m)(?:0m)?0s$`)

// shownValue is Shown of the one value of a flag.
func shownValue(f *pflag.Flag) (string, bool) {
	value := f.Value.String()
	if list, ok := f.Value.(pflag.SliceValue); ok {
		if len(list.GetSlice()) != 1 {
			return "", false
		}
		value = list.GetSlice()[0]
	}
	switch {
	case slices.Contains(hosts, f.Name):
		return ShownHost(value)
	case slices.Contains(unshown, f.Name):
		return "", false
	case f.Value.Type() == "duration": // written as people do, not as time.Duration
		value = shortTime().ReplaceAllString(strings.ReplaceAll(value, "µ", "u"), "$1")
	}
	return Shown(value)
}
