package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"net/netip"
	"time"

	"github.com/beevik/ntp"

	"codeclock/drift/skew"
)

// capture is an extension that changes nothing: it keeps the packets, since a
// few things that matter are not in beevik/ntp's Response, among them a kiss
// code that comes with timestamps of zero.
type capture struct {
	path        *path
	maxDistance time.Duration
	response    []byte
}

func (c *capture) ProcessQuery(*bytes.Buffer) error { return nil }

func (c *capture) ProcessResponse(b []byte) error {
	c.response = bytes.Clone(b)
	// beevik/ntp 1.6.0 panics on an exponent of -128: it shifts by its negation,
	// which in 8 bits is -128 again (ntp.go, toInterval).
	if int8(b[fieldPoll]) == math.MinInt8 || int8(b[fieldPrecision]) == math.MinInt8 {
		return ErrMalformed
	}
	return nil
}

// Fields of the header, RFC 5905, section 7.3.
const (
	headerSize     = 48
	modeServer     = 4
	leapUnknown    = 3
	maxStratum     = 16
	timestampWidth = 8

	fieldStratum   = 1
	fieldPoll      = 2
	fieldPrecision = 3
	fieldRefID     = 12
	fieldReference = 16
	fieldOrigin    = 24
	fieldReceive   = 32
	fieldTransmit  = 40
)

func (c *capture) timestamp(field int) uint64 {
	return binary.BigEndian.Uint64(c.response[field : field+timestampWidth])
}

// explain turns an error of beevik/ntp into one of ours.
func (c *capture) explain(err error) error {
	switch {
	case c.response == nil:
		return networkReason(err)
	case c.refusal() != nil:
		return c.refusal()
	}
	return ErrMalformed
}

// refusal returns why a server of its own accord gives no time: a kiss, or that
// it is not synchronised. The kiss codes INIT and STEP mean just that
// (RFC 5905, section 7.4).
func (c *capture) refusal() error {
	leap, stratum := c.response[0]>>6, c.response[fieldStratum]
	code := string(c.response[fieldRefID:fieldReference])
	switch {
	case stratum == 0 && isKiss(code) && code != "INIT" && code != "STEP":
		return &KissError{Code: code}
	case stratum == 0, stratum >= maxStratum, leap == leapUnknown:
		return ErrUnsynchronised
	}
	return nil
}

// isKiss reports whether a reference id can be a kiss code: four capital letters
// or digits. Anything else from a server of stratum 0 is no message to us.
func isKiss(code string) bool {
	for _, b := range []byte(code) {
		if (b < 'A' || b > 'Z') && (b < '0' || b > '9') {
			return false
		}
	}
	return true
}

// judge makes a sample of an answer, or says why it is none.
func (c *capture) judge(r *ntp.Response, addr netip.AddrPort, parted time.Duration) (Sample, error) {
	if reason := c.refusal(); reason != nil {
		return Sample{}, reason
	}
	if err := c.validate(r); err != nil {
		return Sample{}, err
	}
	s := Sample{
		Addr:           addr,
		Sent:           r.Timestamps.ClientXmit.Round(0),
		ServerReceived: r.Timestamps.ServerRecv,
		ServerSent:     r.Timestamps.ServerXmit,
		Received:       c.received(r),
		Stratum:        r.Stratum,
		RefID:          string(c.response[fieldRefID:fieldReference]),
		RootDelay:      r.RootDelay,
		RootDispersion: r.RootDispersion,
	}
	if c.timestamp(fieldReference) != 0 {
		s.Reference = r.ReferenceTime
	}
	s.Slack = c.slack(r, s, parted)
	// RFC 5905, section 8: two clocks of finite precision can make a tiny
	// negative delay. More is a lie, and a filter for small delays would like
	// it best; beevik/ntp shows it as a round trip of 0.
	if s.Delay() < -s.Slack {
		return Sample{}, ErrNegativeDelay
	}
	return s, nil
}

// received is when the answer came: by the kernel, or else when it was read.
func (c *capture) received(r *ntp.Response) time.Time {
	if at := c.path.received; !at.IsZero() {
		return at
	}
	return r.Timestamps.ClientRecv.Round(0)
}

// validate is beevik/ntp's Validate with our own limits around it.
func (c *capture) validate(r *ntp.Response) error {
	if blank(c.timestamp(fieldReceive)) || blank(c.timestamp(fieldTransmit)) {
		return ErrMalformed
	}
	switch err := r.Validate(); {
	case errors.Is(err, ntp.ErrServerClockFreshness):
		return ErrStale
	case errors.Is(err, ntp.ErrInvalidDispersion):
		return ErrTooFar
	case errors.Is(err, ntp.ErrInvalidTime) && c.timestamp(fieldReference) == 0:
		// RFC 5905: zero is "not known". chronyd takes such servers.
	case err != nil:
		return ErrMalformed
	}
	switch t := r.Timestamps; {
	case t.ServerXmit.Sub(t.ServerRecv) > maxServerTime:
		return ErrMalformed
	case r.RootDelay/2+r.RootDispersion > c.maxDistance, int8(c.response[fieldPrecision]) > 0:
		return ErrTooFar
	}
	return nil
}

// blank reports whether a timestamp is one that no clock shows: all zeros is "not
// known" (RFC 5905, section 6), all ones is memory that was never written.
func blank(t uint64) bool { return t == 0 || t == math.MaxUint64 }

const (
	// maxRootDistance is what chrony allows a server to be unsure by
	// (chrony.conf, maxdistance).
	maxRootDistance = 3 * time.Second

	// maxServerTime is how long a server may take from receiving to sending
	// (chrony's ntp_core.c, MAX_SERVER_INTERVAL). More is no honest answer.
	maxServerTime = 4 * time.Second

	// phi is RFC 5905's frequency tolerance, 15 ppm.
	phi = 15e-6

	// localResolution is the coarsest clock reading among the systems: macOS
	// stamps packets in whole microseconds.
	localResolution = time.Microsecond

	// leapDoubt is added while a server announces a leap second, when smeared
	// and unsmeared servers may be up to a second apart.
	leapDoubt = time.Second
)

// slack is how far the truth may be from what a sample's timestamps say, apart
// from the way there and back: RFC 5905's root delay/2 + root dispersion and
// epsilon (sections 8 and 10).
func (c *capture) slack(r *ntp.Response, s Sample, parted time.Duration) time.Duration {
	elapsed := skew.Abs(s.Received.Sub(s.Sent))
	d := r.RootDelay/2 + r.RootDispersion + r.Precision + localResolution + parted
	d = skew.Add(d, time.Duration(phi*float64(elapsed)))
	if r.Leap == ntp.LeapAddSecond || r.Leap == ntp.LeapDelSecond {
		d = skew.Add(d, leapDoubt)
	}
	return d
}
