package host

import "strings"

// timedatectlShow reads "timedatectl show" (systemd 239 and later), which prints
// names and values that are not translated.
func timedatectlShow(text string, f *Facts) {
	v := fields(complete(text), "=")
	known(&f.RTCLocal, yesNo(v["LocalRTC"]))
	known(&f.AutoTime, yesNo(v["NTP"]))
	known(&f.CanNTP, yesNo(v["CanNTP"]))
	known(&f.KernelSynced, yesNo(v["NTPSynchronized"]))
	if zone := v["Timezone"]; f.ZoneName == "" && zone != "" && zone != "n/a" {
		f.ZoneName, f.ZoneSource = zone, "timedatectl"
	}
}

// timedatectlStatus reads what "timedatectl status" prints, for systemd 219 to 238,
// which has no show (man/timedatectl.xml, "Added in version 239"). Names changed over
// time: "NTP enabled" became "Network time on" (231), "systemd-timesyncd.service
// active" (235) and "NTP service" (239).
func timedatectlStatus(text string, f *Facts) {
	v := fields(complete(text), ": ")
	known(&f.RTCLocal, yesNo(v["RTC in local TZ"]))
	for _, name := range []string{"NTP synchronized", "System clock synchronized"} {
		known(&f.KernelSynced, yesNo(v[name]))
	}
	for _, name := range []string{"NTP enabled", "Network time on", "systemd-timesyncd.service active"} {
		known(&f.AutoTime, yesNo(v[name]))
		if v[name] == "n/a" {
			f.CanNTP = No
		}
	}
	switch v["NTP service"] {
	case "active":
		f.AutoTime = Yes
	case "inactive":
		f.AutoTime = No
	case "n/a":
		f.CanNTP = No
	}
	if zone, _, _ := strings.Cut(firstNonEmpty(v["Time zone"], v["Timezone"]), " "); f.ZoneName == "" && zone != "" && zone != "n/a" {
		f.ZoneName, f.ZoneSource = zone, "timedatectl"
	}
}

func firstNonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
