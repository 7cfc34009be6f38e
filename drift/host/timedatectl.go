package host

import (
	"strings"
)

// timedatectlShow reads "timedatectl show" (systemd 239 and later), which prints
// names and values that are not translated.
func timedatectlShow(text string, f *Facts) {
	v := fields(complete(text), "=")
	known(&f.RTCLocal, yesNo(v["LocalRTC"]))
	known(&f.AutoTime, yesNo(v["NTP"]))
	known(&f.KernelSynced, yesNo(v["NTPSynchronized"]))
	if zone := v["Timezone"]; f.ZoneName == "" && zone != "" && zone != "n/a" {
		f.ZoneName, f.ZoneSource = zone, "timedatectl"
	}
}

// timesyncShow reads "timedatectl show-timesync". A server that has answered has
// left an NTPMessage; timesyncd that has none has not heard from any since it
// started.
func timesyncShow(text string) Service {
	s := Service{Name: Timesyncd}
	v := fields(complete(text), "=")
	if _, whole := v["Frequency"]; !whole { // the last line that is always there
		return s
	}
	s.Running = Yes
	message, answered := v["NTPMessage"]
	s.Synced = Is(answered && strings.Contains(message, "Ignored=no"))
	if s.Synced == Yes {
		s.Source = v["ServerName"]
	}
	return s
}
