package batch

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/totp"
)

// keyOf returns the key of RFC 6238 with these digits.
func keyOf(t testing.TB, digits int) totp.Key {
	t.Helper()
	k, err := totp.NewKey([]byte("12345678901234567890"))
	if err != nil {
		t.Fatal(err)
	}
	if k.Digits = digits; digits == 5 {
		k.Steam = true
	}
	return k
}

func TestCodes(t *testing.T) {
	for _, tt := range []struct {
		cell   string
		digits int
		want   string
		err    error
	}{
		{"123456", 6, "123456", nil},
		{"012345", 6, "012345", nil},
		{" 123 456 ", 6, "123456", nil},
		{"123-456", 6, "123456", nil},
		{"123\u00a0456", 6, "123456", nil},
		{"123\u202f456", 6, "123456", nil},
		{`="012345"`, 6, "012345", nil},
		{"'012345", 6, "012345", nil},
		{"12345678", 6, "12345678", nil}, // of other settings
		{"1234567", 6, "1234567", nil},
		{"2BCDF", 5, "2BCDF", nil},
		{"", 6, "", ErrCodeEmpty},
		{" - ", 6, "", ErrCodeEmpty},
		{"12345", 6, "", ErrCodeZeros},
		{"1", 6, "", ErrCodeZeros},
		{"123456", 8, "", ErrCodeZeros},
		{"1.23E+05", 6, "", ErrCodeRounded},
		{"1,23456E+5", 6, "", ErrCodeRounded},
		{"123456.0", 6, "", ErrCodeDecimal},
		{"12,345", 6, "", ErrCodeDecimal},
	} {
		got, err := Code(tt.cell, keyOf(t, tt.digits))
		if got != tt.want || !errors.Is(err, tt.err) || (err == nil) != (tt.err == nil) {
			t.Errorf("%q of %d: %q, %v, want %q, %v", tt.cell, tt.digits, got, err, tt.want, tt.err)
		}
	}
	for cell, want := range map[string]totp.CodeFlaw{
		"75522O": totp.CodeLookalike, "abcdef": totp.CodeLetters, "７５５２２４": totp.CodeFullWidth, "٧٥٥٢٢٤": totp.CodeOtherDigits,
		"123456789": totp.CodeLong, "123456123456": totp.CodeTwice, "GEZDGNBVGY3TQOJQ": totp.CodeIsKey, "123_456": totp.CodeSigns,
		"\x00\xff\xfe\x01": totp.CodeInvisible,
	} {
		var flaw *CodeError
		if code, err := Code(cell, keyOf(t, 6)); !errors.As(err, &flaw) || flaw.Flaw != want || code != "" {
			t.Errorf("%q: %q, %v, want %s", cell, code, err, want)
		}
	}
}

func TestTimes(t *testing.T) {
	berlin, err := ParseZone("Europe/Berlin")
	if err != nil {
		t.Skip("no zones on this computer")
	}
	want := time.Date(2026, time.November, 22, 14, 2, 10, 0, time.UTC)
	for _, text := range []string{
		"2026-11-22T14:02:10Z", "2026-11-22 14:02:10Z", "2026-11-22t14:02:10z", " 2026-11-22T14:02:10.000Z ", "2026-11-22 14:02:10 UTC",
		"2026-11-22 14:02:10 GMT", "2026-11-22T15:02:10+01:00", "2026-11-22 15:02:10 +0100", "2026-11-22 15:02:10+01", "2026-11-22T06:02:10-08:00",
		"@1795356130", "2026-11-22T15:02:10", "2026-11-22 15:02:10,0", // the last two in Berlin
	} {
		if got, err := ParseTime(text, berlin); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]error{
		"": ErrTimeEmpty, "2026-11-22T14:02:10": ErrTimeZone, "2026-11-22 14:02:10 CET": ErrTimeZone, "2026-11-22T14:02Z": ErrTimeSeconds,
		"2026-11-22 14:02": ErrTimeSeconds, "22.11.2026 14:02:10": ErrTimeSpreadsheet, "11/22/2026 2:02 PM": ErrTimeSpreadsheet,
		"22-Nov-26": ErrTimeSpreadsheet, "2026/11/22 14:02:10": ErrTimeSpreadsheet, "46348.58484": ErrTimeSpreadsheet, "46348,58": ErrTimeSpreadsheet,
		"1795356130": ErrTimeNumber, "1969-12-31T23:59:59Z": ErrTimeYear, "@-1": ErrTimeYear, "2201-01-01T00:00:00Z": ErrTimeYear,
		"@": ErrTime, "@1e9": ErrTime, "yesterday": ErrTime, "2026-13-22T14:02:10Z": ErrTime, "2026-02-29T14:02:10Z": ErrTime, "\x00": ErrTime,
		"1970-01-01T00:30:00+01:00": ErrTimeYear,
	} {
		if got, err := ParseTime(text, nil); !errors.Is(err, want) || !got.IsZero() {
			t.Errorf("%q: %v, %v, want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"2026-10-25T02:30:00": ErrTimeTwice, "2026-03-29T02:30:00": ErrTimeNever, "2026-10-25T01:59:59": nil, "2026-10-25T03:00:00": nil,
		"2026-10-25T02:30:00+01:00": nil,
	} {
		if _, err := ParseTime(text, berlin); !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%q in Berlin: %v, want %v", text, err, want)
		}
	}
}

func TestZones(t *testing.T) {
	for text, want := range map[string]int{"UTC": 0, "+01:00": 3600, "-09:30": -34200} {
		zone, err := ParseZone(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, offset := time.Unix(0, 0).In(zone).Zone(); offset != want {
			t.Errorf("%s: %d", text, offset)
		}
	}
	for _, text := range []string{"", "Mars/Olympus", "+25:00", "+1", "../../etc/passwd"} {
		if zone, err := ParseZone(text); !errors.Is(err, ErrZone) {
			t.Errorf("%q: %v, %v", text, zone, err)
		}
	}
}

// A row becomes readings, or says which cell is wrong.
func TestReadings(t *testing.T) {
	k, at := keyOf(t, 6), time.Unix(59, 0).UTC()
	for _, tt := range []struct {
		name string
		row  Row
		want []totp.Reading
		err  string
	}{
		{"one", Row{Line: 2, codes: []string{"123456"}, times: []string{"@59"}}, []totp.Reading{{Code: "123456", At: at, Bound: time.Second, Delay: time.Minute}}, ""},
		{"one of two", Row{Line: 2, codes: []string{"123456", ""}, times: []string{"@59", " "}}, []totp.Reading{{Code: "123456", At: at, Bound: time.Second, Delay: time.Minute}}, ""},
		{"none of two", Row{Line: 2, codes: []string{"", ""}, times: []string{"", " "}}, nil, "line 2, code1: there is no code"},
		{"none", Row{Line: 2, codes: []string{""}, times: []string{""}}, nil, "line 2, code: there is no code"},
		{"no second time", Row{Line: 2, codes: []string{"123456", "123456"}, times: []string{"@59", ""}}, nil, "line 2, time2: there is no time"},
		{"no second code", Row{Line: 2, codes: []string{"123456", ""}, times: []string{"@59", "@60"}}, nil, "line 2, code2: there is no code"},
		{"no first zero", Row{Line: 2, codes: []string{"123456", "23456"}, times: []string{"@59", "@60"}}, nil, "line 2, code2: the code has too few digits: 5 of 6"},
	} {
		got, err := tt.row.Readings(k, Reading{Delay: time.Minute})
		if diff := cmp.Diff(tt.want, got); diff != "" || (err == nil) != (tt.err == "") || err != nil && err.Error() != tt.err {
			t.Errorf("%s: %v, want %q %s", tt.name, err, tt.err, diff)
		}
	}
}

func TestKeys(t *testing.T) {
	const rfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	const otpauth = "otpauth://totp/a?digits=8&secret=" + rfc
	all, err := ReadKeys(strings.NewReader("\ufeffRef;Key\r\nT-1;" + rfc + "\r\nT-2;" + otpauth + "\r\nT-1;" + rfc + "\r\nT-2;" + rfc + "\r\nT-3;GEZDGNB1\r\n" +
		rfc + ";T-4\r\nT-5;otpauth://totp/a\r\nT-6;\r\nT-7;otpauth://hotp/a?counter=1&secret=" + rfc + "\r\nT-8;3132333435363738393031323334353637383930\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	var flaws []string
	for _, f := range all.Flaws {
		flaws = append(flaws, f.Error())
	}
	want := []string{
		"line 5, ref: the reference has another key already",
		"line 6, key: a key holds no 0, 1 or 8",
		"line 7, ref: this looks like a key, not like a reference to one",
		"line 8, key: the key holds no secret",
		"line 9, key: the key holds no secret",
		"line 10, key: the codes of this key count logins: no clock is involved",
	}
	if diff := cmp.Diff(want, flaws); diff != "" {
		t.Error(diff)
	}
	for ref, want := range map[string]error{"T-1": nil, "T-2": ErrKeyUnusable, "T-3": ErrKeyUnusable, "T-7": ErrKeyUnusable, "T-8": nil, "T-9": ErrRef, "t-1": ErrRef} {
		k, err := all.Of(Row{Line: 4, Ref: ref})
		if !errors.Is(err, want) || (err == nil) != (want == nil) || err == nil && !k.Equal(keyOf(t, 6)) {
			t.Errorf("%s: %v, want %v", ref, err, want)
		}
	}
	if len(all.Notes) != 1 || all.Notes[0] != totp.NoteHex {
		t.Errorf("notes %v", all.Notes)
	}
}

func TestKeysThatCannotBeRead(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"nothing":           {"", ErrEmpty},
		"a header alone":    {"ref,key\n", ErrEmpty},
		"a key alone":       {"GEZDGNBVGY3TQOJQ\n", ErrHeader},
		"no keys":           {"ref,code\n", ErrColumn},
		"no references":     {"key\nGEZDGNBVGY3TQOJQ\n", ErrColumn},
		"none that is good": {"ref,key\nT-1,GEZDGNB1\n", ErrNoUsableKeys},
		"a workbook":        {"PK\x03\x04", ErrWorkbook},
	} {
		if _, err := ReadKeys(strings.NewReader(tt.text)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	all, err := ReadKeys(strings.NewReader(`{"ref":"T-1","key":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}`))
	if err != nil || len(all.byRef) != 1 {
		t.Errorf("JSON: %+v, %v", all, err)
	}
}
