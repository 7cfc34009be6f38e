package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
)

// parse reads a document after holding it against the committed schema, which
// must name all of its fields.
func parse[T any](t *testing.T, name, document string) (v T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "schema", name+".v1.json"))
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	closed(&schema)
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(document), &fields); err != nil {
		t.Fatalf("%v: %s", err, document)
	}
	if err := resolved.Validate(fields); err != nil {
		t.Errorf("%v in %s", err, document)
	}
	if err := json.Unmarshal([]byte(document), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// closed makes a schema refuse fields that it does not name.
func closed(s *jsonschema.Schema) {
	if s == nil {
		return
	}
	closed(s.Items)
	for _, p := range s.Properties {
		closed(p)
	}
	if s.Properties != nil {
		s.AdditionalProperties = &jsonschema.Schema{Not: &jsonschema.Schema{}}
	}
}

// checked is what a program reads from a check first.
type checked struct {
	Verdict, Agreement, Cause string
	Skew                      *float64 `json:"skew_seconds"`
	Servers                   struct{ Asked, Answered, Agree int }
}

func TestJSONOfScenarios(t *testing.T) {
	off := func(seconds float64) *float64 { return &seconds }
	servers := func(asked, answered, agree int) struct{ Asked, Answered, Agree int } {
		return struct{ Asked, Answered, Agree int }{asked, answered, agree}
	}
	want := map[string]checked{
		"good":           {"ok", "majority", "", off(0.01), servers(5, 5, 5)},
		"slow":           {"wrong", "majority", "sync-off", off(-47), servers(10, 8, 8)},
		"edge":           {"at-risk", "majority", "sync-failing", off(-42), servers(10, 8, 8)},
		"hour":           {"wrong", "majority", "whole-hours", off(-3600), servers(10, 8, 8)},
		"years":          {"wrong", "majority", "battery", off(-115708824), servers(10, 8, 8)},
		"falseticker":    {"ok", "majority", "", off(0), servers(5, 5, 4)},
		"container":      {"wrong", "majority", "", off(-47), servers(10, 8, 8)},
		"dual-boot":      {"wrong", "majority", "hardware-clock", off(7200), servers(10, 8, 8)},
		"offline":        {"cant-tell", "silence", "no-network", nil, servers(10, 0, 0)},
		"unsynchronised": {"cant-tell", "silence", "", nil, servers(1, 0, 0)},
	}
	for _, name := range demoNames() {
		t.Run(name, func(t *testing.T) {
			got := parse[checked](t, "check", runIn(t, newWorld(), "check", "--demo="+name, "--format", "json").Stdout)
			if want, ok := want[name]; ok && !cmp.Equal(want, got) {
				t.Errorf("-want +got:\n%s", cmp.Diff(want, got))
			}
		})
	}
}

// judged is what a program reads of a verifier.
type judged struct {
	Policy, Window string
	Min            *float64 `json:"chance_min"`
	From           *float64 `json:"accepted_from_seconds"`
	Until          *float64 `json:"accepted_until_seconds"`
	Send           *struct {
		Wait   float64 `json:"wait_seconds"`
		Within float64 `json:"within_seconds"`
		Next   bool    `json:"next_code"`
	}
	Curve []struct {
		Skew   float64 `json:"skew_seconds"`
		Chance float64
	}
	Session *struct {
		Accepted int
		Repaired *int `json:"repaired_after_logins"`
		Logins   []struct{ Refusal string }
	}
}

func TestJSONOfWindows(t *testing.T) {
	window := func(args ...string) []judged {
		args = append([]string{"window", example, "--format", "json"}, args...)
		return parse[struct{ Verifiers []judged }](t, "window", runIn(t, newWorld(), args...).Stdout).Verifiers
	}
	slow := window("--skew", "47s-slow", "--policy", "amazon", "--policy", "normal", "--curve")
	if amazon := slow[0]; amazon.Window != "not published" || amazon.Min != nil || amazon.Curve != nil || amazon.Send != nil {
		t.Errorf("what is not published is %+v", amazon)
	}
	normal := slow[1]
	if *normal.Min != 1.0/6 || *normal.From != -77 || *normal.Until != 13 {
		t.Errorf("47 s slow: chance %v from %v until %v, want 1/6, -77 and 13", *normal.Min, *normal.From, *normal.Until)
	}
	if s := normal.Send; s.Wait != 7 || s.Within != 13 || !s.Next {
		t.Errorf("47 s slow: send %+v, want the next code in 7 s, within 13 s", s)
	}
	if at := normal.Curve[len(normal.Curve)/2]; at.Skew != 0 || at.Chance != 1 || normal.Curve[0].Chance != 0 {
		t.Errorf("the middle of the curve is %+v, its end %+v", at, normal.Curve[0])
	}
	reuse := window("--skew", "0s", "--logins", "8", "--every", "9s", "--policy", "vaultwarden")[0].Session
	if reuse.Accepted != 3 || len(reuse.Logins) != 8 || reuse.Logins[1].Refusal != "used" {
		t.Errorf("logins with a used code: %+v", reuse)
	}
	repair := window("--skew", "0s", "--logins", "63", "--every", "24h", "--drift", "20s-fast", "--repair-after", "60", "--policy", "privacyidea")[0].Session
	if repair.Accepted != 60 || *repair.Repaired != 60 {
		t.Errorf("logins with a repair: %d accepted, repaired after %d; want 60 and 60", repair.Accepted, *repair.Repaired)
	}
}
