package phonepage

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// A browser's Date.now is whole milliseconds within 100 million days of 1970
// (ECMA-262, time values), and no browser that was looked at rounds it to more
// than 100 ms (older Firefox with resistFingerprinting).
const (
	minResolution = time.Millisecond
	maxResolution = time.Second
	maxStamp      = 8.64e15
)

// stepAllowance is how far the browser's two clocks may disagree over one
// exchange, beside their resolution, before that means a clock that was set.
const stepAllowance = 20 * time.Millisecond

var errPost = errors.New("the post is not what this page sends")

// post is what the page sends: the beginning of one exchange and the end of the
// one before. Times are milliseconds of the phone's own clock.
type post struct {
	Seal       string  `json:"seal"` // of the answer before; empty in the first post
	Sent       float64 `json:"sent"` // Date.now() just before sending
	Resolution float64 `json:"res"`  // smallest step of Date.now() that was seen
	Touch      bool    `json:"touch"`
	Pass       string  `json:"pass"` // in the first post: of the computer whose QR code was opened

	Last *ending  `json:"last"`
	Tap  *float64 `json:"tap"` // Date.now() when a code changed
	Undo bool     `json:"undo"`
	Want *want    `json:"want"` // what to show; nil while measuring
}

// ending is how an exchange ended on the phone.
type ending struct {
	N        int     `json:"n"`
	Received float64 `json:"got"`  // Date.now() when the answer came
	Took     float64 `json:"took"` // the same by performance.now(), which is never set
	Hidden   bool    `json:"hidden"`
}

// want is what the person chose to see.
type want struct {
	Typing int    `json:"typing"` // seconds
	Window string `json:"window"` // strict, normal, relaxed
	App    string `json:"app"`
}

// readPost decodes and checks a post; its error never quotes it. A post that is
// cut off for its length is an *http.MaxBytesError.
func readPost(r io.Reader) (post, error) {
	var p post
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		if long := (*http.MaxBytesError)(nil); errors.As(err, &long) {
			return post{}, long
		}
		return post{}, errPost
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return post{}, errPost
	}
	ok := stamp(p.Sent) && (p.Tap == nil || stamp(*p.Tap)) && len(p.Seal) <= maxSeal
	if p.Last != nil {
		ok = ok && stamp(p.Last.Received) && stamp(p.Last.Took)
	}
	if !ok {
		return post{}, errPost
	}
	return p, nil
}

func stamp(ms float64) bool { return math.Abs(ms) <= maxStamp }

// resolution returns the browser's own, within reason.
func (p post) resolution() time.Duration {
	if !stamp(p.Resolution) {
		return maxResolution
	}
	return min(max(millis(p.Resolution), minResolution), maxResolution)
}

// millis turns milliseconds into a duration, saturated.
func millis(ms float64) time.Duration {
	ns := ms * float64(time.Millisecond)
	switch {
	case ns >= math.MaxInt64:
		return math.MaxInt64
	case ns <= math.MinInt64:
		return math.MinInt64
	}
	return time.Duration(ns)
}

// moment turns a stamp into a time.
func moment(ms float64) time.Time {
	whole := math.Floor(ms)
	return time.UnixMilli(int64(whole)).Add(millis(ms - whole)).UTC()
}

// maxApart is how far a clock can be off and be measured. A duration holds 292
// years, and one that is longer would seem exact where it is cut off. No clock that
// was not set by hand is off by as much: they begin at 1970 or later.
const maxApart = 200 * 365 * 24 * time.Hour

// far reports whether the phone's clock is too far off to be measured.
func (x exchange) far() bool { return skew.Abs(moment(x.sent).Sub(x.received)) > maxApart }

// exchange is one that has been answered and not yet ended.
type exchange struct {
	n              int
	sent           float64
	received, said time.Time // true time
	bound          time.Duration
}

// sample puts the two halves together. It is false when there is nothing to
// use: another exchange, a hidden page, or a clock set in the middle.
func (x exchange) sample(e ending, resolution time.Duration) (source.Sample, bool) {
	if e.N != x.n || x.n == 0 || e.Hidden || x.far() {
		return source.Sample{}, false
	}
	if math.Abs(e.Received-x.sent) > float64(sealLife/time.Millisecond) {
		return source.Sample{}, false
	}
	if off := millis(e.Received - x.sent - e.Took); off.Abs() > 2*resolution+stepAllowance {
		return source.Sample{}, false
	}
	return source.Sample{
		Sent: moment(x.sent), ServerReceived: x.received,
		ServerSent: x.said, Received: moment(e.Received),
		Slack: resolution + x.bound,
	}, true
}
