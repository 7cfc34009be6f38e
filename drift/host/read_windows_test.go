package host

import (
	"os"
	"slices"
	"testing"
	"time"
)

// A registry that holds testdata/host/windows/prepared.reg, which nobody should
// import into a Windows that is used: under wine it is of a prefix of its own.
func TestPreparedRegistry(t *testing.T) {
	if os.Getenv("CODECLOCK_PREPARED_REGISTRY") == "" {
		t.Skip("needs a registry that was prepared for it")
	}
	var f Facts
	readRegistry(t.Context())(&f)
	for _, tt := range []struct {
		name      string
		got, want any
	}{
		{"a policy switched the client off", f.AutoTime, No},
		{"and it is the policy's doing", f.Policy, Yes},
		{"the smaller of both limits", f.MaxStep, Known(43200 * time.Second)},
		{"time from TLS", f.Seeding, Yes},
		{"a zone, which wine writes itself", f.ZoneName != "", true},
		{"a hardware clock in UTC", f.RTCLocal, No},
		{"no summer time", f.AutoSummer, No},
		{"no zone by place", f.AutoZone, No},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	var names []string
	for _, s := range TimeServers(t.Context()) {
		names = append(names, s.Server)
	}
	if !slices.Contains(names, "time.corp.example") || slices.Contains(names, "time.windows.com") {
		t.Errorf("told of %v, want the policy's servers alone", names)
	}
	if p := SystemProxy(t.Context()); p == (Proxy{}) {
		t.Error("the user's proxy is not seen")
	}
}
