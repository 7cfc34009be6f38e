package words

import (
	"fmt"
	"slices"

	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

func (f Fix) windows() []string {
	switch {
	case f.Cause.Code == drift.SyncOff && f.Cause.Name == drift.ByPolicy:
		return []string{
			"Ask your administrator: a policy switched automatic time off.",
			`For them: Group Policy, Windows Time Service, Time Providers, "Enable Windows NTP Client"`,
			again,
		}
	case f.fromHost():
		return append(f.hostSteps(), again)
	case f.Facts.Domain == host.Yes:
		return []string{"Do not set the clock yourself. Send this text to your IT.", f.forIT(), again}
	case f.Facts.Service(host.W32Time).Enabled == host.No:
		return []string{
			"This needs an administrator: Windows' time service is disabled. In a terminal:",
			"sc.exe config w32time start= auto",
			"net start w32time",
			"w32tm /resync",
			again,
		}
	case f.Blocked:
		return slices.Concat([]string{windowsSettings + asAdministrator}, f.zoneSteps(), []string{
			`Turn OFF "Set time automatically", press "Change", ` + f.byHand(),
			otherNetwork,
			syncNow,
			again,
		})
	case skew.Abs(f.Off) > drift.WindowsLimit(f.Facts), f.Facts.Service(host.W32Time).Refusal == host.TooLarge:
		return []string{
			windowsSettings + asAdministrator,
			fmt.Sprintf(`Turn OFF "Set time automatically", press "Change", set %s, %s`, Date(f.Now), f.Now.Format("15:04")),
			`Turn it ON again and press "Sync now"`,
			again,
		}
	case f.Cause.Code == drift.WrongSource && f.Facts.Policy == host.Yes:
		return []string{"Ask your administrator: a policy says whose time Windows takes, and that is wrong.", again}
	case f.Cause.Code == drift.WrongSource:
		return []string{
			"This needs an administrator. Name other servers, in a terminal:",
			`w32tm /config /syncfromflags:manual /manualpeerlist:"time.windows.com,0x8 pool.ntp.org,0x8" /update`,
			"w32tm /resync",
			again,
		}
	}
	return slices.Concat([]string{windowsSettings}, f.zoneSteps(), []string{syncNow}, f.ifSyncFails(), []string{again})
}

// ifSyncFails is for a Windows that has heard from no server, so that pressing a button
// may not be enough.
func (f Fix) ifSyncFails() []string {
	code := f.Word.Code
	if f.Word.Service == host.W32Time && (code == drift.OwnClock || code == drift.SyncStale || code == drift.SyncFailing) {
		return []string{"It fails? Then run: codeclock check --server system"}
	}
	return nil
}

// asAdministrator is said where a page of settings can only be changed by one.
const asAdministrator = " (as an administrator)"

// forIT is the step for those who keep a domain. Where a controller is followed that is
// wrong, to follow it again is no step.
func (f Fix) forIT() string {
	switch {
	case f.Facts.Service(host.W32Time).Enabled == host.No:
		return "For IT: Windows' time service is disabled here: sc.exe config w32time start= auto"
	case f.Cause.Code == drift.WrongSource:
		return "For IT: the domain's own clock is wrong: w32tm /monitor"
	}
	return "For IT, as administrator: w32tm /resync /rediscover"
}

func (f Fix) macos() []string {
	settings := "System Settings > General > Date & Time" + asAdministrator
	switch {
	case f.Blocked:
		return slices.Concat([]string{settings}, f.zoneSteps(), []string{
			`Turn OFF "Set time and date automatically", ` + f.byHand(),
			otherNetwork,
			`Turn ON "Set time and date automatically"`,
			again,
		})
	case f.fromHost():
		return append(f.hostSteps(), again)
	case f.far():
		return slices.Concat([]string{settings}, f.zoneSteps(), []string{
			`Turn OFF "Set time and date automatically", ` + f.byHand(),
			"Turn it ON again",
			again,
		})
	}
	return slices.Concat([]string{settings}, f.zoneSteps(), []string{
		`Turn "Set time and date automatically" off and on again`,
		again,
	})
}
