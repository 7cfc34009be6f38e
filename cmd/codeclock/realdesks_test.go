package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/resulttest"
	"codeclock/drift/skew"
)

// mails writes a text as mails of several kinds, as the library of Python does, to
// files in the current directory.
const mails = `
import sys, mailbox
from email.message import EmailMessage
from email.policy import SMTP
text = sys.stdin.read()
page = "<html><body><pre>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</pre></body></html>"
def mail(charset, cte, both, text=text):
    m = EmailMessage(policy=SMTP)
    m["Subject"], m["From"], m["To"] = "Re: Uhr \u2013 clock", "Jo <jo@mail.example>", "help@desk.example"
    m.set_content(text, charset=charset, cte=cte)
    if both: m.add_alternative(page, subtype="html", charset=charset, cte=cte)
    return m
quoted = "On Monday, Jo wrote:\n" + "".join("> " + l + "\n" for l in text.splitlines())
made = {"qp": mail("utf-8", "quoted-printable", False), "base64": mail("utf-8", "base64", True), "plain": mail("us-ascii", "7bit", False),
    "latin": mail("iso-8859-1", "quoted-printable", True), "utf16": mail("utf-16", "base64", False), "japan": mail("iso-2022-jp", "7bit", False),
    "reply": mail("utf-8", "quoted-printable", True, quoted)}
made["forwarded"], made["file"] = EmailMessage(policy=SMTP), EmailMessage(policy=SMTP)
made["forwarded"].set_content("fyi"); made["forwarded"].add_attachment(mail("utf-8", "base64", True))
made["file"].set_content("see"); made["file"].add_attachment(text.encode("utf-16"), maintype="application", subtype="octet-stream", filename="clock.txt")
for name, m in made.items(): open(sys.argv[1] + "/" + name + ".eml", "wb").write(bytes(m))
box = mailbox.mbox(sys.argv[1] + "/box.mbox"); box.add(made["base64"]); box.add(made["qp"]); box.flush()
`

// deskTool makes of a report what desks get, with a program that is not ours. In
// its arguments IN stands for a file with the report.
type deskTool struct{ tool, args string }

func deskTools() []deskTool {
	all := []deskTool{
		{"swaks", "--dump-mail --to help@desk.example --from jo@mail.example --body @IN"},
		{"swaks", "--dump-mail --to help@desk.example --from jo@mail.example --body see --attach-type text/plain --attach @IN"},
	}
	for _, charset := range strings.Fields("UTF-16 UTF-16LE UTF-16BE UTF-32 CP1252") {
		all = append(all, deskTool{"iconv", "-f UTF-8 -t " + charset + " IN"})
	}
	for _, format := range strings.Fields("html rst org mediawiki jira rtf asciidoc textile gfm plain dokuwiki latex") {
		all = append(all, deskTool{"pandoc", "-f gfm+hard_line_breaks -t " + format + " IN"}, deskTool{"pandoc", "-s -f gfm -t " + format + " IN"})
	}
	return all
}

// What real programs make of reports says the same, and nobody is accused.
func TestReportsThroughRealPrograms(t *testing.T) {
	texts := map[string]string{
		"computer": reported(t, -47*time.Second, 0, nil),
		"phone":    reportedPhone(t, "iphone", -47*time.Second),
		"app":      reportedApp(t, "aegis", -47*time.Second, skew.Around(-47*time.Second, time.Second)),
	}
	t.Run("python3", func(t *testing.T) {
		python := realPart(t, "python3")
		for device, text := range texts {
			dir := t.TempDir()
			if got := runReal(t, text, python, "-c", mails, dir); got.status != 0 {
				t.Fatal(got.output)
			}
			files, _ := filepath.Glob(filepath.Join(dir, "*"))
			if len(files) != 10 {
				t.Errorf("%d files", len(files))
			}
			for _, path := range files {
				made, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				sayTheSame(t, device+" in "+filepath.Base(path), text, string(made))
			}
		}
	})
	for _, d := range deskTools() {
		t.Run(fmt.Sprint(d.tool, " ", strings.ReplaceAll(d.args, "/", "")), func(t *testing.T) {
			path := optionalPart(t, d.tool)
			for device, text := range texts {
				in := filepath.Join(t.TempDir(), "report.md")
				if err := os.WriteFile(in, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				got := runReal(t, "", path, strings.Fields(strings.ReplaceAll(d.args, "IN", in))...)
				if got.status != 0 {
					t.Fatal(got.output)
				}
				sayTheSame(t, device, text, got.output)
			}
		})
	}
}

// optionalPart is realPart of a program that is large and of no other use, so that
// its lack is no failure.
func optionalPart(t *testing.T, name string) string {
	t.Helper()
	if os.Getenv("CODECLOCK_REQUIRE_REAL") == "1" {
		t.Setenv("CODECLOCK_REQUIRE_REAL", "")
	}
	return realPart(t, name)
}

func sayTheSame(t *testing.T, name, text, made string) {
	t.Helper()
	want, found := report.Find(text)[0].Report, report.Find(made)
	if len(found) != 1 || found[0].Err != nil {
		t.Errorf("%s: %d reports, %+v", name, len(found), found)
		return
	}
	v := report.Verify(found[0], report.Expect{Ticket: "T-4711", Now: resulttest.Truth(), Text: render.ReportText})
	if v.Trust != report.Holds || len(v.Compared.Changed) > 0 || v.Report.Skew == nil || *v.Report.Skew != *want.Skew {
		t.Errorf("%s: trust %v, %v, %+v", name, v.Trust, v.Problems, v.Compared)
	}
}
