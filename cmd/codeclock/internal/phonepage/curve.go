package phonepage

import (
	"fmt"
	"math"
	"time"

	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// curveReach is how far the curve is drawn to either side: every window that a
// person can choose has ended there.
const curveReach = 120 * time.Second

// curveView is the chance that a code works, over the error of a clock.
type curveView struct {
	Reach    float64      `json:"reach"`
	Points   [][2]float64 `json:"points"` // skew in milliseconds, chance 0 to 1
	Rows     [][2]string  `json:"rows"`   // the same as a table
	Sentence string       `json:"sentence"`
}

// curve draws a verifier's line through the corners of its trapezoid.
func curve(v totp.Verifier, site string, i skew.Interval) curveView {
	level, any := v.AtLeast(1), v.AtLeast(0)
	c := curveView{Reach: ms(curveReach)}
	for _, at := range []time.Duration{-curveReach, any.Lo(), level.Lo(), level.Hi(), any.Hi(), curveReach} {
		if skew.Abs(at) <= curveReach {
			c.Points = append(c.Points, [2]float64{ms(at), v.Chance(at)})
		}
	}
	for at := -90 * time.Second; at <= 90*time.Second; at += 15 * time.Second {
		c.Rows = append(c.Rows, [2]string{skew.Words(at), percent(v.Chance(at))})
	}
	if i.Known() {
		where := "a " + site + " site"
		if site == ownWindow {
			where = "this desk's site"
		}
		c.Sentence = fmt.Sprintf("With %s of typing at %s, %s.", words.Seconds(v.Typing), where, words.Tries(v.ChanceOver(i).Min))
	}
	return c
}

func percent(chance float64) string { return fmt.Sprintf("%.0f %%", math.Round(chance*100)) }
