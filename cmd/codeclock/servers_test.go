package main

import (
	"testing"

	"codeclock/drift"
	"codeclock/drift/source"
)

// Every host that a check may contact by itself is in the list, and no other.
func TestServers(t *testing.T) {
	golden(t, "servers.txt", runIn(t, newWorld(), "servers").Stdout)
	got := runIn(t, newWorld(), "servers", "--format", "json")
	list := parse[struct {
		Servers []struct{ Name, Kind, Why string }
	}](t, "servers", got.Stdout)
	named := map[string]bool{}
	for _, s := range list.Servers {
		named[s.Kind+" "+s.Name] = s.Why != ""
	}
	w := newWorld()
	asked := 0
	for _, kind := range []string{kindAuto, kindNTP, kindHTTPS, kindBoth} {
		sources, fallback := publicServers(&w.env, kind, 0)
		for _, s := range append(sources, fallback...) {
			if asked++; !named[s.Kind().String()+" "+s.Name()] {
				t.Errorf("--source %s contacts %s, which is not listed with a reason", kind, s.Name())
			}
		}
	}
	if want := len(drift.DefaultServers()) + len(source.DefaultHosts()); len(named) != want || asked != 3*want {
		t.Errorf("%d hosts are listed and %d contacted, want %d and %d", len(named), asked, want, 3*want)
	}
}
