package totp

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// KeyFlaw is something about a key that is read for which apps make other codes,
// or people take the wrong entry.
type KeyFlaw string

// The flaws of keys. What had to be understood to read one is a Note, and why one
// can't be read is an error.
const (
	KeyAlgorithm KeyFlaw = "algorithm" // SHA256 or SHA512, which some apps ignore
	KeyDigits    KeyFlaw = "digits"    // not six digits, which some apps ignore
	KeyPeriod    KeyFlaw = "period"    // not 30 s, which some apps ignore
	KeyCounts    KeyFlaw = "counter"   // it counts logins; no clock is involved
	KeyShort     KeyFlaw = "short"     // a secret shorter than sites hand out, so some of it may be missing
	KeyUneven    KeyFlaw = "uneven"    // no multiple of 8 letters and no padding, which some apps refuse
	KeyMisspelt  KeyFlaw = "misspelt"  // a parameter's name is not quite one that is known
	KeyRepeated  KeyFlaw = "repeated"  // a parameter is there twice
	KeyIssuers   KeyFlaw = "issuers"   // the label and the parameter name different issuers
	KeyNoName    KeyFlaw = "no-name"   // neither issuer nor account
	KeyTwin      KeyFlaw = "twin"      // the same key is there before
	KeySameName  KeyFlaw = "same-name" // another key has the same names
)

// KeyFlaws returns all flaws that a key can have.
func KeyFlaws() []KeyFlaw {
	return []KeyFlaw{KeyAlgorithm, KeyDigits, KeyPeriod, KeyCounts, KeyShort, KeyUneven, KeyMisspelt, KeyRepeated, KeyIssuers, KeyNoName, KeyTwin, KeySameName}
}

// KeyLint is an entry of a text with keys, and what is to be known of it.
type KeyLint struct {
	Entry
	Flaws []KeyFlaw
	Meant []string // the parameters that misspelt names may have meant
}

// LintKeys reads keys as ReadKeys does, and says what is to be known of each. It
// fails as ReadKeys does.
func LintKeys(text string) ([]KeyLint, error) {
	entries, err := ReadKeys(text)
	if err != nil {
		return nil, err
	}
	var n notes
	lines := addresses(plainText(text, &n))
	lints := make([]KeyLint, len(entries))
	earlier := earlierKeys{map[string]bool{}, map[[2]string]string{}}
	for i, entry := range entries {
		lints[i].Entry = entry
		lints[i].codes()
		if i < len(lines) {
			lints[i].address(lines[i])
		}
		earlier.compare(&lints[i])
	}
	return lints, nil
}

// addresses returns the lines that are single addresses, whose entries come first.
func addresses(text string) []string {
	if !hasAddress(text) || isTable(text) || looksJSON().MatchString(text) {
		return nil
	}
	var n notes
	var lines []string
	for line := range strings.SplitSeq(addressText(text, &n), "\n") {
		if line = addressLine(line, &n); line != "" && !isMigration(line) {
			lines = append(lines, line)
		}
	}
	return lines
}

func (l *KeyLint) addIf(so bool, f KeyFlaw) {
	if so && !slices.Contains(l.Flaws, f) {
		l.Flaws = append(l.Flaws, f)
	}
}

// minSecret is the shortest secret that sites usually hand out, in bytes. RFC 4226
// (section 4, R6) asks for 16.
const minSecret = 10

// codes says what is to be known of the codes that a key makes.
func (l *KeyLint) codes() {
	k := l.Key
	if l.Err != nil || k.secret == nil {
		return
	}
	l.addIf(k.Algorithm != SHA1, KeyAlgorithm)
	l.addIf(k.Digits != usualDigits && !k.Steam, KeyDigits)
	l.addIf(k.Period != DefaultPeriod && k.Period > time.Second, KeyPeriod)
	l.addIf(k.CounterBased, KeyCounts)
	l.addIf(len(k.secret()) < minSecret, KeyShort)
}

// address looks at what is written in an address.
func (l *KeyLint) address(line string) {
	var n notes
	_, label, query, err := cutURI(line, &n)
	if err != nil {
		return
	}
	seen := map[string]string{}
	for _, pair := range splitParams(query, &n) {
		name, value, _ := strings.Cut(pair, "=")
		name = strings.ToLower(unescape(name, &n))
		_, twice := seen[name]
		l.addIf(twice, KeyRepeated)
		seen[name] = unescape(strings.ReplaceAll(value, "+", " "), &n)
		if meant := meant(name); meant != "" {
			l.addIf(true, KeyMisspelt)
			l.Meant = append(l.Meant, meant)
		}
	}
	slices.Sort(l.Meant)
	l.Meant = slices.Compact(l.Meant)
	issuer, account := splitLabel(label, &n)
	l.addIf(issuer != "" && seen["issuer"] != "" && !strings.EqualFold(strings.TrimSpace(issuer), strings.TrimSpace(seen["issuer"])), KeyIssuers)
	l.addIf(issuer == "" && account == "" && seen["issuer"] == "", KeyNoName)
	l.addIf(len(withoutOrnament(seen["secret"]))%8 != 0, KeyUneven)
}

// earlierKeys are the keys before one: what makes their codes, and what makes those of
// the first with each pair of names. Lists can be long.
type earlierKeys struct {
	made  map[string]bool
	named map[[2]string]string
}

// compare compares a key with those before it, and adds it to them.
func (e earlierKeys) compare(l *KeyLint) {
	if l.Err != nil || l.Key.secret == nil {
		return
	}
	k := l.Key
	makes := fmt.Sprint(k.Algorithm, k.Digits, k.Period, k.Steam, k.CounterBased, " ") + string(k.secret())
	l.addIf(e.made[makes], KeyTwin)
	e.made[makes] = true
	names := [2]string{k.Issuer, k.Account}
	first, again := e.named[names]
	l.addIf(again && first != makes && names[0]+names[1] != "", KeySameName)
	if !again {
		e.named[names] = makes
	}
}

// synonyms are names that other programs use for parameters of an address.
func synonyms() map[string]string {
	return map[string]string{
		"key": "secret", "hash": "algorithm", "algo": "algorithm", "alg": "algorithm",
		"length": "digits", "size": "digits", "step": "period", "interval": "period", "timestep": "period", "provider": "issuer",
	}
}

// meant returns the parameter that a name may have meant, "" for a name that is
// known or is like none.
func meant(name string) string {
	known := []string{"secret", "issuer", "algorithm", "digits", "period", "counter", "encoder", "image", "t0"}
	if slices.Contains(known, name) {
		return ""
	}
	if other := synonyms()[name]; other != "" {
		return other
	}
	for _, k := range known[:6] {
		if oneSlip(name, k) {
			return k
		}
	}
	return ""
}

// oneSlip reports whether one wrong, missing, added or exchanged letter leads from
// a word to another.
func oneSlip(typed, word string) bool {
	i := 0
	for i < len(typed) && i < len(word) && typed[i] == word[i] {
		i++
	}
	a, b := typed[i:], word[i:]
	switch {
	case a == "" || b == "":
		return len(a)+len(b) == 1
	case a[1:] == b[1:], a[1:] == b, a == b[1:]:
		return true
	}
	return len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
}
