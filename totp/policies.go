package totp

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// policiesJSON is the table of real verifiers. A window is written as
// ParseWindow reads it, a period in seconds.
//
//go:embed policies.json
var policiesJSON string

// Policies returns the real verifiers, and Presets before them.
func Policies() []Policy {
	policies, err := readPolicies(policiesJSON)
	if err != nil {
		panic("totp: the embedded " + err.Error()) // a test reads the table
	}
	return append(Presets(), policies...)
}

// Presets returns the three yardsticks that stand in for a verifier whose window
// is not published: the strictest ones found take the current code alone, most
// take one step either way, and the framework defaults of two steps are the next
// common width.
func Presets() []Policy {
	preset := func(id, name string, steps int, note string) Policy {
		side := Tolerance{Steps: steps}
		return Policy{
			ID: id, Name: name, Kind: KindPreset,
			Period: DefaultPeriod, Digits: 6, Algorithm: SHA1.String(),
			Window: PolicyWindow{Published, side, side}, Learning: LearnsNothing, Reuse: Reuse{Rule: ReuseAllowed},
			Adjustable: "no", Note: note, Source: "this table", Confidence: FromSource,
		}
	}
	return []Policy{
		preset("strict", "Strict sites", 0, "The current code alone, as django-allauth, PyOTP or ROTP do by default."),
		preset("normal", "Most sites", 1, "One step either way, as most verifiers do."),
		preset("relaxed", "Relaxed sites", 2, "Two steps either way, as ASP.NET Core Identity does."),
	}
}

// policyRow is a row of the table. encoding/json finds the fields by their names
// in lower case.
type policyRow struct {
	ID, Name, Kind, Algorithm, Window, Learning, Reuse string
	Adjustable, Note, Source, Symbol, Version          string
	Confidence, FirstCode, Limits                      string
	Period, Digits                                     int
	Steam                                              bool
	Aliases                                            []string
	Set                                                settableRow
}

// settableRow is what can be set: digits and algorithms as lists, periods as a
// range "1..60" or one other.
type settableRow struct {
	Digits              []int
	Algorithms          []string
	Periods, KeyLetters string
	Steam, Numbers      bool
	Unknown             []Trait
	KeyMin              [3]int
	KeyMax              int
}

func readPolicies(data string) ([]Policy, error) {
	decoder := json.NewDecoder(strings.NewReader(data))
	decoder.DisallowUnknownFields()
	var rows []policyRow
	if err := decoder.Decode(&rows); err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	policies := make([]Policy, len(rows))
	for i, row := range rows {
		p, err := row.policy()
		if err == nil {
			err = p.Check()
		}
		if err != nil {
			return nil, fmt.Errorf("policy %q: %w", row.ID, err)
		}
		policies[i] = p
	}
	return policies, nil
}

func (r policyRow) policy() (Policy, error) {
	window, err := parsePolicyWindow(r.Window)
	if err != nil {
		return Policy{}, err
	}
	reuse, err := parseReuse(r.Reuse)
	if err != nil {
		return Policy{}, err
	}
	set, err := r.Set.settable()
	if err != nil {
		return Policy{}, err
	}
	return Policy{
		ID: r.ID, Name: r.Name, Aliases: r.Aliases, Kind: Kind(r.Kind),
		Period: time.Duration(r.Period) * time.Second, Digits: r.Digits, Algorithm: r.Algorithm, Steam: r.Steam, Set: set,
		Window: window, Learning: Learning(r.Learning), Reuse: reuse,
		FirstCode: FirstCode(r.FirstCode), Limits: r.Limits, Adjustable: r.Adjustable, Note: r.Note,
		Source: r.Source, Symbol: r.Symbol, Version: r.Version, Confidence: Confidence(r.Confidence),
	}, nil
}

func (r settableRow) settable() (Settable, error) {
	s := Settable{
		Digits: r.Digits, Steam: r.Steam, NotKnown: r.Unknown, KeyMin: r.KeyMin, KeyMax: r.KeyMax, ReadsCodesAsNumbers: r.Numbers,
		KeyLettersEighths: r.KeyLetters == "multiple of 8", KeyLettersPowerOf2: r.KeyLetters == "power of 2",
	}
	for _, name := range r.Algorithms {
		a, err := ParseAlgorithm(name)
		if err != nil {
			return s, err
		}
		s.Algorithms = append(s.Algorithms, a)
	}
	if r.Periods == "" {
		return s, nil
	}
	least, most, two := strings.Cut(r.Periods, "..")
	if !two {
		most = least
	}
	low, errLow := strconv.Atoi(least)
	high, errHigh := strconv.Atoi(most)
	s.PeriodMin, s.PeriodMax = time.Duration(low)*time.Second, time.Duration(high)*time.Second
	if errLow != nil || errHigh != nil || badPeriod(s.PeriodMin) || badPeriod(s.PeriodMax) {
		return s, ErrPeriod
	}
	return s, nil
}

func parsePolicyWindow(text string) (PolicyWindow, error) {
	if k := Known(text); k.valid() {
		return PolicyWindow{Known: k}, nil
	}
	past, future, err := cutWindow(text)
	return PolicyWindow{Published, past, future}, err
}

// parseReuse reads a rule, or "code for 90s".
func parseReuse(text string) (Reuse, error) {
	rule, length, timed := strings.Cut(text, " for ")
	reuse := Reuse{Rule: ReuseRule(rule)}
	if !timed {
		return reuse, nil
	}
	var err error
	reuse.For, err = time.ParseDuration(length)
	return reuse, err
}

// UnknownPolicyError says that a name is no policy, or that it could be several, or
// only begins like one.
type UnknownPolicyError struct {
	Candidates []string // ids; empty when nothing is like it
}

func (e *UnknownPolicyError) Error() string {
	switch len(e.Candidates) {
	case 0:
		return "no policy has this name"
	case 1:
		return "a policy has a name like this"
	}
	return "more than one policy has this name"
}

// LookupPolicy returns the policy that a name means: by its id or another name of
// it, else by whole words that a single policy has; Named tells which. It fails with
// an *UnknownPolicyError. A part of a word is no name: cas is not casdoor.
func LookupPolicy(name string) (Policy, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" {
		return Policy{}, &UnknownPolicyError{}
	}
	all := Policies()
	for _, p := range all {
		if p.Named(name) {
			return p, nil
		}
	}
	switch found := filter(all, func(p Policy) bool { return p.hasWords(name) }); len(found) {
	case 0:
	case 1:
		return found[0], nil
	default:
		return Policy{}, &UnknownPolicyError{Candidates: ids(found)}
	}
	return Policy{}, &UnknownPolicyError{Candidates: ids(filter(all, func(p Policy) bool { return p.matches(name) }))}
}

// Named reports whether a name, in any case, is one of the policy's own.
func (p Policy) Named(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	return p.ID == name || slices.Contains(p.Aliases, name)
}

// hasWords reports whether each word of a name is a word of the policy's.
func (p Policy) hasWords(name string) bool {
	apart := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	own := strings.FieldsFunc(strings.ToLower(strings.Join(slices.Concat(p.Aliases, []string{p.ID, p.Name}), " ")), apart)
	words := strings.FieldsFunc(name, apart)
	return len(words) > 0 && !slices.ContainsFunc(words, func(word string) bool { return !slices.Contains(own, word) })
}

// SearchPolicies returns the policies whose id or name hold all words of text;
// all of them when there are no words.
func SearchPolicies(text string) []Policy {
	return filter(Policies(), func(p Policy) bool { return p.matches(text) })
}

func (p Policy) matches(text string) bool {
	own := strings.ToLower(strings.Join(slices.Concat(p.Aliases, []string{p.ID, p.Name}), " "))
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(text)), func(word string) bool {
		return !strings.Contains(own, word)
	})
}

func filter(all []Policy, want func(Policy) bool) []Policy {
	return slices.DeleteFunc(slices.Clone(all), func(p Policy) bool { return !want(p) })
}

func ids(policies []Policy) []string {
	list := make([]string, len(policies))
	for i, p := range policies {
		list[i] = p.ID
	}
	return list
}
