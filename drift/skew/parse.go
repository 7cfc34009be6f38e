package skew

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The errors of Parse and ParseSize. They hold nothing of what was read.
var (
	ErrParse = errors.New("not a skew: give a size and a direction, such as 47s-slow or 1h2m-fast")
	ErrSize  = errors.New("not a time with a unit, such as 47s, 1m30s, 3d or 2y")
	ErrRange = errors.New("no clock can be that far off: the limit is 292 years")
)

// Parse reads a skew as people write it: "47s-slow", "47s slow", "-47s" (slow),
// "1h2m-fast", or an interval, "50s-slow..40s-slow" or "47s-slow+/-2s".
func Parse(text string) (Interval, error) {
	if lo, hi, two := strings.Cut(text, ".."); two {
		from, errFrom := parseOne(lo)
		to, errTo := parseOne(hi)
		return known(Between(from, to), errFrom, errTo)
	}
	middle, bound, two := strings.Cut(strings.Replace(text, "±", "+/-", 1), "+/-")
	d, err := parseOne(middle)
	if !two {
		return known(Exactly(d), err)
	}
	b, errBound := ParseSize(strings.TrimSpace(bound))
	return known(Around(d, b), err, errBound)
}

// known returns i, or the first error.
func known(i Interval, errs ...error) (Interval, error) {
	for _, err := range errs {
		if err != nil {
			return Unknown, err
		}
	}
	return i, nil
}

// parseOne reads one skew. A sign and a direction together would say it twice.
func parseOne(text string) (time.Duration, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	sign, size, directed := time.Duration(1), text, false
	for word, s := range map[string]time.Duration{"slow": -1, "behind": -1, "fast": 1, "ahead": 1} {
		if before, ok := strings.CutSuffix(text, word); ok {
			sign, size, directed = s, strings.TrimRight(before, "- "), true
		}
	}
	if !directed {
		if rest, ok := strings.CutPrefix(size, "-"); ok {
			sign, size = -1, rest
		} else {
			size = strings.TrimPrefix(size, "+")
		}
	}
	d, err := ParseSize(size)
	if errors.Is(err, ErrSize) {
		err = ErrParse
	}
	return sign * d, err
}

// long matches the units that time.ParseDuration lacks, before those it has. It
// is compiled when it is first used: most programs never parse a skew.
var long = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:(\d{1,18})y)?(?:(\d{1,18})d)?((?:[\d.]+[a-zµμ]+)*)$`)
})

// ParseSize reads a time that is not negative: as time.ParseDuration does, and
// with days and (mean Gregorian) years before that, "2y", "1d12h".
func ParseSize(text string) (time.Duration, error) {
	m := long().FindStringSubmatch(text)
	if m == nil || text == "" {
		return 0, ErrSize
	}
	total := time.Duration(0)
	for i, unit := range []time.Duration{year, day} {
		n, _ := strconv.ParseInt("0"+m[i+1], 10, 64)
		if n > int64(Max/unit) {
			return 0, ErrRange
		}
		total = Add(total, time.Duration(n)*unit)
	}
	if m[3] != "" {
		rest, err := time.ParseDuration(m[3])
		if err != nil {
			return 0, sizeError(m[3])
		}
		total = Add(total, rest)
	}
	if total == Max {
		return 0, ErrRange
	}
	return total, nil
}

// wellFormed matches what time.ParseDuration refuses only for its size.
var wellFormed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h))+$`)
})

func sizeError(text string) error {
	if wellFormed().MatchString(text) {
		return ErrRange
	}
	return ErrSize
}
