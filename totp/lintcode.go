package totp

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CodeKind is where a code comes from, which decides how it may look.
type CodeKind int

// The kinds of codes. The zero value is a code of which nothing is known.
const (
	AnyCode   CodeKind = iota
	AppCode            // made by an authenticator app from a key: digits alone
	SentCode           // sent as a message or mail: mostly digits, sometimes letters
	SteamCode          // five of Steam's own letters and digits
)

// CodeFlaw is something about a typed code for which a site may refuse it, or
// that somebody should know.
type CodeFlaw string

// The flaws of codes.
const (
	CodeEmpty       CodeFlaw = "empty"        // there is nothing
	CodeIsKey       CodeFlaw = "key"          // it is a key or an address with one, and no code
	CodeIsMessage   CodeFlaw = "message"      // the words around it came along
	CodeOuterSpace  CodeFlaw = "outer-space"  // a blank stands before or behind it
	CodeInnerSpace  CodeFlaw = "inner-space"  // blanks stand in it
	CodeInvisible   CodeFlaw = "invisible"    // signs that nobody sees
	CodeFullWidth   CodeFlaw = "full-width"   // the wide digits of an East Asian keyboard
	CodeOtherDigits CodeFlaw = "other-digits" // digits of another script, or ornamental ones
	CodeOtherScript CodeFlaw = "other-script" // letters of another script, which can look like Latin ones
	CodeSigns       CodeFlaw = "signs"        // dashes, quotes and the like
	CodePrefix      CodeFlaw = "prefix"       // the G- of Google's messages
	CodeLookalike   CodeFlaw = "look-alike"   // letters where digits that look like them belong
	CodeLetters     CodeFlaw = "letters"      // letters, and such a code has none
	CodeLikeSteam   CodeFlaw = "like-steam"   // it looks like one of Steam
	CodeNotSteam    CodeFlaw = "not-steam"    // a letter or digit that Steam never uses
	CodeSmall       CodeFlaw = "small"        // small letters, where Steam shows capitals
	CodeCase        CodeFlaw = "case"         // it has letters, whose size can matter
	CodeShortByOne  CodeFlaw = "short-by-one" // one digit is missing, perhaps a 0 at the front
	CodeShort       CodeFlaw = "short"
	CodeLong        CodeFlaw = "long"
	CodeTwice       CodeFlaw = "twice" // as long as two codes
	CodeEight       CodeFlaw = "eight" // eight digits, as few apps make them and backup codes have them
)

// CodeFlaws returns all flaws that a code can have.
func CodeFlaws() []CodeFlaw {
	return []CodeFlaw{
		CodeEmpty, CodeIsKey, CodeIsMessage, CodeOuterSpace, CodeInnerSpace, CodeInvisible, CodeFullWidth,
		CodeOtherDigits, CodeOtherScript, CodeSigns, CodePrefix, CodeLookalike, CodeLetters, CodeLikeSteam, CodeNotSteam,
		CodeSmall, CodeCase, CodeShortByOne, CodeShort, CodeLong, CodeTwice, CodeEight,
	}
}

// Remark reports whether a flaw is only worth knowing, and no reason to refuse.
func (f CodeFlaw) Remark() bool { return f == CodeCase || f == CodeEight || f == CodeSmall }

// LintCode returns what is wrong with a code as it was typed or pasted; digits is
// how many such a code has, 0 for the usual number. It can only judge the form:
// a code without flaws can be wrong all the same. The end of a line is none of it.
func LintCode(text string, kind CodeKind, digits int) []CodeFlaw {
	text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	switch {
	case strings.TrimSpace(text) == "":
		return []CodeFlaw{CodeEmpty}
	case likeKey(text):
		return []CodeFlaw{CodeIsKey}
	}
	l := codeLint{kind: kind, digits: digits}
	l.read(text)
	if l.isMessage(text) {
		return append(l.flaws, CodeIsMessage)
	}
	if kind != SteamCode && len(l.plain) > 6 && strings.EqualFold(l.plain[:1], "g") && digitsOnly(l.plain[1:]) {
		l.addIf(true, CodePrefix)
		l.plain = l.plain[1:]
	}
	l.letters()
	l.length()
	return l.flaws
}

// codeLint is one code that is being looked at.
type codeLint struct {
	kind   CodeKind
	digits int
	plain  string // the letters and digits that were meant, in ASCII as far as possible
	flaws  []CodeFlaw
}

func (l *codeLint) addIf(so bool, f CodeFlaw) {
	for _, known := range l.flaws {
		so = so && known != f
	}
	if so {
		l.flaws = append(l.flaws, f)
	}
}

// read takes the signs apart that are no letters and digits of ASCII.
func (l *codeLint) read(text string) {
	inner := strings.TrimSpace(text)
	l.addIf(inner != text, CodeOuterSpace)
	for _, r := range inner {
		switch value := digitValue(r); {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			l.plain += string(r)
		case unicode.IsSpace(r):
			l.addIf(true, CodeInnerSpace)
		case invisible(r):
			l.addIf(true, CodeInvisible)
		case 0xFF01 <= r && r <= 0xFF5E: // Unicode's "Halfwidth and Fullwidth Forms"
			l.addIf(true, CodeFullWidth)
			l.plain += string(r - 0xFF01 + '!')
		case value >= 0:
			l.addIf(true, CodeOtherDigits)
			l.plain += string(rune('0' + value))
		case unicode.IsNumber(r):
			l.addIf(true, CodeOtherDigits)
			l.plain += "0" // of some value
		case unicode.IsLetter(r):
			l.addIf(true, CodeOtherScript)
			l.plain += "x"
		default:
			l.addIf(true, CodeSigns)
		}
	}
}

// digitValue returns the value of a decimal digit of any script, -1 for none:
// Unicode keeps the ten of each together, from zero up.
func digitValue(r rune) int {
	if !unicode.IsDigit(r) {
		return -1
	}
	for _, block := range unicode.Nd.R16 {
		if rune(block.Lo) <= r && r <= rune(block.Hi) {
			return int(r-rune(block.Lo)) % 10
		}
	}
	for _, block := range unicode.Nd.R32 {
		if rune(block.Lo) <= r && r <= rune(block.Hi) {
			return int(r-rune(block.Lo)) % 10
		}
	}
	return -1
}

func invisible(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Mn) || r == 0x3164 || r == 0x2800 || r == utf8.RuneError
}

// letters judges letters by the kind of code.
func (l *codeLint) letters() {
	has := !digitsOnly(l.plain)
	steam := steamLike(l.plain)
	switch l.kind {
	case SteamCode:
		upper := strings.ToUpper(l.plain)
		l.addIf(strings.Trim(upper, steamAlphabet) != "", CodeNotSteam)
		l.addIf(upper != l.plain, CodeSmall)
	case AppCode:
		l.addIf(has && steam, CodeLikeSteam)
		l.addIf(has && !steam && lookalikes(l.plain), CodeLookalike)
		l.addIf(has && !steam && !lookalikes(l.plain), CodeLetters)
	default:
		l.addIf(has && lookalikes(l.plain), CodeLookalike)
		l.addIf(has && !lookalikes(l.plain), CodeCase)
	}
}

// The usual lengths of codes: what apps make, and what is sent.
const (
	usualDigits  = 6
	longestApp   = 8
	shortestSent = 4
	longestSent  = 10
)

// length judges how many letters and digits there are.
func (l *codeLint) length() {
	n, low, high := len(l.plain), l.digits, l.digits
	switch {
	case l.kind == SteamCode || l.kind == AppCode && steamLike(l.plain) && !digitsOnly(l.plain):
		low, high = steamCharacters, steamCharacters
	case l.digits > 0:
	case l.kind == AppCode:
		low, high = usualDigits, longestApp
	default:
		low, high = shortestSent, longestSent
		l.addIf(l.kind == AnyCode && n == usualDigits-1 && digitsOnly(l.plain), CodeShortByOne)
	}
	l.addIf(n == low-1 && l.kind != SteamCode && n > 0, CodeShortByOne)
	l.addIf(n < low && (n != low-1 || l.kind == SteamCode) || n == 0, CodeShort)
	l.addIf(n > high && n != 2*low && n != 2*usualDigits, CodeLong)
	l.addIf(n > high && (n == 2*low || n == 2*usualDigits), CodeTwice)
	l.addIf(l.digits == 0 && l.kind == AppCode && n == longestApp, CodeEight)
}

// maxCode is longer than every code, and shorter than a key.
const maxCode = 15

// isMessage reports whether the words around a code came along.
func (l *codeLint) isMessage(text string) bool {
	words := strings.Fields(text)
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text)
	return len(words) > 1 && len(letters) > 4 && len(l.plain) > longestSent || len(l.plain) > 2*maxCode
}

// likeKey reports whether a text is a key, or an address with one.
func likeKey(text string) bool {
	bare := strings.TrimRight(withoutOrnament(text), "=")
	capitals := len(strings.Fields(text)) == 1 && strings.Trim(bare, lookalikeLetters) == "" && strings.ToUpper(bare) == bare
	encoded := isKey(text) || capitals || base64Secret(strings.TrimSpace(text)) != nil
	return hasAddress(text) || hexSecret(bare) != nil || len(bare) > maxCode && !digitsOnly(bare) && encoded
}

func digitsOnly(text string) bool { return strings.Trim(text, "0123456789") == "" }

// lookalikes reports whether all letters of a text can be mistaken digits, and
// digits are there too.
func lookalikes(text string) bool {
	return strings.Trim(text, "0123456789OoQDIliZzSsBGq") == "" && strings.ContainsAny(text, "0123456789")
}

func steamLike(text string) bool {
	return len(text) == steamCharacters && strings.Trim(strings.ToUpper(text), steamAlphabet) == ""
}
