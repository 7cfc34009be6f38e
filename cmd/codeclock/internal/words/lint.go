package words

import (
	"fmt"
	"strings"

	"codeclock/totp"
)

// Advice is what was found, and what to do about it.
type Advice struct{ What, Do string }

// About what lint reads, and what it can't know.
const (
	LintKeyBad = "This key can't be read."
)

// CodeFlaw says what a flaw of a code is.
func CodeFlaw(f totp.CodeFlaw) Advice {
	return map[totp.CodeFlaw]Advice{
		totp.CodeEmpty:       {"There is no code.", "Type the code, then press Enter."},
		totp.CodeIsKey:       {"This is a key, not a code. A key makes all your codes.", "Never type it where a code belongs, and give it to nobody. Use the six digits that your app makes of it."},
		totp.CodeIsMessage:   {"This is a whole message.", "Type only the code in it."},
		totp.CodeOuterSpace:  {"There is a space before or after the code.", "Type the code by hand, or delete the space."},
		totp.CodeInnerSpace:  {"There are spaces in the code.", "Apps show a space for reading only. Leave it out."},
		totp.CodeInvisible:   {"There are signs in it that nobody can see. They come along when you copy.", "Type the code by hand."},
		totp.CodeFullWidth:   {"Its digits or letters are wide ones, as East Asian keyboards type them.", "Switch the keyboard to half-width or English, and type the code again."},
		totp.CodeOtherDigits: {"It has digits of another script.", "Switch the keyboard to English, and type 0 to 9."},
		totp.CodeOtherScript: {"It has letters of another script. Some look like English ones.", "Switch the keyboard to English, and type the code again."},
		totp.CodeSigns:       {"There are signs in it that are no digits or letters.", "Leave dashes, dots and quotes out, unless a recovery code was given to you with them."},
		totp.CodePrefix:      {`It begins with "G-", as Google's messages show it.`, "Type only the digits after it."},
		totp.CodeLookalike:   {"It has letters that look like digits, such as O and 0, or l and 1.", "Type the digits."},
		totp.CodeLetters:     {"It has letters. Codes of authenticator apps have digits only.", "Is it really the code that the app shows? Only Steam's have letters."},
		totp.CodeLikeSteam:   {"It looks like a code of Steam.", "Use it at Steam only, and look for the entry of the site."},
		totp.CodeNotSteam:    {"It has a letter or digit that Steam never uses.", "Steam uses 2 to 9 and B C D F G H J K M N P Q R T V W X Y: never 0, 1, A, E, I, L, O, S, U or Z."},
		totp.CodeSmall:       {"Steam shows capital letters.", "Type them as they are shown."},
		totp.CodeCase:        {"It has letters. At some senders their size matters.", "Type them large or small, just as in the message."},
		totp.CodeShortByOne:  {"One digit is missing.", "Perhaps a 0 at the front was lost: it is part of the code."},
		totp.CodeShort:       {"It is too short.", "Copy the whole code again."},
		totp.CodeLong:        {"It is too long.", "Type only the code, once."},
		totp.CodeTwice:       {"It is as long as two codes.", "Empty the field, and type one code."},
		totp.CodeEight:       {"It has 8 digits. Most apps show 6; a backup code may have 8.", "A backup code goes into its own field, at its own site."},
	}[f]
}

// KeyFlaw says what a flaw of a key is. meant are parameters that were misspelt.
func KeyFlaw(f totp.KeyFlaw, meant []string) Advice {
	return map[totp.KeyFlaw]Advice{
		totp.KeyAlgorithm: {"It asks for another algorithm than SHA1. Some apps ignore that, and make wrong codes.", "Use an app that follows it, or ask the site for an ordinary key."},
		totp.KeyDigits:    {"It asks for another number of digits than 6. Some apps ignore that.", "Does the app show as many digits as the site wants? If not, use another app."},
		totp.KeyPeriod:    {"It asks for another time than 30 s for each code. Some apps ignore that.", "Do codes change as often as the site says? If not, use another app."},
		totp.KeyCounts:    {"Its codes count logins. No clock matters for them.", "Too many new codes without a login? Ask the site to bring the counter into line."},
		totp.KeyShort:     {"It is shorter than keys usually are.", "Copy the whole key again, from its first letter to its last."},
		totp.KeyUneven:    {"Its length is no multiple of 8 letters. Some older apps refuse that.", "If the app refuses it, scan the QR code, or use another app."},
		totp.KeyMisspelt: {fmt.Sprintf("The address has a name in it that no app knows. Was this meant: %s?",
			strings.Join(meant, ", ")), "Apps ignore what they don't know, and may make wrong codes. Set the code up again from the site's page."},
		totp.KeyRepeated: {"The address says something twice.", "Apps may take either. Set the code up again from the site's page."},
		totp.KeyIssuers:  {"The address names two different sites.", "Apps may show either name. Remember which account it is."},
		totp.KeyNoName:   {"It names neither a site nor an account.", "Give the entry a name in the app, so that you find it."},
		totp.KeyTwin:     {"The same key was there before.", "Both entries make the same codes. You need only one."},
		totp.KeySameName: {"Another key has the same names.", "Only one of them may work: the newer one. Do not delete one before the other has worked."},
	}[f]
}
