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
	case f.Facts.Domain == host.Yes:
		return []string{
			"Do not set the clock yourself. Send this text to your IT.",
			"For IT, as administrator: w32tm /resync /rediscover",
			again,
		}
	case f.fromHost():
		return append(f.hostSteps(), again)
	case f.Blocked:
		return slices.Concat([]string{windowsSettings}, f.zoneSteps(), []string{
			`Turn OFF "Set time automatically", press "Change", ` + f.byHand(),
			otherNetwork,
			syncNow,
			again,
		})
	case skew.Abs(f.Off) > drift.WindowsLimit(f.Facts):
		return []string{
			windowsSettings,
			fmt.Sprintf(`Turn OFF "Set time automatically", press "Change", set %s, %s`, Date(f.Now), f.Now.Format("15:04")),
			`Turn it ON again and press "Sync now"`,
			again,
		}
	case f.Cause.Code == drift.WrongSource:
		return []string{
			"This needs an administrator. Name other servers, in a terminal:",
			`w32tm /config /syncfromflags:manual /manualpeerlist:"time.windows.com,0x8 pool.ntp.org,0x8" /update`,
			"w32tm /resync",
			again,
		}
	}
	return slices.Concat([]string{windowsSettings}, f.zoneSteps(), []string{syncNow, again})
}

func (f Fix) macos() []string {
	settings := "System Settings > General > Date & Time"
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
