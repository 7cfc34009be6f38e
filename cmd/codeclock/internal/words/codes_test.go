package words

import (
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// What each face says of the same codes. That it is so is tested where all faces are.
func TestCodes(t *testing.T) {
	const s = time.Second
	minute := totp.Verifier{Period: 60 * s, Window: totp.Steps(1, 1, 60*s), Typing: 8 * s}
	normal := totp.Verifier{Period: 30 * s, Window: totp.Steps(1, 1, 30*s), Typing: 8 * s}
	own := totp.Verifier{Period: 30 * s, Window: totp.Window{Past: 20 * s}, Typing: 8 * s}
	for _, tt := range []struct {
		v                     totp.Verifier
		i                     skew.Interval
		table, part, sentence string
	}{
		{normal, skew.Around(0, s/100), "accepted until 30 s after it changes", "all the time", "Its codes work at most sites."},
		{normal, skew.Exactly(-47 * s), "accepted only in the first 13 s after a code appears", "first 13 s",
			"Most sites accept its codes only in their first 13 s. With 8 s of typing, 1 try in 6 works."},
		{minute, skew.Exactly(-47 * s), "accepted until 13 s after it changes", "all the time", "Its codes work at most sites."},
		{normal, skew.Exactly(75 * s), "accepted only from 15 s after it has changed", "after 45 s",
			"Most sites accept its codes only from 15 s after they have changed. With 8 s of typing, no try works."},
		{minute, skew.Exactly(75 * s), "accepted only from 15 s after a code appears", "after 15 s",
			"Most sites accept its codes only from 15 s after they appear. With 8 s of typing, 9 tries in 10 work."},
		{own, skew.Exactly(5 * s), "accepted only from 5 s after a code appears", "after 5 s",
			"Its codes work at sites with this window from 5 s after they appear. With 8 s of typing, every try works."},
		{normal, skew.Exactly(-time.Hour), "always refused", "never",
			"That is nearly always a time-zone or summer-time mistake. Codes use world time, so sites refuse every code that it shows."},
		{normal, skew.Exactly(-100 * s), "always refused", "never", "Most sites refuse all of its codes."},
		{normal, skew.Around(0, time.Hour), "unknown: the measurement is too imprecise", "perhaps",
			"Whether most sites accept its codes is unknown: the measurement is too imprecise."},
	} {
		c := result.NewCodes(tt.v, tt.i)
		sentence, _ := SayCodes(c, tt.i)
		if Acceptance(c) != tt.table || Part(c) != tt.part || sentence != tt.sentence {
			t.Errorf("%v: %q, %q, %q", tt.i, Acceptance(c), Part(c), sentence)
		}
	}
}
