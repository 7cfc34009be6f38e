package drift

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/drift/ntpsim"
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
		{"a name cannot take the votes of all whose addresses it has", []Reading{from("taker", a, b), from("a", a), from("b", b)}, Majority, 3},
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

// Whatever name it is asked under, a machine says the same of itself.
func TestVoices(t *testing.T) {
	updated := time.Date(2026, 11, 22, 11, 59, 0, 123456, time.UTC)
	speaks := func(change func(*source.Sample)) Reading {
		sample := says(-ms, ms)
		sample.Stratum, sample.RefID, sample.Reference = 2, "\x0a\x00\x00\x01", updated
		sample.RootDelay, sample.RootDispersion = 5*ms, 2*ms
		change(&sample)
		return Reading{Server: "x", Samples: []source.Sample{sample}}
	}
	same := func(*source.Sample) {}
	for _, tt := range []struct {
		name   string
		change func(*source.Sample)
		voices int
	}{
		{"all is the same", same, 1},
		{"its dispersion grew meanwhile", func(s *source.Sample) { s.RootDispersion += 15 * time.Microsecond }, 1},
		{"another dispersion", func(s *source.Sample) { s.RootDispersion += 2 * ms }, 2},
		{"another stratum", func(s *source.Sample) { s.Stratum = 3 }, 2},
		{"another source", func(s *source.Sample) { s.RefID = "GPS\x00" }, 2},
		{"another root delay", func(s *source.Sample) { s.RootDelay++ }, 2},
		{"checked its time at another moment", func(s *source.Sample) { s.Reference = updated.Add(1) }, 2},
		{"says the same and contradicts: it only copies", func(c *source.Sample) {
			c.Sent, c.Received = c.Sent.Add(s), c.Received.Add(s)
		}, 2},
		{"of whole seconds and another dispersion", func(s *source.Sample) {
			s.Reference, s.RootDispersion = updated.Truncate(time.Second), s.RootDispersion+15*time.Microsecond
		}, 2},
		{"says nothing of itself, as a web server", func(s *source.Sample) { *s = says(-ms, ms) }, 2},
	} {
		readings := []Reading{speaks(same), speaks(tt.change)}
		e := Agree(readings)
		if got := e.Voices(source.KindNTP); got != tt.voices {
			t.Errorf("%s: %d voices, want %d", tt.name, got, tt.voices)
		}
		if again := Agree([]Reading{e.Readings[0].Reading, e.Readings[1].Reading}); again.Voices(source.KindNTP) != tt.voices {
			t.Errorf("%s: told apart, they are not told apart again", tt.name)
		}
	}
}

// A router that answers in the place of five servers has one vote, and a witness
// of another kind is asked at once.
func TestOneVoiceForAllServers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		router := ntpsim.New(way(20*ms, 97*s))
		var o Options
		for _, name := range []string{"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"} {
			o.Sources = append(o.Sources, &source.NTP{Server: name, Dial: router.Dial})
		}
		start := time.Now()
		e := Measure(t.Context(), o)
		if _, answered, _ := e.Count(); e.Agreement != Unconfirmed || answered != 1 || e.Voices(source.KindNTP) != 1 {
			t.Errorf("%v by %d answers in %d voices, want one unconfirmed voice", e.Agreement, answered, e.Voices(source.KindNTP))
		}
		if took := time.Since(start); took != 20*ms {
			t.Errorf("took %v; want one round trip", took)
		}
	})
}
