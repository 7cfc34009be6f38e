package batch

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
)

// The years of a code: before the first there was no step 0, and a search does not
// reach the last (totp.ErrReadingTime).
const firstYear, lastYear = 1970, 2200

// zonedTimes are the forms of RFC 3339 and what people make of them, with a zone;
// those of localTimes are without one.
var (
	zonedTimes = []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07"}
	localTimes = []string{"2006-01-02T15:04:05"}
)

// What else may stand in the place of a time.
var unlikeTimes = []struct {
	form func() *regexp.Regexp
	err  error
}{
	{cli.Lazily(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)? ?[A-Z]{2,5}$`), ErrTimeZone}, // a zone's name, of which several are called the same
	{cli.Lazily(`^\d{4}-\d\d-\d\dT\d\d:\d\d ?(Z|[+-]\d\d:?\d\d)?$`), ErrTimeSeconds},
	{cli.Lazily(`^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b`), ErrTimeSpreadsheet},
	{cli.Lazily(`^\d{1,2}[ ./-][A-Z]{3,9}[ ./-]\d{2,4}\b`), ErrTimeSpreadsheet},
	{cli.Lazily(`^\d{4}/\d{1,2}/\d{1,2}\b`), ErrTimeSpreadsheet},
	{cli.Lazily(`^\d{5}([.,]\d+)?$`), ErrTimeSpreadsheet}, // days since 1900
	{cli.Lazily(`^\d+$`), ErrTimeNumber},
}

// ParseTime reads a time as RFC 3339 writes it, also with a blank in place of the T,
// or "@" and unix seconds. One without a zone is of the zone that is given, and
// ErrTimeZone where that is nil. Nothing of the text is in an error.
func ParseTime(text string, zone *time.Location) (time.Time, error) {
	plain := strings.ToUpper(strings.TrimSpace(text))
	if plain == "" {
		return time.Time{}, ErrTimeEmpty
	}
	if digits, ok := strings.CutPrefix(plain, "@"); ok {
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return time.Time{}, ErrTime
		}
		return inYears(time.Unix(n, 0))
	}
	if day, clock, ok := strings.Cut(plain, " "); ok && len(day) == len(time.DateOnly) && day[4] == '-' {
		plain = day + "T" + strings.TrimSpace(clock)
	}
	for _, name := range []string{"UTC", "GMT"} {
		if bare, ok := strings.CutSuffix(plain, name); ok {
			plain = strings.TrimSpace(bare) + "Z"
		}
	}
	for _, form := range zonedTimes {
		if at, err := time.Parse(form, strings.Replace(plain, " ", "", 1)); err == nil {
			return inYears(at)
		}
	}
	for _, form := range localTimes {
		if at, err := time.Parse(form, plain); err == nil {
			return localTime(at, zone)
		}
	}
	for _, unlike := range unlikeTimes {
		if unlike.form().MatchString(plain) {
			return time.Time{}, unlike.err
		}
	}
	return time.Time{}, ErrTime
}

func inYears(at time.Time) (time.Time, error) {
	at = at.UTC()
	if at.Year() < firstYear || at.Year() > lastYear {
		return time.Time{}, ErrTimeYear
	}
	return at, nil
}

// localTime returns when a clock of a zone said this. In the hour that comes twice in
// autumn there is no telling.
func localTime(said time.Time, zone *time.Location) (time.Time, error) {
	if zone == nil {
		return time.Time{}, ErrTimeZone
	}
	const form = "2006-01-02T15:04:05.999999999"
	same := func(at time.Time) bool { return at.In(zone).Format(form) == said.Format(form) }
	at := time.Date(said.Year(), said.Month(), said.Day(), said.Hour(), said.Minute(), said.Second(), said.Nanosecond(), zone)
	if !same(at) {
		return time.Time{}, ErrTimeNever
	}
	for _, turn := range []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour} { // by which zones have put their clocks back
		if same(at.Add(turn)) || same(at.Add(-turn)) {
			return time.Time{}, ErrTimeTwice
		}
	}
	return inYears(at)
}

// offset is a zone that is written as one.
var offset = cli.Lazily(`^[+-]\d\d:\d\d$`)

// ParseZone reads "UTC", "+01:00", "local", which is this computer's zone, or a name
// such as Europe/Berlin. It fails with ErrZone.
func ParseZone(text string) (*time.Location, error) {
	if offset().MatchString(text) {
		at, err := time.Parse("Z07:00", text)
		if err != nil {
			return nil, ErrZone
		}
		_, seconds := at.Zone()
		return time.FixedZone(text, seconds), nil
	}
	if strings.EqualFold(text, "local") {
		return time.Local, nil
	}
	zone, err := time.LoadLocation(text)
	if err != nil || text == "" {
		return nil, ErrZone
	}
	return zone, nil
}
