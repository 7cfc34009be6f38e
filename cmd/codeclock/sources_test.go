package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/ntpsim"
)

// The servers that this computer is told to use are measured, each once and with who
// told; what cannot be a name is not asked.
func TestServerSystem(t *testing.T) {
	a, err := ntpsim.Start(ntpsim.Config{Skew: -47 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	told := []host.Told{{Server: a.Addr().String(), By: host.Chrony}, {Server: "no name", By: host.ByDHCP}, {Server: a.Addr().String(), By: host.ByDHCP}}
	w := newWorld()
	w.now, w.told = time.Now, func(context.Context) []host.Told { return told }
	status := run(t.Context(), &w.env, []string{"check", "--server", "system"})
	for _, want := range []string{"WRONG   This computer's clock is 47.0 s slow", "the one time server asked says so", "Asked as this computer is told: " + told[0].Server} {
		if got := strings.Join(strings.Fields(w.out.String()), " "); !strings.Contains(got, strings.Join(strings.Fields(want), " ")) {
			t.Errorf("no %q in\n%s", want, &w.out)
		}
	}
	if status != 2 || a.Requests() == 0 {
		t.Errorf("status %d, %d requests\n%s", status, a.Requests(), &w.err)
	}
}

// Where nothing is known of such servers, that is said, and nobody else is asked.
func TestServerSystemWithoutAny(t *testing.T) {
	got := runIn(t, newWorld(), "check", "--server", "system")
	if got.Status != 3 || got.Stdout != "" || !strings.Contains(got.Err, "no time server was found that this computer is told to use") || !strings.Contains(got.Err, "hint: name one") {
		t.Errorf("got %+v", got)
	}
}

// What web sites make of it is said in one line, too.
func TestWebCheckIsSaidInOneLine(t *testing.T) {
	for demo, want := range map[string]string{
		"intercepted": "answers in the time servers' place. Practice run with simulated servers (--demo=intercepted). 5 of 5 web sites agree, and rule out what time servers say. |",
		"slow":        "5 of 5 time servers (within 0.02 s) and 3 web sites agree.",
		"portal":      "CRITICAL - Something on this network answers in the web sites' place.",
	} {
		if got := runIn(t, newWorld(), "check", "--format", "nagios", "--demo="+demo); !strings.Contains(got.Stdout, want) {
			t.Errorf("%s: no %q in\n%s", demo, want, got.Stdout)
		}
	}
}
