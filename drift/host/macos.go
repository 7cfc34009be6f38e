package host

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
