package main

import (
	"fmt"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/result"
)

// asksNagios reports whether the arguments ask for the format nagios, also when
// they cannot be understood otherwise.
func asksNagios(args []string) bool {
	for i, a := range args {
		switch {
		case a == "--":
			return false
		case a == "--format=nagios", a == "--format" && i+1 < len(args) && args[i+1] == "nagios":
			return true
		}
	}
	return false
}

// pluginStatus returns the exit status of a plugin. Monitoring reads standard
// output and knows no status above 3, so an error becomes a line of the state
// UNKNOWN (monitoring-plugins.org, developer guidelines).
func pluginStatus(e *env, err error, status int) int {
	if err == nil || cli.IsVerdict(err) {
		return status
	}
	fmt.Fprintln(e.stdout, render.NagiosLine("CLOCK", result.CantTell, err.Error()))
	return int(result.CantTell)
}
