package drift

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// What a service says of itself is worth as much as its last contact.
func TestDiagnoseServices(t *testing.T) {
	const ms = time.Millisecond
	slow := skew.Around(-47*time.Second, 10*ms)
	keeps := func(s host.Service) host.Facts {
		s.Running = host.Yes
		return with(linux(), func(f *host.Facts) { f.Services = []host.Service{s} })
	}
	chrony := func(change func(*host.Service)) host.Facts {
		s := host.Service{Name: host.Chrony, Synced: host.Yes, Source: "192.0.2.1", Kind: host.FromNetwork, Offset: host.Known(ms),
			LastSync: host.Known(time.Minute), Poll: host.Known(64 * time.Second), Contact: host.Used}
		change(&s)
		return keeps(s)
	}
	same := func(*host.Service) {}
	vm := func(rtc time.Duration) func(*host.Facts) {
		return func(f *host.Facts) { f.VM, f.VMKind, f.RTCSkew = host.Yes, "kvm", host.Known(rtc) }
	}
	for _, tt := range []struct {
		name string
		e    Evidence
		want []short
	}{
		{"heard a minute ago, and content", Evidence{Skew: slow, Host: chrony(same)}, []short{{WrongSource, Problem, Likely}}},
		{"heard days ago", Evidence{Skew: slow, Host: chrony(func(s *host.Service) { s.LastSync = host.Known(5 * day) })}, []short{{SyncStale, Problem, Likely}}},
		{"heard within the slow polls of a domain", Evidence{Skew: slow, Host: chrony(func(s *host.Service) {
			s.LastSync, s.Poll = host.Known(20*time.Hour), host.Known(16384*time.Second)
		})}, []short{{WrongSource, Problem, Likely}}},
		{"heard a minute ago, and nothing since", Evidence{Skew: slow, Host: chrony(func(s *host.Service) { s.Contact = host.Unheard })}, []short{{SyncStale, Problem, Likely}}},
		{"heard before the computer slept", Evidence{Skew: slow, Host: with(chrony(same), func(f *host.Facts) { f.Awake = host.Known(30 * time.Second) })}, []short{{SyncStale, Problem, Likely}}},
		{"heard before the computer was started", Evidence{Skew: slow, Host: with(chrony(same), func(f *host.Facts) { f.Uptime = host.Known(30 * time.Second) })}, []short{{SyncStale, Problem, Likely}}},
		{"slept as long as it is slow, and heard before", Evidence{Skew: slow, Host: with(chrony(same), func(f *host.Facts) {
			f.Awake, f.Asleep = host.Known(30*time.Second), host.Known(47*time.Second)
		})}, []short{{Slept, Problem, Likely}, {SyncStale, Problem, Likely}}},
		{"in a machine that was paused since: its hardware clock is right", Evidence{Skew: slow, Host: with(chrony(same), vm(47*time.Second))},
			[]short{{GuestPaused, Problem, Likely}, {VirtualMachine, Info, Certain}}},
		{"in a machine whose hardware clock is wrong alike: it was not paused", Evidence{Skew: slow, Host: with(chrony(same), vm(0))},
			[]short{{WrongSource, Problem, Likely}, {HostWrong, Problem, Possible}, {VirtualMachine, Info, Certain}}},
		{"in a machine of which no more is known", Evidence{Skew: slow, Host: with(chrony(same), func(f *host.Facts) { f.VM = host.Yes })},
			[]short{{GuestPaused, Problem, Possible}, {WrongSource, Problem, Possible}, {VirtualMachine, Info, Certain}}},
		{"chrony's local: nobody is asked", Evidence{Skew: slow, Host: chrony(func(s *host.Service) { s.Kind, s.Source = host.FromItself, "" })}, []short{{OwnClock, Problem, Likely}}},
		{"the host's clock", Evidence{Skew: slow, Host: chrony(func(s *host.Service) { s.Kind, s.Source = host.FromHost, "PHC0" })}, []short{{OwnClock, Problem, Likely}}},
		{"answers come, and none is used", Evidence{Skew: slow, Host: keeps(host.Service{Name: host.Chrony, Synced: host.No, Contact: host.Unused})}, []short{{SyncUnused, Problem, Likely}}},
		{"silence, or what looks like it", Evidence{Skew: slow, Host: keeps(host.Service{Name: host.Chrony, Synced: host.No, Contact: host.Unheard})}, []short{{SyncFailing, Problem, Likely}}},
		{"told not to ask", Evidence{Skew: slow, Host: keeps(host.Service{Name: host.Chrony, Synced: host.No, Contact: host.Offline})}, []short{{SyncUnasked, Problem, Likely}}},
		{"a service that cannot be asked", Evidence{Skew: slow, Host: with(keeps(host.Service{Name: host.OpenNTPD}), func(f *host.Facts) { f.KernelSynced = host.No })}, []short{{SyncUnknown, Problem, Possible}}},
		{"the same, and the kernel is not asked", Evidence{Skew: slow, Host: keeps(host.Service{Name: host.OpenNTPD})}, nil},
		{"may not set the clock", Evidence{Skew: slow, Host: with(keeps(host.Service{Name: host.Timesyncd, Synced: host.Yes, Source: "192.0.2.1", LastSync: host.Known(time.Minute)}), func(f *host.Facts) { f.KernelSynced = host.No })},
			[]short{{SyncUnset, Problem, Likely}}},
		{"OpenNTPD hears, and is not done", Evidence{Skew: slow, Host: keeps(host.Service{Name: host.OpenNTPD, Synced: host.No, Contact: host.Used})}, []short{{SyncUnset, Problem, Likely}}},
		{"OpenNTPD is content, and its table says otherwise", Evidence{Skew: skew.Around(44*time.Second, 10*ms), Host: keeps(host.Service{Name: host.OpenNTPD, Synced: host.Yes, Offset: host.Known(44 * time.Second), Contact: host.Used})},
			[]short{{SyncSlow, Problem, Likely}}},
		{"the kernel is at its limit, while chrony is at it", Evidence{Skew: slow, Host: with(chrony(func(s *host.Service) { s.Offset = host.Known(-47 * time.Second) }), func(f *host.Facts) { f.KernelRate = host.Known(500.) })},
			[]short{{RunsWild, Problem, Likely}, {SyncSlow, Problem, Likely}}},
		{"chrony moves the clock to where it should be", Evidence{Skew: slow, Rate: gains(80000), Host: chrony(func(s *host.Service) { s.Offset = host.Known(-47 * time.Second) })}, []short{{SyncSlow, Problem, Likely}}},
		{"away from where it should be", Evidence{Skew: slow, Rate: gains(-80000), Host: chrony(func(s *host.Service) { s.Offset = host.Known(-47 * time.Second) })}, []short{{RunsWild, Problem, Certain}, {SyncSlow, Problem, Likely}}},
		{"chrony makes up for 31,000 ppm (omnios-build#2576)", Evidence{Skew: slow, Host: chrony(func(s *host.Service) { s.Offset, s.Rate = host.Known(-47*time.Second), host.Known(-31000.) })},
			[]short{{RunsWild, Problem, Likely}, {SyncSlow, Problem, Likely}}},
		{"switched off by policy, while its service runs on its own clock", Evidence{Skew: slow, Host: with(windows(), func(f *host.Facts) {
			f.AutoTime, f.Policy = host.No, host.Yes
			f.Services = []host.Service{{Name: host.W32Time, Running: host.Yes, Synced: host.No, Kind: host.FromItself}}
		})}, []short{{SyncOff, Problem, Likely}, {OwnClock, Problem, Likely}}},
		{"Android follows its carrier", Evidence{Skew: slow, Host: host.Facts{OS: "android", AutoTime: host.Yes}}, []short{{WrongSource, Problem, Possible}}},
		{"WSL, and Windows is wrong alike (WSL#4245)", Evidence{Skew: slow, Host: with(linux(), func(f *host.Facts) { f.WSL, f.VM, f.RTCSkew = host.Yes, host.Yes, host.Known(time.Duration(0)) })},
			[]short{{HostWrong, Problem, Likely}}},
		{"a container in a machine that was paused", Evidence{Skew: slow, Host: with(linux(), func(f *host.Facts) {
			f.Container, f.VM, f.VMKind, f.RTCSkew = host.Yes, host.Yes, "docker-desktop", host.Known(47*time.Second)
		})}, []short{{GuestPaused, Problem, Likely}, {Container, Warning, Certain}}},
	} {
		tt.e.Agreement = Majority
		if diff := cmp.Diff(tt.want, shorten(Diagnose(tt.e))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
