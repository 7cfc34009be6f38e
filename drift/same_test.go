package drift

import (
	"net/netip"
	"testing"

	"codeclock/drift/source"
)

// A server that is asked under two names confirms nothing.
func TestSameServer(t *testing.T) {
	from := func(name string, addresses ...string) Reading {
		r := Reading{Server: name}
		for _, a := range addresses {
			sample := says(-ms, ms)
			if a != "" {
				sample.Addr = netip.MustParseAddrPort(a)
			}
			r.Samples = append(r.Samples, sample)
		}
		return r
	}
	wrong := from("wrong", "192.0.2.1:123")
	wrong.Samples = append(wrong.Samples, says(s, 2*s))
	const a, b = "192.0.2.1:123", "192.0.2.2:123"
	for _, tt := range []struct {
		name     string
		readings []Reading
		want     Agreement
		agree    int
	}{
		{"two servers", []Reading{from("a", a), from("b", b)}, Majority, 2},
		{"one server by its name and its address", []Reading{from("a", a, a), from("a2", a)}, Unconfirmed, 1},
		{"one server under three names against another", []Reading{from("a", a), from("a2", a), from("a3", a), {Server: "b", Samples: []source.Sample{says(s, 2*s)}}}, Contradiction, 0},
		{"IPv4 within IPv6 is the same", []Reading{from("a", a), from("a2", "[::ffff:192.0.2.1]:123")}, Unconfirmed, 1},
		{"another port is another server", []Reading{from("a", a), from("b", "192.0.2.1:1123")}, Majority, 2},
		{"a name of two machines, twice", []Reading{from("pool", a, b), from("pool2", b, a)}, Unconfirmed, 1},
		{"a name of two machines, of which one was asked by itself", []Reading{from("a", a), from("pool", a, b)}, Majority, 2},
		{"through a proxy nothing is known of addresses", []Reading{from("a", ""), from("b", "")}, Majority, 2},
		{"the first has no vote, so the second has it", []Reading{wrong, from("a", a)}, Unconfirmed, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := Agree(tt.readings)
			if _, _, agree := e.Count(); e.Agreement != tt.want || agree != tt.agree {
				t.Errorf("agreement %d of %d servers, want %d of %d", e.Agreement, agree, tt.want, tt.agree)
			}
		})
	}
}
