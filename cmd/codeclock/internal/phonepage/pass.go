package phonepage

import (
	"encoding/base64"
	"encoding/binary"
	"slices"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

const (
	// passLife is how long what was measured of a computer counts on the phone
	// beside it, and passFresh how old it may be when it is handed over: both together
	// are less than a report may span.
	passLife  = 8 * time.Minute
	passFresh = 2 * time.Minute
)

// closePass seals what is known of a computer's clock for the phone beside it. It
// stands in the link of the QR code that the computer shows, so it is short: the one
// or two exchanges that say most.
func (s seals) closePass(p *phone, now time.Time) string {
	plain := binary.AppendVarint(nil, now.UnixNano())
	plain = binary.AppendVarint(plain, int64(slices.Index(systems(), p.system)))
	for _, x := range p.tightest() {
		for _, d := range []time.Duration{
			x.ServerReceived.Sub(now), x.ServerSent.Sub(x.ServerReceived),
			x.Sent.Sub(x.ServerReceived), x.Received.Sub(x.ServerSent), x.Slack,
		} {
			plain = binary.AppendVarint(plain, int64(d))
		}
	}
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nil, nil, plain, passLabel(p.ticket)))
}

// openPass returns the computer of a pass. It is false for one of another key or
// ticket, or too old.
func (s seals) openPass(text, ticket string, now time.Time) (*phone, bool) {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, false
	}
	plain, err := s.aead.Open(nil, nil, sealed, passLabel(ticket))
	if err != nil {
		return nil, false
	}
	var all []int64
	for len(plain) > 0 {
		n, size := binary.Varint(plain)
		if size <= 0 {
			return nil, false
		}
		all, plain = append(all, n), plain[size:]
	}
	return passed(all, ticket, now)
}

// passed returns the computer whose numbers a pass holds.
func passed(n []int64, ticket string, now time.Time) (*phone, bool) {
	const head, each = 2, 5
	if len(n) < head+each || (len(n)-head)%each != 0 || n[1] < 0 || int(n[1]) >= len(systems()) {
		return nil, false
	}
	at := time.Unix(0, n[0]).UTC()
	if skew.Abs(now.Sub(at)) > passLife {
		return nil, false
	}
	p := &phone{system: systems()[n[1]], ticket: ticket, app: totp.AnyApp()}
	for x := range slices.Chunk(n[head:], each) {
		received := at.Add(time.Duration(x[0]))
		said := received.Add(time.Duration(x[1]))
		p.clock.Add(source.Sample{
			ServerReceived: received, ServerSent: said,
			Sent: received.Add(time.Duration(x[2])), Received: said.Add(time.Duration(x[3])), Slack: time.Duration(x[4]),
		})
	}
	return p, p.clock.Skew.Known()
}

// passLabel is what a pass is bound to beside its text.
func passLabel(ticket string) []byte { return []byte("codeclock pass 1\n" + ticket) }

// tightest returns the fresh exchange that leaves most out at the slow end, and the
// one that does at the fast end, in their order.
func (p *phone) tightest() []source.Sample {
	all := p.clock.Samples
	if len(all) == 0 {
		return nil
	}
	last := len(all) - 1
	low, high := last, last
	for i, x := range all {
		if all[last].ServerSent.Sub(x.ServerSent) > passFresh {
			continue
		}
		if x.Interval().Lo() > all[low].Interval().Lo() {
			low = i
		}
		if x.Interval().Hi() < all[high].Interval().Hi() {
			high = i
		}
	}
	if low == high {
		return all[low : low+1]
	}
	return []source.Sample{all[min(low, high)], all[max(low, high)]}
}

// beside returns the computer beside which a phone opened its page, if there is one.
func (s *Server) beside(p *phone) (*phone, bool) {
	if p.pass == "" {
		return nil, false
	}
	return s.seals.openPass(p.pass, p.ticket, time.Now())
}
