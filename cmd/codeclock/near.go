package main

import "strings"

// nearest returns the one of some names that was most likely meant: the one with
// the fewest letters to change, or one that begins like it; "" when none is near.
func nearest(typed string, names []string) string {
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

// farthest is how many letters of a name may be wrong: two, and less than half.
func farthest(name string) int { return min(2, (len(name)-1)/2) }

// distance is the Levenshtein distance.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
