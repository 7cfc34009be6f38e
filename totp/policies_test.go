package totp

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPoliciesAreUsable(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range Policies() {
		if err := p.Check(); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
		if seen[p.ID] || p.ID != strings.ToLower(p.ID) {
			t.Errorf("id %q is there twice, or cannot be typed", p.ID)
		}
		seen[p.ID] = true
		if len(p.Note) > 330 {
			t.Errorf("%s: a note of %d characters is not a note", p.ID, len(p.Note))
		}
	}
	if want := 115 + len(Presets()); len(seen) != want {
		t.Errorf("%d policies, want %d", len(seen), want)
	}
}

// Rows of each shape, whole.
func TestPolicies(t *testing.T) {
	steps := func(past, future int) PolicyWindow {
		return PolicyWindow{Published, Tolerance{Steps: past}, Tolerance{Steps: future}}
	}
	for _, want := range []Policy{
		{
			ID: "privacyidea", Name: "privacyIDEA TOTP token", Kind: KindServer,
			Period: 30 * s, Digits: 6, Algorithm: "SHA1", Window: steps(6, 5),
			Learning: LearnsMatchedStart, Reuse: Reuse{Rule: RefusesLastStep}, Confidence: FromSource,
		},
		{
			ID: "opnsense", Name: "OPNsense TOTP", Kind: KindServer, Period: 30 * s, Digits: 6, Algorithm: "SHA1",
			Window:   PolicyWindow{Published, Tolerance{Time: 10 * s, Timed: true}, Tolerance{Time: 10 * s, Timed: true}},
			Learning: LearnsNothing, Reuse: Reuse{Rule: ReuseAllowed}, Confidence: FromSource,
		},
		{
			ID: "bitwarden-server", Name: "Bitwarden server", Kind: KindServer, Period: 30 * s, Digits: 6, Algorithm: "SHA1",
			Window: steps(1, 1), Learning: LearnsNothing, Reuse: Reuse{RefusesCode, 2 * time.Minute}, Confidence: FromSource,
		},
		{
			ID: "amazon-account", Name: "Amazon retail / Seller Central two-step verification", Kind: KindService,
			Window: PolicyWindow{Known: NotPublished}, Learning: LearnsUnknown, Reuse: Reuse{Rule: ReuseUnknown}, Confidence: FromDocs,
		},
		{
			ID: "liboath", Name: "liboath oath_totp_validate*()", Kind: KindLibrary, Period: 30 * s, Algorithm: "SHA1",
			Window: PolicyWindow{Known: SetByCaller}, Learning: LearnsNothing, Reuse: Reuse{Rule: ReuseAllowed}, Confidence: FromSource,
		},
	} {
		got, err := LookupPolicy(want.ID)
		got.Adjustable, got.Note, got.Source, got.Symbol, got.Version = "", "", "", "", ""
		got.Aliases, got.Set = nil, Settable{} // TestMismatches' business
		if err != nil || !cmp.Equal(got, want) {
			t.Errorf("%v %s", err, cmp.Diff(want, got))
		}
	}
}

func TestWhatIsNotPublishedHasNoWindow(t *testing.T) {
	for _, id := range []string{"amazon-account", "github", "aws-iam", "okta-custom-otp", "duo", "entra-id", "liboath"} {
		p, err := LookupPolicy(id)
		if err != nil {
			t.Fatal(err)
		}
		if v, ok := p.Verifier(0, 0); ok || v.Window != (Window{}) {
			t.Errorf("%s has a window: %+v", id, v)
		}
	}
}

func TestPolicyVerifier(t *testing.T) {
	for _, tt := range []struct {
		id     string
		period time.Duration
		want   Verifier
	}{
		{"kanidm", 0, Verifier{30 * s, Window{30 * s, 0}, 8 * s}},
		{"keycloak", time.Minute, Verifier{time.Minute, Window{time.Minute, time.Minute}, 8 * s}}, // can be set so, and steps grow with the period
		{"django-allauth", time.Minute, Verifier{time.Minute, Window{}, 8 * s}},
		{"passlib", time.Minute, Verifier{time.Minute, Window{30 * s, 30 * s}, 8 * s}},       // seconds do not
		{"gitlab", time.Minute, Verifier{30 * s, Window{30 * s, 30 * s}, 8 * s}},             // cannot be set so
		{"firebase-identity-platform", 0, Verifier{30 * s, Window{150 * s, 150 * s}, 8 * s}}, // the usual period
	} {
		p, err := LookupPolicy(tt.id)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := p.Verifier(tt.period, 8*s); !ok || got != tt.want {
			t.Errorf("%s at %v: %+v, %v; want %+v", tt.id, tt.period, got, ok, tt.want)
		}
	}
}

func TestPresets(t *testing.T) {
	for id, want := range map[string]Window{"strict": {}, "normal": {30 * s, 30 * s}, "relaxed": {60 * s, 60 * s}} {
		p, err := LookupPolicy(id)
		if err != nil {
			t.Fatal(err)
		}
		if v, ok := p.Verifier(0, 0); !ok || v.Window != want {
			t.Errorf("%s: %+v, want %+v", id, v.Window, want)
		}
	}
}

func TestLookupPolicy(t *testing.T) {
	for name, want := range map[string]string{
		"keycloak":       "keycloak", // although keycloak-old has the word too
		" GitHub ":       "github",
		"amazon":         "amazon-account", // although Cognito is Amazon's too
		"seller":         "amazon-account",
		"PAM_oath":       "pam_oath",
		"django allauth": "django-allauth",
		"cas":            "apereo-cas", // and not casdoor
		"google":         "google-account",
		"erpnext":        "frappe",
		"wikipedia":      "mediawiki",
		"tool_mfa":       "moodle-tool-mfa",
	} {
		if got, err := LookupPolicy(name); err != nil || got.ID != want {
			t.Errorf("LookupPolicy(%q) = %q, %v; want %q", name, got.ID, err, want)
		}
	}
	for name, candidates := range map[string][]string{
		"":       nil,
		"nobody": nil,
		"otplib": {"otplib-13", "otplib-12"},
		"casd":   {"casdoor"}, // asked about, not taken
		"master": nil,
		"kanid":  {"kanidm"},
	} {
		var unknown *UnknownPolicyError
		_, err := LookupPolicy(name)
		if !errors.As(err, &unknown) || !slices.Equal(unknown.Candidates, candidates) {
			t.Errorf("LookupPolicy(%q): %v, %+v; want %v", name, err, unknown, candidates)
		}
	}
}

// A name leads to one policy.
func TestNamesOfPoliciesAreOnlyTheirs(t *testing.T) {
	owner := map[string]string{}
	for _, p := range Policies() {
		for _, name := range append([]string{p.ID}, p.Aliases...) {
			if other, taken := owner[name]; taken || name != strings.ToLower(name) {
				t.Errorf("%q is a name of %s and %s, or can't be typed", name, other, p.ID)
			}
			owner[name] = p.ID
		}
	}
}

func TestSearchPolicies(t *testing.T) {
	if got := ids(SearchPolicies("AWS iam")); !slices.Equal(got, []string{"aws-iam"}) {
		t.Errorf("got %v", got)
	}
	if got := len(SearchPolicies(" ")); got != len(Policies()) {
		t.Errorf("no words find %d", got)
	}
	if got := SearchPolicies("no such thing"); len(got) != 0 {
		t.Errorf("got %v", ids(got))
	}
}

func TestReadPoliciesRefuses(t *testing.T) {
	good := `{"id":"a","name":"A","kind":"server","window":"1/1","learning":"none","reuse":"allowed","source":"x","note":"n","confidence":"docs"}`
	if _, err := readPolicies("[" + good + "]"); err != nil {
		t.Fatalf("the row that the others are made from is refused: %v", err)
	}
	for name, change := range map[string][2]string{
		"no id":                {`"id":"a"`, `"id":""`},
		"a misspelt field":     {`"name"`, `"nmae"`},
		"a kind of its own":    {"server", "thing"},
		"an endless window":    {"1/1", "99999/0"},
		"a window in prose":    {"1/1", "one"},
		"learning by magic":    {"none", "magic"},
		"reuse of no length":   {"allowed", "code"},
		"reuse of odd length":  {"allowed", "code for ever"},
		"negative digits":      {`"id"`, `"digits":-1,"id"`},
		"MD5":                  {`"id"`, `"algorithm":"MD5","id"`},
		"a period of two days": {`"id"`, `"period":172800,"id"`},
	} {
		row := strings.Replace(good, change[0], change[1], 1)
		if got, err := readPolicies("[" + row + "]"); err == nil {
			t.Errorf("%s: %+v is accepted", name, got)
		}
	}
}
