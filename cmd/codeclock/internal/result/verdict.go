package result

import "strings"

// Verdict is the answer to "will codes work?". Its numbers are the exit status,
// those of the monitoring plugins (monitoring-plugins.org, guidelines).
type Verdict int

const (
	OK       Verdict = 0
	AtRisk   Verdict = 1
	Wrong    Verdict = 2
	CantTell Verdict = 3
)

// String returns the verdict as people read it.
func (v Verdict) String() string {
	switch v {
	case OK:
		return "OK"
	case AtRisk:
		return "AT RISK"
	case Wrong:
		return "WRONG"
	}
	return "CAN'T TELL"
}

// ID returns the verdict as programs read it: ok, at-risk, wrong or cant-tell.
func (v Verdict) ID() string {
	return strings.ToLower(strings.NewReplacer(" ", "-", "'", "").Replace(v.String()))
}
