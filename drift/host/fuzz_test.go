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
// panic, keeps the name, knows nothing about the source of a service that
// follows none, and no age is in the future.
func fuzzService(f *testing.F, tool string) {
	seed(f, tool)
	parse := serviceParsers[tool]
	name := parse("").Name
	f.Fuzz(func(t *testing.T, text string) {
		s := parse(text)
		age, _ := s.LastSync.Get()
		_, hasOffset := s.Offset.Get()
		switch {
		case s.Name != name:
			t.Errorf("name %q", s.Name)
		case s.Synced == No && (s.Source != "" || hasOffset):
			t.Errorf("follows nothing, and yet %+v", s)
		case s.Running == No && s.Synced == Yes:
			t.Errorf("does not run, and yet %+v", s)
		case age < 0:
			t.Errorf("heard from its source in %v", age)
		}
	})
}

func FuzzChronycTracking(f *testing.F) { fuzzService(f, "chronyc") }
func FuzzTimesyncShow(f *testing.F)    { fuzzService(f, "timesync") }
func FuzzNtpqRV(f *testing.F)          { fuzzService(f, "ntpq") }
func FuzzW32tmStatus(f *testing.F)     { fuzzService(f, "w32tm") }
func FuzzLaunchctlTimed(f *testing.F)  { fuzzService(f, "launchctl") }

// A name and a value that are written are read again, and nothing else is.
func FuzzTimedatectlShow(f *testing.F) {
	seed(f, "timedatectl")
	f.Fuzz(func(t *testing.T, text string) {
		var facts Facts
		timedatectlShow(text, &facts)
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
		hypervisorFromCPU(text)
		zoneOfLink(text)
		if v := inUnits(text, time.Second); v.known != inUnits("-"+text, time.Second).known && text != "" && text[0] != '-' && text[0] != '+' {
			t.Errorf("%q is a number, and not when negative", text)
		}
	})
}
