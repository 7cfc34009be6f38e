package source

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// dateStep is what the Date header is cut down to.
	dateStep = time.Second

	// dateLag is how far a server's clock may be ahead of the second that it
	// writes. Servers that call time(2) on Linux read the clock of the last
	// timer interrupt, which is up to 10 ms old (100 interrupts a second;
	// clock_gettime(2), CLOCK_REALTIME_COARSE).
	dateLag = 10 * time.Millisecond

	// ageStep is what "Age: 0" may hide: the age is cut down to whole seconds.
	ageStep = time.Second
)

// moment is when an answer was made, in true time.
type moment struct{ from, until time.Time }

// readDate says when the answer with this header was made. Errors are
// ErrNoDate, ErrMalformed and ErrCached.
func readDate(h http.Header) (moment, error) {
	values := h.Values("Date")
	if len(values) == 0 {
		return moment{}, ErrNoDate
	}
	date, err := http.ParseTime(values[0])
	if err != nil || len(values) > 1 {
		return moment{}, ErrMalformed
	}
	hidden, ok := ageOf(h)
	if !ok || fromCache(h) {
		return moment{}, ErrCached
	}
	date = date.UTC()
	return moment{date, date.Add(dateStep + dateLag + hidden)}, nil
}

// ageOf returns how much older the answer may be than its Date says. It is false
// when a cache has kept it for a second or more, or says nothing clear about
// that (RFC 9111, section 5.1).
func ageOf(h http.Header) (time.Duration, bool) {
	values := h.Values("Age")
	if len(values) == 0 {
		return 0, true
	}
	n, err := strconv.ParseUint(strings.TrimSpace(values[0]), 10, 31)
	return ageStep, len(values) == 1 && err == nil && n == 0
}

// fromCache looks at what caches say about themselves: RFC 9211's Cache-Status,
// and what squid, Varnish, CloudFront, Akamai, Cloudflare, nginx and Vercel send.
func fromCache(h http.Header) bool {
	for _, name := range []string{
		"Cache-Status", "X-Cache", "X-Cache-Status", "X-Proxy-Cache",
		"CF-Cache-Status", "X-Vercel-Cache",
	} {
		for _, value := range h.Values(name) {
			value = strings.ToLower(value)
			for _, word := range []string{"hit", "stale", "updating", "revalidated"} {
				if strings.Contains(value, word) {
					return true
				}
			}
		}
	}
	return false
}
