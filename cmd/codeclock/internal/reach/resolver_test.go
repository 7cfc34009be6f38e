package reach

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// nameServer is a real name server on loopback, by UDP: it knows shop.test as
// 127.0.0.1, and gives this answer for every other name.
func nameServer(t *testing.T, otherwise dnsmessage.RCode) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if reply, err := answerName(buf[:n], otherwise); err == nil {
				conn.WriteTo(reply, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// answerName returns the answer to a question.
func answerName(question []byte, otherwise dnsmessage.RCode) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil || len(m.Questions) != 1 {
		return nil, errors.New("not a question")
	}
	asked := m.Questions[0]
	reply := dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true, RecursionAvailable: true}, Questions: m.Questions}
	switch {
	case asked.Name.String() != "shop.test.":
		reply.RCode = otherwise
	case asked.Type == dnsmessage.TypeA:
		reply.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: asked.Name, Class: dnsmessage.ClassINET, TTL: 1},
			Body:   &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
		}}
	}
	return reply.Pack()
}

// by has a name server find the addresses.
func by(r *net.Resolver) func(context.Context, string) ([]netip.Addr, error) {
	return func(ctx context.Context, host string) ([]netip.Addr, error) {
		return r.LookupNetIP(ctx, "ip", host)
	}
}

// What a name server says decides whether anybody is contacted.
func TestNameServers(t *testing.T) {
	for _, tt := range []struct {
		story, host string
		otherwise   dnsmessage.RCode
		resolved    bool
		missing     bool // the server says that there is no such name
	}{
		{"a name that it knows", "shop.test.", dnsmessage.RCodeNameError, true, false},
		{"no such name", "gone.test.", dnsmessage.RCodeNameError, false, true},
		{"a name without an address", "empty.test.", dnsmessage.RCodeSuccess, false, true},
		{"a server that fails", "gone.test.", dnsmessage.RCodeServerFailure, false, false},
		{"a server that refuses", "gone.test.", dnsmessage.RCodeRefused, false, false},
	} {
		s := start(t, fine)
		o := s.options(tt.host)
		o.Resolve = by(nameServer(t, tt.otherwise))
		r := Look(t.Context(), o)
		var dns *net.DNSError
		missing := errors.As(r.Resolve.Err, &dns) && dns.IsNotFound
		if r.Resolve.OK() != tt.resolved || missing != tt.missing || r.Connect.Asked != tt.resolved || (len(s.asked) > 0) != tt.resolved {
			t.Errorf("%s: %+v, %v", tt.story, r, s.asked)
		}
	}
}
