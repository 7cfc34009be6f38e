package totp

import (
	"slices"
	"testing"
	"time"
)

// accountOf returns a fresh account at a named policy.
func accountOf(t *testing.T, id string) *account {
	t.Helper()
	p, err := LookupPolicy(id)
	if err != nil {
		t.Fatal(err)
	}
	v, ok := p.Verifier(0, 0)
	if !ok {
		t.Fatalf("%s has no window", id)
	}
	return &account{Verifier: v, learning: p.Learning, reuse: p.Reuse}
}

// tried is a code of a step, offset from the verifier's own one, and whether it
// passes.
type tried struct {
	server, offset int64
	want           Refusal
}

func (a *account) check(t *testing.T, tries []tried) {
	t.Helper()
	for i, try := range tries {
		now := time.Unix((1_000_000+try.server)*30+7, 0)
		if got := a.try(1_000_000+try.server+try.offset, now); got != try.want {
			t.Errorf("try %d, %+v: %q", i+1, try, got)
		}
	}
}

// What google-authenticator-libpam did when it was run (288db94), three codes at
// a time.
func TestThreeCodes(t *testing.T) {
	for _, tt := range []struct {
		name  string
		tries []tried
		shift time.Duration
	}{
		{"one step apart", []tried{{0, 100, RefusedFuture}, {1, 100, RefusedFuture}, {2, 100, ""}, {9, 100, ""}}, 100 * 30 * s},
		{"two steps apart", []tried{{0, -50, RefusedOld}, {2, -50, RefusedOld}, {4, -50, ""}}, -50 * 30 * s},
		{"three steps apart: never", []tried{{0, 100, RefusedFuture}, {3, 100, RefusedFuture}, {6, 100, RefusedFuture}, {9, 100, RefusedFuture}}, 0},
		{"100, 101, 101: the mean is cut down", []tried{{0, 100, RefusedFuture}, {1, 101, RefusedFuture}, {2, 101, ""}}, 100 * 30 * s},
		{"-100, -101, -101: towards zero", []tried{{0, -100, RefusedOld}, {2, -101, RefusedOld}, {4, -101, ""}}, -100 * 30 * s},
		{"100, 102, 102: too far apart", []tried{{0, 100, RefusedFuture}, {1, 102, RefusedFuture}, {2, 102, RefusedFuture}}, 0},
		{"the outermost step", []tried{{0, 1499, RefusedFuture}, {1, 1499, RefusedFuture}, {2, 1499, ""}}, 1499 * 30 * s},
		{"one step further", []tried{{0, 1500, RefusedFuture}, {1, 1500, RefusedFuture}, {2, 1500, RefusedFuture}}, 0},
		{"a typing error in between costs a try and clears nothing", []tried{{0, 100, RefusedFuture}, {1, 100, RefusedFuture}, {2, 5000, RefusedFuture}, {3, 100, ""}}, 100 * 30 * s},
		{"the same code again tells nothing", []tried{{0, 100, RefusedFuture}, {1, 99, RefusedFuture}, {2, 98, RefusedFuture}, {3, 100, RefusedFuture}}, 0},
		{"ordinary logins teach nothing", []tried{{0, 1, ""}, {9, 1, ""}, {18, 1, ""}}, 0},
		{
			"a clock repaired after learning: two failures, the third try learns 0 again",
			[]tried{{0, 100, RefusedFuture}, {1, 100, RefusedFuture}, {2, 100, ""}, {20, 0, RefusedOld}, {21, 0, RefusedOld}, {22, 0, ""}, {23, 0, ""}},
			0,
		},
		{"two codes of one step of the verifier", []tried{{0, 100, RefusedFuture}, {0, 101, RefusedFuture}, {1, 101, RefusedFuture}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := accountOf(t, "google-authenticator-libpam")
			a.check(t, tt.tries)
			if a.shift != tt.shift {
				t.Errorf("learned %v, want %v", a.shift, tt.shift)
			}
		})
	}
}

func TestLearningFromSuccess(t *testing.T) {
	for _, tt := range []struct {
		id    string
		tries []tried
		shift time.Duration
	}{
		{"django-otp", []tried{{0, 1, ""}, {9, 2, ""}, {18, 3, ""}, {27, 5, RefusedFuture}, {36, 2, ""}}, 60 * s},
		{"django-otp", []tried{{0, -1, ""}, {9, -2, ""}, {18, 0, RefusedFuture}}, -60 * s},
		{"authentik", []tried{{0, 1, ""}, {9, 2, ""}}, 60 * s},
		{"linotp", []tried{{0, 9, ""}, {9, 18, ""}, {18, 28, RefusedFuture}, {27, 8, ""}}, 240 * s},
		{"multiotp", []tried{{0, 19, ""}, {40, 38, ""}, {80, -1, RefusedOld}}, 38 * 30 * s},
		// The verifier's time is 7 s into its step, so a perfect device is learned
		// as 7 s slow, and the window reaches one step less into the future.
		{"privacyidea", []tried{{0, 0, ""}}, -7 * s},
		{"privacyidea", []tried{{0, 5, ""}, {9, 10, ""}, {18, 16, RefusedFuture}, {27, 4, ""}}, 4*30*s - 7*s},
		{"keycloak", []tried{{0, 1, ""}, {9, 2, RefusedFuture}, {18, -1, ""}, {27, -2, RefusedOld}}, 0},
	} {
		a := accountOf(t, tt.id)
		a.check(t, tt.tries)
		if a.shift != tt.shift {
			t.Errorf("%s learned %v, want %v", tt.id, a.shift, tt.shift)
		}
	}
}

func TestReuse(t *testing.T) {
	for _, tt := range []struct {
		id    string
		tries []tried
	}{
		{"pyotp", []tried{{0, 0, ""}, {0, 0, ""}}},
		{"google-authenticator-libpam", []tried{{0, 0, ""}, {1, -1, ""}}},
		{"gitea", []tried{{0, 1, ""}, {0, 1, RefusedUsed}, {0, 0, ""}, {1, 0, ""}}},                   // the last one alone
		{"vaultwarden", []tried{{0, 1, ""}, {0, 1, RefusedUsed}, {0, 0, RefusedUsed}, {1, 1, ""}}},    // and all before it
		{"authelia", []tried{{0, 1, ""}, {0, 0, ""}, {1, 0, RefusedUsed}, {1, -1, RefusedUsed}}},      // each one
		{"discourse", []tried{{0, -1, ""}, {1, -1, RefusedUsed}, {1, 0, ""}, {1, 1, ""}, {1, 1, ""}}}, // up to the verifier's own
		{"django-allauth", []tried{{0, 0, ""}, {0, 0, RefusedUsed}, {1, 0, ""}}},
		// the code after the used one would have passed at the login too
		{"moodle-tool-mfa", []tried{{0, 0, ""}, {0, 0, RefusedUsed}, {1, 0, RefusedUsed}, {2, 0, ""}, {2, -1, RefusedUsed}}},
		// tried once, a code is refused, whatever became of it
		{"vault-totp", []tried{{0, 2, RefusedFuture}, {1, 1, RefusedUsed}, {2, 0, RefusedUsed}, {3, -1, ""}, {3, -1, RefusedUsed}, {3, 0, ""}}},
		{"plausible", []tried{{0, -1, ""}, {0, 0, RefusedUsed}, {1, -1, RefusedUsed}, {1, 0, ""}}},
	} {
		t.Run(tt.id, func(t *testing.T) { accountOf(t, tt.id).check(t, tt.tries) })
	}
}

func TestReuseForATime(t *testing.T) {
	a := accountOf(t, "bitwarden-server")
	a.Window = Steps(9, 0, DefaultPeriod) // so that the code outlives its refusal
	start := time.Unix(30_000_000, 0)
	var got []Refusal
	for _, later := range []time.Duration{0, 1 * s, 119 * s, 120 * s, 130 * s} {
		got = append(got, a.try(1_000_000, start.Add(later)))
	}
	if want := []Refusal{"", RefusedUsed, RefusedUsed, "", RefusedUsed}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
