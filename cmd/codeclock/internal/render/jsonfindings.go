package render

import (
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// findingJSON is one finding; codeclock explain CODE says more.
type findingJSON struct {
	Code     string   `json:"code"`
	Severity string   `json:"severity" jsonschema:"problem (explains the skew), warning or info"`
	Sure     string   `json:"sure" jsonschema:"certain, likely or possible"`
	Size     *float64 `json:"size_seconds,omitempty" jsonschema:"what the skew was compared with"`
	Rest     *float64 `json:"rest_seconds,omitempty" jsonschema:"what of the skew that leaves unexplained, at least"`
	Name     string   `json:"name,omitempty" jsonschema:"the service, zone or machine that it is about"`
}

// breakJSON is something else that fails.
type breakJSON struct {
	What   string   `json:"what"`
	Slow   *float64 `json:"works_until_slow_seconds,omitempty"`
	Fast   *float64 `json:"works_until_fast_seconds,omitempty"`
	Seen   bool     `json:"seen" jsonschema:"the limit was seen to fail, and is not documented"`
	Source string   `json:"source"`
}

func newFindingsJSON(c result.Check) []findingJSON {
	list := []findingJSON{}
	for _, f := range c.Findings {
		j := findingJSON{
			Code: string(f.Code), Severity: words.Gravity(f.Severity),
			Sure: words.Sureness(f.Sure), Name: words.Clean(f.Name),
		}
		if f.Size != 0 {
			j.Size, j.Rest = seconds(f.Size), seconds(f.Rest)
		}
		list = append(list, j)
	}
	return list
}

func newBreaksJSON(c result.Check) []breakJSON {
	list := []breakJSON{}
	for _, b := range c.Breaks {
		j := breakJSON{What: words.Break(b), Seen: b.Seen, Source: b.Source}
		if b.Slow > 0 {
			j.Slow = seconds(b.Slow)
		}
		if b.Fast > 0 {
			j.Fast = seconds(b.Fast)
		}
		list = append(list, j)
	}
	return list
}
