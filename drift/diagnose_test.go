package drift

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// short is what the tables compare: what was found, how grave and how sure.
type short struct {
	Code     Code
	Severity Severity
	Sure     Sure
}

func shorten(found []Finding) []short {
	var out []short
	for _, f := range found {
		out = append(out, short{f.Code, f.Severity, f.Sure})
	}
	return out
}

// linux, windows and mac are computers about which only the system is known.
func linux() host.Facts   { return host.Facts{OS: "linux"} }
func windows() host.Facts { return host.Facts{OS: "windows"} }

// with changes facts.
func with(f host.Facts, change func(*host.Facts)) host.Facts {
	change(&f)
	return f
}

// service is a service that runs.
func service(name string, synced host.Tri) func(*host.Facts) {
	return func(f *host.Facts) {
		f.Services = append(f.Services, host.Service{Name: name, Running: host.Yes, Synced: synced, Source: "192.0.2.1"})
	}
}

// noServices is a Linux on which every service was looked for and none runs.
func noServices() host.Facts {
	return with(linux(), func(f *host.Facts) {
		f.KernelSynced = host.No
		for _, name := range []string{host.Chrony, host.Timesyncd, host.NTPsec} {
			f.Services = append(f.Services, host.Service{Name: name, Running: host.No})
		}
	})
}

// in is a time in a zone.
func in(zone string, clock time.Time) time.Time {
	z, err := time.LoadLocation(zone)
	if err != nil {
		return clock
	}
	return clock.In(z)
}

func TestDiagnose(t *testing.T) {
	november := time.Date(2026, 11, 22, 19, 4, 10, 0, time.UTC)
	const ms = time.Millisecond
	berlin := func(f *host.Facts) { f.ZoneOffset = host.Known(time.Hour) }
	for _, tt := range []struct {
		name string
		e    Evidence
		want []short
	}{
		{"nothing is known", Evidence{}, nil},
		{
			"a right clock: the codes are refused for another reason",
			Evidence{Skew: skew.Around(300*ms, 20*ms), Host: noServices()},
			[]short{{NotTheClock, Info, Certain}},
		},
		{
			"1.5 s fast: not right, however little that matters to most",
			Evidence{Skew: skew.Around(1500*ms, 10*ms), Host: noServices()},
			[]short{{SyncOff, Problem, Likely}},
		},
		{
			"0.3 s fast, where that is too much",
			Evidence{Skew: skew.Around(300*ms, 20*ms), Host: linux(), Blamed: true},
			nil,
		},
		{
			"47 s slow on a computer about which nothing is known",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), Host: windows()},
			nil,
		},
		{
			"47 s slow, and nobody keeps the clock",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), Host: noServices()},
			[]short{{SyncOff, Problem, Likely}},
		},
		{
			"automatic time switched off",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), Host: with(windows(), func(f *host.Facts) { f.AutoTime = host.No })},
			[]short{{SyncOff, Problem, Likely}},
		},
		{
			"systemd's switch is off because chrony does the work",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), Host: with(with(linux(), func(f *host.Facts) { f.AutoTime = host.No }), service(host.Chrony, host.No))},
			[]short{{SyncFailing, Problem, Likely}},
		},
		{
			"automatic time is on and Windows' service rests",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), Host: with(windows(), func(f *host.Facts) {
				f.AutoTime = host.Yes
				f.Services = []host.Service{{Name: host.W32Time, Running: host.No}}
			})},
			[]short{{SyncIdle, Problem, Possible}},
		},
		{
			"automatic time is on, and its server does not answer",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), Host: with(linux(), service(host.Timesyncd, host.No))},
			[]short{{SyncFailing, Problem, Likely}},
		},
		{
			"the same behind a firewall that lets no NTP through",
			Evidence{
				Skew: skew.Around(-47*time.Second, 10*ms), Host: with(linux(), service(host.Timesyncd, host.No)),
				NTP: Reach{5, 5, 0}, HTTPS: Reach{5, 5, 5},
			},
			[]short{{SyncSilent, Problem, Likely}, {NTPBlocked, Warning, Likely}},
		},
		{
			"chrony knows that it is wrong and slews",
			Evidence{
				Skew: skew.Around(-47*time.Second, 10*ms), Agreement: Majority,
				Host: with(linux(), func(f *host.Facts) {
					f.Services = []host.Service{{Name: host.Chrony, Running: host.Yes, Synced: host.Yes, Offset: host.Known(-46 * time.Second)}}
				}),
			},
			[]short{{SyncSlow, Problem, Likely}},
		},
		{
			"the service is content, and does not say since when, with a clock that five servers call wrong",
			Evidence{
				Skew: skew.Around(-47*time.Second, 10*ms), Agreement: Majority,
				Host: with(linux(), func(f *host.Facts) {
					f.Services = []host.Service{{Name: host.Chrony, Running: host.Yes, Synced: host.Yes, Offset: host.Known(time.Millisecond)}}
				}),
			},
			[]short{{WrongSource, Problem, Possible}},
		},
		{
			"of two services, the second follows somebody who is wrong",
			Evidence{
				Skew: skew.Around(-47*time.Second, 10*ms), Agreement: Majority,
				Host: with(with(linux(), service(host.Chrony, host.Unknown)), service(host.Timesyncd, host.Yes)),
			},
			[]short{{WrongSource, Problem, Possible}, {SeveralServices, Warning, Certain}},
		},
		{
			"of two services, the second hears from no server",
			Evidence{
				Skew: skew.Around(-47*time.Second, 10*ms), Agreement: Majority,
				Host: with(with(linux(), service(host.Chrony, host.Unknown)), service(host.Timesyncd, host.No)),
			},
			[]short{{SyncFailing, Problem, Likely}, {SeveralServices, Warning, Certain}},
		},
		{
			"of two services, the second knows of the error",
			Evidence{
				Skew: skew.Around(-47*time.Second, 10*ms), Agreement: Majority,
				Host: with(with(linux(), service(host.Chrony, host.Unknown)), func(f *host.Facts) {
					f.Services = append(f.Services, host.Service{Name: host.NTPsec, Running: host.Yes, Offset: host.Known(-46 * time.Second)})
				}),
			},
			[]short{{SyncSlow, Problem, Likely}, {SeveralServices, Warning, Certain}},
		},
		{
			"one server against one service proves nothing",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), Agreement: Unconfirmed, Host: with(linux(), service(host.Chrony, host.Yes))},
			nil,
		},
		{
			"two services pull at one clock",
			Evidence{Skew: skew.Around(0, 10*ms), Host: with(with(linux(), service(host.Chrony, host.Yes)), service(host.Timesyncd, host.Yes))},
			[]short{{SeveralServices, Warning, Certain}, {NotTheClock, Info, Certain}},
		},
		{
			"an hour slow in a zone without summer time",
			Evidence{Skew: skew.Around(-time.Hour, 10*ms), At: november, Host: linux()},
			[]short{{WholeHours, Problem, Likely}},
		},
		{
			"an hour slow in a zone with summer time",
			Evidence{Skew: skew.Around(-time.Hour, 10*ms), At: in("Europe/Berlin", november), Host: linux()},
			[]short{{WholeHours, Problem, Likely}, {SummerTime, Problem, Possible}},
		},
		{
			"an hour slow, and this process alone was given a zone with summer time",
			Evidence{Skew: skew.Around(-time.Hour, 10*ms), At: in("Europe/Berlin", november), Host: with(linux(), func(f *host.Facts) { f.ZoneOverridden = host.Yes })},
			[]short{{WholeHours, Problem, Likely}},
		},
		{
			"Windows was told not to follow summer time",
			Evidence{Skew: skew.Around(time.Hour, 10*ms), At: november, Host: with(windows(), func(f *host.Facts) { f.AutoSummer = host.No })},
			[]short{{SummerTime, Problem, Likely}, {WholeHours, Problem, Likely}},
		},
		{
			"an hour and 40 s: set by hand, perhaps",
			Evidence{Skew: skew.Around(-time.Hour-40*time.Second, 10*ms), At: november, Host: linux()},
			[]short{{WholeHours, Problem, Possible}},
		},
		{
			"an hour and 4 minutes is no zone",
			Evidence{Skew: skew.Around(-time.Hour-4*time.Minute, 10*ms), At: november, Host: linux()},
			nil,
		},
		{
			"Nepal is a quarter off everybody",
			Evidence{Skew: skew.Around(5*time.Hour+45*time.Minute, 10*ms), At: november, Host: linux()},
			[]short{{WholeHours, Problem, Likely}},
		},
		{
			"a rough reading near an hour says nothing about zones",
			Evidence{Skew: skew.Around(-time.Hour, 20*time.Minute), At: november, Host: linux()},
			nil,
		},
		{
			"Linux after Windows had the computer",
			Evidence{Skew: skew.Around(time.Hour, 10*ms), At: november, Host: with(linux(), berlin)},
			[]short{{HardwareClock, Problem, Likely}, {WholeHours, Problem, Likely}},
		},
		{
			"the same, and Linux says that its hardware clock is local",
			Evidence{Skew: skew.Around(time.Hour, 10*ms), At: november, Host: with(with(linux(), berlin), func(f *host.Facts) { f.RTCLocal = host.Yes })},
			[]short{{HardwareClock, Problem, Certain}, {WholeHours, Problem, Likely}},
		},
		{
			"Windows after Linux had the computer",
			Evidence{Skew: skew.Around(-time.Hour, 10*ms), At: november, Host: with(windows(), berlin)},
			[]short{{HardwareClock, Problem, Likely}, {WholeHours, Problem, Likely}},
		},
		{
			"Windows in the other direction",
			Evidence{Skew: skew.Around(time.Hour, 10*ms), At: november, Host: with(windows(), berlin)},
			[]short{{WholeHours, Problem, Likely}, {HardwareClock, Problem, Possible}},
		},
		{
			"12 hours: AM for PM",
			Evidence{Skew: skew.Around(-12*time.Hour+30*time.Second, 10*ms), At: november, Host: linux()},
			[]short{{HalfDay, Problem, Likely}},
		},
		{
			"a day: the date was mistyped",
			Evidence{Skew: skew.Around(24*time.Hour, 10*ms), At: november, Host: linux()},
			[]short{{WholeDays, Problem, Likely}},
		},
		{
			"a laptop whose clock stood still in its sleep",
			Evidence{Skew: skew.Around(-978*time.Second, 10*ms), Host: with(linux(), func(f *host.Facts) { f.Asleep = host.Known(980 * time.Second) })},
			[]short{{Slept, Problem, Likely}},
		},
		{
			"a sleep that has nothing to do with it",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), Host: with(linux(), func(f *host.Facts) { f.Asleep = host.Known(980 * time.Second) })},
			nil,
		},
		{
			"WSL after the laptop slept",
			Evidence{Skew: skew.Around(-978*time.Second, 10*ms), Host: with(linux(), func(f *host.Facts) { f.WSL, f.VM, f.VMKind = host.Yes, host.Yes, "hyper-v" })},
			[]short{{GuestPaused, Problem, Likely}},
		},
		{
			"a virtual machine that was paused, or not",
			Evidence{Skew: skew.Around(-978*time.Second, 10*ms), Host: with(linux(), func(f *host.Facts) { f.VM, f.VMKind = host.Yes, "virtualbox" })},
			[]short{{GuestPaused, Problem, Possible}, {VirtualMachine, Info, Certain}},
		},
		{
			"a virtual machine whose hardware clock went on",
			Evidence{Skew: skew.Around(-978*time.Second, 10*ms), Host: with(linux(), func(f *host.Facts) {
				f.VM, f.RTCSkew = host.Yes, host.Known(977*time.Second)
			})},
			[]short{{GuestPaused, Problem, Likely}, {VirtualMachine, Info, Certain}},
		},
		{
			"the zone's offset, but the hardware clock is right",
			Evidence{Skew: skew.Around(time.Hour, 10*ms), At: november, Host: with(with(linux(), berlin), func(f *host.Facts) { f.RTCSkew = host.Known(-time.Hour) })},
			[]short{{WholeHours, Problem, Likely}, {HardwareClock, Problem, Possible}},
		},
		{
			"a container: its clock is the host's",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), Host: with(noServices(), func(f *host.Facts) { f.Container = host.Yes })},
			[]short{{Container, Warning, Certain}},
		},
		{
			"years slow, on the second of January",
			Evidence{Skew: skew.Around(-9*365*day, 10*ms), At: time.Date(2018, 1, 2, 3, 0, 0, 0, time.UTC), Host: linux()},
			[]short{{Battery, Problem, Likely}},
		},
		{
			"years slow, since a start on the first of January",
			Evidence{
				Skew: skew.Around(-9*365*day, 10*ms), At: time.Date(2018, 2, 20, 3, 0, 0, 0, time.UTC),
				Host: with(linux(), func(f *host.Facts) { f.Uptime = host.Known(50 * day) }),
			},
			[]short{{Battery, Problem, Likely}},
		},
		{
			"a board without a clock that was off for two days, and heard from nobody since",
			Evidence{Skew: skew.Around(-55*time.Hour, 10*ms), Host: with(noServices(), func(f *host.Facts) {
				f.RTC, f.Uptime = host.No, host.Known(20*time.Minute)
			})},
			[]short{{Battery, Problem, Likely}, {SyncOff, Problem, Likely}},
		},
		{
			"a board without a clock that has run for a year: it may be no more than drift",
			Evidence{Skew: skew.Around(-55*time.Minute, 10*ms), Host: with(noServices(), func(f *host.Facts) {
				f.RTC, f.Uptime = host.No, host.Known(365*day)
			})},
			[]short{{SyncOff, Problem, Likely}},
		},
		{
			"half an hour, in a zone whose summer time that is",
			Evidence{Skew: skew.Around(30*time.Minute, 10*ms), At: in("Australia/Lord_Howe", november), Host: linux()},
			[]short{{WholeHours, Problem, Likely}, {SummerTime, Problem, Possible}},
		},
		{
			"WSL 1, which shows Windows' clock",
			Evidence{Skew: skew.Around(-978*time.Second, 10*ms), Host: with(linux(), func(f *host.Facts) { f.WSL, f.VM = host.Yes, host.No })},
			[]short{{HostWrong, Problem, Certain}},
		},
		{
			"years slow, on any day",
			Evidence{Skew: skew.Around(-9*365*day-time.Hour/2, 10*ms), At: time.Date(2018, 5, 12, 3, 0, 0, 0, time.UTC), Host: linux()},
			[]short{{Battery, Problem, Possible}},
		},
		{
			"Windows, weeks fast: it corrects no such thing, and may have caused it",
			Evidence{Skew: skew.Around(55*day+time.Hour/2, 10*ms), Host: windows()},
			[]short{{TimeSeeding, Problem, Possible}, {SyncRefused, Warning, Likely}},
		},
		{
			"Windows told to correct more",
			Evidence{Skew: skew.Around(16*time.Hour+7*time.Minute, 10*ms), Host: with(windows(), func(f *host.Facts) { f.MaxStep = host.Known(48 * time.Hour) })},
			nil,
		},
		{
			"Windows told to correct anything",
			Evidence{Skew: skew.Around(16*time.Hour+7*time.Minute, 10*ms), Host: with(windows(), func(f *host.Facts) { f.MaxStep = host.Known(host.AnyStep) })},
			nil,
		},
		{
			"a company's computer",
			Evidence{Skew: skew.Around(16*time.Hour+7*time.Minute, 10*ms), Host: with(windows(), func(f *host.Facts) { f.Domain = host.Yes })},
			[]short{{Managed, Warning, Certain}},
		},
		{
			"ntpd gives up over 1000 s",
			Evidence{Skew: skew.Around(-20*time.Minute-17*time.Second, 10*ms), Host: with(linux(), service(host.NTPsec, host.No))},
			[]short{{SyncFailing, Problem, Likely}, {SyncRefused, Warning, Likely}},
		},
		{
			"gains 900 ppm",
			Evidence{Skew: skew.Around(300*ms, 10*ms), Rate: gains(900)},
			[]short{{RunsWild, Problem, Certain}, {NotTheClock, Info, Certain}},
		},
		{
			"set while it was measured",
			Evidence{Stepped: true, NTP: Reach{5, 5, 0}},
			[]short{{Stepped, Problem, Certain}},
		},
		{
			"two against two",
			Evidence{Agreement: Contradiction, NTP: Reach{4, 4, 4}},
			[]short{{ServersDisagree, Problem, Certain}},
		},
		{
			"offline",
			Evidence{NTP: Reach{5, 5, 0}, HTTPS: Reach{5, 5, 0}},
			[]short{{NoNetwork, Problem, Certain}},
		},
		{
			"one server was named, and it is dead: the network may be fine",
			Evidence{Host: linux(), NTP: Reach{1, 1, 0}, Named: true},
			nil,
		},
		{
			"web servers answer, and no time server's name could be looked up",
			Evidence{Skew: skew.Around(-47*time.Second, 10*ms), NTP: Reach{5, 0, 0}, HTTPS: Reach{5, 5, 5}},
			nil,
		},
		{
			"years slow, so that certificates look bad, and NTP is blocked",
			Evidence{
				Skew: skew.Around(-9*365*day-time.Hour/2, 100*ms), At: time.Date(2018, 5, 12, 3, 0, 0, 0, time.UTC), Host: linux(),
				NTP: Reach{5, 5, 0}, HTTPS: Reach{5, 5, 4}, Claimed: true,
			},
			[]short{{Battery, Problem, Possible}, {UnprovenIdentity, Warning, Certain}, {NTPBlocked, Warning, Likely}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, shorten(Diagnose(tt.e))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// The values of a finding are what it was measured with.
func TestFindingValues(t *testing.T) {
	e := Evidence{
		Skew: skew.Around(-time.Hour-700*time.Millisecond, 100*time.Millisecond),
		Host: host.Facts{OS: "linux", ZoneName: "Europe/Berlin"},
	}
	cause, ok := Cause(Diagnose(e))
	want := Finding{Code: WholeHours, Severity: Problem, Sure: Likely, Size: -time.Hour, Rest: 600 * time.Millisecond, Name: "Europe/Berlin"}
	if !ok || cause != want {
		t.Errorf("got %+v, %v; want %+v", cause, ok, want)
	}
	if got, ok := Cause(Diagnose(Evidence{Skew: skew.Exactly(0)})); ok {
		t.Errorf("a right clock has a cause: %+v", got)
	}
}

// Whatever the skew is, looking at it never panics and never finds two that
// exclude each other.
func FuzzDiagnose(f *testing.F) {
	f.Add(int64(-time.Hour), int64(time.Millisecond), int64(time.Hour), uint8(0))
	f.Add(int64(skew.Max), int64(skew.Max), int64(skew.Min), uint8(255))
	f.Add(int64(0), int64(0), int64(0), uint8(7))
	f.Fuzz(func(t *testing.T, middle, bound, sleep int64, bits uint8) {
		tri := func(shift uint8) host.Tri { return host.Tri((bits >> shift & 3) % 3) }
		e := Evidence{Skew: skew.Around(time.Duration(middle), time.Duration(bound)), Host: host.Facts{
			OS: []string{"linux", "windows", "darwin"}[bits%3], Asleep: host.Known(time.Duration(sleep)),
			ZoneOffset: host.Known(time.Duration(sleep)), WSL: tri(0), VM: tri(2), Container: tri(4), AutoTime: tri(6),
		}}
		seen := map[Code]bool{}
		for _, f := range Diagnose(e) {
			if seen[f.Code] {
				t.Errorf("%s was found twice", f.Code)
			}
			seen[f.Code] = true
		}
		if seen[NotTheClock] && (seen[WholeHours] || seen[Battery] || seen[SyncOff] || seen[GuestPaused]) {
			t.Errorf("the clock is right and wrong: %v", seen)
		}
	})
}
