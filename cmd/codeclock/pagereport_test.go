package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/report"
)

// onPage is a phone without a browser that measures, presses and looks.
type onPage struct {
	t    *testing.T
	url  string
	off  time.Duration
	seal string
}

// post makes an exchange and returns the text for support, if the page was looked
// at.
func (p *onPage) post(last, more string) (support, ending string) {
	p.t.Helper()
	sent := time.Now()
	body := fmt.Sprintf(`{"seal":%q,"sent":%d,"res":1,"touch":true,"last":%s%s}`, p.seal, sent.Add(p.off).UnixMilli(), last, more)
	answer, err := http.Post(strings.ToLower(p.url)+"exchange", "application/json", strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	var reply struct {
		Seal string `json:"seal"`
		N    int    `json:"n"`
		View struct {
			Support string `json:"support"`
		} `json:"view"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&reply); err != nil {
		p.t.Fatal(err)
	}
	p.seal = reply.Seal
	got := time.Now()
	return reply.View.Support, fmt.Sprintf(`{"n":%d,"got":%d,"took":%d}`, reply.N, got.Add(p.off).UnixMilli(), got.Sub(sent).Milliseconds())
}

// What "Send to support" on the page copies is a report: its exchanges and presses
// are in it, and give what it says.
func TestThePagesTextIsAReport(t *testing.T) {
	r := startPhone(t, "--demo=slow", "--plain", "--ticket=T-4711")
	url := strings.TrimSpace(r.until(t, "http://127.0.0.1:"))
	const look = `,"want":{"typing":8,"window":"normal","app":"aegis"}`
	phone := &onPage{t: t, url: url}
	last, text := "null", ""
	for range 9 {
		_, last = phone.post(last, "")
	}
	text, last = phone.post(last, look)
	v := aReport(t, text)
	if v.Report.Device != report.Phone || len(v.Report.Page.Samples) < 2 || !v.Skew.Contains(-47*time.Second) || v.Report.Watched != nil {
		t.Errorf("%+v, skew %v", v.Report, v.Skew)
	}
	for i := range 3 { // a code changes every 30 s: two steps ago, one ago, and now
		at := time.Now().Add(time.Duration(i-2) * 30 * time.Second)
		text, last = phone.post(last, fmt.Sprintf(`,"tap":%d`, at.UnixMilli())+look)
	}
	v = aReport(t, text)
	if w := v.Report.Watched; w == nil || len(w.Taps) != 3 || w.App != "aegis" || v.Taps.Err != nil || len(v.Taps.Made) != 3 {
		t.Errorf("presses %+v, %v", w, v.Taps.Err)
	}
	if !strings.Contains(text, "3 presses when the code of an app (Aegis) changed") {
		t.Errorf("the text is\n%s", text)
	}
	got := verifyIn(t, text, "--ticket", "T-4711", "-v")
	if !strings.Contains(got.Stdout, "practice report") || strings.Count(got.Stdout, "press at ") != 3 {
		t.Errorf("%+v", got)
	}
	r.typing.Write([]byte("q\n"))
	r.end()
}

// Who sends the sentence alone is helped.
func TestVerifyOfASentence(t *testing.T) {
	for _, text := range []string{
		"WRONG This phone's clock is 47.0 s slow (+/- 0.02 s).", "it says my clock is 47 s slow", "the phone's clock is right",
		"Clock of a device that makes login codes (codeclock)\nWRONG: ...",
	} {
		if got := verifyIn(t, text); got.Status != 3 || !strings.Contains(got.Err, "Send to support") {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
