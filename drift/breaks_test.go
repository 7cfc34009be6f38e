package drift

import (
	"slices"
	"testing"
	"time"

	"codeclock/drift/skew"
)

// The table is in order, every row has a direction and a source.
func TestBreaksTable(t *testing.T) {
	last := time.Duration(0)
	for _, b := range breaks() {
		limit := max(b.Slow, b.Fast)
		if limit < last || limit == 0 || b.ID == "" || b.Source == "" {
			t.Errorf("%+v: out of order, or not complete", b)
		}
		last = limit
	}
}

func TestBreaks(t *testing.T) {
	for _, tt := range []struct {
		name    string
		skew    skew.Interval
		has     string
		hasNot  string
		nothing bool
	}{
		{name: "a right clock breaks nothing", skew: skew.Around(0, 20*time.Millisecond), nothing: true},
		{name: "nothing is known", skew: skew.Unknown, nothing: true},
		{name: "so rough that it may be right", skew: skew.Around(0, time.Hour), nothing: true},
		{name: "12 s slow stops apt, and no GitHub App", skew: skew.Exactly(-12 * time.Second), has: "apt", hasNot: "github-app"},
		{name: "12 s fast stops GitHub Apps, and not apt", skew: skew.Exactly(12 * time.Second), has: "github-app", hasNot: "apt"},
		{name: "an end inside the limit saves it", skew: skew.Between(-301*time.Second, -299*time.Second), has: "apple-codesign", hasNot: "kerberos"},
		{name: "an hour stops Kerberos", skew: skew.Exactly(time.Hour), has: "kerberos", hasNot: "windows-time"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var names []string
			for _, b := range Breaks(tt.skew) {
				names = append(names, b.ID)
			}
			switch {
			case tt.nothing && len(names) > 0:
				t.Errorf("got %v, want nothing", names)
			case tt.has != "" && !slices.Contains(names, tt.has):
				t.Errorf("got %v, want %q", names, tt.has)
			case tt.hasNot != "" && slices.Contains(names, tt.hasNot):
				t.Errorf("got %v, do not want %q", names, tt.hasNot)
			}
		})
	}
}
