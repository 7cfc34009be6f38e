package render

import (
	"errors"
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

// Lint renders what was found about a code or keys, and never any of it.
func Lint(l result.Lint, s Screen) string {
	p := &page{screen: s}
	if l.Keys != nil {
		lintKeys(p, l)
	} else {
		lintCode(p, l)
	}
	p.blank()
	p.wrapped("", "Nothing of what you typed is shown or kept.", "")
	if l.Verdict() == result.OK {
		p.line("Still refused? Other causes:  codeclock guide")
	}
	return p.String()
}

func lintCode(p *page, l result.Lint) {
	switch n := l.Faults(); n {
	case 0:
		p.headline(result.OK, "The form of this code is right. Whether it is the right code, only the site can know.")
	case 1:
		p.headline(result.Wrong, "One thing in this code can make a site refuse it.")
	default:
		p.headline(result.Wrong, fmt.Sprintf("%d things in this code can make a site refuse it.", n))
	}
	for _, f := range l.Flaws {
		advised(p, words.CodeFlaw(f))
	}
}

// advised writes what was found, and what to do.
func advised(p *page, a words.Advice) {
	p.blank()
	p.wrapped("  ", a.What, "  ")
	p.wrapped("  -> ", a.Do, "     ")
}

func lintKeys(p *page, l result.Lint) {
	bad := words.LintKeyBad
	if len(l.Keys) > 1 {
		bad = "Not all of these keys can be read."
	}
	p.headline(l.Verdict(), map[result.Verdict]string{
		result.OK: "Nothing is wrong with the form of this key.", result.AtRisk: "This key can be read, but look at this.", result.Wrong: bad,
	}[l.Verdict()])
	for i, k := range l.Keys {
		if len(l.Keys) > 1 || k.Err == nil {
			p.blank()
			p.line(fmt.Sprintf("Key %d: %s", i+1, keyKind(k)))
		}
		if k.Err != nil {
			advised(p, keyError(k.Err))
		}
		for _, f := range k.Flaws {
			advised(p, words.KeyFlaw(f, k.Meant))
		}
		for _, n := range k.Notes {
			p.blank()
			p.wrapped("  ", sentence(strings.TrimPrefix(words.KeyNote(n), words.KeyNoteMark)), "  ")
		}
	}
}

// keyKind says which codes a key makes.
func keyKind(k totp.KeyLint) string {
	switch {
	case k.Err != nil:
		return words.LintKeyBad
	case k.Key.Steam:
		return "Steam"
	}
	return fmt.Sprintf("%s, %s, %s", k.Key.Algorithm, words.Count(k.Key.Digits, "digit"), words.Seconds(k.Key.Period))
}

// keyError says why a key can't be read. The errors of package totp show nothing of
// it.
func keyError(err error) words.Advice {
	hint := words.KeyHint(err)
	for place, _, _ := strings.Cut(err.Error(), " "); errors.Unwrap(err) != nil && (place == "line" || place == "row" || place == "entry"); {
		err = errors.Unwrap(err)
		place, _, _ = strings.Cut(err.Error(), " ")
	}
	return words.Advice{What: sentence(err.Error()), Do: sentence(hint)}
}

// sentence gives a clause its capital and its full stop.
func sentence(clause string) string {
	text := words.Capital(clause)
	if !strings.HasSuffix(text, "?") {
		text += "."
	}
	return text
}
