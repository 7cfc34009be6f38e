package main

import (
	"fmt"
	"slices"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/ntpsim"
)

// defaultDemo is the scenario of a bare --demo: it shows what the program is for.
const defaultDemo = "slow"

// driftingDemo is that of a bare --demo of watch.
const driftingDemo = "drifting"

// demoNames returns the scenarios there are, as scenarios has them. Every command
// that measures names them, and making them all takes longer than anything else at
// the start.
func demoNames() []string {
	return []string{
		"good",
		"slow",
		"edge",
		"hour",
		"years",
		"falseticker",
		"unsynchronised",
		driftingDemo,
		"dual-boot",
		"wsl",
		"container",
		"blocked",
		"blocked-years",
		"intercepted",
		"portal",
		"offline",
	}
}

// The sizes of the scenarios.
const (
	demoGood  = 10 * time.Millisecond
	demoSlow  = -47 * time.Second
	demoEdge  = -42 * time.Second
	demoHour  = -time.Hour
	demoYears = -(3*31_556_952 + 8*2_629_746) * time.Second // 3 years 8 months of 365.2425 days
	demoFalse = 214 * time.Second

	demoDualBoot = 2 * time.Hour
	demoAsleep   = -978 * time.Second // as in abiosoft/colima issue 274
	demoWeb      = 30 * time.Millisecond
	demoFaked    = -97 * time.Second

	// A clock that is about to leave what most sites accept, and loses 35 s a day.
	demoLate  = -22 * time.Second
	demoDrift = -400. // ppm

	// demoJitter is that of a home connection that others use as well.
	demoJitter = 4 * time.Millisecond
)

// demoPortal is whose certificate a page to sign in shows, whatever site was meant.
const demoPortal = "portal.example"

// scenario is a practice run: the servers that it asks, the web servers that
// stand in for them, and what it is told about the computer. Without servers no
// name can be looked up.
type scenario struct {
	name    string
	servers []ntpsim.Config
	web     []ntpsim.WebConfig
	facts   host.Facts
	box     bool // one server of each kind answers under all names
}

// scenarios returns all practice runs. Delays are those of a home connection.
func scenarios() []scenario {
	lying := five(0)
	lying[2].Skew = -demoFalse
	drifting := five(demoLate)
	for i := range drifting {
		drifting[i].Drift, drifting[i].Jitter = demoDrift, demoJitter
	}
	return []scenario{
		{name: "good", servers: five(demoGood)},
		{name: "slow", servers: five(demoSlow), web: fiveSites(demoSlow), facts: host.Facts{AutoTime: host.No}},
		{name: "edge", servers: five(demoEdge), web: fiveSites(demoEdge), facts: failingService()},
		{name: "hour", servers: five(demoHour), web: fiveSites(demoHour)},
		{name: "years", servers: five(demoYears), web: fiveSites(demoYears)},
		{name: "falseticker", servers: lying},
		{name: "unsynchronised", servers: []ntpsim.Config{{Leap: 3, Stratum: 16}}},
		{name: driftingDemo, servers: drifting, web: fiveSites(demoLate)},
		{name: "dual-boot", servers: five(demoDualBoot), web: fiveSites(demoDualBoot), facts: host.Facts{
			ZoneOffset: host.Known(demoDualBoot), RTCLocal: host.Yes,
		}},
		{name: "wsl", servers: five(demoAsleep), web: fiveSites(demoAsleep), facts: host.Facts{WSL: host.Yes, VM: host.Yes}},
		{name: "container", servers: five(demoSlow), web: fiveSites(demoSlow), facts: host.Facts{Container: host.Yes, ContainerKind: "docker"}},
		{name: "blocked", servers: silent(), web: fiveSites(demoWeb)},
		{name: "blocked-years", servers: silent(), web: fiveSites(demoYears)},
		{name: "intercepted", servers: five(demoFaked)[:1], web: fiveSites(demoWeb), box: true},
		{name: "portal", servers: silent()[:1], web: []ntpsim.WebConfig{{Name: demoPortal}}, box: true},
		{name: "offline"},
	}
}

// five is five time servers that agree.
func five(skew time.Duration) []ntpsim.Config {
	var out []ntpsim.Config
	for i := range 5 {
		way := time.Duration(2+2*i) * time.Millisecond
		out = append(out, ntpsim.Config{Skew: skew, Out: way, Back: way, Seed: uint64(i), Turn: time.Duration(i+1) * time.Second})
	}
	return out
}

// silent is five time servers behind a firewall that drops all questions.
func silent() []ntpsim.Config {
	return slices.Repeat([]ntpsim.Config{{Loss: 1}}, 5)
}

// fiveSites is five web servers that agree.
func fiveSites(skew time.Duration) []ntpsim.WebConfig {
	var out []ntpsim.WebConfig
	for i := range 5 {
		way := time.Duration(4+2*i) * time.Millisecond
		out = append(out, ntpsim.WebConfig{Name: demoSite(i), Skew: skew, Out: way, Back: way})
	}
	return out
}

// failingService is a computer whose time service hears from nobody.
func failingService() host.Facts {
	return host.Facts{Services: []host.Service{{Name: host.Timesyncd, Running: host.Yes, Synced: host.No}}}
}

// demoSite names a practice web server.
func demoSite(i int) string { return fmt.Sprintf("site%d.example", i+1) }
