package main

import "codeclock/cmd/codeclock/internal/cli"

// helpSections are the flags that several commands share, in the order in which people
// need them. The flags of one command alone stand above them.
func helpSections() []cli.Section {
	return []cli.Section{
		{Title: "What time it really is", Flags: []string{"demo", "server", "source", "timeout", "samples", "against"}},
		{Title: "What sites accept", Flags: []string{"policy", "window", "past", "future", "period", "typing", "max-skew"}},
		{Title: "The key", Flags: []string{"key-file", "account", "names"}},
		{Title: "What is written", Flags: []string{
			"quiet", "verbose", "format", "output", "fail-on", "on-unreachable", "color", "help", "version"}},
	}
}
