package main

import (
	"os"
	"os/exec"
	"testing"

	"codeclock/drift/ntpsim"
)

// What a run costs as a whole process, from its start to its end: with nothing to
// do, and with five servers on loopback. The program is this test's own binary, which
// has the tests' packages on top.
func BenchmarkStart(b *testing.B) {
	var servers []string
	for range 5 {
		s, err := ntpsim.Start(ntpsim.Config{})
		if err != nil {
			b.Fatal(err)
		}
		defer s.Close()
		servers = append(servers, "--server", s.Addr().String())
	}
	for name, args := range map[string][]string{
		"version": {"--version"}, "quiet": append([]string{"check", "-q"}, servers...),
		"nagios": append([]string{"check", "--format", "nagios"}, servers...), "text": append([]string{"check"}, servers...),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				cmd := exec.Command(os.Args[0], args...)
				cmd.Args[0] = "codeclock" // by which TestMain runs the program
				if out, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
	}
}
