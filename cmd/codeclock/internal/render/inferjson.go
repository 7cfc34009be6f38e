package render

import (
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
)

type inferJSON struct {
	header
	Verdict  string `json:"verdict"`
	Sureness string `json:"sureness" jsonschema:"certain is a probability of at least 0.99, likely of 0.9; ambiguous is less"`
	skewJSON
	Candidates  []candidateJSON `json:"candidates" jsonschema:"the skews that explain all codes, the likeliest first, up to 100"`
	Count       int             `json:"candidates_count"`
	Mismatch    float64         `json:"mismatch_probability" jsonschema:"that none of the candidates is right"`
	Codes       int             `json:"codes"`
	Different   int             `json:"codes_different"`
	Searched    searchedJSON    `json:"searched"`
	Coincidence float64         `json:"coincidences_expected" jsonschema:"how many skews in the searched range a wrong key would fit, on average"`
	Trusted     bool            `json:"trusted_this_clock"`
}

type candidateJSON struct {
	Skew float64 `json:"skew_seconds"`
	rangeEnds
	Probability float64 `json:"probability"`
}

type rangeEnds struct {
	Low  float64 `json:"skew_low_seconds"`
	High float64 `json:"skew_high_seconds"`
}

type searchedJSON struct{ rangeEnds }

// maxCandidates keeps a document small where a single code fits all over a range.
const maxCandidates = 100

// InferJSON renders what codes say about the clock that made them as one document.
func InferJSON(f result.Inferred) (string, error) {
	inf := f.Inference
	j := inferJSON{
		header: newHeader("infer", f.Version, f.Demo), Verdict: f.Verdict.ID(), Sureness: string(f.Sureness()),
		Candidates: []candidateJSON{}, Count: len(inf.Candidates), Mismatch: inf.Mismatch,
		Codes: f.Codes, Different: inf.Different, Coincidence: f.Coincidence(), Trusted: f.Trusted,
		Searched: searchedJSON{newRangeEnds(inf.Searched)},
	}
	if f.Sureness() != result.NoFit && f.Sureness() != result.Ambiguous {
		best := inf.Candidates[0].Skew
		j.skewJSON = newSkewJSON(best.Middle(), best)
	}
	for _, c := range inf.Candidates[:min(len(inf.Candidates), maxCandidates)] {
		j.Candidates = append(j.Candidates, candidateJSON{c.Skew.Middle().Seconds(), newRangeEnds(c.Skew), c.Probability})
	}
	return document(j)
}

func newRangeEnds(i skew.Interval) rangeEnds { return rangeEnds{i.Lo().Seconds(), i.Hi().Seconds()} }
