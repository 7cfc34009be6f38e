package phonepage

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"
)

func TestSampleOfAnExchange(t *testing.T) {
	at := time.UnixMilli(1_800_000_000_000).UTC()
	x := exchange{n: 3, sent: 1_799_999_953_000, received: at, said: at.Add(milli), bound: 2 * milli}
	for _, tt := range []struct {
		name string
		end  ending
		ok   bool
	}{
		{"as it should be", ending{N: 3, Received: 1_799_999_953_010, Took: 10.2}, true},
		{"of another exchange", ending{N: 2, Received: 1_799_999_953_010, Took: 10}, false},
		{"hidden meanwhile", ending{N: 3, Received: 1_799_999_953_010, Took: 10, Hidden: true}, false},
		{"the clock was set meanwhile", ending{N: 3, Received: 1_799_999_963_010, Took: 10}, false},
		{"the clock was set back meanwhile", ending{N: 3, Received: 1_799_999_943_010, Took: 10}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, ok := x.sample(tt.end, milli)
			if ok != tt.ok {
				t.Fatalf("usable is %v, want %v", ok, tt.ok)
			}
			if ok && (s.Slack != 3*milli || !s.Interval().Contains(-47*second)) {
				t.Errorf("%v with slack %v", s.Interval(), s.Slack)
			}
		})
	}
	if _, ok := (exchange{}).sample(ending{}, milli); ok {
		t.Error("an exchange that never was is used")
	}
}

func TestResolution(t *testing.T) {
	for _, tt := range []struct {
		said float64
		want time.Duration
	}{{1, milli}, {16.67, 16670 * time.Microsecond}, {100, 100 * milli}, {0, milli}, {-5, milli}, {1e9, second}, {1e300, second}} {
		if got := (post{Resolution: tt.said}).resolution(); got != tt.want {
			t.Errorf("a browser that says %v ms is taken for %v, want %v", tt.said, got, tt.want)
		}
	}
}

func TestReadPostRefuses(t *testing.T) {
	for name, body := range map[string]string{
		"nothing":              ``,
		"not JSON":             `sent=1`,
		"half of one":          `{"sent": 1`,
		"another kind":         `[1]`,
		"two of them":          `{"sent": 1}{"sent": 2}`,
		"what is not ours":     `{"sent": 1, "code": "123456"}`,
		"text for a number":    `{"sent": "1"}`,
		"beyond JavaScript":    `{"sent": 8.65e15}`,
		"beyond a float":       `{"sent": 1e999}`,
		"a tap beyond":         `{"sent": 1, "tap": -9e15}`,
		"an end beyond":        `{"sent": 1, "last": {"n": 1, "got": 1e16, "took": 1}}`,
		"a name of a thousand": `{"sent": 1, "id": "` + strings.Repeat("A", 1000) + `"}`,
	} {
		if _, err := readPost(strings.NewReader(body)); !errors.Is(err, errPost) {
			t.Errorf("%s: got %v, want errPost", name, err)
		}
	}
}

func FuzzPost(f *testing.F) {
	f.Add([]byte(`{"id":"","sent":1800000000000,"res":1,"touch":true,"last":null}`))
	f.Add([]byte(`{"id":"X","sent":-8.64e15,"res":-1,"last":{"n":1,"got":8.64e15,"took":-1},"tap":0,"undo":true,"want":{"typing":-1,"window":"\u001b[2J","app":"aegis"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := readPost(bytes.NewReader(body))
		if err != nil {
			if !errors.Is(err, errPost) {
				t.Errorf("untyped error %v", err)
			}
			return
		}
		again, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		q, err := readPost(bytes.NewReader(again))
		if err != nil || q.Sent != p.Sent || q.Seal != p.Seal {
			t.Errorf("%s reads back as %+v, %v", again, q, err)
		}
		learnAll(t, p)
	})
}

// learnAll puts a post through everything that a server does with one, and
// checks that nothing of it comes back but numbers.
func learnAll(t *testing.T, p post) {
	t.Helper()
	now := time.Unix(1_800_000_000, 0)
	s := New(Options{True: func() (time.Time, time.Duration, bool) { return now, milli, true }, Token: strings.Repeat("A", tokenLength)})
	who := &phone{number: 1, system: systemOf("Android", p.Touch), pending: exchange{n: 1, sent: p.Sent, received: now, said: now}}
	s.learn(who, p)
	if back, err := s.seals.open(s.seals.close(who, now), "", now); err != nil || len(back.clock.Samples) != len(who.clock.Samples) {
		t.Errorf("%+v cannot be sealed: %v", who, err)
	}
	if p.Want == nil {
		p.Want = &want{}
	}
	v := s.view(who, *p.Want, moments{now, milli, true})
	shown, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%+v cannot be shown: %v", v, err)
	}
	if bytes.ContainsFunc(shown, func(r rune) bool { return r < ' ' || r > '~' }) {
		t.Errorf("what is shown holds more than plain text: %q", shown)
	}
	if math.IsNaN(v.Skew) || math.IsInf(v.Skew, 0) {
		t.Errorf("a skew of %v", v.Skew)
	}
}
