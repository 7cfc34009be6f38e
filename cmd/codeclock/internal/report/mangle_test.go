package report_test

import (
	"errors"
	"fmt"
	"html"
	"mime/quotedprintable"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
)

// made returns a report of a clock with this skew, for this ticket, and its
// text.
func made(t testing.TB, off time.Duration, ticket string) (report.Report, string) {
	t.Helper()
	c := resulttest.With(off, resulttest.Skewed(off)...)
	c.Conclude()
	r, err := report.New(c, report.Options{Ticket: ticket, System: "windows", Arch: "amd64"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := render.Report(r)
	if err != nil {
		t.Fatal(err)
	}
	return r, text
}

// wrapAt breaks all lines anew at a width, as mail programs do with a paragraph.
func wrapAt(width int) func(string) string {
	return func(text string) string {
		return strings.Join(words.Wrap(strings.Join(strings.Fields(text), " "), width), "\n")
	}
}

// cutAt breaks every line that is longer than a width in its middle.
func cutAt(width int) func(string) string {
	return eachLine(func(l string) string {
		var b strings.Builder
		for len(l) > width {
			b.WriteString(l[:width] + "\n")
			l = l[width:]
		}
		return b.String() + l
	})
}

func eachLine(f func(string) string) func(string) string {
	return func(text string) string {
		lines := strings.Split(text, "\n")
		for i := range lines {
			lines[i] = f(lines[i])
		}
		return strings.Join(lines, "\n")
	}
}

func prefix(mark string) func(string) string {
	return eachLine(func(l string) string { return mark + l })
}

func replace(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

func then(all ...func(string) string) func(string) string {
	return func(text string) string {
		for _, f := range all {
			text = f(text)
		}
		return text
	}
}

func quotedPrintable(text string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.String()
}

// mangling is something that happens to a text on its way.
type mangling struct {
	name string
	do   func(string) string
}

// harmless are manglings that a report survives as it is.
func harmless() []mangling {
	smart := replace("'", "\u2019", "-----", "\u2014\u2014-", "--", "\u2014", "\"", "\u201d")
	return []mangling{
		{"nothing", func(s string) string { return s }},
		{"Windows line ends", replace("\n", "\r\n")},
		{"old Mac line ends", replace("\n", "\r")},
		{"quoted", prefix("> ")},
		{"quoted three times", prefix("> >> ")},
		{"quoted with a bar", prefix("| ")},
		{"indented", prefix("        ")},
		{"tabs before lines", prefix("\t")},
		{"blanks after lines", eachLine(func(l string) string { return l + "   " })},
		{"an empty line between any two", replace("\n", "\n\n")},
		{"no line breaks at all", replace("\n", " ")},
		{"wrapped at 40", wrapAt(40)},
		{"wrapped at 50", wrapAt(50)},
		{"wrapped at 60", wrapAt(60)},
		{"wrapped at 72", wrapAt(72)},
		{"wrapped at 80", wrapAt(80)},
		{"cut at 33", cutAt(33)},
		{"cut at 40 and quoted", then(cutAt(40), prefix("> "))},
		{"quoted and then wrapped at 60", then(prefix("> "), wrapAt(60))},
		{"smart quotes and dashes", smart},
		{"en dashes", replace("-", "\u2013")},
		{"no dashes around the marks", replace("-----", "")},
		{"odd spaces", replace(" ", "\u00a0")},
		{"thin spaces and zero-width ones", replace(" ", "\u2009\u200b")},
		{"a byte order mark", func(s string) string { return "\ufeff" + s }},
		{"escaped for HTML", html.EscapeString},
		{"escaped twice", then(html.EscapeString, html.EscapeString)},
		{"HTML line breaks", then(html.EscapeString, replace("\n", "<br/>\n"))},
		{"HTML paragraphs", then(html.EscapeString, eachLine(func(l string) string { return `<p class="x">` + l + "</p>" }))},
		{"HTML with hard spaces", then(html.EscapeString, replace(" ", "&nbsp;"))},
		{"quoted-printable", quotedPrintable},
		{"quoted-printable of smart dashes", then(smart, quotedPrintable)},
		{"links made of names", replace("time.google.com", "time.google.com<http://time.google.com>")},
		{"a code block", func(s string) string { return "```\n" + s + "```\n" }},
		{"bold type", replace("BEGIN CODECLOCK REPORT", "**BEGIN CODECLOCK REPORT**", "END CODECLOCK REPORT", "**END CODECLOCK REPORT**")},
		{"in the middle of a mail", func(s string) string {
			return "Hi, codes fail & I am < 5 minutes from\ngiving up. My report:\n" + s + "\n--\nSent from a phone\n"
		}},
		{"quoted by a mail program", func(s string) string { return "On Monday, Jo <jo@mail.example> wrote:\n" + prefix("> ")(s) }},
		{"all in lower case below the text", func(s string) string {
			human, data, _ := strings.Cut(s, "DATA 2")
			return human + "DATA 2" + strings.ToLower(data)
		}},
	}
}

func TestReportsSurvive(t *testing.T) {
	computer, computerText := made(t, -47*time.Second, "T-4711")
	phone, phoneText := ofPhone(t, -47*time.Second)
	app, appText := ofApp(t, -47*time.Second, skew.Around(-47*time.Second, time.Second))
	for _, m := range harmless() {
		t.Run(m.name, func(t *testing.T) {
			survives(t, m, computer, computerText)
			survives(t, m, phone, phoneText)
			survives(t, m, app, appText)
		})
	}
	if n := len(harmless()); n < 30 {
		t.Errorf("only %d manglings", n)
	}
}

func survives(t *testing.T, m mangling, want report.Report, text string) {
	t.Helper()
	found := report.Find(m.do(text))
	if len(found) != 1 || found[0].Err != nil {
		t.Fatalf("found %d reports, %v, in\n%s", len(found), errs(found), m.do(text))
	}
	got := found[0].Report
	got.TextSum = ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
	if edited(found[0]) {
		t.Errorf("the text counts as edited:\n%s", found[0].Text)
	}
}

// compared returns what the part for people says beside the data.
func compared(f report.Found) report.Comparison {
	return report.Verify(f, report.Expect{Now: resulttest.Truth(), Text: render.ReportText}).Compared
}

// edited reports whether anything of the part for people is not as it was, or
// could not be told.
func edited(f report.Found) bool {
	c := compared(f)
	return c.Partly || len(c.Changed) > 0
}

func errs(all []report.Found) []error {
	var out []error
	for _, f := range all {
		out = append(out, f.Err)
	}
	return out
}

func TestTwoReportsInAnyOrder(t *testing.T) {
	a, first := made(t, -47*time.Second, "T-1")
	b, second := made(t, 0, "T-1")
	for _, m := range harmless() {
		found := report.Find(m.do(second + "\nand before that:\n" + first))
		if len(found) != 2 || found[0].Err != nil || found[1].Err != nil {
			t.Errorf("%s: %v", m.name, errs(found))
			continue
		}
		if found[0].Report.Verdict != b.Verdict || found[1].Report.Verdict != a.Verdict {
			t.Errorf("%s: the reports changed places", m.name)
		}
	}
}

// Every mangling that loses or changes something is refused with its reason.
func TestDamageIsRefused(t *testing.T) {
	_, text := made(t, -47*time.Second, "T-4711")
	data := strings.Index(text, "DATA 2-----\n") + len("DATA 2-----\n")
	end := strings.Index(text, "-----END")
	lines := strings.SplitAfter(text[data:end], "\n")
	for _, tt := range []struct {
		name, text string
		want       error
	}{
		{"the end is cut off", text[:end-100], report.ErrTruncated},
		{"cut off in the first letters of the data", text[:data+3], report.ErrTruncated},
		{"cut off before the data", text[:data-40], report.ErrTruncated},
		{"beginning and end are cut off", text[data-26 : end-20], report.ErrTruncated},
		{"a line is missing", strings.Replace(text, lines[2], "", 1), report.ErrTruncated},
		{"a line is there twice", strings.Replace(text, lines[2], lines[2]+lines[2], 1), report.ErrDamaged},
		{"two lines changed places", strings.Replace(text, lines[2]+lines[3], lines[3]+lines[2], 1), report.ErrDamaged},
		{"a letter that is none", text[:data+90] + "1" + text[data+91:], report.ErrDamaged},
		{"a word among the data", text[:data+90] + " hello " + text[data+90:], report.ErrDamaged},
		{"from the future", strings.Replace(text[:data+90]+"QQ"+text[data+90:], "DATA 2", "DATA 3", 1), report.ErrNewer},
		{"from the future, in another form", "-----BEGIN CODECLOCK REPORT-----\nhello\n-----CODECLOCK DATA 3-----\nhello\n-----END CODECLOCK REPORT-----", report.ErrNewer},
		{"an end alone", "-----END CODECLOCK REPORT-----", report.ErrTruncated},
		{"a second beginning", "-----BEGIN CODECLOCK REPORT-----\n" + text, report.ErrTruncated},
	} {
		found := report.Find(tt.text)
		if len(found) == 0 || !errors.Is(found[0].Err, tt.want) || !reflect.DeepEqual(found[0].Report, report.Report{}) {
			t.Errorf("%s: %v, want %v and no report", tt.name, errs(found), tt.want)
		}
	}
	if found := report.Find("Hello, my codes fail."); len(found) != 0 {
		t.Errorf("found %v in a text without a report", found)
	}
}

// One changed letter anywhere in the data is noticed; the report is read exactly
// or not at all.
func TestNoLetterOfTheDataCanChange(t *testing.T) {
	want, text := made(t, -47*time.Second, "T-4711")
	data := strings.Index(text, "DATA 2-----\n") + len("DATA 2-----\n")
	end := strings.Index(text, "-----END")
	refused := 0
	for i := data; i < end; i++ {
		other := byte('A')
		if text[i] == other {
			other = 'B'
		}
		found := report.Find(text[:i] + string(other) + text[i+1:])
		if len(found) != 1 {
			t.Fatalf("letter %d: found %d", i, len(found))
		}
		if found[0].Err != nil {
			refused++
			continue
		}
		got := found[0].Report
		got.TextSum = ""
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("letter %d was changed and the report misread:\n%s", i, diff)
		}
	}
	if refused < (end-data)*9/10 {
		t.Errorf("only %d of %d changes were refused", refused, end-data)
	}
}

// An edit of a value is seen, and what is said of it names the value.
func TestEditsOfTheTextAreSeen(t *testing.T) {
	_, text := made(t, -47*time.Second, "T-4711")
	for _, tt := range []struct{ old, new, row string }{
		{"47.0 s slow", "4.70 s slow", ""}, {"47.0 s slow", "47.0 s fast", ""}, {"WRONG", "OK", ""}, {"WRONG  ", "AT RISK", ""},
		{"(+/- 0.01 s)", "(+/- 9.01 s)", ""}, {"T-4711", "T-4712", "Ticket"}, {"SLOW-47.0-", "SLOW-46.0-", "Short form"},
		{"windows", "linux", "Measured"}, {"amd64", "arm64", "Measured"}, {"first 13", "first 23", "Codes"}, {"1 try in 6", "5 try in 6", "Codes"},
		{"5 of 5 agree", "4 of 5 agree", "Servers"}, {"time.nist.gov", "time.evil.example", "Servers"}, {"UTC+01:00", "UTC-01:00", "Its clock said"},
		{"2026-11-22 12:59:13", "2026-11-21 12:59:13", "Its clock said"}, {"2026-11-22 13:00:00", "2026-11-22 12:59:59", "It really was"},
		{"v1.2.3", "v1.2.4", "Program"},
	} {
		changed := strings.Replace(text, tt.old, tt.new, 1)
		if changed == text {
			t.Fatalf("%q is not in the text", tt.old)
		}
		found := report.Find(changed)
		if len(found) != 1 || found[0].Err != nil {
			t.Fatal(errs(found))
		}
		if c := compared(found[0]).Changed; len(c) != 1 || c[0].Row != tt.row {
			t.Errorf("%q to %q: %+v, want a change of %q", tt.old, tt.new, c, tt.row)
		}
	}
}

func Example() {
	c := resulttest.With(-47*time.Second, resulttest.Skewed(-47*time.Second)...)
	c.Conclude()
	r, _ := report.New(c, report.Options{Ticket: "T-4711", System: "linux", Arch: "amd64"})
	text, _ := render.Report(r)
	for _, found := range report.Find("> " + strings.ReplaceAll(text, "\n", "\n> ")) {
		v := report.Verify(found, report.Expect{Ticket: "T-4711", Now: resulttest.Truth()})
		fmt.Println(found.Err, v.Problems, v.Check.Estimate.Skew, v.Report.Spoken())
	}
	// Output: <nil> [] 47.0 s slow, +/- 0.01 s SLOW-47.0-R57P
}
