package cli

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the one of some names that was most likely meant: the one with
// the fewest letters to change, or one that begins like it; "" when none is near.
func Nearest(typed string, names []string) string {
	best, least := "", farthest(typed)+1
	if typed == "" {
		return ""
	}
	for _, name := range names {
		d := levenshtein.ComputeDistance(typed, name)
		if strings.HasPrefix(name, typed) || strings.HasPrefix(typed, name) {
			d = min(d, farthest(typed))
		}
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// farthest is how many letters of a name may be wrong: two, and less than half.
func farthest(name string) int { return min(2, (len(name)-1)/2) }
