package drift

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// What networks and proxies do, as findings: one for one thing that happens.
func TestDiagnoseNetworks(t *testing.T) {
	five, none := Reach{5, 5, 5}, Reach{5, 5, 0}
	right := skew.Around(0, 200*ms)
	fine := short{NotTheClock, Info, Certain}
	for _, tt := range []struct {
		name string
		e    Evidence
		want []short
	}{
		{"a router speaks for all time servers", Evidence{Skew: right, NTP: five, HTTPS: five, Voices: 1, Witness: DeniedByIt},
			[]short{{NTPIntercepted, Warning, Certain}, fine}},
		{"so does one that plays five servers", Evidence{Skew: right, NTP: five, HTTPS: five, Voices: 5, Witness: DeniedByIt},
			[]short{{NTPIntercepted, Warning, Likely}, fine}},
		{"whom the user asks is the user's business", Evidence{Skew: right, NTP: five, HTTPS: five, Witness: DeniedByIt, Named: true},
			[]short{fine}},
		{"a page to sign in, and nothing else: it is neither blocked nor offline", Evidence{NTP: none, HTTPS: five, Alike: SameCertificate, AlikeName: "Hotel"},
			[]short{{WebIntercepted, Problem, Likely}}},
		{"one that speaks no TLS", Evidence{NTP: none, HTTPS: none, Alike: NoneSpeaksTLS},
			[]short{{WebIntercepted, Problem, Likely}}},
		{"a page to sign in, and time servers that answer", Evidence{Skew: right, NTP: five, HTTPS: five, Alike: SameIssuer},
			[]short{{WebIntercepted, Warning, Likely}, fine}},
		{"a proxy that wants a login", Evidence{NTP: none, HTTPS: none, WantsLogin: true, Unused: host.Proxy{Kind: host.SetProxy}},
			[]short{{ProxyLogin, Problem, Certain}}},
		{"a proxy of the desktop that was not used", Evidence{NTP: none, HTTPS: none, Unused: host.Proxy{Kind: host.SetProxy, Address: "proxy.example:8080"}},
			[]short{{NoNetwork, Problem, Certain}, {ProxyUnused, Warning, Possible}}},
		{"one that was not needed", Evidence{Skew: right, NTP: none, HTTPS: five, Unused: host.Proxy{Kind: host.AutoProxy}},
			[]short{{NTPBlocked, Warning, Likely}, fine}},
	} {
		if diff := cmp.Diff(tt.want, shorten(Diagnose(tt.e))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
