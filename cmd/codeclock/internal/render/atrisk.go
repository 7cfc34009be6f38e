package render

import (
	"fmt"
	"math"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

const sometimesVague = "There is no way to tell what this means for codes: the measurement is too imprecise."

// atRisk explains a clock with which codes work in a part of their life. What it
// says is true of every skew in the interval.
func atRisk(p *page, c result.Check) {
	codes, period := c.Codes(), c.Period()
	read, typing := codes.Read(), words.Seconds(codes.Verifier.Typing)
	switch fate := codes.Fate; {
	case fate == result.Throughout && !read.Empty():
		p.wrapped("", fmt.Sprintf(`This is the "sometimes it works" problem. With %[1]s of typing, a code that is read in the last %[2]s of its %[3]s arrives too late.`,
			typing, words.Seconds(period-read.Until), words.Seconds(period)), "")
		picture(p, read, period, reading())
	case fate == result.Later && !read.Empty():
		p.wrapped("", `This is the "sometimes it works" problem. A code is accepted only after it has left the screen: read it late, then type it.`, "")
		picture(p, read, period, reading())
	case fate == result.First, fate == result.Last, fate == result.Middle:
		shown := clip(codes.Whole(), period)
		p.wrapped("", partly(codes, shown), "")
		picture(p, shown, period, arriving(codes.Rough))
	default:
		p.wrapped("", sometimesVague, "")
		return
	}
	p.blank()
	p.line(words.Hurry(codes))
}

// partly says in which part of its life a code is accepted.
func partly(c result.Codes, shown totp.Ages) string {
	period, fail, only := words.Seconds(c.Verifier.Period), "fail", "only"
	if c.Rough {
		fail, only = "can fail", "for certain"
	}
	switch c.Fate {
	case result.First:
		return fmt.Sprintf(`This is the "sometimes it works" problem. Codes %s in the last %s of each %s; waiting makes it worse.`,
			fail, words.Seconds(c.Verifier.Period-shown.Until), period)
	case result.Last:
		return fmt.Sprintf(`This is the "sometimes it works" problem. Codes %s in the first %s of each %s; waiting makes it better.`,
			fail, words.Seconds(shown.From), period)
	}
	return fmt.Sprintf(`This is the "sometimes it works" problem. Of each %s, codes work %s from %s to %s.`,
		period, only, words.Seconds(shown.From), words.Seconds(shown.Until))
}

// labels are the words of a picture: over its beginning, and in its parts.
type labels struct{ begins, before, good, after string }

// arriving labels a picture of when a code arrives. Where the skew is known roughly, it
// may be accepted outside of its good part as well.
func arriving(rough bool) labels {
	if rough {
		return labels{"a code appears", "perhaps", "accepted", "perhaps"}
	}
	return labels{"a code appears", "refused", "accepted", "refused"}
}

// reading labels a picture of when a code is read, to be typed then.
func reading() labels {
	return labels{"when you read it", "too early", "in time", "too late"}
}

// pictureWidth is how many columns the life of a code takes in the picture at most.
const pictureWidth = 52

// picture returns how many columns there are for it, an even number.
func (s Screen) picture() int { return min(pictureWidth, (s.Width()-2)&^1) }

// picture draws the life of a code, and when in it the code is accepted:
//
//	a code appears                              it changes
//	0 s . . . . . . . . . . 18 s . . . . . . . . . .  30 s
//	[       accepted        ][         refused           ]
func picture(p *page, works totp.Ages, period time.Duration, l labels) {
	if p.squeeze >= withoutSites {
		return
	}
	width := p.screen.picture()
	column := func(d time.Duration) int {
		return int(math.Round(float64(d) / float64(period) * float64(width)))
	}
	from, until := column(works.From), column(works.Until)
	scale := []byte(strings.Repeat(" .", width/2))
	label(scale, 0, words.Seconds(0))
	label(scale, width, words.Seconds(period))
	if works.From > 0 {
		label(scale, from, words.Seconds(works.From))
	}
	if works.Until < period {
		label(scale, until, words.Seconds(works.Until))
	}
	appears, changes := l.begins, "it changes"
	p.verbatim("  " + appears + strings.Repeat(" ", max(width-len(appears)-len(changes), 1)) + changes)
	p.verbatim("  " + string(scale))
	p.verbatim("  " + box(from, l.before) + box(until-from, l.good) + box(width-until, l.after))
}

// label writes text into the scale, centred on a column but inside of it, with
// a blank on either side.
func label(scale []byte, column int, text string) {
	at := min(max(column-len(text)/2, 0), len(scale)-len(text))
	if end := len(scale) - len(text) - 1; column < len(scale) && at >= end-len(text) {
		at = end - len(text) - 1 // the last label stands there
	}
	if at > 0 {
		scale[at-1] = ' '
	}
	copy(scale[at:], text)
	if end := at + len(text); end < len(scale) {
		scale[end] = ' '
	}
}

// box draws a segment of the picture with its word in the middle, as far as
// there is room.
func box(width int, id string) string {
	if width < 2 {
		return strings.Repeat("|", max(width, 0))
	}
	text := id
	if len(text) > width-2 {
		text = ""
	}
	left := (width - 2 - len(text)) / 2
	return "[" + strings.Repeat(" ", left) + text + strings.Repeat(" ", width-2-len(text)-left) + "]"
}
