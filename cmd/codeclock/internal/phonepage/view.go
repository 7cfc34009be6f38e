package phonepage

import (
	"fmt"
	"math"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// view is all that the page shows, in words and numbers. Times are
// milliseconds.
type view struct {
	Verdict  string   `json:"verdict"` // ok, at-risk, wrong, cant-tell
	Word     string   `json:"word"`
	Sentence string   `json:"sentence"`
	Lines    []string `json:"lines"`
	Hurry    string   `json:"hurry"`
	Known    bool     `json:"known"`
	Skew     float64  `json:"skew"`

	Fix     bool    `json:"fix"`     // steps are of use
	Heading string  `json:"heading"` // over them
	System  string  `json:"system"`
	Systems []steps `json:"systems"`

	Codes   codesView `json:"codes"`
	Apps    []choice  `json:"apps"`
	Windows []choice  `json:"windows"`
	Window  string    `json:"window"`
	Curve   curveView `json:"curve"`
	Period  float64   `json:"period"`
	Past    float64   `json:"past"`
	Future  float64   `json:"future"`
	Support string    `json:"support"`
	Notice  string    `json:"notice"`
	Pass    string    `json:"pass"` // for the phone beside it; may be empty
	Done    string    `json:"done"` // said when nothing more will be answered; may be empty
}

type steps struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Steps []string `json:"steps"`
}

type choice struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type codesView struct {
	Count    int      `json:"count"`
	Full     bool     `json:"full"`
	Sentence string   `json:"sentence"`
	Notes    []string `json:"notes"`
	Steps    []string `json:"steps"`
}

// maxTyping is the longest typing time that is looked at.
const maxTyping = time.Minute

// ownWindow is the choice that stands for the rule of the page's own desk.
const ownWindow = "own"

// site returns the verifier that a person chose to see, or else the usual one: the
// desk's, where there is a desk.
func (s *Server) site(w want) (totp.Verifier, string) {
	typing := min(max(time.Duration(w.Typing)*time.Second, 0), maxTyping)
	if v, ok := result.Preset(w.Window, totp.DefaultPeriod, typing); ok {
		return v, w.Window
	}
	if s.options.Link != nil {
		v := s.options.Rule.Verifier
		v.Typing = typing
		return v, ownWindow
	}
	v, _ := result.Preset(result.Normal, totp.DefaultPeriod, typing)
	return v, result.Normal
}

// windows returns the sites that a person can choose from.
func (s *Server) windows() []choice {
	all := []choice{{"strict", "one code (strict)"}, {result.Normal, "1 more each way (normal)"}, {"relaxed", "2 more each way (relaxed)"}}
	if s.options.Link != nil {
		all = append([]choice{{ownWindow, "what this desk's site accepts"}}, all...)
	}
	return all
}

func (s *Server) view(p *phone, w want, m moments) *view {
	i := p.clock.Skew
	rule := s.options.Rule // the choices change the curve alone
	verdict := rule.Judge(i)
	said := words.SayDevice(p.device(), i, rule, m.received)
	if p.tooFar() {
		verdict, said = result.Wrong, words.DeviceFar(p.device())
	}
	site, name := s.site(w)
	v := &view{
		Verdict: verdict.ID(), Word: verdict.String(),
		Sentence: said.Sentence, Lines: said.Lines, Hurry: said.Hurry,
		Known: i.Known(), Skew: ms(i.Middle()),
		Fix: verdict != result.CantTell && (p.tooFar() || skew.Abs(i.Middle()) >= drift.Right), Heading: heading(verdict),
		System: string(p.system), Systems: s.systems(p, verdict, m.received),
		Codes: p.codesView(), Apps: apps(), Windows: s.windows(), Window: name,
		Curve:  curve(site, name, i),
		Period: ms(site.Period), Past: ms(site.Window.Past), Future: ms(site.Window.Future),
	}
	if before := p.clock.Before; before.Known() {
		v.Lines = append(v.Lines, fmt.Sprintf("The clock was set while this page was open. It was %s before.", skew.Words(before.Middle())))
	}
	if s.options.Link != nil && !p.system.Phone() && v.Known {
		v.Pass = s.seals.closePass(p, time.Now())
	}
	if other, ok := s.beside(p); ok {
		v.Lines = append(v.Lines, fmt.Sprintf("The computer whose code you scanned: %s. The text below has both results.", skew.Words(other.clock.Skew.Middle())))
	}
	if s.options.Once && p.told {
		v.Done = "Finished. The computer has closed this page: go on there."
	}
	if s.options.Practice {
		v.Notice = "Practice run: the result below is simulated."
	}
	v.Support = s.support(p, v, m.received)
	if next := s.next(verdict, i); next != "" {
		v.Lines = append(v.Lines, next)
	}
	return v
}

// heading stands over the steps.
func heading(verdict result.Verdict) string {
	if verdict == result.OK {
		return words.Heading(true, "")
	}
	return "What to do"
}

// next says what to do where putting the clock right is not what helps, "" elsewhere.
func (s *Server) next(verdict result.Verdict, i skew.Interval) string {
	desk := s.options.Link != nil
	switch {
	case verdict == result.OK && desk:
		return "Codes still refused? Do the second check below, then send the text at the end of this page to support."
	case verdict == result.OK:
		return `Codes still refused? Do the second check below. If that is fine too, run "codeclock guide" on the computer.`
	case verdict == result.CantTell && i.Known():
		return `Go nearer to the Wi-Fi, or into another network, and press "Measure again".`
	case verdict == result.CantTell && desk:
		return "If it takes long, tell whoever sent you this link."
	case verdict == result.CantTell:
		return `On that computer, "codeclock check" says why.`
	}
	return ""
}

// device returns how a sentence calls the device.
func (p *phone) device() string {
	switch {
	case p.system == Other:
		return words.ThisDevice
	case p.system.Phone():
		return words.ThisPhone
	}
	return "This computer"
}

// systems returns the steps of every system, for those whose phone is not the
// one that its browser claims, and what all have in common for the rest.
func (s *Server) systems(p *phone, verdict result.Verdict, now time.Time) []steps {
	i := p.clock.Skew
	off := i.Middle()
	if p.tooFar() {
		off = math.MaxInt64
	}
	var all []steps
	for _, id := range []System{IPhone, Android, Windows, Mac, Linux, Other} {
		fix := words.Fix{System: string(id), Off: off, Now: now}
		list := words.PageSteps(fix, result.WholeQuarters(i), verdict == result.OK, s.options.Once)
		all = append(all, steps{ID: string(id), Name: systemName(id), Steps: list})
	}
	return all
}

// systemName is what a system is called where one is chosen.
func systemName(id System) string {
	if id == Other {
		return "another device"
	}
	return words.SystemName(string(id))
}

func (p *phone) codesView() codesView {
	c := p.codes()
	said := words.SayTaps(c.App, c.Estimate, c.Taps, p.clock.Skew, c.Err)
	return codesView{
		Count: c.Taps, Full: c.Taps >= maxTaps,
		Sentence: said.Sentence, Notes: said.Notes, Steps: said.Steps,
	}
}

func apps() []choice {
	choices := []choice{{ID: totp.AnyApp().ID, Name: "another app, or not sure"}}
	for _, a := range totp.Apps() {
		choices = append(choices, choice{ID: a.ID, Name: a.Name})
	}
	return choices
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
