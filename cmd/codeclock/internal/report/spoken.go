package report

import (
	"crypto/sha256"
	"math"
	"strconv"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
)

// letters is Crockford's base 32: no I, L, O or U, which are misheard and
// misread.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Spoken returns the short form of a report that can be read out on the
// telephone, such as "SLOW-47.0-K7QX", or "PHONE-SLOW-47.0-QZ4J" for another
// device than the computer. The last four letters depend on what comes before
// them and on the ticket, so that a slip of the tongue, or the wrong ticket, is
// noticed.
func (r Report) Spoken() string {
	said := r.said()
	if r.Device != Computer {
		said = strings.ToUpper(r.Device) + "-" + said
	}
	return said + "-" + checkLetters(said, r.Ticket)
}

func (r Report) said() string {
	switch {
	case r.Practice:
		return "PRACTICE"
	case r.Skew == nil:
		return "UNKNOWN"
	}
	point := time.Duration(r.Skew.Point)
	if r.Verdict == int(result.OK) && skew.Abs(point) < time.Second {
		return "OK-" + short(point)
	}
	return strings.ToUpper(skew.Direction(point)) + "-" + short(point)
}

// short writes a duration with 3 digits and, from 100 s on, the letter of a
// larger unit: minutes, hours, days, years.
func short(d time.Duration) string {
	s := skew.Abs(d).Seconds()
	for _, u := range spokenUnits() {
		if v := s / u.size; v < u.upTo {
			decimals := 1
			if v < 9.995 && u.letter != "" {
				decimals = 2
			}
			return strconv.FormatFloat(v, 'f', decimals, 64) + u.letter
		}
	}
	return ""
}

// spokenUnit is a unit of a short form, in seconds, and up to how many of it.
type spokenUnit struct {
	letter     string
	size, upTo float64
}

func spokenUnits() []spokenUnit {
	return []spokenUnit{{"", 1, 100}, {"M", 60, 60}, {"H", 3600, 48}, {"D", 86_400, 366}, {"Y", 31_556_952, math.Inf(1)}}
}

// checkLetters returns 20 bits of a checksum.
func checkLetters(said, ticket string) string {
	sum := sha256.Sum256([]byte("codeclock spoken\n" + said + "\n" + strings.ToUpper(ticket)))
	var b strings.Builder
	for i := range 4 {
		b.WriteByte(letters[sum[i]&31])
	}
	return b.String()
}
