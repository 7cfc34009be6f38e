package host

import (
	"context"
	"reflect"
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

// What is there in time is used, what comes late is not known, and no reader can
// hold the answer up.
func TestGather(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		after := func(d time.Duration, set func(*Facts)) reader {
			return func(context.Context) func(*Facts) {
				time.Sleep(d)
				return set
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), Budget)
		defer cancel()
		begin := time.Now()
		got := gather(ctx, []reader{
			after(100*time.Millisecond, func(f *Facts) { f.VM = Yes }),
			after(20*time.Millisecond, func(f *Facts) { f.Services = append(f.Services, Service{Name: Timesyncd}) }),
			after(50*time.Millisecond, func(f *Facts) { f.Services = append(f.Services, Service{Name: Chrony}) }),
			after(0, nil),
			after(time.Hour, func(f *Facts) { f.WSL = Yes }),
		})
		want := Facts{OS: runtime.GOOS, VM: Yes, Services: []Service{{Name: Chrony}, {Name: Timesyncd}}}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
		if took := time.Since(begin); took != Budget {
			t.Errorf("took %v", took)
		}
		time.Sleep(time.Hour) // lets the late one end
	})
}

// Reading this computer itself works and knows at least what every system knows.
func TestRead(t *testing.T) {
	f := Read(t.Context())
	if _, known := f.ZoneOffset.Get(); !known || f.OS != runtime.GOOS {
		t.Errorf("got %+v", f)
	}
	for _, s := range f.Services {
		if s.Name == "" {
			t.Errorf("a service has no name: %+v", s)
		}
	}
}

func TestRegistry(t *testing.T) {
	n := func(v uint64) *uint64 { return &v }
	for _, tt := range []struct {
		name string
		r    w32Registry
		want Facts
	}{
		{"nothing may be read", w32Registry{}, Facts{}},
		{
			"Windows at home, as installed",
			w32Registry{start: n(3), clientType: "NTP", maxPos: n(54000), maxNeg: n(54000), seeding: n(1), zone: "W. Europe Standard Time", autoZoneStart: n(4)},
			Facts{ZoneName: "W. Europe Standard Time", ZoneSource: "registry", RTCLocal: Yes, AutoTime: Yes, MaxStep: Known(15 * time.Hour), Seeding: Yes, AutoZone: No},
		},
		{
			"member of a domain, which corrects anything",
			w32Registry{start: n(2), clientType: "NT5DS", maxPos: n(0xFFFFFFFF), maxNeg: n(0xFFFFFFFF), zone: "UTC"},
			Facts{ZoneName: "UTC", ZoneSource: "registry", RTCLocal: Yes, AutoTime: Yes, MaxStep: Known(AnyStep)},
		},
		{
			"corrects a clock that is fast by anything, and a slow one by an hour",
			w32Registry{start: n(2), clientType: "NTP", maxPos: n(3600), maxNeg: n(0xFFFFFFFF), zone: "UTC"},
			Facts{ZoneName: "UTC", ZoneSource: "registry", RTCLocal: Yes, AutoTime: Yes, MaxStep: Known(time.Hour)},
		},
		{
			"automatic time switched off, in VirtualBox",
			w32Registry{start: n(3), clientType: "NoSync", zone: "UTC", maker: "innotek GmbH", product: "VirtualBox"},
			Facts{ZoneName: "UTC", ZoneSource: "registry", RTCLocal: Yes, AutoTime: No, VM: Yes, VMKind: "virtualbox"},
		},
		{
			"a policy switched the client off, whatever the Settings say (windows-itpro-docs#156)",
			w32Registry{start: n(3), clientType: "NTP", client: n(1), policyClient: n(0), zone: "UTC"},
			Facts{ZoneName: "UTC", ZoneSource: "registry", RTCLocal: Yes, AutoTime: No, Policy: Yes},
		},
		{
			"a policy says NoSync",
			w32Registry{start: n(3), clientType: "NTP", policyType: "NoSync", zone: "UTC"},
			Facts{ZoneName: "UTC", ZoneSource: "registry", RTCLocal: Yes, AutoTime: No, Policy: Yes},
		},
		{
			"a policy names servers",
			w32Registry{start: n(3), clientType: "NoSync", policyType: "NTP", policyClient: n(1), zone: "UTC"},
			Facts{ZoneName: "UTC", ZoneSource: "registry", RTCLocal: Yes, AutoTime: Yes, Policy: Yes},
		},
		{
			"somebody switched the client off",
			w32Registry{start: n(3), clientType: "NTP", client: n(0), zone: "UTC"},
			Facts{ZoneName: "UTC", ZoneSource: "registry", RTCLocal: Yes, AutoTime: No},
		},
		{
			"service disabled, hardware in UTC, summer time not followed",
			w32Registry{start: n(4), clientType: "NTP", universal: n(1), noSummer: n(1), zone: "UTC"},
			Facts{ZoneName: "UTC", ZoneSource: "registry", RTCLocal: No, AutoTime: No, AutoSummer: No},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got Facts
			tt.r.set(&got)
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}
