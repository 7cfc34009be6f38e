package totp

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What people type and paste. The codes are none of anybody's.
func TestLintCode(t *testing.T) {
	for _, tt := range []struct {
		story, code string
		kind        CodeKind
		want        []CodeFlaw
	}{
		{"an app's code", "755224", AppCode, nil},
		{"with the end of its line", "755224\n", AppCode, nil},
		{"with that of Windows", "755224\r\n", AppCode, nil},
		{"a zero at the front", "055224", AppCode, nil},
		{"a spreadsheet took the zero", "55224", AppCode, []CodeFlaw{CodeShortByOne}},
		{"two zeros lost", "5224", AppCode, []CodeFlaw{CodeShort}},
		{"one digit", "5", AppCode, []CodeFlaw{CodeShort}},
		{"eight digits", "94287082", AppCode, []CodeFlaw{CodeEight}},
		{"seven digits", "9428708", AppCode, nil},
		{"nine digits", "942870821", AppCode, []CodeFlaw{CodeLong}},
		{"the code twice", "755224755224", AppCode, []CodeFlaw{CodeTwice}},
		{"old and new one", "755224 287082", AppCode, []CodeFlaw{CodeInnerSpace, CodeTwice}},
		{"as apps show it", "755 224", AppCode, []CodeFlaw{CodeInnerSpace}},
		{"with a dash", "755-224", AppCode, []CodeFlaw{CodeSigns}},
		{"with a dot", "755.224", AppCode, []CodeFlaw{CodeSigns}},
		{"in quotes", `"755224"`, AppCode, []CodeFlaw{CodeSigns}},
		{"a blank in front", " 755224", AppCode, []CodeFlaw{CodeOuterSpace}},
		{"a blank behind", "755224 ", AppCode, []CodeFlaw{CodeOuterSpace}},
		{"a tab behind", "755224\t", AppCode, []CodeFlaw{CodeOuterSpace}},
		{"a blank that does not break", "755\u00a0224", AppCode, []CodeFlaw{CodeInnerSpace}},
		{"a thin blank", "755\u2009224", AppCode, []CodeFlaw{CodeInnerSpace}},
		{"an ideographic blank", "755224\u3000", AppCode, []CodeFlaw{CodeOuterSpace}},
		{"a blank without width", "755\u200b224", AppCode, []CodeFlaw{CodeInvisible}},
		{"a mark of direction", "\u200e755224", AppCode, []CodeFlaw{CodeInvisible}},
		{"isolates of a chat", "\u2068755224\u2069", AppCode, []CodeFlaw{CodeInvisible}},
		{"a byte order mark", "\ufeff755224", AppCode, []CodeFlaw{CodeInvisible}},
		{"a soft hyphen", "755\u00ad224", AppCode, []CodeFlaw{CodeInvisible}},
		{"keycap digits", "7\ufe0f\u20e355224", AppCode, []CodeFlaw{CodeInvisible, CodeSigns}},
		{"a control sign", "755224\x1b", AppCode, []CodeFlaw{CodeInvisible}},
		{"broken bytes", "755224\xff", AppCode, []CodeFlaw{CodeInvisible}},
		{"full width", "７５５２２４", AppCode, []CodeFlaw{CodeFullWidth}},
		{"one of full width", "75522４", AppCode, []CodeFlaw{CodeFullWidth}},
		{"full width and blank", "７５５　２２４", AppCode, []CodeFlaw{CodeFullWidth, CodeInnerSpace}},
		{"full width, one lost", "５５２２４", AppCode, []CodeFlaw{CodeFullWidth, CodeShortByOne}},
		{"Arabic", "٧٥٥٢٢٤", AppCode, []CodeFlaw{CodeOtherDigits}},
		{"Persian", "۷۵۵۲۲۴", AppCode, []CodeFlaw{CodeOtherDigits}},
		{"Devanagari", "७५५२२४", AppCode, []CodeFlaw{CodeOtherDigits}},
		{"Bengali", "৭৫৫২২৪", AppCode, []CodeFlaw{CodeOtherDigits}},
		{"Thai", "๗๕๕๒๒๔", AppCode, []CodeFlaw{CodeOtherDigits}},
		{"bold of mathematics", "𝟕𝟓𝟓𝟐𝟐𝟒", AppCode, []CodeFlaw{CodeOtherDigits}},
		{"circled", "⑦⑤⑤②②④", AppCode, []CodeFlaw{CodeOtherDigits}},
		{"Chinese numerals", "七五五二二四", AppCode, []CodeFlaw{CodeOtherScript, CodeLetters}},
		{"the letter O for zero", "75522O", AppCode, []CodeFlaw{CodeLookalike}},
		{"a small l for one", "75522l", AppCode, []CodeFlaw{CodeLookalike}},
		{"an S for five", "7S5224", AppCode, []CodeFlaw{CodeLookalike}},
		{"Cyrillic o for zero", "75522о", AppCode, []CodeFlaw{CodeOtherScript, CodeLetters}},
		{"the exponent of a spreadsheet", "7.55E+05", AppCode, []CodeFlaw{CodeSigns, CodeLetters}},
		{"letters", "abcdef", AppCode, []CodeFlaw{CodeLetters}},
		{"Steam's code in place of an app's", "2BCDF", AppCode, []CodeFlaw{CodeLikeSteam}},
		{"nothing", "", AppCode, []CodeFlaw{CodeEmpty}},
		{"blanks", "  \n", AppCode, []CodeFlaw{CodeEmpty}},
		{"dashes", "------", AppCode, []CodeFlaw{CodeSigns, CodeShort}},
		{"the key", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", AppCode, []CodeFlaw{CodeIsKey}},
		{"the key in groups", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq", AppCode, []CodeFlaw{CodeIsKey}},
		{"the address of the QR code", "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ", AppCode, []CodeFlaw{CodeIsKey}},
		{"the key in hexadecimal", "3132333435363738393031323334353637383930", AppCode, []CodeFlaw{CodeIsKey}},
		{"a Google message's form", "G-755224", SentCode, []CodeFlaw{CodeSigns, CodePrefix}},
		{"the whole message", "755224 is your Amazon OTP. Do not share it.", SentCode, []CodeFlaw{CodeInnerSpace, CodeSigns, CodeIsMessage}},
		{"a sent code", "755224", SentCode, nil},
		{"a short sent code", "7552", SentCode, nil},
		{"a mailed code with letters", "dfgVi4", SentCode, []CodeFlaw{CodeCase}},
		{"a mailed code with a mistaken letter", "75522O", SentCode, []CodeFlaw{CodeLookalike}},
		{"a code of an unknown kind", "755224", AnyCode, nil},
		{"one too short for most", "55224", AnyCode, []CodeFlaw{CodeShortByOne}},
		{"Steam's", "2BCDF", SteamCode, nil},
		{"Steam's, small", "2bcdf", SteamCode, []CodeFlaw{CodeSmall}},
		{"a letter that Steam lacks", "2BCDA", SteamCode, []CodeFlaw{CodeNotSteam}},
		{"a digit that Steam lacks", "1BCDF", SteamCode, []CodeFlaw{CodeNotSteam}},
		{"an app's code at Steam", "755224", SteamCode, []CodeFlaw{CodeLong}},
		{"four of five", "BCDF", SteamCode, []CodeFlaw{CodeShort}},
	} {
		if diff := cmp.Diff(tt.want, LintCode(tt.code, tt.kind, 0)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.story, diff)
		}
	}
}

func TestLintCodeOfKnownLength(t *testing.T) {
	for code, want := range map[string][]CodeFlaw{
		"94287082": nil, "9428708": {CodeShortByOne}, "755224": {CodeShort}, "942870821": {CodeLong}, "9428708294287082": {CodeTwice},
	} {
		if diff := cmp.Diff(want, LintCode(code, AppCode, 8)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", code, diff)
		}
	}
}

func TestLintKeys(t *testing.T) {
	const secret, address = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "otpauth://totp/Shop:bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for _, tt := range []struct {
		story, text string
		want        []KeyFlaw // of the last key
		err         error     // of the last key
		meant       []string
	}{
		{"as it should be", address + "&issuer=Shop", nil, nil, nil},
		{"a key alone", secret, nil, nil, nil},
		{"SHA256", address + "&algorithm=SHA256", []KeyFlaw{KeyAlgorithm}, nil, nil},
		{"eight digits", address + "&digits=8", []KeyFlaw{KeyDigits}, nil, nil},
		{"60 seconds", address + "&period=60", []KeyFlaw{KeyPeriod}, nil, nil},
		{"all three", address + "&period=60&digits=8&algorithm=SHA512", []KeyFlaw{KeyAlgorithm, KeyDigits, KeyPeriod}, nil, nil},
		{"counting logins", strings.Replace(address, "totp", "hotp", 1), []KeyFlaw{KeyCounts}, nil, nil},
		{"Steam", "otpauth://steam/Steam:bob?secret=" + secret, nil, nil, nil},
		{"two issuers", address + "&issuer=Store", []KeyFlaw{KeyIssuers}, nil, nil},
		{"the issuer in capitals", address + "&issuer=SHOP", nil, nil, nil},
		{"no name", "otpauth://totp/?secret=" + secret, []KeyFlaw{KeyNoName}, nil, nil},
		{"a slip in algorithm", address + "&algoritm=SHA256", []KeyFlaw{KeyMisspelt}, ErrURIName, []string{"algorithm"}},
		{"letters exchanged", address + "&peroid=60", []KeyFlaw{KeyMisspelt}, ErrURIName, []string{"period"}},
		{"digit", address + "&digit=8", []KeyFlaw{KeyMisspelt}, ErrURIName, []string{"digits"}},
		{"another program's name", address + "&interval=60&algo=SHA256", []KeyFlaw{KeyMisspelt}, ErrURIName, []string{"algorithm", "period"}},
		{"the secret misspelt", "otpauth://totp/Shop:bob?issuer=Shop&secert=" + secret, []KeyFlaw{KeyMisspelt}, ErrSecretEmpty, []string{"secret"}},
		{"a stranger's parameter", address + "&color=red", nil, nil, nil},
		{"digits twice alike", address + "&digits=6&digits=6", []KeyFlaw{KeyRepeated}, nil, nil},
		{"digits twice, differently", address + "&digits=6&digits=8", []KeyFlaw{KeyRepeated}, ErrURIDuplicate, nil},
		{"52 letters, no padding", "otpauth://totp/Amazon:bob?secret=" + (secret + secret)[:52], []KeyFlaw{KeyUneven}, nil, nil},
		{"short", "otpauth://totp/x?secret=GEZDGNBV", []KeyFlaw{KeyShort}, nil, nil},
		{"one letter missing", secret[:25], nil, ErrSecretLength, nil},
		{"a zero in it", secret[:31] + "0", nil, ErrSecretLookalike, nil},
		{"an umlaut in it", secret + "ä", nil, ErrSecretCharacter, nil},
		{"in lower case and groups", "gezd gnbv gy3t qojq gezd gnbv gy3t qojq", nil, nil, nil},
		{"MD5", address + "&algorithm=MD5", nil, ErrAlgorithm, nil},
		{"ten digits", address + "&digits=10", nil, ErrDigits, nil},
		{"the same key twice", address + "\n" + strings.Replace(address, "bob", "eve", 1), []KeyFlaw{KeyTwin}, nil, nil},
		{"eight digits in a table", "name,totp,digits\nShop," + secret + ",8\n", []KeyFlaw{KeyDigits}, nil, nil},
		{"an address in an export", `{"items":[{"login":{"totp":"` + address + `&period=60"}}]}`, []KeyFlaw{KeyPeriod}, nil, nil},
		{"two keys of one name", address + "\n" + strings.Replace(address, "TQOJQ", "TQOJA", 1), []KeyFlaw{KeySameName}, nil, nil},
		{"a passkey or another address", "https://example.com/?secret=x", nil, ErrURIType, nil},
	} {
		lints, err := LintKeys(tt.text)
		if err != nil {
			if !errors.Is(err, tt.err) {
				t.Errorf("%s: %v", tt.story, err)
			}
			continue
		}
		last := lints[len(lints)-1]
		if diff := cmp.Diff(tt.want, last.Flaws) + cmp.Diff(tt.meant, last.Meant); diff != "" || !errors.Is(last.Err, tt.err) {
			t.Errorf("%s: %v, want %v (-want +got):\n%s", tt.story, last.Err, tt.err, diff)
		}
	}
}

func FuzzLintCode(f *testing.F) {
	for _, code := range []string{"755224", "７５５ ２２４", "2BCDF", "G-755224", "75522O\u200b", "⑦𝟕१", "otpauth://", "\xff", "------"} {
		f.Add(code, 0, 0)
	}
	f.Fuzz(func(t *testing.T, code string, kind, digits int) {
		k := CodeKind(uint(kind) % 4)
		digits %= 20
		flaws := LintCode(code, k, digits)
		for i, flaw := range flaws {
			if !slices.Contains(CodeFlaws(), flaw) || slices.Contains(flaws[:i], flaw) {
				t.Errorf("%v is unknown, or there twice in %v", flaw, flaws)
			}
		}
		clean := len(code) == usualDigits && digitsOnly(code)
		if clean && k == AppCode && digits == 0 && len(flaws) > 0 {
			t.Errorf("six digits have the flaws %v", flaws)
		}
		if len(flaws) == 0 && k == AppCode && (!digitsOnly(strings.TrimRight(code, "\r\n")) || code == "") {
			t.Errorf("%q has no flaws", code)
		}
	})
}

func FuzzLintKeys(f *testing.F) {
	for _, text := range []string{
		"GEZDGNBVGY3TQOJQ", "otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQ&issuer=c&digit=6&digits=6", "otpauth://hotp/?secert=x\nsteam://GEZDGNBV", "key=GEZDGNBV&step=30",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lints, err := LintKeys(text)
		entries, other := ReadKeys(text)
		if (err == nil) != (other == nil) || len(lints) != len(entries) {
			t.Fatalf("%d keys, %v; read are %d, %v", len(lints), err, len(entries), other)
		}
		for _, l := range lints {
			for _, flaw := range l.Flaws {
				if !slices.Contains(KeyFlaws(), flaw) {
					t.Errorf("%v is unknown", flaw)
				}
			}
		}
	})
}
