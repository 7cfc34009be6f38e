package words

import (
	"fmt"
	"math"

	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// NoteClaimed says how sure a time is that sites were judged at.
const NoteClaimed = "Certificates were judged at the sites' own time; an old one can fake it."

// Cause says what explains the skew, and how sure that is; empty when the
// finding is no such explanation.
func Cause(f drift.Finding, facts host.Facts) string {
	text := causeText(f, facts)
	if text == "" {
		return ""
	}
	switch f.Sure {
	case drift.Certain:
		return fmt.Sprintf("Cause: %s.", text)
	case drift.Likely:
		return fmt.Sprintf("Likely cause: %s.", text)
	}
	return fmt.Sprintf("Possible cause: %s.", text)
}

// Besides says what is wrong with the time service, after a cause that is another.
func Besides(cause, word drift.Finding, facts host.Facts) string {
	text := causeText(word, facts)
	if cause.Sure == drift.Possible && word.Sure == drift.Possible {
		return fmt.Sprintf("Or: %s.", text)
	}
	return fmt.Sprintf("Also: %s.", text)
}

func causeText(f drift.Finding, facts host.Facts) string {
	switch f.Code {
	case drift.HardwareClock:
		if facts.OS == "windows" {
			return "another system keeps this computer's hardware clock in UTC"
		}
	case drift.Slept:
		return fmt.Sprintf("the clock stood still during %s of sleep", skew.Size(f.Size))
	case drift.Battery:
		switch {
		case facts.Container == host.Yes:
			return "the computer around this container lost the time while it was off"
		case facts.RTC == host.No:
			return "this computer has no clock that runs on while it is off"
		}
	case drift.GuestPaused, drift.HostWrong:
		return placeCause(f, facts)
	case drift.SyncOff:
		return offCause(f, facts)
	case drift.RunsWild:
		return wildCause(f, facts)
	}
	if text, ok := plainCauses()[f.Code]; ok {
		return text
	}
	return serviceCause(f, facts)
}

// offCause says why nothing keeps the clock right.
func offCause(f drift.Finding, facts host.Facts) string {
	switch {
	case f.Name == drift.ByPolicy:
		return "an administrator's policy switched automatic time off"
	case facts.AutoTime == host.No && facts.CanNTP != host.No:
		return "automatic time is switched off"
	}
	return "no time service that codeclock knows runs on this computer"
}

// wildCause says what shows that a clock runs wild: a rate that was measured, or how
// much has to be made up for.
func wildCause(f drift.Finding, facts host.Facts) string {
	rate, _ := facts.KernelRate.Get()
	own, _ := facts.Service(f.Service).Rate.Get()
	switch {
	case f.Sure == drift.Certain && f.Name != "":
		return fmt.Sprintf("the clock itself runs too fast or too slow for any service (%s)", Clean(f.Name))
	case f.Sure == drift.Certain:
		return "the clock itself runs too fast or too slow for any service"
	case f.Service != "":
		return fmt.Sprintf("the clock itself runs wild: %s has to make up for %.0f ppm, and a sound clock needs less than 500",
			Service(f.Service), math.Abs(own))
	}
	return fmt.Sprintf("the clock itself runs wild: the kernel already corrects it as much as it can (%.0f ppm)", math.Abs(rate))
}

// plainCauses are the explanations without values.
func plainCauses() map[drift.Code]string {
	return map[drift.Code]string{
		drift.WholeHours:    "the clock was set by hand for another time zone",
		drift.SummerTime:    "summer time was set by hand, and not by the time zone",
		drift.HardwareClock: "the hardware clock holds local time, as Windows keeps it",
		drift.HalfDay:       "AM and PM were mixed up when the clock was set",
		drift.WholeDays:     "the date was set wrong; the time of day is right",
		drift.Battery:       "the clock battery is dead, so the clock reset",
		drift.SyncIdle:      "automatic time is on, but its service is not running",
		drift.TimeSeeding:   "Windows took the date from a web server (Secure Time Seeding)",
	}
}

// Note says what stands in the way; empty when the finding is no such thing.
func Note(f drift.Finding, facts host.Facts) string {
	switch f.Code {
	case drift.Container:
		return containerNote(facts)
	case drift.Managed:
		return "This computer is managed: its domain keeps its clock."
	case drift.SeveralServices:
		return "Two time services are running and fighting over the clock."
	case drift.SyncRefused:
		return fmt.Sprintf("%s does not correct more than %s by itself.", Service(f.Name), skew.Size(f.Size))
	case drift.NTPBlocked:
		return "No time server answered: this network seems to block them."
	case drift.UnprovenIdentity:
		return NoteClaimed
	case drift.WebIntercepted:
		return "Something on this network answers in the web sites' place: open any web page, and sign in if it asks you to."
	case drift.ProxyUnused:
		return ProxyUnused(f.Name)
	}
	return ""
}

// ProxyUnused says that the desktop has a web proxy that was not used; "" is one
// that a script finds.
func ProxyUnused(address string) string {
	if address == "" {
		return "This computer finds its web proxy by a script, which codeclock does not run: it takes the one in HTTPS_PROXY."
	}
	return fmt.Sprintf("This computer's own web proxy (%s) was not used: codeclock takes the one in HTTPS_PROXY.", Clean(address))
}

// Service names a time service as people know it.
func Service(name string) string {
	switch name {
	case host.W32Time:
		return "Windows"
	case host.Timed:
		return "macOS"
	}
	return Clean(name)
}

func orUnknown(name string) string {
	if name == "" {
		return "it does not say which"
	}
	return Clean(name)
}

// Sureness says how sure a finding is, for machines and lists.
func Sureness(s drift.Sure) string {
	switch s {
	case drift.Certain:
		return "certain"
	case drift.Likely:
		return "likely"
	}
	return "possible"
}

// Gravity says what a finding is for, for machines and lists.
func Gravity(s drift.Severity) string {
	switch s {
	case drift.Problem:
		return "problem"
	case drift.Warning:
		return "warning"
	}
	return "info"
}

// Zone says a zone as an offset: "UTC+05:45".
func Zone(offset int) string {
	sign := '+'
	if offset < 0 {
		sign, offset = '-', -offset
	}
	if offset == 0 {
		return "UTC"
	}
	return fmt.Sprintf("UTC%c%02d:%02d", sign, offset/3600, offset/60%60)
}
