package main

import "testing"

func TestParseShown(t *testing.T) {
	for text, want := range map[string][]int{
		"14:02": {14, 2}, "2:02 pm": {14, 2}, "2.02 P.M.": {14, 2}, "12:02 am": {0, 2}, "12:02pm": {12, 2},
		"00:00": {0, 12, 0}, "2:02": {2, 14, 2}, "12:30": {12, 0, 30}, " 23 : 59 ": {23, 59},
	} {
		hours, minute, err := parseShown(text)
		got := append(append([]int{}, hours...), minute)
		if err != nil || len(got) != len(want) || got[0] != want[0] || got[len(got)-1] != want[len(want)-1] {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "14", "1402", "24:00", "12:60", "12:5", "0:30 pm", "13:00 am", "-1:00", "+1:00", "aa:bb", "١٤:٠٢", "12:30:15", "am"} {
		if hours, minute, err := parseShown(text); err == nil {
			t.Errorf("%q is taken for %v:%d", text, hours, minute)
		}
	}
}

func FuzzParseShown(f *testing.F) {
	for _, s := range []string{"14:02", "2.02 p.m.", "", ":::", "am", "12:00 am am", "99:99"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hours, minute, err := parseShown(text)
		if err != nil {
			return
		}
		if len(hours) < 1 || len(hours) > 2 || minute < 0 || minute > 59 {
			t.Errorf("%q is %v:%d", text, hours, minute)
		}
		for _, h := range hours {
			if h < 0 || h > 23 {
				t.Errorf("%q is %v:%d", text, hours, minute)
			}
		}
	})
}
