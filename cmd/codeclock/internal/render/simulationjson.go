package render

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/totp"
)

// windowJSON is the JSON face of a simulation. Seconds are numbers, unknown is
// null.
type windowJSON struct {
	header
	Measured bool `json:"measured" jsonschema:"the skew is this computer's, measured; else it was given"`
	ends
	trueTime
	TypingMin float64    `json:"typing_min_seconds" jsonschema:"how old a code is when it arrives"`
	TypingMax float64    `json:"typing_max_seconds"`
	Key       *keyJSON   `json:"key,omitempty" jsonschema:"what codes the key makes; absent without one"`
	Verifiers []viewJSON `json:"verifiers"`
}

type keyJSON struct {
	Algorithm string  `json:"algorithm"`
	Digits    int     `json:"digits" jsonschema:"5 with Steam's letters"`
	Period    float64 `json:"period_seconds"`
	Steam     bool    `json:"steam"`
}

// fitJSON is something in which the device's codes differ from what the verifier takes
// by default.
type fitJSON struct {
	Trait string `json:"trait" jsonschema:"letters, digits, algorithm, period or key-length"`
	Fit   string `json:"fit" jsonschema:"refused, if-set or unknown"`
}

type viewJSON struct {
	Policy    string       `json:"policy,omitempty" jsonschema:"id of the policy; absent for a window of the user's own"`
	Asked     bool         `json:"asked" jsonschema:"named by the user; else it stands in for what is not published"`
	Window    string       `json:"window" jsonschema:"published, not published, chosen by the caller or chosen by the administrator"`
	Period    *float64     `json:"period_seconds"`
	Past      *float64     `json:"past_seconds"`
	Future    *float64     `json:"future_seconds"`
	Fit       string       `json:"fit,omitempty" jsonschema:"whether it takes this kind of codes: fits, if-set, unknown, or refused; absent where it was not asked"`
	Differs   []fitJSON    `json:"differences,omitempty"`
	ChanceMin *float64     `json:"chance_min" jsonschema:"least share of tries that work, over the interval of skew"`
	ChanceMax *float64     `json:"chance_max"`
	From      *float64     `json:"accepted_from_seconds" jsonschema:"age from which a code is accepted for every skew in the interval; null when never or unknown"`
	Until     *float64     `json:"accepted_until_seconds"`
	Send      *sendJSON    `json:"send" jsonschema:"when to send a code; null when none passes for certain once it is typed"`
	Codes     []turnJSON   `json:"codes" jsonschema:"the codes around now, for the middle of the interval"`
	Curve     []pointJSON  `json:"curve,omitempty" jsonschema:"with --curve"`
	Session   *sessionJSON `json:"session,omitempty" jsonschema:"with --logins"`
}

type sendJSON struct {
	Wait   float64 `json:"wait_seconds"`
	Within float64 `json:"within_seconds"`
	Next   bool    `json:"next_code"`
	Held   bool    `json:"after_it_changed" jsonschema:"the device shows another code by then"`
}

type turnJSON struct {
	Step          int64      `json:"step"`
	Place         int        `json:"place" jsonschema:"0 is the code that the device shows now, -1 the one before"`
	Code          string     `json:"code,omitempty" jsonschema:"with --show-codes"`
	ShownFrom     time.Time  `json:"shown_from" jsonschema:"true time"`
	ShownUntil    time.Time  `json:"shown_until"`
	DeviceFrom    time.Time  `json:"device_from" jsonschema:"the same, in the device's own time"`
	DeviceUntil   time.Time  `json:"device_until"`
	AcceptedFrom  *time.Time `json:"accepted_from" jsonschema:"null where no code of this kind is accepted"`
	AcceptedUntil *time.Time `json:"accepted_until"`
}

type pointJSON struct {
	Skew   float64 `json:"skew_seconds"`
	Chance float64 `json:"chance"`
}

type sessionJSON struct {
	Seed     uint64      `json:"seed"`
	Every    float64     `json:"every_seconds"`
	PerDay   float64     `json:"drift_seconds_per_day"`
	Learning string      `json:"learning"`
	Reuse    string      `json:"reuse"`
	Repaired *int        `json:"repaired_after_logins,omitempty"`
	Accepted int         `json:"accepted"`
	Logins   []loginJSON `json:"logins"`
}

type loginJSON struct {
	Read     time.Time `json:"read_at" jsonschema:"true time"`
	Age      float64   `json:"code_age_seconds"`
	Typing   float64   `json:"typing_seconds"`
	Skew     float64   `json:"skew_seconds"`
	Step     int64     `json:"step"`
	Offset   int64     `json:"offset_steps" jsonschema:"the code's step minus the verifier's own when it arrived"`
	Accepted bool      `json:"accepted"`
	Refusal  string    `json:"refusal,omitempty" jsonschema:"old, future, used or unfit"`
	Shift    float64   `json:"verifier_shift_seconds" jsonschema:"where the verifier has its window after this"`
}

// noLogins is how a session without its logins is written. It is nowhere else: within
// a text its quotes would be escaped.
const noLogins = `"logins": []`

// SimulationJSON writes a simulation as one document, with the curves if they are
// asked for. Sessions are played once more, and written login by login.
func SimulationJSON(out io.Writer, s result.Simulation, o SimulationOptions) error {
	text, err := document(newWindowJSON(s, o))
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	for _, view := range s.Views {
		if view.Session == nil {
			continue
		}
		before, after, _ := strings.Cut(text, noLogins)
		w.WriteString(before)
		if err := writeLogins(w, view.Session); err != nil {
			return err
		}
		text = after
	}
	w.WriteString(text)
	return w.Flush() // which returns the first error of all of them
}

// writeLogins writes logins as they would stand in an indented document.
func writeLogins(w *bufio.Writer, s *result.Session) error {
	const indent = "          "
	separator := `"logins": [`
	for l := range s.All() {
		out, err := json.MarshalIndent(newLoginJSON(l), indent, "  ")
		if err != nil {
			return err
		}
		w.WriteString(separator + "\n" + indent)
		w.Write(out)
		separator = ","
	}
	_, err := w.WriteString("\n        ]")
	return err
}

func newWindowJSON(s result.Simulation, o SimulationOptions) windowJSON {
	j := windowJSON{
		header: newHeader("window", s.Version, s.Demo), Measured: s.Measured,
		ends: newEnds(s.Skew), trueTime: newTrueTime(s.At),
		TypingMin: s.Typing.Min.Seconds(), TypingMax: s.Typing.Max.Seconds(),
		Verifiers: []viewJSON{},
	}
	if k := s.Key; k != nil {
		j.Key = &keyJSON{k.Algorithm.String(), k.Digits, k.Period.Seconds(), k.Steam}
	}
	for _, w := range s.Views {
		v := newViewJSON(s, w)
		if o.Curve && w.Known {
			v.Curve = curvePoints(s, w)
		}
		j.Verifiers = append(j.Verifiers, v)
	}
	return j
}

func newViewJSON(s result.Simulation, w result.View) viewJSON {
	j := viewJSON{Asked: w.Asked, Window: string(totp.Published), Codes: []turnJSON{}}
	if w.Policy != nil {
		j.Policy, j.Window = w.Policy.ID, string(w.Policy.Window.Known)
	}
	if w.Asked && w.Policy != nil && (s.Key != nil || w.Mismatches != nil) {
		j.Fit = string(totp.Worst(w.Mismatches))
	}
	for _, m := range w.Mismatches {
		j.Differs = append(j.Differs, fitJSON{string(m.Trait), string(m.Fit)})
	}
	if !w.Known {
		return j
	}
	v := w.Verifier
	j.Period, j.Past, j.Future = seconds(v.Period), seconds(v.Window.Past), seconds(v.Window.Future)
	j.ChanceMin, j.ChanceMax = &w.Chance.Min, &w.Chance.Max
	if !w.Sure.Empty() {
		j.From, j.Until = seconds(w.Sure.From), seconds(w.Sure.Until)
	}
	if m := w.Send; m.Within > 0 {
		j.Send = &sendJSON{m.Wait.Seconds(), m.Within.Seconds(), m.Next, m.Held}
	}
	for _, t := range w.Turns {
		j.Codes = append(j.Codes, newTurnJSON(s, t))
	}
	if w.Session != nil {
		j.Session = newSessionJSON(w.Session)
	}
	return j
}

func newTurnJSON(s result.Simulation, t result.Turn) turnJSON {
	own := t.Shown.Shift(s.Skew.Middle())
	j := turnJSON{
		Step: t.Step, Place: t.When, Code: t.Code,
		ShownFrom: t.Shown.From, ShownUntil: t.Shown.Until,
		DeviceFrom: own.From, DeviceUntil: own.Until,
	}
	if t.Accepted != (totp.Span{}) {
		j.AcceptedFrom, j.AcceptedUntil = &t.Accepted.From, &t.Accepted.Until
	}
	return j
}

// curvePoints samples the curve as the terminal's picture does, twice as finely.
func curvePoints(s result.Simulation, w result.View) []pointJSON {
	span := curveSpan(s.Curves())
	points := make([]pointJSON, 0, 2*curveColumns-1)
	for k := range 2*curveColumns - 1 {
		d := span / (curveColumns - 1) * time.Duration(k-(curveColumns-1))
		points = append(points, pointJSON{d.Seconds(), chanceAt(s, w, d)})
	}
	return points
}

// newSessionJSON leaves the logins out: there can be more than fit into memory.
func newSessionJSON(s *result.Session) *sessionJSON {
	j := &sessionJSON{
		Seed: s.Seed, Every: s.Every.Seconds(), PerDay: s.PerDay.Seconds(), Accepted: s.Passed(),
		Learning: string(s.Learning), Reuse: string(s.Reuse.Rule), Logins: []loginJSON{},
	}
	if s.RepairedAt > 0 {
		j.Repaired = &s.RepairedAt
	}
	return j
}

func newLoginJSON(l totp.Login) loginJSON {
	return loginJSON{
		Read: l.Read.UTC(), Age: l.Age.Seconds(), Typing: l.Typing.Seconds(), Skew: l.Skew.Seconds(),
		Step: l.Step, Offset: l.Offset, Accepted: l.Refusal == "", Refusal: string(l.Refusal), Shift: l.Shift.Seconds(),
	}
}
