package report_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/drift/skew"
)

// maxFuzzed is how long an input may be. Go tries to shorten each one that is of
// interest in all ways that there are, so long ones would take all of the time.
const maxFuzzed = 80

// FuzzFind reads texts in which a byte below 16 stands for a piece of a report.
func FuzzFind(f *testing.F) {
	_, computer := made(f, -47*time.Second, "T-4711")
	_, phone := ofPhone(f, -47*time.Second)
	_, app := ofApp(f, 0, skew.Unknown)
	human, data, _ := strings.Cut(computer, "-----CODECLOCK DATA 2-----\n")
	data, end, _ := strings.Cut(data, "-----END")
	pieces := []string{computer, phone, app, human, data, "-----CODECLOCK DATA 2-----\n", "-----END" + end, data[:200], "BEGIN CODECLOCK REPORT"}
	for _, seed := range []string{
		"\x00", "\x01\x02", "\x03\x04", "\x03\x05\x04\x06", "\x08 \x05AAAA", "END CODECLOCK REPORT \x08 &amp;&#x2014; =3D=\n", "From: a\n\n\x00", "<p>\x00</p>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > maxFuzzed {
			return
		}
		for i, piece := range pieces {
			text = strings.ReplaceAll(text, string(rune(i)), piece)
		}
		if len(text) > 2*len(phone) {
			return // two reports show as much as ten
		}
		for _, found := range report.Find(text) {
			v := report.Verify(found, report.Expect{Now: resulttest.Truth(), Text: render.ReportText})
			if found.Err != nil {
				known := errors.Is(found.Err, report.ErrTruncated) || errors.Is(found.Err, report.ErrDamaged) ||
					errors.Is(found.Err, report.ErrNewer) || errors.Is(found.Err, report.ErrInvalid)
				if !known || v.Trust != report.Unreadable {
					t.Errorf("error %v, trust %v", found.Err, v.Trust)
				}
				continue
			}
			// A mark in the text would begin a report of its own.
			again, err := found.Report.Encode(strings.ReplaceAll(found.Text, "CODECLOCK", ""), nil)
			if err != nil {
				t.Fatalf("read and cannot be written: %v", err)
			}
			back := report.Find(again)
			if len(back) != 1 || back[0].Err != nil {
				t.Fatalf("written and cannot be read: %v", errs(back))
			}
			back[0].Report.TextSum, found.Report.TextSum = "", ""
			if diff := cmp.Diff(found.Report, back[0].Report); diff != "" {
				t.Errorf("round trip:\n%s", diff)
			}
		}
	})
}

// Whatever is done to a report, it is read exactly or refused.
func FuzzMangledIsNeverMisread(f *testing.F) {
	want, text := made(f, -47*time.Second, "T-4711")
	f.Add(0, 0, "")
	f.Add(900, 1, "Q")
	f.Add(1000, 64, "")
	f.Add(10, 0, "\r\n> &gt; =\n")
	f.Fuzz(func(t *testing.T, at, cut int, insert string) {
		if at < 0 || at > len(text) || cut < 0 || cut > len(text)-at {
			return
		}
		for i, found := range report.Find(text[:at] + insert + text[at+cut:]) {
			if found.Err != nil {
				continue
			}
			found.Report.TextSum = ""
			if diff := cmp.Diff(want, found.Report); diff != "" {
				t.Errorf("report %d misread:\n%s", i, diff)
			}
		}
	})
}

// leaf is a number or a word of a report as JSON, and how to put another one in
// its place.
type leaf struct {
	is  any
	set func(any)
}

func leaves(at any, set func(any)) []leaf {
	var out []leaf
	switch at := at.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(at)) {
			out = append(out, leaves(at[key], func(v any) { at[key] = v })...)
		}
	case []any:
		for i := range at {
			out = append(out, leaves(at[i], func(v any) { at[i] = v })...)
		}
	default:
		out = append(out, leaf{at, set})
	}
	return out
}

// crafted changes a report as whoever knows the format can. Each edit is ten
// bytes: which leaf, and its new number, of which a word takes the letters.
func crafted(base string, edits []byte) (report.Report, error) {
	var tree any
	d := json.NewDecoder(strings.NewReader(base))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return report.Report{}, err
	}
	all := leaves(tree, nil)
	for ; len(edits) >= 10; edits = edits[10:] {
		l := all[int(binary.BigEndian.Uint16(edits))%len(all)]
		switch value := edits[2:10]; l.is.(type) {
		case string:
			l.set(string(bytes.Trim(value, "\x00")))
		case bool:
			l.set(value[0] > 0)
		default:
			l.set(int64(binary.BigEndian.Uint64(value)))
		}
	}
	data, err := json.Marshal(tree)
	if err != nil {
		return report.Report{}, err
	}
	var r report.Report
	err = json.Unmarshal(data, &r)
	return r, err
}

// Whoever knows the format can write any numbers into a report. They are read or
// refused, and can be shown.
func FuzzCrafted(f *testing.F) {
	computer, _ := made(f, -47*time.Second, "T-4711")
	phone, _ := ofPhone(f, -47*time.Second)
	app, _ := ofApp(f, 13*time.Second, skew.Around(0, time.Second))
	var bases []string
	for _, r := range []report.Report{computer, phone, app} {
		data, err := json.Marshal(r)
		if err != nil {
			f.Fatal(err)
		}
		bases = append(bases, string(data))
	}
	for leaf := range 120 { // the ends of what a number can be, and words
		for i, value := range []uint64{0, 1 << 63, 1<<63 - 1, binary.BigEndian.Uint64([]byte("call-555"))} {
			edit := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint16(nil, uint16(leaf)), value)
			f.Add(byte(leaf+i), edit)
		}
	}
	f.Fuzz(func(t *testing.T, device byte, edits []byte) {
		if len(edits) > maxFuzzed {
			return
		}
		r, err := crafted(bases[int(device)%len(bases)], edits)
		if err != nil {
			return
		}
		text, err := r.Encode("text", nil)
		if err != nil {
			return
		}
		found := report.Find(text)
		if len(found) != 1 || found[0].Err != nil {
			t.Fatalf("written and cannot be read: %v", errs(found))
		}
		v := report.Verify(found[0], report.Expect{Now: resulttest.Truth(), Text: render.ReportText})
		ascii(t, render.Verify([]report.Verified{v}, render.TextOptions{Verbose: true}))
		if _, err := render.VerifyJSON([]report.Verified{v}, ""); err != nil {
			t.Errorf("cannot be shown as JSON: %v", err)
		}
	})
}

func ascii(t *testing.T, out string) {
	t.Helper()
	if strings.ContainsFunc(out, func(r rune) bool { return r != '\n' && (r < ' ' || r > '~') }) {
		t.Errorf("not ASCII: %q", out)
	}
}

// shown returns all faces of a report together. They are ASCII.
func shown(t *testing.T, f report.Found) string {
	t.Helper()
	v := report.Verify(f, report.Expect{Now: resulttest.Truth(), Text: render.ReportText})
	all := []report.Verified{v, v}
	out := render.Verify(all[:1], render.TextOptions{Verbose: true}) + render.Verify(all, render.TextOptions{Verbose: true}) +
		render.Nagios(render.VerifyStatus(all, resulttest.Truth()))
	ascii(t, out)
	j, err := render.VerifyJSON(all, "")
	if err != nil {
		t.Errorf("cannot be shown as JSON: %v", err)
	}
	return out + j + fmt.Sprint(render.VerifyStatus(all, resulttest.Truth()))
}
