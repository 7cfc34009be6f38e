package cli

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"os", "server", "server-names", "samples", "keycloak", "whole-hours", "half-hours"}
	for _, tt := range []struct{ typed, want string }{
		{"servr", "server"}, {"srver", "server"}, {"server-name", "server-names"}, {"serve", "server"},
		{"sam", "samples"}, {"keyclok", "keycloak"}, {"whole-hour", "whole-hours"}, {"whole", "whole-hours"},
		{"os", "os"}, {"z", ""}, {"zz", ""}, {"nope", ""}, {"", ""}, {"keycloakk-legacy", "keycloak"},
	} {
		if got := Nearest(tt.typed, names); got != tt.want {
			t.Errorf("nearest to %q: %q, want %q", tt.typed, got, tt.want)
		}
	}
}
