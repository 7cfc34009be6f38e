package main

import (
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"codeclock/cmd/codeclock/internal/browsertest"
	"codeclock/drift/ntpsim"
)

func TestMain(m *testing.M) {
	testscript.Main(browsertest.Main{M: m}, map[string]func(){"codeclock": main})
}

// TestScript runs the real program as a process of its own, with what it reads
// and writes. Exact exit statuses are tested in-process, on run.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"ntpserver": ntpserver,
		},
	})
}

// ntpserver NAME SKEW [loss|unsynchronised] starts a time server that makes this
// clock look off by SKEW, and puts its address into the variable NAME.
func ntpserver(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: ntpserver NAME SKEW [loss|unsynchronised]")
	}
	d, err := time.ParseDuration(args[1])
	ts.Check(err)
	c := ntpsim.Config{Skew: d}
	for _, fault := range args[2:] {
		switch fault {
		case "loss":
			c.Loss = 1
		case "unsynchronised":
			c.Leap = 3
		default:
			ts.Fatalf("unknown fault %s", strconv.Quote(fault))
		}
	}
	server, err := ntpsim.Start(c)
	ts.Check(err)
	ts.Defer(func() { server.Close() })
	ts.Setenv(args[0], server.Addr().String())
}
