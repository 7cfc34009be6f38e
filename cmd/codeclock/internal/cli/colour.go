package cli

// UseColour decides on colours: the flag first, then what the environment says
// (no-color.org, force-color.org, bixense.com/clicolors), then the terminal.
// Where NO_COLOR and a variable that forces colours are both set, NO_COLOR wins.
// terminal reports whether it is written to one that can show them.
func UseColour(getenv func(string) string, flag string, terminal bool) bool {
	set := func(name string) bool { return getenv(name) != "" }
	switch {
	case flag != "auto":
		return flag == "always"
	case set("NO_COLOR"):
		return false
	case getenv("FORCE_COLOR") == "0", getenv("FORCE_COLOR") == "false": // as Node.js and its libraries read it
		return false
	case set("FORCE_COLOR"), set("CLICOLOR_FORCE") && getenv("CLICOLOR_FORCE") != "0":
		return true
	case getenv("TERM") == "dumb":
		return false
	}
	return terminal
}
