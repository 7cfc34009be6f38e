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
	Kind          string   `json:"kind"`
	Period        *float64 `json:"period_seconds"`
	Digits        *int     `json:"digits"`
	Algorithm     *string  `json:"algorithm"`
	Window        string   `json:"window" jsonschema:"published, not published, chosen by the caller or chosen by the administrator"`
	PastSteps     *int     `json:"past_steps"`
	FutureSteps   *int     `json:"future_steps"`
	PastSeconds   *float64 `json:"past_seconds"`
	FutureSeconds *float64 `json:"future_seconds"`
	Learning      string   `json:"learning"`
	Reuse         string   `json:"reuse"`
	ReuseFor      *float64 `json:"reuse_refused_for_seconds"`
	Adjustable    string   `json:"adjustable"`
	Note          string   `json:"note"`
	Confidence    string   `json:"confidence" jsonschema:"source, docs or hearsay"`
	Source        string   `json:"source"`
	Symbol        string   `json:"symbol"`
	SourceVersion string   `json:"source_version"`
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
