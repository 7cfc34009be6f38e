package phonepage

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
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

	Fix     bool    `json:"fix"` // steps are of use
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
	said := words.SayDevice(p.device(), i, rule.Verifier, m.received)
	if p.far && !i.Known() {
		verdict, said = result.Wrong, words.DeviceFar(p.device())
	}
	site, name := s.site(w)
	v := &view{
		Verdict: verdict.ID(), Word: verdict.String(),
		Sentence: said.Sentence, Lines: said.Lines, Hurry: said.Hurry,
		Known: i.Known(), Skew: ms(i.Middle()),
		Fix: p.far || i.Known() && skew.Abs(i.Middle()) >= time.Second, System: string(p.system), Systems: s.systems(i, m.received),
		Codes: p.codesView(), Apps: apps(), Windows: s.windows(), Window: name,
		Curve:  curve(site, name, i),
		Period: ms(site.Period), Past: ms(site.Window.Past), Future: ms(site.Window.Future),
	}
	if before := p.clock.Before; before.Known() {
		v.Lines = append(v.Lines, fmt.Sprintf("The clock was set while this page was open. It was %s before.", skew.Words(before.Middle())))
	}
	if s.options.Once && p.told {
		v.Done = "Finished. The computer has closed this page: go on there."
	}
	if s.options.Practice {
		v.Notice = "Practice run: the result below is simulated."
	}
	v.Support = s.support(p, v, m.received)
	return v
}

// device returns how a sentence calls the device.
func (p *phone) device() string {
	if p.system.Phone() {
		return words.ThisPhone
	}
	return "This computer"
}

// systems returns the steps of every system, for those whose phone is not the
// one that its browser claims.
func (s *Server) systems(i skew.Interval, now time.Time) []steps {
	var all []steps
	for _, id := range []System{IPhone, Android, Windows, Mac, Linux} {
		list := words.PageSteps(string(id), i, now, !s.options.Once)
		all = append(all, steps{ID: string(id), Name: words.SystemName(string(id)), Steps: list})
	}
	return all
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
