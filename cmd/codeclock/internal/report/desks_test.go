package report_test

import (
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/drift/skew"
)

// everyDevice returns a report of each device, of version 1 as it lies in a file
// and of today's.
func everyDevice(t *testing.T) map[string]string {
	texts := map[string]string{}
	for _, name := range []string{"", ".phone", ".app"} {
		text, err := os.ReadFile("../../../../testdata/vectors/report.v1" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		texts["v1"+name] = string(text)
	}
	_, texts["v2"] = made(t, -47*time.Second, "T-4711")
	_, texts["v2.phone"] = ofPhone(t, -47*time.Second)
	_, texts["v2.app"] = ofApp(t, -47*time.Second, skew.Around(-47*time.Second, time.Second))
	return texts
}

var dataStarts = regexp.MustCompile(`\n-----CODECLOCK DATA [12]-----\n`)

// parts returns the part for people, the data and the end of a report.
func parts(text string) (people, data, end string) {
	at, last := dataStarts.FindStringIndex(text), strings.Index(text, "-----END")
	return text[:at[1]], text[at[1]:last], text[last:]
}

func ofPeople(do func(string) string) func(string) string {
	return func(s string) string { people, data, end := parts(s); return do(people) + data + end }
}

func ofData(do func(string) string) func(string) string {
	return func(s string) string { people, data, end := parts(s); return people + do(data) + end }
}

func everyLine(format string) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for i, line := range strings.Split(s, "\n") {
			fmt.Fprintf(&b, format, i+1, line)
		}
		return b.String()
	}
}

// cells makes each line a row of a CSV file.
func cells(s string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	for i, line := range strings.Split(s, "\n") {
		_ = w.Write([]string{fmt.Sprint(i), line, "Smith, Jo"})
	}
	w.Flush()
	return b.String()
}

// jsonLines makes each line a string in an object of its own, as logs of
// containers do.
func jsonLines(s string) string {
	var b strings.Builder
	for _, line := range strings.Split(s, "\n") {
		out, _ := json.Marshal(map[string]string{"log": line + "\n", "stream": "stdout"})
		b.WriteString(string(out) + "\n")
	}
	return b.String()
}

func jsonTwice(s string) string {
	inner, _ := json.Marshal(s)
	out, _ := json.Marshal(map[string]string{"event": string(inner)})
	return string(out)
}

func base64Of(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// attached puts a part below a greeting.
func attached(kind, s string) string {
	return "Subject: codes\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/plain\n\nhi\n--o\nContent-Type: " + kind +
		"\nContent-Transfer-Encoding: base64\n\n" + cutAt(76)(base64Of(s)) + "\n--o--\n"
}

// asWindows1252 takes the bytes of UTF-8 for letters of Latin-1.
func asWindows1252(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

func smart(s string) string {
	return strings.NewReplacer("'", "\u2019", "-----", "\u2014\u2014-", "--", "\u2014", "+/-", "\u00b1").Replace(s)
}

func entities(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "&#x%x;", r)
	}
	return b.String()
}

// deskTrips are what desks do, of all kinds: the values are still read.
func deskTrips() []mangling {
	query := url.QueryEscape
	wide := regexp.MustCompile(` {2,}`)
	return []mangling{
		{"Mimecast", linked(func(h string) string { return h + "<https://protect-us.mimecast.com/s/AbCdE1?domain=" + h + ">" })},
		{"Barracuda", linked(func(h string) string {
			return "https://linkprotect.cudasvc.com/url?a=" + query("http://"+h) + "&c=E,1,abc"
		})},
		{"FireEye", linked(func(h string) string { return "https://protect2.fireeye.com/v1/url?k=1&u=" + query("http://"+h) })},
		{"Sophos", linked(func(h string) string { return "https://us-west-2.protection.sophos.com?d=" + h + "&u=aHR0cA==" })},
		{"Cisco", linked(func(h string) string { return "https://secure-web.cisco.com/1abc/" + query("http://"+h) })},
		{"Google's redirect", linked(func(h string) string { return "https://www.google.com/url?q=http://" + h + "&source=gmail" })},
		{"Proofpoint with a label", linked(func(h string) string { return h + "<https://urldefense.com/v3/__http://" + h + "__;!!N!a$>" })},
		{"Textile", linked(func(h string) string { return `"` + h + `":http://` + h })},
		{"AsciiDoc", linked(func(h string) string { return "http://" + h + "[" + h + "]" })},
		{"addresses made harmless", linked(func(h string) string { return strings.ReplaceAll(h, ".", "[.]") })},
		{"hxxp", linked(func(h string) string { return "hxxp://" + h })},
		{"www before names", linked(func(h string) string { return "www." + h })},
		{"a preview below each link", linked(func(h string) string { return h + "\n  Public NTP | For Developers\n" })},
		{"names taken out", linked(func(string) string { return "[REDACTED]" })},
		{"names broken by lines", linked(func(h string) string { return h[:5] + "\n" + h[5:] })},
		{"a smart link of a ticket", replace("T-4711", "[T-4711|https://x.atlassian.example/browse/T-4711|smart-link]")},
		{"a ticket's title beside it", replace("T-4711", "T-4711 Codes fail OPEN ")},
		{"a ticket taken out", replace("T-4711", "[REDACTED]")},
		{"a ticket with another dash", replace("T-4711", "T\u20114711")},
		{"Slack's dates", replace("2026-11-22 13:00:00", "<!date^1795348800^{date_num}|2026-11-22 13:00:00>")},
		{"backslashes of Markdown", replace("-", `\-`, "(", `\(`, ")", `\)`, ".", `\.`, "+", `\+`)},
		{"Jira's strikes", replace("-----", "--{-}{-}{-}")},
		{"headings for marks", replace("-----BEGIN", "## BEGIN", "-----END", "## END", "REPORT-----", "REPORT")},
		{"a numbered list", everyLine("%d. %s\n")},
		{"numbers of lines", everyLine("%4d: %s\n")},
		{"numbers of lines behind a bar", everyLine("%3d | %s\n")},
		{"a table", eachLine(func(l string) string { return "| " + wide.ReplaceAllString(l, " | ") + " |" })},
		{"tabs for columns", eachLine(func(l string) string { return wide.ReplaceAllString(l, "\t") })},
		{"ends of lines shown", eachLine(func(l string) string { return l + "$" })},
		{"rows of CSV", cells},
		{"a log of containers", jsonLines},
		{"JSON in JSON", jsonTwice},
		{"JSON with all escaped", func(s string) string {
			return `{"body":"` + strings.NewReplacer("\n", `\u000a`, "-", `\u002d`).Replace(s) + `"}`
		}},
		{"times and names of a chat", eachLine(func(l string) string { return "[23.11.26, 09:14:05] Jo: " + l })},
		{"names of IRC", eachLine(func(l string) string { return "09:14 <@jo> " + l })},
		{"a system's log", eachLine(func(l string) string { return "Nov 23 09:14:05 desk app[123]: " + l })},
		{"comments behind the data", ofData(replace("\n", "  // 09:14\n"))},
		{"colors of a terminal", replace("WRONG", "\x1b[1;31mWRONG\x1b[0m", "\n", "\x1b[K\n")},
		{"colors in the data", ofData(replace("\n", "\x1b[0m\n\x1b[2m"))},
		{"entities for everything", entities},
		{"HTML with a block for each line", func(s string) string {
			return "<div>" + strings.ReplaceAll(html.EscapeString(s), "\n", `</div><div dir="auto">`) + "</div>"
		}},
		{"XML", func(s string) string { return "<?xml version=\"1.0\"?><body><![CDATA[" + s + "]]></body>" }},
		{"soft hyphens everywhere", func(s string) string { return strings.Join(strings.Split(s, ""), "\u00ad") }},
		{"text from right to left", eachLine(func(l string) string { return "\u200f\u202b" + l + "\u202c" })},
		{"smart marks as Windows shows them", func(s string) string { return asWindows1252(smart(s)) }},
		{"hard blanks as Windows shows them", func(s string) string { return asWindows1252(strings.ReplaceAll(s, " ", "\u00a0")) }},
		{"signs of Latin-1", replace("+/-", "\xb1", "'", "\x92", "  ", "\xa0 ")},
		{"blanks of Shift JIS", replace("  ", "\x81\x40")},
		{"signs of GBK", replace("  ", "\xa1\xa1", "+/-", "\xa1\xc0")},
		{"wrapped at 60 and quoted twice", then(wrapAt(60), prefix(">> "))},
		{"quoted, cut and quoted", then(prefix("> "), cutAt(60), prefix("> "))},
		{"cut at 10", cutAt(10)},
		{"all lines glued", replace("\n", "")},
		{"capitals", strings.ToUpper},
		{"small letters", strings.ToLower},
		{"a PDF's page break", ofData(func(s string) string {
			return s[:260] + "\n                Page 1 of 2\n\f Ticket 4711: codes fail     23/11/2026, 09:14\nhttps://desk.example/tickets/4711\n\n" + s[260:]
		})},
		{"ligatures", ofPeople(replace("fi", "\ufb01", "fl", "\ufb02"))},
		{"O for 0 by a scanner", ofPeople(replace("47.0", "47.O"))},
		{"m for rn by a scanner", ofPeople(replace("rn", "m", "m", "rn"))},
		{"5 for S by a scanner", ofPeople(replace("SLOW-", "5LOW-"))},
		{"a decimal point that is lost", ofPeople(replace("47.0", "470"))},
		{"digits of Arabic", ofPeople(replace("0", "\u0660", "1", "\u0661", "4", "\u0664", "7", "\u0667"))},
		{"dates of another country", ofPeople(replace("2026-11-22", "22/11/2026"))},
		{"times of another clock", ofPeople(replace("13:00:00", "1:00:00 PM"))},
		{"another word for slow", ofPeople(replace("slow", "behind"))},
		{"an order of another language", ofPeople(replace("5 of 5 agree", "5 agree of 5"))},
		{"the name of the marks split", replace("CODECLOCK", "CODEC LOCK")},
		{"Cyrillic marks", replace("CODECLOCK", "\u0421\u041eD\u0415\u0421L\u041e\u0421\u041a")},
		{"a signature before the end", replace("-----END", "-- \nJo Doe, T 555-0100\n-----END")},
		{"a warning above", func(s string) string { return "CAUTION: T-4712 came from outside, 12:00:00 2026-11-25.\n\n" + s }},
		{"Outlook's mark of the first mail", func(s string) string { return "-----Original Message-----\nFrom: Jo\nSent: Monday\n\n" + s }},
		{"cut in two by a chat", func(s string) string { return s[:1000] + "\nJo, Today at 09:14\n" + s[1000:] }},
		{"a mail in a mail, as a file", func(s string) string { return attached("application/octet-stream; name=a.eml", base64Mail(s)) }},
		{"a mail in a mail in a mail, as files", func(s string) string {
			return attached("application/octet-stream; name=b.eml", attached("application/octet-stream; name=a.eml", base64Mail(s)))
		}},
		{"base64 in one line", base64Of},
		{"base64 for addresses", func(s string) string { return base64.URLEncoding.EncodeToString([]byte(s)) }},
		{"an address that holds it", func(s string) string { return "data:text/plain;base64," + base64Of(s) }},
	}
}

// Whatever a desk does, the data's values are read, and nobody is accused.
func TestDeskTrips(t *testing.T) {
	for device, text := range everyDevice(t) {
		want := report.Find(text)[0].Report
		for _, m := range deskTrips() {
			found := report.Find(m.do(text))
			if len(found) != 1 || found[0].Err != nil {
				t.Errorf("%s, %s: found %d, %v", device, m.name, len(found), errs(found))
				continue
			}
			if diff := cmp.Diff(want, found[0].Report); diff != "" {
				t.Errorf("%s, %s: read (-want +got):\n%s", device, m.name, diff)
			}
			if c := compared(found[0]); len(c.Changed) > 0 {
				t.Errorf("%s, %s: accused of %+v", device, m.name, c.Changed)
			}
		}
	}
}

// What is left of a report is refused as such, and never taken for a short form.
func TestTracesOfReports(t *testing.T) {
	rows := func(from, to int) func(string) string {
		return func(s string) string { return strings.Join(strings.Split(s, "\n")[from:to], "\n") + "\n" }
	}
	people := func(s string) string {
		return rows(1, strings.Count(s[:strings.Index(s, "\n-----CODECLOCK")], "\n"))(s)
	}
	for device, text := range everyDevice(t) {
		for _, m := range []mangling{
			{"a few rows", rows(1, 8)},
			{"the part for people alone", people},
			{"the same in small letters", func(s string) string { return strings.ToLower(people(s)) }},
			{"the same, translated", func(s string) string {
				return replace("Short form", "Kurzform", "Not measured", "Nicht gemessen", "Its clock said", "Ihre Uhr", "It really was", "Wirklich", "Measured by", "Von")(people(s))
			}},
			{"the same in one line", func(s string) string { return strings.Join(strings.Fields(people(s)), " ") }},
			{"lines from the middle of the data", func(s string) string { _, data, _ := parts(s); return data[70:400] }},
			{"a chat's first part", func(s string) string { return s[:500] + "...\nSee more" }},
			{"a mail cut off", func(s string) string { return s[:1000] + "\n\n[Message clipped]  View entire message\n" }},
		} {
			found := report.Find(m.do(text))
			if len(found) != 1 || !errors.Is(found[0].Err, report.ErrTruncated) {
				t.Errorf("%s, %s: %d, %v, want one of which a part is missing", device, m.name, len(found), errs(found))
			}
		}
	}
	for _, text := range []string{"SLOW-47.0-R57P", "Ticket T-4711, short form SLOW-47.0-R57P, said at 13:00", "ticket T-4711\nShort form: SLOW-47.0-R57P\n"} {
		if found := report.Find(text); len(found) != 0 {
			t.Errorf("%q is taken for a report: %v", text, errs(found))
		}
	}
}
