package report

import (
	"regexp"
	"sync"
)

// lazy compiles a pattern when it is first used: every command starts with this
// package, and few need it.
func lazy(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
