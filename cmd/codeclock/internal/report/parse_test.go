package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// smallest is a report of nothing, as JSON.
const smallest = `{"program":"v1","device":"computer","system":"linux","arch":"amd64","start":0,"utc_offset":0,"took":0,` +
	`"rule":{"period":30000000000,"past":0,"future":0,"typing":0},"verdict":3,"agreement":0,"skew":null,"servers":[],"text_sum":"00000000000000000000"}`

func TestParseIsStrict(t *testing.T) {
	if _, err := parse(1, []byte(smallest)); err != nil {
		t.Fatalf("the smallest report: %v", err)
	}
	server := func(json string) string { return strings.Replace(smallest, `"servers":[]`, `"servers":[`+json+`]`, 1) }
	swap := func(old, new string) string {
		if !strings.Contains(smallest, old) {
			t.Fatalf("%s is not in it", old)
		}
		return strings.Replace(smallest, old, new, 1)
	}
	good := `{"name":"time.google.com","method":"ntp","samples":[[0,0,0,0,0,2,0]]}`
	if _, err := parse(1, []byte(server(good))); err != nil {
		t.Fatalf("a server: %v", err)
	}
	for name, text := range map[string]string{
		"nothing":                       "",
		"no JSON":                       "{",
		"two documents":                 smallest + smallest,
		"blanks":                        smallest + " ",
		"an unknown field":              swap(`"took":0`, `"took":0,"secret":"x"`),
		"a field twice":                 swap(`"took":0`, `"took":0,"took":0`),
		"a field in capitals":           swap(`"took"`, `"TOOK"`),
		"a field is missing":            swap(`"took":0,`, ``),
		"a number as text":              swap(`"took":0`, `"took":"0"`),
		"too large a number":            swap(`"took":0`, `"took":99999999999999999999`),
		"a program of several words":    swap(`"v1"`, `"call 555 now"`),
		"a system with a path":          swap(`"linux"`, `"/home/jane"`),
		"a ticket that is a code":       swap(`"program":"v1"`, `"program":"v1","ticket":"123456"`),
		"a ticket in lower case":        swap(`"program":"v1"`, `"program":"v1","ticket":"t-1"`),
		"another device":                swap(`"computer"`, `"toaster"`),
		"a verdict that is none":        swap(`"verdict":3`, `"verdict":4`),
		"a skew without agreement":      swap(`"skew":null`, `"skew":{"low":0,"high":0,"point":0}`),
		"agreement without a skew":      swap(`"agreement":0`, `"agreement":3`),
		"a skew outside of itself":      strings.Replace(swap(`"agreement":0`, `"agreement":3`), `"skew":null`, `"skew":{"low":0,"high":1,"point":2}`, 1),
		"a zone that is none":           swap(`"utc_offset":0`, `"utc_offset":360000`),
		"a period of nothing":           swap(`30000000000`, `0`),
		"a long text sum":               swap(`"00000000000000000000"`, `"000000000000000000001"`),
		"no servers":                    swap(`"servers":[]`, `"servers":null`),
		"a server that is an address":   server(strings.Replace(good, "time.google.com", "192.0.2.1", 1)),
		"a server that is a path":       server(strings.Replace(good, "time.google.com", "/etc/passwd", 1)),
		"a server with control letters": server(strings.Replace(good, "time.google.com", `\u001b[2J`, 1)),
		"another method":                server(strings.Replace(good, "ntp", "guess", 1)),
		"an error of its own words":     server(strings.Replace(good, `"ntp"`, `"ntp","error":"call 555"`, 1)),
		"six numbers in a sample":       server(strings.Replace(good, ",2,0]]", ",2]]", 1)),
		"eight numbers in a sample":     server(strings.Replace(good, ",2,0]]", ",2,0,0]]", 1)),
		"a negative slack":              server(strings.Replace(good, "0,2,0]]", "-1,2,0]]", 1)),
		"a stratum over 255":            server(strings.Replace(good, ",2,0]]", ",256,0]]", 1)),
		"machines without samples":      server(strings.Replace(good, `2,0]]`, `2,0]],"machines":[1,2]`, 1)),
		"a machine of number 0":         server(strings.Replace(good, `2,0]]`, `2,0]],"machines":[0]`, 1)),
		"a voice beyond all servers":    server(strings.Replace(good, `"samples"`, `"voice":33,"samples"`, 1)),
		"a stratum of a web server":     server(strings.Replace(good, `"ntp"`, `"https"`, 1)),
		"a stratum of none":             server(strings.Replace(good, ",2,0]]", ",0,0]]", 1)),
		"a run of days":                 swap(`"took":0`, `"took":99999999999999`),
		"a text sum in words":           swap(`"00000000000000000000"`, `"call-0800-555-1234-x"`),
		"a desk in version 1":           swap(`"servers":[]`, `"servers":[],"desk":{"key":"0123456789abcdef","time":0}`),
		"too many servers":              server(strings.TrimSuffix(strings.Repeat(good+",", maxServers+1), ",")),
		"a certificate of another kind": server(strings.Replace(good, ",2,0]]", ",2,2]]", 1)),
		"a fact that is none":           swap(`"servers":[]`, `"servers":[],"facts":{"jane":true}`),
		"a service that is none":        swap(`"servers":[]`, `"servers":[],"services":[{"name":"jane"}]`),
		"a finding in words":            swap(`"servers":[]`, `"servers":[],"findings":[{"code":"call 555","severity":"info","sure":"likely"}]`),
		"a value in words":              swap(`"servers":[]`, `"servers":[],"findings":[{"code":"a","severity":"info","sure":"likely","values":{"b c":1}}]`),
		"a phone that is missing":       swap(`"computer"`, `"phone"`),
		"an app that is missing":        swap(`"computer"`, `"app"`),
		"a computer's true time":        swap(`"servers":[]`, `"servers":[],"computer":{"low":0,"high":0,"point":0}`),
	} {
		if r, err := parse(1, []byte(text)); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v, %+v, want ErrInvalid", name, err, r)
		}
	}
}

func TestParseIsStrictAboutDevices(t *testing.T) {
	skews := `"verdict":0,"agreement":3,"skew":{"low":0,"high":0,"point":0},"servers":[],"computer":{"low":0,"high":0,"point":0}`
	seen := strings.Replace(smallest, `"verdict":3,"agreement":0,"skew":null,"servers":[]`, skews, 1)
	phone := strings.Replace(seen, `"computer",`, `"phone",`, 1)
	phone = strings.Replace(phone, `,"text_sum"`, `,"page":{"system":"iphone","samples":[[0,0,0,0,0,0,0]]},"text_sum"`, 1)
	app := strings.Replace(seen, `"computer",`, `"app",`, 1)
	app = strings.Replace(app, `,"text_sum"`, `,"watched":{"app":"2fas","lag":0,"taps":[[0,0]],"clock":{"low":0,"high":1}},"text_sum"`, 1)
	for _, text := range []string{phone, app, strings.Replace(app, `,"clock":{"low":0,"high":1}`, ``, 1)} {
		if _, err := parse(1, []byte(text)); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	for _, tt := range []struct{ text, old, new string }{
		{phone, `"iphone"`, `"Jane's iPhone"`},
		{phone, `[[0,0,0,0,0,0,0]]`, `[]`},
		{phone, `[[0,0,0,0,0,0,0]]`, `null`},
		{phone, `[[0,0,0,0,0,0,0]]`, `[[0,0,0,0,-1,0,0]]`},
		{phone, `"device":"phone"`, `"device":"app"`},
		{phone, `"device":"phone"`, `"device":"computer"`},
		{phone, `"agreement":3`, `"agreement":0`},
		{phone, `,"computer":{"low":0,"high":0,"point":0}`, ``},
		{phone, `"computer":{"low":0,"high":0,"point":0}`, `"computer":{"low":1,"high":0,"point":0}`},
		{phone, `"skew":{"low":0,"high":0,"point":0}`, `"skew":null`},
		{phone, `,"text_sum"`, `,"facts":{"domain":true},"text_sum"`},
		{app, `"2fas"`, `"an app of mine"`},
		{app, `"lag":0`, `"lag":-1`},
		{app, `"lag":0`, `"lag":20000000000`},
		{app, `[[0,0]]`, `[]`},
		{app, `[[0,0]]`, `[[0,-1]]`},
		{app, `[[0,0]]`, `[` + strings.TrimSuffix(strings.Repeat(`[0,0],`, maxTaps+1), ",") + `]`},
		{app, `"low":0,"high":1`, `"low":1,"high":0`},
		{app, `"device":"app"`, `"device":"phone"`},
	} {
		if !strings.Contains(tt.text, tt.old) {
			t.Fatalf("%s is not in it", tt.old)
		}
		if _, err := parse(1, []byte(strings.Replace(tt.text, tt.old, tt.new, 1))); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s for %s: %v, want ErrInvalid", tt.new, tt.old, err)
		}
	}
}

func TestArmor(t *testing.T) {
	for _, data := range []string{"", "a", smallest, strings.Repeat("0123456789", 10_000)} {
		for version := 1; version <= Version; version++ {
			got, err := unarmor(lettersOf(armor(version, []byte(data), nil)))
			if err != nil || got.version != version || string(got.data) != data || len(got.signature) > 0 {
				t.Errorf("%d bytes of version %d come back as %d of %d, %v", len(data), version, len(got.data), got.version, err)
			}
		}
		if _, err := unarmor(lettersOf(armor(Version+1, []byte(data), nil))); !errors.Is(err, ErrDamaged) {
			t.Errorf("a version that nobody knows: %v, want ErrDamaged", err)
		}
	}
	if _, err := unarmor(lettersOf(armor(Version, bytes.Repeat([]byte{0}, 10*maxJSON), nil))); !errors.Is(err, ErrInvalid) {
		t.Errorf("a small text that unpacks to megabytes: %v, want ErrInvalid", err)
	}
}

func TestFindingsSurvive(t *testing.T) {
	r := Report{}
	if err := json.Unmarshal([]byte(smallest), &r); err != nil {
		t.Fatal(err)
	}
	r.Findings = []Finding{{Code: "whole-hours", Severity: "problem", Sure: "certain", Values: map[string]float64{"size_seconds": 3600, "rest_seconds": -0.25}}}
	text, err := r.Encode("text", nil)
	if err != nil {
		t.Fatal(err)
	}
	found := Find(text)
	if len(found) != 1 || found[0].Err != nil || found[0].Report.Findings[0].Values["rest_seconds"] != -0.25 {
		t.Errorf("%+v", found)
	}
}

// Every word for an error stands for an error that has this word.
func TestErrorWords(t *testing.T) {
	codes := []string{"", "kiss", "kiss-rate", "kiss-deny", "kiss-rstr", "name-lookup", "other"}
	for _, r := range reasons() {
		codes = append(codes, r.code)
	}
	for _, code := range codes {
		if got := errorCode(errorOf(code)); got != code || !knownError(code) {
			t.Errorf("%q comes back as %q", code, got)
		}
	}
	if knownError("call 555") {
		t.Error("any word is known")
	}
}
