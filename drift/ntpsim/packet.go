package ntpsim

import (
	"encoding/binary"
	"time"
)

// The layout of RFC 5905, section 7.3: a header of 48 bytes.
const (
	packetSize = 48

	modeClient = 3
	modeServer = 4

	offStratum        = 1
	offPoll           = 2
	offPrecision      = 3
	offRootDelay      = 4
	offRootDispersion = 8
	offRefID          = 12
	offReference      = 16
	offOrigin         = 24
	offReceive        = 32
	offTransmit       = 40
)

// ntpEpoch is where NTP's era 0 begins; eras are 2^32 s long (RFC 5905, section 6).
var ntpEpoch = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)

// timestamp converts to NTP's 64-bit format, modulo the era.
func timestamp(t time.Time) uint64 {
	seconds := t.Unix() - ntpEpoch.Unix()
	fraction := uint64(t.Nanosecond()) << 32 / uint64(time.Second)
	return uint64(seconds)<<32 | fraction
}

// short converts to NTP's 32-bit format of 16.16 bits.
func short(d time.Duration) uint32 {
	return uint32(uint64(d) << 16 / uint64(time.Second))
}

// answer builds the reply to request, or nil when that is no client's request.
func (c Config) answer(request []byte, received, sent time.Time) []byte {
	if len(request) < packetSize || request[0]&7 != modeClient {
		return nil
	}
	p := make([]byte, packetSize)
	version := request[0] >> 3 & 7
	p[0] = c.Leap<<6 | version<<3 | modeServer
	p[offStratum] = c.stratum()
	p[offPoll] = request[offPoll]
	p[offPrecision] = precision
	binary.BigEndian.PutUint32(p[offRootDelay:], short(c.RootDelay))
	binary.BigEndian.PutUint32(p[offRootDispersion:], short(c.RootDispersion))
	copy(p[offRefID:offReference], c.RefID)
	if !c.NoReference {
		binary.BigEndian.PutUint64(p[offReference:], timestamp(received.Add(-c.ReferenceAge)))
	}
	copy(p[offOrigin:offReceive], request[offTransmit:])
	binary.BigEndian.PutUint64(p[offReceive:], timestamp(received))
	binary.BigEndian.PutUint64(p[offTransmit:], timestamp(sent))
	if c.Kiss != "" {
		kiss(p, c.Kiss)
	}
	if c.Mangle != nil {
		p = c.Mangle(p)
	}
	return p
}

// precision is the server's clock reading precision, log2 of seconds: 2^-24 s.
const precision = 0x100 - 24

// kiss makes p a kiss-o'-death as ntpd sends it: stratum 0, the code as the
// reference id, and no time of its own (RFC 5905, section 7.4).
func kiss(p []byte, code string) {
	p[0] |= 3 << 6
	p[offStratum] = 0
	clear(p[offRefID:offReference])
	copy(p[offRefID:offReference], code)
	clear(p[offReceive:])
}
