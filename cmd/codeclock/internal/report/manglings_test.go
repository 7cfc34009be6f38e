package report_test

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/drift/skew"
)

var hostName = regexp.MustCompile(`\b[a-z]+(?:\.[a-z]+){1,2}\.(?:com|gov|nl)\b|\btime\.(?:google|aws|cloudflare)\.com\b`)

// linked makes a link of every name of a server.
func linked(link func(host string) string) func(string) string {
	return func(text string) string { return hostName.ReplaceAllStringFunc(text, link) }
}

func utf16Of(order string, mark bool) func(string) string {
	return func(text string) string {
		if mark {
			text = "\ufeff" + text
		}
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(strings.ReplaceAll(text, "\n", "\r\n"))) {
			if order == "little" {
				b.Write([]byte{byte(u), byte(u >> 8)})
			} else {
				b.Write([]byte{byte(u >> 8), byte(u)})
			}
		}
		return b.String()
	}
}

// between puts a character between any two letters of the marks.
func between(mark string) func(string) string {
	return eachLine(func(l string) string {
		if !strings.HasPrefix(l, "-----") {
			return l
		}
		return strings.Join(strings.Split(l, ""), mark)
	})
}

// fancyType writes the marks in one of Unicode's mathematical alphabets.
func fancyType(from rune) func(string) string {
	return eachLine(func(l string) string {
		if !strings.HasPrefix(l, "-----") {
			return l
		}
		return strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				return r - 'A' + from
			}
			return r
		}, l)
	})
}

func base64Mail(text string) string {
	all := base64.StdEncoding.EncodeToString([]byte(text))
	return "Subject: clock\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + cutAt(76)(all) + "\n"
}

func alternative(text string) string {
	page := "<div>" + strings.ReplaceAll(html.EscapeString(text), "\n", "<br>\n") + "</div>"
	return "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n" +
		quotedPrintable(text) + "\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n" + quotedPrintable(page) + "\n--x--\n"
}

// atDesks are more manglings that a report survives as it is: those of real help
// desks, chats and files.
func atDesks() []mangling {
	query := url.QueryEscape
	return []mangling{
		{"Slack's links", linked(func(h string) string { return "<http://" + h + "|" + h + ">" })},
		{"Markdown links", linked(func(h string) string { return "[" + h + "](http://" + h + ")" })},
		{"Markdown links with titles", linked(func(h string) string { return "[" + h + "](<http://" + h + "/> \"" + h + "\")" })},
		{"Jira's links", linked(func(h string) string { return "[" + h + "|http://" + h + "]" })},
		{"Jira's smart links", linked(func(h string) string { return "[" + h + "|http://" + h + "|smart-link]" })},
		{"Outlook's links", linked(func(h string) string { return h + "<http://" + h + "/>" })},
		{"links after a blank", linked(func(h string) string { return h + " <http://" + h + "/>" })},
		{"links in brackets", linked(func(h string) string { return h + " (http://" + h + "/)" })},
		{"bare links", linked(func(h string) string { return "http://" + h + "/" })},
		{"bulletin boards", linked(func(h string) string { return "[url=http://" + h + "]" + h + "[/url]" })},
		{"Org mode", linked(func(h string) string { return "[[http://" + h + "][" + h + "]]" })},
		{"SafeLinks", linked(func(h string) string {
			return h + "<https://nam02.safelinks.protection.outlook.com/?url=" + query("http://"+h+"/") + "&data=05%7C01%7Cx%40y.example%7C" + strings.Repeat("0a1b", 60) + "&reserved=0>"
		})},
		{"SafeLinks alone", linked(func(h string) string {
			return "https://eur01.safelinks.protection.outlook.com/?url=" + query("http://"+h+"/") + "&data=05"
		})},
		{"Proofpoint", linked(func(h string) string {
			return "https://urldefense.proofpoint.com/v2/url?u=http-3A__" + h + "_&d=DwMFaQ"
		})},
		{"Proofpoint, version 3", linked(func(h string) string { return "https://urldefense.com/v3/__http://" + h + "__;!!abc$" })},
		{"Proofpoint's names", linked(func(h string) string { return h + " [" + h + "]" })},
		{"HTML links of any length", then(html.EscapeString, linked(func(h string) string {
			return `<a href="http://` + h + `/" style="` + strings.Repeat("color: red; ", 80) + `" title="a > b">` + h + `</a>`
		}), replace("\n", "<br>\n"))},
		{"a ticket that is a link", replace("T-4711", "[T-4711](https://desk.example/browse/T-4711)")},
		{"a ticket that is one of Slack's", replace("T-4711", "<https://desk.example/T-4711|T-4711>")},
		{"a ticket in HTML", then(html.EscapeString, replace("T-4711", `<a href="https://desk.example/T-4711">T-4711</a>`, "\n", "<br/>\n"))},
		{"a ticket in bold type", replace("T-4711", "**T-4711**")},
		{"a sign for plus or minus", replace("+/-", "\u00b1")},
		{"an eaten plus", replace("+/-", "/-")},
		{"all plus signs eaten", replace("+", " ")},
		{"plus signs gone", replace("+", "")},
		{"a decimal comma", replace("47.0", "47,0", "0.01", "0,01")},
		{"text above and below in one line", func(s string) string { return "See: " + strings.TrimSpace(s) + " Thanks, and 5 of 4 good wishes!" }},
		{"lines of a chat between those of the data", func(s string) string {
			at := strings.Index(s, "DATA 2-----\n") + 12 + 65*3
			return s[:at] + "[10:42] Jo:\n" + s[at:]
		}},
		{"initials before quotes", prefix("JD> ")},
		{"isolates in the marks", between("\u2066")},
		{"zero width joiners", between("\u200d")},
		{"word joiners everywhere", replace(" ", " \u2060", "A", "A\u2060")},
		{"variation selectors", between("\ufe0f")},
		{"Mongolian selectors", between("\u180b")},
		{"Hangul fillers", between("\u3164")},
		{"combining graphemes", between("\u034f")},
		{"soft hyphens in the data", eachLine(func(l string) string {
			if len(l) == 64 {
				return l[:30] + "\u00ad" + l[30:]
			}
			return l
		})},
		{"tags of language", between("\U000e0001\U000e0065")},
		{"blanks of braille", replace(" ", "\u2800")},
		{"ideographic blanks", replace(" ", "\u3000")},
		{"line and paragraph separators", replace("\n", "\u2028")},
		{"bold letters", fancyType(0x1d400)},
		{"letters in circles", fancyType(0x24b6)},
		{"full-width marks", fancyType(0xff21)},
		{"marks in small letters", eachLine(func(l string) string {
			if strings.HasPrefix(l, "-----") {
				return strings.ToLower(l)
			}
			return l
		})},
		{"marks with stars", replace("CODECLOCK", "*CODECLOCK*")},
		{"minus signs", replace("-", "\u2212")},
		{"marks that are gone", eachLine(func(l string) string {
			if strings.HasPrefix(l, "-----") {
				return ""
			}
			return l
		})},
		{"a number for the data that is wrong", replace("DATA 2", "DATA 1")},
		{"UTF-16, little end first", utf16Of("little", false)},
		{"UTF-16 with a mark", utf16Of("little", true)},
		{"UTF-16, big end first", utf16Of("big", false)},
		{"UTF-16, big end first, with a mark", utf16Of("big", true)},
		{"a mail in base64", base64Mail},
		{"a body in base64 without its header", func(s string) string {
			return "see below\n" + cutAt(76)(base64.StdEncoding.EncodeToString([]byte(s))) + "\n"
		}},
		{"a mail with two bodies", alternative},
		{"a mail with CRLF", then(alternative, replace("\n", "\r\n"))},
		{"two bodies without headers", func(s string) string { return strings.SplitN(alternative(s), "\n\n", 2)[1] }},
		{"a mailbox", func(s string) string {
			return "From jo@mail.example Sun Nov 22 12:00:00 2026\nSubject: a\n\nhello\n\nFrom jo@mail.example Sun Nov 22 12:01:00 2026\n" + base64Mail(s)
		}},
		{"forwarded as an attachment", func(s string) string {
			return "Content-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: text/plain\n\nhi\n--y\nContent-Type: message/rfc822\n\n" + alternative(s) + "\n--y--\n"
		}},
		{"a file of HTML", func(s string) string {
			return "<!DOCTYPE html><html><head><title>BEGIN CODECLOCK REPORT</title><style>p > a { color: red }</style></head><body><pre>" + html.EscapeString(s) + "</pre></body></html>"
		}},
		{"HTML in UTF-16", then(func(s string) string { return "<html><pre>" + html.EscapeString(s) + "</pre></html>" }, utf16Of("little", true))},
		{"twice", func(s string) string { return s + "\n> again:\n" + prefix("> ")(s) }},
		{"twice, and once cut off", func(s string) string { return s + prefix("> ")(s[:len(s)-200]) }},
		{"a string of JSON", func(s string) string { out, _ := json.Marshal(map[string]string{"body": s}); return string(out) }},
		{"an address of a mail", func(s string) string { return "mailto:a@b.example?body=" + url.PathEscape(s) }},
		{"a form", func(s string) string { return "body=" + url.QueryEscape(s) }},
		{"RTF", func(s string) string {
			return "{\\rtf1\\ansi\\deff0 {\\fonttbl{\\f0 Courier;}}\\f0\\fs20 " + strings.ReplaceAll(s, "\n", "\\par\n") + "}"
		}},
	}
}

// Of whatever happens at real desks a report says the same values, and nobody is
// accused of anything.
func TestReportsSurviveRealDesks(t *testing.T) {
	all := append(harmless(), atDesks()...)
	if len(all) < 60 {
		t.Errorf("only %d manglings", len(all))
	}
	computer, computerText := made(t, -47*time.Second, "T-4711")
	phone, phoneText := ofPhone(t, -47*time.Second)
	app, appText := ofApp(t, -47*time.Second, skew.Around(-47*time.Second, time.Second))
	for _, m := range atDesks() {
		t.Run(m.name, func(t *testing.T) {
			survives(t, m, computer, computerText)
			survives(t, m, phone, phoneText)
			survives(t, m, app, appText)
		})
	}
}

// What a machine translates, or somebody cuts down, is no longer compared, and
// says the same.
func TestReportsThatCannotBeCompared(t *testing.T) {
	german := replace("This computer's clock is 47.0 s slow", "Die Uhr dieses Computers geht 47,0 s nach", "WRONG", "FALSCH",
		"BEGIN CODECLOCK REPORT", "BEGINN DES CODECLOCK-BERICHTS", "CODECLOCK DATA 2", "CODECLOCK-DATEN 2", "END CODECLOCK REPORT", "ENDE DES CODECLOCK-BERICHTS",
		"Short form", "Kurzform", "Measured", "Gemessen", "Its clock said", "Ihre Uhr zeigte", "It really was", "Es war wirklich", "Servers", "Server", "agree", "stimmen \u00fcberein",
		"2026-11-22", "22.11.2026", "A normal site accepts its codes only in their first 13", "Eine normale Seite nimmt Codes nur in den ersten 13")
	japanese := replace("slow", "\u9045\u308c", "WRONG", "\u8aa4\u308a", "BEGIN CODECLOCK REPORT", "CODECLOCK \u30ec\u30dd\u30fc\u30c8\u958b\u59cb", "END CODECLOCK REPORT", "CODECLOCK \u30ec\u30dd\u30fc\u30c8\u7d42\u4e86",
		"DATA", "\u30c7\u30fc\u30bf", "1 try in 6", "6 \u56de\u306e\u3046\u3061 1 \u56de", "12:59:13", "\u5348\u5f8c0:59:13")
	_, computer := made(t, -47*time.Second, "T-4711")
	_, phone := ofPhone(t, -47*time.Second)
	_, app := ofApp(t, -47*time.Second, skew.Around(-47*time.Second, time.Second))
	for _, m := range []mangling{
		{"translated into German", german},
		{"translated into Japanese", japanese},
		{"half of the text gone", func(s string) string { return s[:60] + s[strings.Index(s, "Servers"):] }},
		{"the data alone", func(s string) string { return s[strings.Index(s, "-----CODECLOCK DATA"):] }},
		{"names that were cut short", replace("time.cloudflare.com", "time.cloudflare.c...")},
		{"link filters that keep no name", linked(func(string) string { return "https://protect.example/s/Ab12?domain=x.example" })},
		{"times of another zone and form", replace("12:59:13 UTC+01:00", "6:59:13 AM EST", "13:00:00 UTC+01:00", "7:00:00 AM EST")},
	} {
		for _, text := range []string{computer, phone, app} {
			found := report.Find(m.do(text))
			if len(found) != 1 || found[0].Err != nil {
				t.Errorf("%s: %v", m.name, errs(found))
				continue
			}
			if c := compared(found[0]); !c.Partly || len(c.Changed) > 0 {
				t.Errorf("%s: %+v", m.name, c)
			}
			want := report.Find(text)[0].Report
			if diff := cmp.Diff(want, found[0].Report); diff != "" {
				t.Errorf("%s: read (-want +got):\n%s", m.name, diff)
			}
		}
	}
}
