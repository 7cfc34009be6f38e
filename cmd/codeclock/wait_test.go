package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/drift/ntpsim"
)

// waited is what a program reads of a wait.
type waited struct {
	Met     bool
	Took    float64 `json:"took_seconds"`
	Clock   string
	Skew    *float64 `json:"skew_seconds"`
	Remains *float64 `json:"code_remains_seconds"`
	Servers []struct{ Name, Error string }
}

// servedBy is a world whose practice servers are these.
func servedBy(configs ...ntpsim.Config) (w *world, servers *[]*ntpsim.Server) {
	w = newWorld()
	servers = new([]*ntpsim.Server)
	w.simulate = func(c ntpsim.Config) (*ntpsim.Server, error) {
		s := ntpsim.New(c)
		*servers = append(*servers, s)
		return s, nil
	}
	w.scenarios = []scenario{{name: "test", servers: configs}}
	return w, servers
}

func TestWaitForTheClock(t *testing.T) {
	rude := five(0)
	rude[1].Kiss, rude[3].Kiss = "RATE", "DENY"
	for _, tt := range []struct {
		name    string
		servers []ntpsim.Config
		later   []ntpsim.Config // what they are after 30 s
		status  int
		atLeast float64
		atMost  float64
		clock   string
	}{
		{"right already", five(demoGood), nil, 0, 0, 1, "ok"},
		{"never right", five(demoSlow), nil, 3, 120, 120, "wrong"},
		{"corrected in the middle", five(demoSlow), five(demoGood), 0, 30, 70, "ok"},
		{"started before a server answers", silent(), five(demoGood), 0, 30, 70, "ok"},
		{"blocked", silent(), nil, 3, 120, 120, "cant-tell"},
		{"two ask to be left alone", rude, nil, 0, 0, 1, "ok"},
		{"one server, which is unsynchronised at first", []ntpsim.Config{{Leap: 3}}, five(0)[:1], 0, 30, 70, "ok"},
		{"all ask to be left alone", []ntpsim.Config{{Kiss: "RATE"}, {Kiss: "RATE"}}, nil, 3, 0, 3, "cant-tell"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, servers := servedBy(tt.servers...)
			var got outcome
			synctest.Test(t, func(t *testing.T) {
				time.AfterFunc(30*time.Second, func() {
					for i, c := range tt.later {
						(*servers)[i].Set(c)
					}
				})
				got.Status = run(t.Context(), &w.env, []string{"wait", "--clock-within", "1s", "--demo=test", "--fail-on=risk", "--format", "json"})
			})
			j := parse[waited](t, "wait", w.out.String())
			if got.Status != tt.status || j.Met != (tt.status == 0) || j.Took < tt.atLeast || j.Took > tt.atMost || j.Clock != tt.clock {
				t.Errorf("status %d, %+v", got.Status, j)
			}
		})
	}
}

// Each practice run begins at a full minute: the start of a bubble.
func TestWaitForACode(t *testing.T) {
	at := func(skew time.Duration) []ntpsim.Config { return five(skew)[:3] }
	for _, tt := range []struct {
		name    string
		skew    time.Duration
		args    []string
		took    time.Duration
		remains time.Duration
		within  time.Duration // of these two
	}{
		{"enough is left", 0, []string{"--code-left", "5s"}, 12 * time.Millisecond, 30 * time.Second, 30 * time.Millisecond},
		{"a fresh step", 0, []string{"--new-step"}, 30 * time.Second, 30 * time.Second, 40 * time.Millisecond},
		{"a fast clock: when truth has come to it", 4 * time.Second, []string{"--new-step"}, 4 * time.Second, 26 * time.Second, 40 * time.Millisecond},
		{"a slow clock: less is left", -4 * time.Second, []string{"--new-step"}, 30 * time.Second, 26 * time.Second, 40 * time.Millisecond},
		{"a minute's code", 0, []string{"--new-step", "--period", "60s"}, time.Minute, time.Minute, 80 * time.Millisecond},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, _ := servedBy(at(tt.skew)...)
			got := runIn(t, w, append([]string{"wait", "--demo=test", "--fail-on=risk", "--format", "json"}, tt.args...)...)
			j := parse[waited](t, "wait", got.Stdout)
			if got.Status != 0 || !j.Met || j.Remains == nil {
				t.Fatalf("status %d, %s%s", got.Status, got.Stdout, got.Err)
			}
			took, remains := tt.took.Seconds()-j.Took, tt.remains.Seconds()-*j.Remains
			if took > 0.02 || -took > tt.within.Seconds() || remains < 0 || remains > tt.within.Seconds() {
				t.Errorf("took %v s, %v s left; want %v and %v", j.Took, *j.Remains, tt.took, tt.remains)
			}
		})
	}
}

// A clock that is set while the code is waited for makes a new measurement due.
func TestWaitForACodeSurvivesAStep(t *testing.T) {
	w, servers := servedBy(five(0)[:3]...)
	var status int
	var asked int
	synctest.Test(t, func(t *testing.T) {
		stepped := time.Now().Add(10 * time.Second)
		w.now = func() time.Time {
			if now := time.Now(); now.Before(stepped) {
				return now
			}
			return time.Now().Add(3 * time.Second)
		}
		status = run(t.Context(), &w.env, []string{"wait", "--new-step", "--demo=test", "--format", "json", "--timeout", "90s"})
		asked = (*servers)[0].Requests()
	})
	if j := parse[waited](t, "wait", w.out.String()); status != 0 || !j.Met || asked < 2 {
		t.Errorf("status %d, asked %d times, %+v", status, asked, j)
	}
}

func TestWaitGoldens(t *testing.T) {
	for name, args := range map[string][]string{
		"clock":     {"--demo=good", "--clock-within", "1s"},
		"code":      {"--demo=good", "--code-left", "5s"},
		"step":      {"--demo=good", "--clock-within", "100ms", "--new-step"},
		"slow":      {"--demo=slow", "--clock-within", "1s"},
		"never":     {"--demo=edge", "--code-left", "20s"},
		"offline":   {"--demo=offline", "--clock-within", "1s"},
		"unwilling": {"--demo=test", "--clock-within", "1s", "--timeout", "1h"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			if name == "unwilling" {
				w, _ = servedBy(ntpsim.Config{Kiss: "RATE"}, ntpsim.Config{Kiss: "DENY"})
			}
			got := runIn(t, w, append([]string{"wait"}, args...)...)
			golden(t, "wait-"+name+".txt", got.Stdout)
			fitsThePage(t, got.Stdout)
			if got.Status != 0 || got.Err != "" {
				t.Errorf("status %d, %s; a practice run exits with 0", got.Status, got.Err)
			}
		})
	}
}

func TestWaitBadCalls(t *testing.T) {
	for _, tt := range []struct {
		args []string
		err  string
		hint string
	}{
		{nil, "nothing to wait for", "--clock-within 1s"},
		{[]string{"--clock-within", "0"}, "--clock-within", "1s"},
		{[]string{"--clock-within", "-1s"}, "--clock-within", "1s"},
		{[]string{"--clock-within", "soon"}, "--clock-within", "30s"},
		{[]string{"--code-left", "0s"}, "--code-left", "5s"},
		{[]string{"--new-step", "--code-left", "29s"}, "exclude each other", "leave one"},
		{[]string{"--code-left", "30s"}, "shorter than the --period", "5s"},
		{[]string{"--code-left", "5s", "--period", "1.5s"}, "--period", "30s"},
		{[]string{"--new-step", "--period", "0"}, "--period", "30s"},
		{[]string{"--clock-within", "1s", "--period", "60s"}, "--period works only", "leave"},
		{[]string{"--new-step", "--timeout", "2h"}, "--timeout", "3s"},
		{[]string{"--new-step", "--demo", "--server", "a.example"}, "exclude each other", "leave one"},
		{[]string{"--new-step", "stray"}, "takes no arguments", "--help"},
		{[]string{"--new-step", "--format", "xml"}, "text, json", "--help"},
	} {
		got := runIn(t, newWorld(), append([]string{"wait"}, tt.args...)...)
		first, second, _ := strings.Cut(got.Err, "\n")
		if got.Status != cli.ExitUsage || got.Stdout != "" || !strings.Contains(first, tt.err) || !strings.HasPrefix(second, "codeclock: hint: ") || !strings.Contains(second, tt.hint) {
			t.Errorf("codeclock wait %q: status %d, %q", tt.args, got.Status, got.Err)
		}
	}
}
