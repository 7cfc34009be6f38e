package host

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// seed adds all captures of a tool.
func seed(f *testing.F, tool string) {
	f.Helper()
	files, err := os.ReadDir(filepath.Join(captures, tool))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		f.Add(captured(f, filepath.Join(tool, file.Name())))
	}
}

// fuzzService checks what holds for every parser of a service: it does not
// panic, and knows no offset of a service that follows nothing, and no age that rounding
// put into the future; what is said twice is what is said once.
func fuzzService(f *testing.F, folder string) {
	seed(f, folder)
	command := folders()[folder]
	f.Fuzz(func(t *testing.T, text string) {
		s := toldBy(command, text, at)
		age, _ := s.LastSync.Get()
		poll, hasPoll := s.Poll.Get()
		switch {
		case s.Name == "" && command != connmanCommand:
			t.Errorf("no name: %s", summary(s))
		case s.Running == No && s.Synced == Yes:
			t.Errorf("does not run, and yet %s", summary(s))
		case age < 0 && age > -2*time.Second || hasPoll && poll <= 0:
			t.Errorf("impossible: %s", summary(s))
		}
		if twice := s.with(s); twice != s {
			t.Errorf("got %+v, and again %+v", s, twice)
		}
	})
}

func FuzzChronycTracking(f *testing.F) { fuzzService(f, "chronyc") }
func FuzzChronycSources(f *testing.F)  { fuzzService(f, "chronycsources") }
func FuzzChronycActivity(f *testing.F) { fuzzService(f, "chronycactivity") }
func FuzzTimesyncShow(f *testing.F)    { fuzzService(f, "timesync") }
func FuzzNtpqRV(f *testing.F)          { fuzzService(f, "ntpq") }
func FuzzNtpqPeers(f *testing.F)       { fuzzService(f, "ntpqpeers") }
func FuzzNtpctl(f *testing.F)          { fuzzService(f, "ntpctl") }
func FuzzNtpctlRS(f *testing.F)        { fuzzService(f, "ntpctlrs") }
func FuzzConnman(f *testing.F)         { fuzzService(f, "connman") }
func FuzzW32tmStatus(f *testing.F)     { fuzzService(f, "w32tm") }
func FuzzLaunchctlTimed(f *testing.F)  { fuzzService(f, "launchctl") }

// A name and a value that are written are read again, and nothing else is.
func FuzzTimedatectlShow(f *testing.F) {
	seed(f, "timedatectl")
	f.Fuzz(func(t *testing.T, text string) {
		var facts Facts
		timedatectlShow(text, &facts)
		timedatectlStatus(text, &Facts{})
		if facts.ZoneSource != "" && facts.ZoneName == "" {
			t.Error("a source of no zone")
		}
		again := Facts{}
		timedatectlShow("LocalRTC="+facts.RTCLocal.String()+"\nNTP="+facts.AutoTime.String()+
			"\nNTPSynchronized="+facts.KernelSynced.String()+"\n", &again)
		if again.RTCLocal != facts.RTCLocal || again.AutoTime != facts.AutoTime || again.KernelSynced != facts.KernelSynced {
			t.Errorf("read %+v, written and read again %+v", facts, again)
		}
	})
}

// The parsers of small files take any text.
func FuzzSmallOutputs(f *testing.F) {
	for _, tool := range []string{"adjtime", "ntpconf", "systemsetup"} {
		seed(f, tool)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if adjtimeLocal(text) != Unknown && systemsetupNetworkTime(text) != Unknown {
			t.Errorf("%q is both /etc/adjtime and systemsetup", text)
		}
		if s := ntpConfServer(text); s != "" && ntpConfServer("server "+s+"\n") != s {
			t.Errorf("server %q does not read back", s)
		}
		vmFromDMI(text, text)
		wslFromRelease(text)
		containerFromCgroup(text)
		initOf(text)
		osRelease(text)
		lastExit(text)
		busyBoxServer(text)
		serviceOfProcess(text, text)
		if d, known := timespan(text).Get(); known && d < 0 {
			t.Errorf("%q takes %v", text, d)
		}
		hypervisorFromCPU(text)
		zoneOfLink(text)
		if v := inUnits(text, time.Second); v.known != inUnits("-"+text, time.Second).known && text != "" && text[0] != '-' && text[0] != '+' {
			t.Errorf("%q is a number, and not when negative", text)
		}
	})
}
