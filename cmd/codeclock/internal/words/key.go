package words

import (
	"strconv"
	"strings"
)

// About a key: how to give it, and what is wrong with it.
const (
	KeyPrompt       = "Key (base32 or an otpauth address; it is not shown, Ctrl-C leaves): "
	KeyFileOpen     = "codeclock: warning: others on this computer can read the key file; chmod 600 it"
	KeyNotShown     = "codeclock: note: codes are shown only with --show-codes"
	KeyMissingParts = "scan every QR code of the export, and put each into a line of its own; missing: part %s"
	KeyEmpty        = "give the key that the site showed when codes were set up"
	KeyCharacter    = "0 is usually the letter O, 1 the letter I or L, and 8 the letter B"
	KeyLength       = "copy the whole key again, from its first letter to its last"
	KeyLines        = "put one key into a file, or otpauth addresses, one a line"
	KeyAlgorithm    = "other algorithms would make codes that no site accepts"
	KeyCounts       = "a wrong clock does not matter for it; a button pressed too often does"
	KeyExport       = "scan every QR code of one export, and put each into a line of its own"
	KeyEpoch        = "choose a later time, or a smaller skew"
	KeyFIPS         = "start codeclock without that setting"
	KeyAddress      = "an otpauth address looks like otpauth://totp/NAME?secret=...&issuer=..."
)

// Numbers says a list of numbers: "2, 3".
func Numbers(list []int) string {
	text := make([]string, len(list))
	for i, n := range list {
		text[i] = strconv.Itoa(n)
	}
	return strings.Join(text, ", ")
}
