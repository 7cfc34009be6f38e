package main

import (
	"strings"
	"testing"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/ntpsim"
)

// What people see of each kind of computer and cause, in at most a page.
func TestGoldensOfCauses(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	running := func(s host.Service) host.Facts {
		s.Running = host.Yes
		return host.Facts{Services: []host.Service{s}}
	}
	for name, tt := range map[string]struct {
		goos  string
		skew  time.Duration
		facts host.Facts
	}{
		"windows-off":       {"windows", -47 * time.Second, host.Facts{AutoTime: host.No}},
		"windows-idle":      {"windows", -47 * time.Second, host.Facts{AutoTime: host.Yes, Services: []host.Service{{Name: host.W32Time, Running: host.No}}}},
		"windows-domain":    {"windows", -47 * time.Second, host.Facts{Domain: host.Yes, AutoTime: host.Yes}},
		"windows-far":       {"windows", -400 * 24 * time.Hour, host.Facts{Domain: host.No, AutoTime: host.Yes, MaxStep: host.Known(15 * time.Hour)}},
		"windows-dual-boot": {"windows", -time.Hour, host.Facts{ZoneOffset: host.Known(time.Hour), RTCLocal: host.Yes}},
		"windows-am-pm":     {"windows", 12*time.Hour + 20*time.Second, host.Facts{}},
		"macos-hour":        {"darwin", time.Hour + 41*time.Second, host.Facts{ZoneOffset: host.Known(time.Hour)}},
		"macos-nepal":       {"darwin", 5*time.Hour + 45*time.Minute, host.Facts{}},
		"linux-chrony":      {"linux", -47 * time.Second, running(host.Service{Name: host.Chrony, Synced: host.Yes, Offset: host.Known(-46 * time.Second)})},
		"linux-wrong":       {"linux", -47 * time.Second, running(host.Service{Name: host.Chrony, Synced: host.Yes, Source: "192.0.2.1\x1b[2J", Offset: host.Known(time.Millisecond)})},
		"linux-ntpd":        {"linux", -20*time.Minute - 17*time.Second, running(host.Service{Name: host.NTPsec, Synced: host.No})},
		"linux-slept":       {"linux", -978 * time.Second, host.Facts{Asleep: host.Known(980 * time.Second)}},
		"linux-vm":          {"linux", -3 * time.Minute, host.Facts{VM: host.Yes, VMKind: "virtualbox"}},
		"linux-days":        {"linux", 3 * 24 * time.Hour, host.Facts{}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.goos = tt.goos
			w.now = func() time.Time { return time.Now().In(berlin) }
			w.scenarios = []scenario{{name: name, servers: five(tt.skew), web: fiveSites(tt.skew), facts: tt.facts}}
			w.simulate = func(c ntpsim.Config) (*ntpsim.Server, error) { return ntpsim.New(c), nil }
			got := runIn(t, w, "check", "--demo="+name)
			golden(t, "cause-"+name+".txt", got.Stdout)
			fitsThePage(t, got.Stdout)
		})
	}
}

// The clock-or-zone question is asked only where a step of its own sets the zone,
// and how the answer came about is said beside it.
func TestGoldensOfHours(t *testing.T) {
	hour := ntpsim.Config{Skew: -time.Hour, Out: time.Millisecond, Back: time.Millisecond}
	ahead := ntpsim.Config{Out: time.Millisecond, Back: time.Millisecond}
	sites := fiveSites(-time.Hour)
	failing := failingService()
	failing.Services[0].Name = host.Chrony
	for name, tt := range map[string]struct {
		goos    string
		servers []ntpsim.Config
		web     []ntpsim.WebConfig
		facts   host.Facts
		args    []string
	}{
		"one-answer":     {"linux", []ntpsim.Config{hour, {Loss: 1}, {Loss: 1}}, nil, host.Facts{}, nil},
		"one-ignored":    {"linux", []ntpsim.Config{hour, hour, hour, ahead}, sites, failing, nil},
		"container":      {"linux", five(-time.Hour), sites, host.Facts{Container: host.Yes}, nil},
		"windows-domain": {"windows", five(-time.Hour), sites, host.Facts{Domain: host.Yes}, nil},
		"windows-dual":   {"windows", five(-time.Hour), sites, host.Facts{ZoneOffset: host.Known(time.Hour), RTCLocal: host.Yes}, nil},
		"for-android":    {"linux", five(-time.Hour), sites, host.Facts{}, []string{"--os", "android"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.goos = tt.goos
			w.scenarios = []scenario{{name: name, servers: tt.servers, web: tt.web, facts: tt.facts}}
			got := runIn(t, w, append([]string{"check", "--demo=" + name}, tt.args...)...)
			golden(t, "hours-"+name+".txt", got.Stdout)
			fitsThePage(t, got.Stdout)
		})
	}
}

// Where there is little room, a liar is still named or at least counted, and a
// rule that the user chose is still said.
func TestWhatIsSaidWhereThereIsLittleRoom(t *testing.T) {
	liar := append(five(demoEdge)[:3], ntpsim.Config{Skew: 99 * time.Second, Out: time.Millisecond, Back: time.Millisecond})
	for _, tt := range []struct {
		goos string
		args []string
		want string
	}{
		{"windows", []string{"--demo=liar"}, "ignored"},
		{"linux", []string{"--demo=liar", "--os=windows"}, "ignored"},
		{"linux", []string{"--demo=liar", "--max-skew=1s"}, "ignored"},
		{"linux", []string{"--demo=slow", "--window=1/0"}, "Assumed: the site takes codes 30 s late"},
		{"windows", []string{"--demo=edge", "--window=1/0"}, "Assumed: "},
		{"windows", []string{"--demo=blocked-years", "--max-skew=1s"}, "over 1 s"},
		{"darwin", []string{"--demo=blocked-years", "--max-skew=1s"}, "over 1 s"},
	} {
		w := newWorld()
		w.goos = tt.goos
		w.scenarios = append(scenarios(), scenario{name: "liar", servers: liar, web: fiveSites(demoEdge), facts: host.Facts{Container: host.Yes}})
		got := runIn(t, w, append([]string{"check"}, tt.args...)...)
		if !strings.Contains(got.Stdout, tt.want) {
			t.Errorf("%v on %s does not say %q:\n%s", tt.args, tt.goos, tt.want, got.Stdout)
		}
		fitsThePage(t, got.Stdout)
	}
}

// Where the network blocks time services, steps that rely on them come after
// what works without.
func TestGoldensOfBlocked(t *testing.T) {
	for name, tt := range map[string]struct {
		goos  string
		skew  time.Duration
		facts host.Facts
	}{
		"windows":       {"windows", -47 * time.Second, host.Facts{}},
		"windows-years": {"windows", demoYears, host.Facts{}},
		"windows-hour":  {"windows", time.Hour, host.Facts{}},
		"macos":         {"darwin", -47 * time.Second, host.Facts{}},
		"linux-failing": {"linux", -47 * time.Second, failingService()},
		"linux-hour":    {"linux", time.Hour, host.Facts{}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.goos = tt.goos
			w.scenarios = []scenario{{name: name, servers: silent(), web: fiveSites(tt.skew), facts: tt.facts}}
			got := runIn(t, w, "check", "--demo="+name)
			golden(t, "blocked-"+name+".txt", got.Stdout)
			fitsThePage(t, got.Stdout)
		})
	}
}

// Steps for another system than the measured one do not rest on its services,
// and say what the two do to each other.
func TestGoldensOfOtherSystems(t *testing.T) {
	for name, args := range map[string][]string{
		"edge-windows":      {"--demo=edge", "--os", "windows"},
		"edge-linux":        {"--demo=edge", "--os", "linux"},
		"wsl-windows":       {"--demo=wsl", "--os", "windows"},
		"dual-boot-windows": {"--demo=dual-boot", "--os", "windows"},
		"slow-android":      {"--demo=slow", "--os", "android"},
	} {
		t.Run(name, func(t *testing.T) {
			got := runIn(t, newWorld(), append([]string{"check"}, args...)...)
			golden(t, "other-"+name+".txt", got.Stdout)
			fitsThePage(t, got.Stdout)
		})
	}
}
