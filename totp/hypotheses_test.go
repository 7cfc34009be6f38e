package totp

import (
	"context"
	"encoding/hex"
	"errors"
	"testing"
	"time"
)

func explain(t *testing.T, k Key, readings []Reading, others ...Key) []Hypothesis {
	t.Helper()
	got, err := Explain(context.Background(), k, readings, ExplainOptions{Others: others})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// withSecret returns a key like k with another secret.
func withSecret(k Key, secret string) Key {
	other, _ := NewKey([]byte(secret))
	other.Algorithm, other.Digits, other.Period, other.Steam = k.Algorithm, k.Digits, k.Period, k.Steam
	return other
}

func TestExplain(t *testing.T) {
	k := inferKey(SHA1, 6, 30*s)
	minute, sha256, eight, steam := k, k, k, k
	minute.Period, sha256.Algorithm, eight.Digits = 60*s, SHA256, 8
	steam.Steam, steam.Digits = true, 5
	letters := "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	typed := func(off time.Duration, slip func(string) string) []Reading {
		list := readAt(t, k, off, edge, edge.Add(30*s))
		list[1].Code = slip(list[1].Code)
		return list
	}
	for _, tt := range []struct {
		name     string
		key      Key
		readings []Reading
		want     Hypothesis
		off      time.Duration
	}{
		{"one digit", k, typed(-47*s, otherDigit), Hypothesis{Kind: OneDigit, Code: 1, Key: k}, -47 * s},
		{"one digit of a single code", k, typed(5*s, otherDigit)[1:], Hypothesis{Kind: OneDigit, Key: k}, 5 * s},
		{"neighbours", k, typed(20*s, swapFirst), Hypothesis{Kind: Neighbours, Code: 1, Key: k}, 20 * s},
		{"another code altogether", k, typed(20*s, func(string) string { return "271828" }), Hypothesis{Kind: OtherCode, Code: 1, Key: k}, 20 * s},
		{"every 60 s", k, readAt(t, minute, 5*s, edge, edge.Add(70*s)), Hypothesis{Kind: OtherSettings, Key: minute}, 5 * s},
		{"SHA256", k, readAt(t, sha256, -300*s, edge, edge.Add(30*s)), Hypothesis{Kind: OtherSettings, Key: sha256}, -300 * s},
		{"8 digits", k, readAt(t, eight, 0, edge), Hypothesis{Kind: OtherSettings, Key: eight}, 0},
		{"Steam's letters", k, readAt(t, steam, 10*s, edge), Hypothesis{Kind: OtherSettings, Key: steam}, 10 * s},
		{"digits of Steam's key", steam, readAt(t, k, 10*s, edge, edge.Add(30*s)), Hypothesis{Kind: OtherSettings, Key: k}, 10 * s},
		{"the letters as they are", k, readAt(t, withSecret(k, letters), 7*s, edge, edge.Add(30*s)), Hypothesis{Kind: OtherForm, Form: FormText, Key: withSecret(k, letters)}, 7 * s},
		{"base32 for text", withSecret(k, letters), readAt(t, k, 7*s, edge, edge.Add(30*s)), Hypothesis{Kind: OtherForm, Form: FormBase32, Key: k}, 7 * s},
		{"hex for text", withSecret(k, hex.EncodeToString(k.secret())), readAt(t, k, 7*s, edge, edge.Add(30*s)), Hypothesis{Kind: OtherForm, Form: FormHex, Key: k}, 7 * s},
		{"another account", k, readAt(t, withSecret(eight, "another account's"), 9*s, edge, edge.Add(40*s)), Hypothesis{Kind: OtherAccount, Account: 1, Key: withSecret(eight, "another account's")}, 9 * s},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := explain(t, tt.key, tt.readings, tt.key, withSecret(eight, "another account's"))
			if len(got) == 0 {
				t.Fatal("nothing explains it")
			}
			h := got[0]
			if h.Kind != tt.want.Kind || h.Code != tt.want.Code || h.Account != tt.want.Account || h.Form != tt.want.Form ||
				!h.Key.Equal(tt.want.Key) || !h.Skew.Contains(tt.off) || h.Coincidence > 0.001 {
				t.Errorf("got %+v", h)
			}
		})
	}
}

// A digit of a code is wrong and the code is another account's: two things at once
// are looked for where one alone explains nothing.
func TestExplainTwoThings(t *testing.T) {
	k := inferKey(SHA1, 6, 30*s)
	other := withSecret(k, "another account's")
	readings := readAt(t, other, 3*s, edge, edge.Add(30*s), edge.Add(60*s))
	readings[2].Code = otherDigit(readings[2].Code)
	got := explain(t, k, readings, other)
	if len(got) != 1 || got[0].Kind != OtherAccount || got[0].Slip != OneDigit || got[0].Code != 2 || !got[0].Skew.Contains(3*s) {
		t.Errorf("got %+v", got)
	}
}

// A clock that is set between two codes, or an app that corrects itself by whole
// minutes, has two skews.
func TestExplainAClockThatWasSet(t *testing.T) {
	k := inferKey(SHA1, 6, 30*s)
	for _, tt := range []struct {
		name          string
		before, after time.Duration
		codes         []int // seconds after edge, given in this order
		set           int   // at this many seconds
		want          int   // the first code after it
	}{
		{"from 3 minutes slow", -175 * s, 5 * s, []int{0, 30}, 15, 1},
		{"four codes, by a minute", 62 * s, 2 * s, []int{0, 30, 70, 100}, 40, 2},
		{"given out of order", -600 * s, 0, []int{200, 0, 30}, 100, 0},
	} {
		var readings []Reading
		for _, at := range tt.codes {
			off := tt.before
			if at > tt.set {
				off = tt.after
			}
			readings = append(readings, readAt(t, k, off, edge.Add(time.Duration(at)*s))...)
		}
		got := explain(t, k, readings)
		if len(got) == 0 || got[0].Kind != ClockSet || got[0].Code != tt.want || !got[0].Skew.Contains(tt.before) || !got[0].After.Contains(tt.after) {
			t.Errorf("%s: got %+v", tt.name, got)
		}
	}
}

// otherDigit changes the first character.
func otherDigit(code string) string { return string('0'+(code[0]-'0'+3)%10) + code[1:] }

// swapFirst swaps the first two neighbours that differ.
func swapFirst(code string) string {
	for i := 1; i < len(code); i++ {
		if code[i] != code[i-1] {
			return code[:i-1] + string(code[i]) + string(code[i-1]) + code[i+1:]
		}
	}
	return code
}

func TestExplainRefuses(t *testing.T) {
	k := inferKey(SHA1, 6, 30*s)
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for _, tt := range []struct {
		ctx      context.Context
		key      Key
		readings []Reading
		want     error
	}{
		{ended, k, readAt(t, k, 0, edge), context.Canceled},
		{t.Context(), k, nil, ErrNoReadings},
		{t.Context(), k, make([]Reading, MaxReadings+1), ErrReadings},
		{t.Context(), k, []Reading{{Code: "123456"}}, ErrReadingTime},
		{t.Context(), Key{}, readAt(t, k, 0, edge), ErrSecretEmpty},
	} {
		if _, err := Explain(tt.ctx, tt.key, tt.readings, ExplainOptions{}); !errors.Is(err, tt.want) {
			t.Errorf("%v, want %v", err, tt.want)
		}
	}
	for _, code := range []string{"", "12345x", "１２３４５６", "1234567890", "\x00\xff"} {
		if got := explain(t, k, []Reading{{Code: code, At: edge}, {Code: "123456", At: edge}}); len(got) > 0 && got[0].Kind != OtherCode {
			t.Errorf("%q is explained: %+v", code, got)
		}
	}
}
