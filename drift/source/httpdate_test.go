package source

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"codeclock/drift/skew"
)

func TestReadDate(t *testing.T) {
	at := time.Date(2026, 11, 22, 19, 4, 10, 0, time.UTC)
	fresh := moment{at, at.Add(time.Second + dateLag)}
	for _, tt := range []struct {
		name string
		head string
		want moment
		err  error
	}{
		{"as every server writes it", "Date: Sun, 22 Nov 2026 19:04:10 GMT", fresh, nil},
		{"as RFC 850 wrote it", "Date: Sunday, 22-Nov-26 19:04:10 GMT", fresh, nil},
		{"as C writes it", "Date: Sun Nov 22 19:04:10 2026", fresh, nil},
		{"a leap second, which has no number here", "Date: Sat, 31 Dec 2016 23:59:60 GMT", moment{}, ErrMalformed},
		{"an offset is not allowed", "Date: Sun, 22 Nov 2026 19:04:10 +0100", moment{}, ErrMalformed},
		{"nothing", "Server: x", moment{}, ErrNoDate},
		{"empty", "Date: ", moment{}, ErrMalformed},
		{"passed by a cache that did not have it", "Date: Sun, 22 Nov 2026 19:04:10 GMT\nX-Cache: Miss from cloudfront", fresh, nil},
		{"a cache had it for under a second", "Date: Sun, 22 Nov 2026 19:04:10 GMT\nAge: 0", moment{at, at.Add(2*time.Second + dateLag)}, nil},
		{"a cache had it", "Date: Sun, 22 Nov 2026 19:04:10 GMT\nAge: 3600", moment{}, ErrCached},
		{"a cache that mumbles", "Date: Sun, 22 Nov 2026 19:04:10 GMT\nAge: soon", moment{}, ErrCached},
		{"two caches", "Date: Sun, 22 Nov 2026 19:04:10 GMT\nAge: 0\nAge: 5", moment{}, ErrCached},
		{"CloudFront", "Date: Sun, 22 Nov 2026 19:04:10 GMT\nX-Cache: RefreshHit from cloudfront", moment{}, ErrCached},
		{"RFC 9211", "Date: Sun, 22 Nov 2026 19:04:10 GMT\nCache-Status: Edge; hit; ttl=30", moment{}, ErrCached},
		{"Cloudflare did not keep it", "Date: Sun, 22 Nov 2026 19:04:10 GMT\nCF-Cache-Status: DYNAMIC", fresh, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readDate(header(tt.head))
			if got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("got %v, %v; want %v, %v", got, err, tt.want, tt.err)
			}
		})
	}
}

// header makes a header of lines "Name: value".
func header(lines string) http.Header {
	h := http.Header{}
	for line := range strings.SplitSeq(lines, "\n") {
		name, value, _ := strings.Cut(line, ":")
		h.Add(name, strings.TrimSpace(value))
	}
	return h
}

// Whatever a header says, it is refused for a reason or it is a moment that the
// Date's own text leads back to.
func FuzzReadDate(f *testing.F) {
	f.Add("Sun, 22 Nov 2026 19:04:10 GMT", "", "")
	f.Add("Sunday, 22-Nov-26 19:04:10 GMT", "0", "MISS")
	f.Add("Sun Nov 22 19:04:10 2026", "-1", "HIT, MISS")
	f.Add("Mon, 01 Jan 0001 00:00:00 GMT", "99999999999999999999", "stale")
	f.Add("Fri, 31 Dec 9999 23:59:59 GMT", " 0 ", "\x00")
	f.Fuzz(func(t *testing.T, date, age, cache string) {
		h := http.Header{"Date": {date}}
		if age != "" {
			h["Age"] = []string{age}
		}
		if cache != "" {
			h["X-Cache"] = []string{cache}
		}
		m, err := readDate(h)
		switch {
		case errors.Is(err, ErrMalformed), errors.Is(err, ErrCached):
			return
		case err != nil:
			t.Fatalf("untyped error %v", err)
		}
		if width := m.until.Sub(m.from); width < dateStep || width > dateStep+dateLag+ageStep {
			t.Errorf("%v wide", width)
		}
		again, err := readDate(http.Header{"Date": {m.from.Format(http.TimeFormat)}})
		if err != nil || !again.from.Equal(m.from) {
			t.Errorf("%q is %v, which reads as %v, %v", date, m.from, again.from, err)
		}
	})
}

func TestParseURL(t *testing.T) {
	for in, want := range map[string]string{
		"example.com":               "https://example.com/",
		"example.com:8443":          "https://example.com:8443/",
		"https://example.com":       "https://example.com/",
		"https://example.com:443/a": "https://example.com/a",
		"https://example.com/a?b#c": "https://example.com/a?b",
		"9.9.9.9":                   "https://9.9.9.9/",
		"2001:db8::fe":              "https://[2001:db8::fe]/",
		"http://example.com":        "",
		"https://u:p@example.com":   "",
		"https://":                  "",
		"":                          "",
		"exa mple":                  "",
	} {
		u, err := ParseURL(in)
		switch {
		case want == "" && !errors.Is(err, ErrURL):
			t.Errorf("ParseURL(%q) = %v, %v; want ErrURL", in, u, err)
		case want != "" && (err != nil || u.String() != want):
			t.Errorf("ParseURL(%q) = %v, %v; want %s", in, u, err, want)
		}
	}
}

// What is accepted is an https URL with a host and nothing that is secret, and
// reads back as itself.
func FuzzParseURL(f *testing.F) {
	for _, seed := range []string{"example.com", "https://example.com:8443/a?b#c", "2001:db8::1", "[::1]:8443", "https://u:p@x", "http://x", "https://%zz", "::", "a b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := ParseURL(text)
		if err != nil {
			if !errors.Is(err, ErrURL) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		if u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
			t.Errorf("%q is read as %v", text, u)
		}
		if again, err := ParseURL(u.String()); err != nil || again.String() != u.String() {
			t.Errorf("%q is read as %v, and that as %v, %v", text, u, again, err)
		}
	})
}

// A request planned by next, for a skew in the middle of what is possible, is in
// the middle of its round trip when a second turns.
func TestNarrowingMeetsTheTurn(t *testing.T) {
	now := time.Date(2026, 11, 22, 19, 4, 10, 123456789, time.UTC)
	for _, n := range []narrowing{
		{skew.Between(0, time.Second), 20 * time.Millisecond},
		{skew.Between(-47*time.Second, -46*time.Second), 250 * time.Millisecond},
		{skew.Around(-6*365*24*time.Hour, 300*time.Millisecond), 0},
		{skew.Around(200*365*24*time.Hour, 1), time.Millisecond},
	} {
		at := n.next(now)
		if wait := at.Sub(now); wait < 0 || wait >= time.Second {
			t.Errorf("waits %v", wait)
		}
		if true_ := at.Add(n.delay/2 - n.possible.Middle()); true_.Nanosecond() != 0 {
			t.Errorf("%+v: arrives %v into the second", n, time.Duration(true_.Nanosecond()))
		}
	}
	if got := (narrowing{}).next(now); got != now {
		t.Errorf("the first request waits until %v", got)
	}
}
