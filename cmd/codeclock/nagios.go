package main

import (
	"fmt"
	"time"

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

// maxPluginTime is what a monitoring plugin may take. Plugins are stopped after
// about 10 s (monitoring-plugins.org, developer guidelines), and a stopped one
// says nothing.
const maxPluginTime = 9 * time.Second

// pluginState returns the verdict that stands for the state of a plugin. The
// guidelines do not want time-outs and failed lookups to be UNKNOWN, and
// check_ntp_time calls them CRITICAL; --on-unreachable says otherwise.
func pluginState(s render.Status, unreachable string) result.Verdict {
	if !s.Silent {
		return s.Verdict
	}
	switch unreachable {
	case "warning":
		return result.AtRisk
	case "unknown":
		return result.CantTell
	case "ok":
		return result.OK
	}
	return result.Wrong
}
