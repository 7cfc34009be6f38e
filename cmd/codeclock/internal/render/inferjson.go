package render

import (
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

type inferJSON struct {
	header
	Verdict  string `json:"verdict"`
	Sureness string `json:"sureness" jsonschema:"certain is a probability of at least 0.99, likely of 0.9; ambiguous is less"`
	skewJSON
	Candidates  []candidateJSON  `json:"candidates" jsonschema:"the skews that explain all codes, the likeliest first, up to 1000"`
	Count       int              `json:"candidates_count"`
	Mismatch    float64          `json:"mismatch_probability" jsonschema:"that none of the candidates is right"`
	Codes       int              `json:"codes"`
	Different   int              `json:"codes_different"`
	Searched    *searchedJSON    `json:"searched" jsonschema:"null where the codes are not of the key's kind, so that no skew was searched"`
	Coincidence *float64         `json:"coincidences_expected" jsonschema:"how many skews in the searched range a wrong key would fit, on average; null without a search"`
	Settle      string           `json:"settle" jsonschema:"what would settle the answer"`
	Hypotheses  []hypothesisJSON `json:"hypotheses" jsonschema:"what else explains codes that no skew does, or none that is likely; what explains most first"`
	Trusted     bool             `json:"trusted_this_clock"`
	trueTime                     // when the last of the codes was read
}

type candidateJSON struct {
	Skew float64 `json:"skew_seconds"`
	rangeEnds
	Probability float64 `json:"probability"`
}

type hypothesisJSON struct {
	Kind    string   `json:"kind"`
	Slip    *string  `json:"slip" jsonschema:"beside another key: the kind of slip that a code must have too; null for none"`
	Code    *int     `json:"code_number" jsonschema:"in which code, counted from 1; of clock-set the first one after it; null where all codes fit"`
	Key     *keyJSON `json:"key" jsonschema:"the settings that fit; null for the key that was given"`
	Form    *string  `json:"key_form" jsonschema:"of other-form: what the device takes the key's text for"`
	Account *int     `json:"account_number" jsonschema:"of other-account: which key of the file, counted from 1"`
	Skew    float64  `json:"skew_seconds"`
	rangeEnds
	After       *float64   `json:"skew_after_seconds" jsonschema:"of clock-set: the skew since then"`
	AfterEnds   *rangeEnds `json:"after"`
	Coincidence float64    `json:"coincidence_probability" jsonschema:"that anything that was tried fits as well by chance"`
	Settle      string     `json:"settle" jsonschema:"what would settle it"`
}

func newHypothesisJSON(h totp.Hypothesis) hypothesisJSON {
	j := hypothesisJSON{
		Kind: string(h.Kind), Skew: h.Skew.Middle().Seconds(), rangeEnds: newRangeEnds(h.Skew),
		Coincidence: h.Coincidence, Settle: string(h.Settle()),
	}
	switch h.Kind {
	case totp.OtherSettings, totp.OtherForm, totp.OtherAccount:
		j.Key = &keyJSON{h.Key.Algorithm.String(), h.Key.Digits, h.Key.Period.Seconds(), h.Key.Steam}
	case totp.ClockSet:
		after, ends := h.After.Middle().Seconds(), newRangeEnds(h.After)
		j.After, j.AfterEnds = &after, &ends
	}
	if slip := string(h.Slip); slip != "" {
		j.Slip = &slip
	}
	if form := string(h.Form); form != "" {
		j.Form = &form
	}
	if j.Key == nil || h.Slip != "" {
		n := h.Code + 1
		j.Code = &n
	}
	if h.Kind == totp.OtherAccount {
		n := h.Account + 1
		j.Account = &n
	}
	return j
}

type rangeEnds struct {
	Low  float64 `json:"skew_low_seconds"`
	High float64 `json:"skew_high_seconds"`
}

type searchedJSON struct{ rangeEnds }

// maxCandidates keeps a document small where a single code fits all over a range: a
// code of 6 digits fits some 210 times in a hundred years either way.
const maxCandidates = 1000

// InferJSON renders what codes say about the clock that made them as one document.
func InferJSON(f result.Inferred) (string, error) { return document(newInferJSON(f)) }

func newInferJSON(f result.Inferred) inferJSON {
	inf := f.Inference
	j := inferJSON{
		header: newHeader("infer", f.Version, f.Demo), Verdict: f.Verdict.ID(), Sureness: string(f.Sureness()),
		Candidates: []candidateJSON{}, Hypotheses: []hypothesisJSON{}, Count: len(inf.Candidates), Mismatch: inf.Mismatch, Settle: string(f.Settle()),
		Codes: f.Codes, Different: inf.Different, Trusted: f.Trusted, trueTime: newTrueTime(f.At),
	}
	if !f.Unlike {
		chance := f.Coincidence()
		j.Searched, j.Coincidence = &searchedJSON{newRangeEnds(inf.Searched)}, &chance
	}
	if f.Sureness() != result.NoFit && f.Sureness() != result.Ambiguous {
		best := inf.Candidates[0].Skew
		j.skewJSON = newSkewJSON(best.Middle(), best)
	}
	for _, c := range inf.Candidates[:min(len(inf.Candidates), maxCandidates)] {
		j.Candidates = append(j.Candidates, candidateJSON{c.Skew.Middle().Seconds(), newRangeEnds(c.Skew), c.Probability})
	}
	for _, h := range f.Hypotheses {
		j.Hypotheses = append(j.Hypotheses, newHypothesisJSON(h))
	}
	return j
}

func newRangeEnds(i skew.Interval) rangeEnds { return rangeEnds{i.Lo().Seconds(), i.Hi().Seconds()} }
