package totp

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestExplain(t *testing.T) {
	k := inferKey(SHA1, 6, 30*s)
	minute, sha256, eight := k, k, k
	minute.Period, sha256.Algorithm, eight.Digits = 60*s, SHA256, 8
	typed := func(off time.Duration, slip func(string) string) []Reading {
		list := readAt(t, k, off, edge, edge.Add(30*s))
		list[1].Code = slip(list[1].Code)
		return list
	}
	digit := func(code string) string { return string('0'+(code[0]-'0'+3)%10) + code[1:] }
	for _, tt := range []struct {
		name     string
		readings []Reading
		kind     HypothesisKind
		code     int
		key      Key
		off      time.Duration
	}{
		{"one digit", typed(-47*s, digit), OneDigit, 1, k, -47 * s},
		{"neighbours", typed(20*s, swapFirst), Neighbours, 1, k, 20 * s},
		{"every 60 s", readAt(t, minute, 5*s, edge, edge.Add(70*s)), OtherSettings, 0, minute, 5 * s},
		{"SHA256", readAt(t, sha256, -300*s, edge, edge.Add(30*s)), OtherSettings, 0, sha256, -300 * s},
		{"8 digits", readAt(t, eight, 0, edge), OtherSettings, 0, eight, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Explain(context.Background(), k, tt.readings)
			if err != nil || len(got) == 0 {
				t.Fatalf("%+v, %v", got, err)
			}
			h := got[0]
			if h.Kind != tt.kind || h.Code != tt.code || !h.Key.Equal(tt.key) || !h.Skew.Contains(tt.off) || h.Coincidence > 0.001 {
				t.Errorf("got %+v", h)
			}
		})
	}
}

// swapFirst swaps the first two neighbours that differ.
func swapFirst(code string) string {
	for i := 1; i < len(code); i++ {
		if code[i] != code[i-1] {
			return code[:i-1] + string(code[i]) + string(code[i-1]) + code[i+1:]
		}
	}
	return code
}

// Codes of another key are explained no more often than chance allows.
func TestExplainClaimsLittleOfAnotherKey(t *testing.T) {
	k, claimed := inferKey(SHA1, 6, 30*s), 0
	other, err := NewKey([]byte("another key altogether"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		at := edge.Add(time.Duration(i) * time.Hour)
		got, err := Explain(context.Background(), k, readAt(t, other, 0, at, at.Add(30*s)))
		if err != nil {
			t.Fatal(err)
		}
		claimed += len(got)
	}
	if claimed > 2 {
		t.Errorf("%d claims of 10 pairs of codes", claimed)
	}
}

func TestExplainEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	k := inferKey(SHA1, 6, 30*s)
	if _, err := Explain(ctx, k, readAt(t, k, 0, edge)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
