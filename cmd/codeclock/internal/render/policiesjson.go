package render

import (
	"codeclock/totp"
)

type policiesJSON struct {
	header
	Policies []policyJSON `json:"policies"`
}

// policyJSON is a policy. A side of a window is in steps or in seconds, as its
// verifier counts; what is not known is null or empty.
type policyJSON struct {
	ID            string   `json:"id"`
	Name          string   `json:"name"`
	Aliases       []string `json:"aliases,omitempty"`
	Kind          string   `json:"kind"`
	Period        *float64 `json:"period_seconds"`
	Digits        *int     `json:"digits"`
	Algorithm     *string  `json:"algorithm"`
	Steam         bool     `json:"steam,omitempty" jsonschema:"five of Steam's letters and digits"`
	Set           *setJSON `json:"can_be_set,omitempty" jsonschema:"what it takes beside its default if it is set so"`
	Window        string   `json:"window" jsonschema:"published, not published, chosen by the caller or chosen by the administrator"`
	PastSteps     *int     `json:"past_steps"`
	FutureSteps   *int     `json:"future_steps"`
	PastSeconds   *float64 `json:"past_seconds"`
	FutureSeconds *float64 `json:"future_seconds"`
	Learning      string   `json:"learning"`
	Reuse         string   `json:"reuse"`
	ReuseFor      *float64 `json:"reuse_refused_for_seconds"`
	FirstCode     string   `json:"first_code,omitempty" jsonschema:"whose clock checks the first code: server or browser; absent where that is not known"`
	Limits        string   `json:"limits,omitempty" jsonschema:"on the number of tries; simulations leave them out"`
	Adjustable    string   `json:"adjustable"`
	Note          string   `json:"note"`
	Confidence    string   `json:"confidence" jsonschema:"source, docs or hearsay"`
	Source        string   `json:"source"`
	Symbol        string   `json:"symbol"`
	SourceVersion string   `json:"source_version"`
}

type setJSON struct {
	Digits     []int    `json:"digits,omitempty"`
	Algorithms []string `json:"algorithms,omitempty"`
	PeriodMin  *float64 `json:"period_min_seconds,omitempty"`
	PeriodMax  *float64 `json:"period_max_seconds,omitempty"`
	Steam      bool     `json:"steam,omitempty"`
}

func newSetJSON(s totp.Settable) *setJSON {
	j := &setJSON{Digits: s.Digits, PeriodMin: unlessZero(s.PeriodMin), PeriodMax: unlessZero(s.PeriodMax), Steam: s.Steam}
	for _, a := range s.Algorithms {
		j.Algorithms = append(j.Algorithms, a.String())
	}
	if j.Digits == nil && j.Algorithms == nil && j.PeriodMax == nil && !j.Steam {
		return nil
	}
	return j
}

// PoliciesJSON renders policies as one document.
func PoliciesJSON(list []totp.Policy, version string) (string, error) {
	j := policiesJSON{header: newHeader("policies", version, ""), Policies: []policyJSON{}}
	for _, p := range list {
		j.Policies = append(j.Policies, newPolicyJSON(p))
	}
	return document(j)
}

func newPolicyJSON(p totp.Policy) policyJSON {
	j := policyJSON{
		ID: p.ID, Name: p.Name, Kind: string(p.Kind), Window: string(p.Window.Known),
		Learning: string(p.Learning), Reuse: string(p.Reuse.Rule), Adjustable: p.Adjustable, Note: p.Note,
		Confidence: string(p.Confidence), Source: p.Source, Symbol: p.Symbol, SourceVersion: p.Version,
		Aliases: p.Aliases, Steam: p.Steam, Set: newSetJSON(p.Set), FirstCode: string(p.FirstCode), Limits: p.Limits,
		Period: unlessZero(p.Period), ReuseFor: unlessZero(p.Reuse.For),
	}
	if p.Digits != 0 {
		j.Digits = &p.Digits
	}
	if p.Algorithm != "" {
		j.Algorithm = &p.Algorithm
	}
	if p.Window.Known == totp.Published {
		j.PastSteps, j.PastSeconds = side(p.Window.Past)
		j.FutureSteps, j.FutureSeconds = side(p.Window.Future)
	}
	return j
}
