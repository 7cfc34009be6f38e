package render

import (
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

// lintJSON is what lint found. Nothing of a code or a key is in it, and no name.
type lintJSON struct {
	header
	Verdict string        `json:"verdict" jsonschema:"ok, at-risk or wrong"`
	Flaws   []flawJSON    `json:"flaws" jsonschema:"of a code"`
	Keys    []keyLintJSON `json:"keys" jsonschema:"of keys; empty for a code"`
}

type flawJSON struct {
	Code   string `json:"code"`
	Remark bool   `json:"remark,omitempty" jsonschema:"worth knowing, and no reason to refuse"`
	What   string `json:"what"`
	Do     string `json:"do"`
}

type keyLintJSON struct {
	Error     *string    `json:"error" jsonschema:"why the key can't be read; null if it can"`
	Algorithm string     `json:"algorithm,omitempty"`
	Digits    int        `json:"digits,omitempty"`
	Period    float64    `json:"period_seconds,omitempty"`
	Steam     bool       `json:"steam,omitempty"`
	Notes     []string   `json:"notes" jsonschema:"what had to be understood to read it"`
	Flaws     []flawJSON `json:"flaws"`
}

// LintJSON renders what was found as a document.
func LintJSON(l result.Lint) (string, error) {
	j := lintJSON{header: newHeader("lint", l.Version, ""), Verdict: l.Verdict().ID(), Flaws: []flawJSON{}, Keys: []keyLintJSON{}}
	for _, f := range l.Flaws {
		a := words.CodeFlaw(f)
		j.Flaws = append(j.Flaws, flawJSON{string(f), f.Remark(), a.What, a.Do})
	}
	for _, k := range l.Keys {
		j.Keys = append(j.Keys, newKeyLintJSON(k))
	}
	return document(j)
}

func newKeyLintJSON(k totp.KeyLint) keyLintJSON {
	j := keyLintJSON{Notes: []string{}, Flaws: []flawJSON{}}
	if k.Err != nil {
		text := keyError(k.Err).What
		j.Error = &text
	} else {
		j.Algorithm, j.Digits, j.Period, j.Steam = k.Key.Algorithm.String(), k.Key.Digits, k.Key.Period.Seconds(), k.Key.Steam
	}
	for _, n := range k.Notes {
		j.Notes = append(j.Notes, string(n))
	}
	for _, f := range k.Flaws {
		a := words.KeyFlaw(f, k.Meant)
		j.Flaws = append(j.Flaws, flawJSON{Code: string(f), What: a.What, Do: a.Do})
	}
	return j
}
