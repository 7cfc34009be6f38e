package words

import (
	"fmt"
	"time"

	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// serviceCause says what a time service has to do with a wrong clock. Where the tool
// that was asked prints the same for two causes, both are said.
func serviceCause(f drift.Finding, facts host.Facts) string {
	s, name := facts.Service(f.Service), Service(f.Service)
	switch f.Code {
	case drift.SyncFailing:
		return fmt.Sprintf("%s hears nothing%s, or refuses what it hears", name, whom(s))
	case drift.SyncSilent:
		return fmt.Sprintf("%s runs, but no time server's answer reaches it", name)
	case drift.SyncUnused:
		return unusedCause(s, name)
	case drift.SyncUnasked:
		if s.Contact == host.Offline {
			return fmt.Sprintf("%s was told that it is offline, and asks nobody", name)
		}
		return fmt.Sprintf("%s runs, but asks no server: none is set, or it waits for the network", name)
	case drift.SyncUnset:
		return fmt.Sprintf("%s hears from its server, but the clock was not set (it may lack the right to)", name)
	case drift.SyncStale:
		return staleCause(f, name)
	case drift.SyncUnknown:
		return fmt.Sprintf("%s runs, but cannot be asked, and the kernel says that nothing keeps the clock right", name)
	case drift.SyncSlow:
		return fmt.Sprintf("%s knows of the error, and corrects it slowly", Service(f.Name))
	case drift.WrongSource:
		return wrongCause(f, name)
	case drift.OwnClock:
		if f.Name == drift.ByHost {
			return fmt.Sprintf("%s takes the time of %s, and that is wrong", name, around(facts))
		}
		return fmt.Sprintf("%s follows this computer's own clock, and no time server", name)
	}
	return ""
}

// whom names the server that a service asks, where it is known.
func whom(s host.Service) string {
	if s.Source == "" {
		return ""
	}
	return " from " + Clean(s.Source)
}

func unusedCause(s host.Service, name string) string {
	switch s.Refusal {
	case host.TooDistant:
		return fmt.Sprintf("%s gets answers and refuses them: its server is too unsure of its own time", name)
	case host.Contradicting:
		return fmt.Sprintf("%s gets answers and refuses them: its servers contradict each other", name)
	case host.TooVariable:
		return fmt.Sprintf("%s gets answers and refuses them: they vary too much", name)
	case host.TooLarge:
		return fmt.Sprintf("%s gets answers, and does not correct so large an error", name)
	case host.Starting:
		return fmt.Sprintf("%s has only begun to ask, and waits for more answers", name)
	}
	return fmt.Sprintf("%s gets answers from its servers, and uses none", name)
}

func staleCause(f drift.Finding, name string) string {
	source := "its time server"
	if f.Name != "" {
		source = Clean(f.Name)
	}
	switch {
	case f.Size == 0:
		return fmt.Sprintf("%s has lost %s", name, source)
	case f.Size < 0:
		return fmt.Sprintf("something set the clock back after %s last heard from %s", name, source)
	}
	return fmt.Sprintf("%s last heard from %s %s ago", name, source, age(f.Size))
}

func wrongCause(f drift.Finding, name string) string {
	switch {
	case f.Name == drift.ByCarrier && f.Service == "":
		return "automatic time is on, so what it follows (mostly the carrier) is wrong"
	case f.Sure == drift.Possible && f.Name == "":
		return fmt.Sprintf("%s says that it is synced, so its source may be wrong (it does not say which)", name)
	case f.Sure == drift.Possible:
		return fmt.Sprintf("%s says that it is synced, so its source may be wrong (%s)", name, Clean(f.Name))
	case f.Name == "":
		return fmt.Sprintf("%s is synced, so its source is wrong (it does not say which)", name)
	}
	return fmt.Sprintf("%s is synced, so its source is wrong (%s)", name, Clean(f.Name))
}

// age says how long ago something was: nobody needs to know it to the split second.
func age(d time.Duration) string {
	if d < 2*time.Minute {
		return Seconds(d.Round(time.Second))
	}
	return skew.Size(d.Round(time.Second))
}
