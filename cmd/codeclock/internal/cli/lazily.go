package cli

import (
	"regexp"
	"sync"
)

// Lazily compiles a pattern when it is first used: what a run does not need must not
// slow its start.
func Lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
