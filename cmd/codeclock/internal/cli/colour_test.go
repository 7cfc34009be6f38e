package cli

import "testing"

func TestColours(t *testing.T) {
	for _, tt := range []struct {
		name     string
		flag     string
		environ  map[string]string
		terminal bool
		want     bool
	}{
		{"a terminal", "auto", nil, true, true},
		{"a pipe", "auto", nil, false, false},
		{"never on a terminal", "never", nil, true, false},
		{"always in a pipe", "always", nil, false, true},
		{"the flag beats NO_COLOR", "always", map[string]string{"NO_COLOR": "1"}, true, true},
		{"NO_COLOR", "auto", map[string]string{"NO_COLOR": "1"}, true, false},
		{"an empty NO_COLOR is none", "auto", map[string]string{"NO_COLOR": ""}, true, true},
		{"FORCE_COLOR in a pipe", "auto", map[string]string{"FORCE_COLOR": "1"}, false, true},
		{"FORCE_COLOR=0 on a terminal", "auto", map[string]string{"FORCE_COLOR": "0"}, true, false},
		{"NO_COLOR beats FORCE_COLOR", "auto", map[string]string{"NO_COLOR": "1", "FORCE_COLOR": "1"}, true, false},
		{"CLICOLOR_FORCE", "auto", map[string]string{"CLICOLOR_FORCE": "1"}, false, true},
		{"CLICOLOR_FORCE of 0 forces nothing", "auto", map[string]string{"CLICOLOR_FORCE": "0"}, false, false},
		{"a dumb terminal", "auto", map[string]string{"TERM": "dumb"}, true, false},
		{"FORCE_COLOR beats a dumb terminal", "auto", map[string]string{"TERM": "dumb", "FORCE_COLOR": "1"}, true, true},
	} {
		getenv := func(k string) string { return tt.environ[k] }
		if got := UseColour(getenv, tt.flag, tt.terminal); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
