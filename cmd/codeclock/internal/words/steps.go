package words

import (
	"fmt"
	"slices"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

const stepAndroid = "If your version of Google Authenticator has it: Settings > Time correction for codes > Sync now"

// SystemName returns a system's name as people write it.
func SystemName(system string) string {
	switch system {
	case "windows":
		return "Windows"
	case "macos":
		return "macOS"
	case "linux":
		return "Linux"
	case "iphone":
		return "iPhone, iPad"
	case "android":
		return "Android"
	}
	return Clean(system)
}

// Heading heads the steps that put a clock right. Where codes work as it is, nothing
// is broken.
func Heading(works bool, system string) string {
	if works {
		return For("To set it right all the same", system)
	}
	return For("Fix it", system)
}

// For says which system something is for, where that has a name.
func For(text, system string) string {
	if name := SystemName(system); name != system {
		return fmt.Sprintf("%s (%s)", text, name)
	}
	return text
}

// Fix is a clock that is to be put right.
type Fix struct {
	System string
	Off    time.Duration // the skew
	Now    time.Time     // the true time, in the zone to show it in
	Cause  drift.Finding // its Code is "" when not known
	Word   drift.Finding // what its time service has to do with it; its Code is "" for nothing
	Facts  host.Facts    // of the computer that was measured
	Beside bool          // System is not the one that was measured

	Blocked  bool // this network lets no time service through
	Answered bool // time servers answer on this network
}

// Windows' page for the clock, and what to do on it.
const (
	windowsSettings = "Settings > Time & language > Date & time"
	syncNow         = `Turn on "Set time automatically", then press "Sync now"`
)

// otherNetwork is said where this network lets no time service through.
const otherNetwork = "Join another network if you can: a phone hotspot works."

// again ends every list of steps on a computer.
const again = `Run "codeclock" again. It should say OK.`

// zone reports whether the time zone has to be looked at before the clock.
func (f Fix) zone() bool {
	switch f.Cause.Code {
	case drift.WholeHours, drift.SummerTime, drift.HardwareClock:
		return true
	}
	return false
}

// zoneStep is the step that sets the time zone and does nothing else, "" when
// the zone need not be looked at, or when no such step exists.
func (f Fix) zoneStep() string {
	switch {
	case !f.zone():
	case f.System == "windows", f.System == "macos":
		return "Time zone: choose your own"
	case f.System == "linux":
		return f.linuxZone()
	}
	return ""
}

// ZoneStep returns the number of the step to leave out when the zone is right,
// 0 when there is none.
func (f Fix) ZoneStep() int { return slices.Index(f.Steps(), f.zoneStep()) + 1 }

// zoneSteps is zoneStep as a list, empty where there is none.
func (f Fix) zoneSteps() []string {
	if step := f.zoneStep(); step != "" {
		return []string{step}
	}
	return nil
}

// byHand says what to set where no service can: the date where that is wrong
// too.
func (f Fix) byHand() string {
	if skew.Abs(f.Off) < result.ZoneWide {
		return "set it right"
	}
	return fmt.Sprintf("set %s and the right time", Date(f.Now))
}

// Steps returns what to do, in order.
func (f Fix) Steps() []string {
	if f.Beside {
		if steps := f.beside(); steps != nil {
			return steps
		}
		f.Facts = host.Facts{} // they say nothing of another system
	}
	switch f.System {
	case "windows":
		return f.windows()
	case "macos":
		return f.macos()
	case "iphone":
		return []string{
			"Settings > General > Date & Time",
			`Turn "Set Automatically" off and on again`,
		}
	case "android":
		return f.android()
	case "linux":
		return f.linux()
	}
	return f.whatever()
}

// whatever is for a system that nothing is known of: what all of them have in common.
func (f Fix) whatever() []string {
	return []string{
		"Open its settings, where its date and time are",
		"Turn automatic (network) time off and on again",
		"Still off, or no such switch? Turn it OFF and " + f.byHand() + " by hand",
		again,
	}
}

// android is left alone with what it follows: where that is wrong, the switch does
// not help. Whether it is the carrier is not told.
func (f Fix) android() []string {
	settings := "Settings > System > Date & time (Samsung: General management)"
	if f.Cause.Code == drift.WrongSource {
		return []string{
			settings,
			`Turn "Set time automatically" OFF, and set the time by hand`,
			"Or use Wi-Fi, or another carrier's time: yours is wrong.",
			stepAndroid,
		}
	}
	return []string{
		settings,
		`Turn "Set time automatically" off and on again`,
		"Still off? What it follows (mostly the carrier) is wrong: turn it OFF and set the time by hand",
		stepAndroid,
	}
}

// farOff is how wrong a clock may be before what is encrypted stops working: NTS, web
// pages and signed names (DNSSEC) all look at dates.
const farOff = 24 * time.Hour

func (f Fix) far() bool { return skew.Abs(f.Off) >= farOff }

// beside returns what to do on Windows about the clock of a Linux that shares
// the computer with it, nil when there is nothing of the kind.
func (f Fix) beside() []string {
	switch {
	case f.System != "windows":
	case f.Facts.WSL == host.Yes:
		return []string{
			windowsSettings,
			syncNow,
			"Then run: wsl --shutdown    Open WSL again.",
			again,
		}
	case f.Cause.Code == drift.HardwareClock:
		return []string{
			`In the registry, under HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation, make the DWORD RealTimeIsUniversal = 1`,
			"Restart Windows. Then: " + windowsSettings,
			syncNow,
			again,
		}
	}
	return nil
}
