package host

import "strings"

// systemsetupNetworkTime reads "systemsetup -getusingnetworktime". Only an
// administrator is told.
func systemsetupNetworkTime(text string) Tri {
	switch fields(complete(text), ": ")["Network Time"] {
	case "On":
		return Yes
	case "Off":
		return No
	}
	return Unknown
}

// launchctlTimed reads "launchctl print system/com.apple.timed".
func launchctlTimed(text string) Service {
	s := Service{Name: Timed}
	switch fields(complete(text), " = ")["state"] {
	case "running":
		s.Running = Yes
	case "not running", "waiting":
		s.Running = No
	}
	return s
}

// ntpConfServer reads the first server of /etc/ntp.conf, which is the only one
// that macOS's timed asks.
func ntpConfServer(text string) string {
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == "server" {
			return f[1]
		}
	}
	return ""
}
