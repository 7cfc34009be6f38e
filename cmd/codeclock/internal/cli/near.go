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
		d := distance(typed, name)
		if strings.HasPrefix(name, typed) || strings.HasPrefix(typed, name) {
			d = min(d, farthest(typed))
		}
		if d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is how many letters to change, leave out or add, or how many two that are
// neighbours to swap once and then the rest.
func distance(typed, name string) int {
	d := levenshtein.ComputeDistance(typed, name)
	for i := 1; i < len(typed); i++ {
		swapped := typed[:i-1] + typed[i:i+1] + typed[i-1:i] + typed[i+1:]
		d = min(d, 1+levenshtein.ComputeDistance(swapped, name))
	}
	return d
}

// farthest is how many letters of a name may be wrong: two, and less than half.
func farthest(name string) int { return min(2, (len(name)-1)/2) }
