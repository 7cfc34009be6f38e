package main

import (
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/cli"
)

func FuzzParseAt(f *testing.F) {
	for _, seed := range []string{"", "@0", "@253402300799", "2026-11-22T14:02:10Z", "2026-11-22T14:02:10.5+01:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := parseAt(text)
		switch {
		case err != nil && !cli.IsUsage(err):
			t.Errorf("untyped error %v", err)
		case err == nil && text != "":
			if again, err := parseAt(at.Format(time.RFC3339Nano)); err != nil || !again.Equal(at) {
				t.Errorf("%q does not survive a round trip: %v, %v", text, again, err)
			}
		}
	})
}

func FuzzParseTyping(f *testing.F) {
	for _, seed := range []string{"8s", "5s..20s", "20s..5s", "0s", "1d", "", "..", "25h"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		typing, err := parseTyping(text)
		switch {
		case err != nil && !cli.IsUsage(err):
			t.Errorf("untyped error %v", err)
		case err == nil && (typing.Min < 0 || typing.Min > typing.Max || typing.Max > 24*time.Hour):
			t.Errorf("parseTyping(%q) = %v", text, typing)
		}
	})
}
