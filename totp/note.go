package totp

import "slices"

// Note says what had to be understood to read a key that isn't written as it
// should be. None of it changes which codes the author meant.
type Note string

const (
	NoteUTF16       Note = "utf-16"        // the text was UTF-16
	NotePaste       Note = "paste"         // a terminal's marks of a paste stood around it
	NoteJSON        Note = "json"          // escaped as in JSON, or in its quotes
	NoteHTML        Note = "html"          // escaped as in HTML: &amp;
	NoteLabel       Note = "label"         // a name stood before the key
	NoteRawLabel    Note = "raw-label"     // %, #, ? or ; of a name was not escaped
	NoteSemicolons  Note = "semicolons"    // parameters were separated by ;
	NoteEmptyValues Note = "empty-values"  // a parameter said null or nothing
	NoteUnits       Note = "units"         // a period had its unit
	NoteHex         Note = "hex"           // the secret was hexadecimal
	NoteBase64      Note = "base64"        // the secret was base64
	NoteSteamScheme Note = "steam-scheme"  // steam://SECRET
	NoteSteamIssuer Note = "steam-issuer"  // written as totp, but of Steam, which has its own codes
	NoteKeeOTP      Note = "keeotp"        // key=...&step=...&size=..., of KeePass and old KeePassXC
	NoteFields      Note = "fields"        // one field a line, as KeePass 2 has them
	NoteEscaped     Note = "escaped"       // inside of another address, escaped with %
	NotePunctuation Note = "punctuation"   // marks of a sentence or of markup stood around it
	NoteSettings    Note = "totp-settings" // 30;6 beside the secret, of old KeePassXC
	NoteExport      Note = "export"        // an entry of an app's export in JSON
	NoteTable       Note = "table"         // a column of a table, as password managers export it
	NoteUsersFile   Note = "users-file"    // a row of a file of users, of pam_oath and others
	NoteOthers      Note = "others"        // lines that hold no key were left out
	NoteQuoted      Note = "quoted"        // quoted-printable, as mail has it
	NoteLength      Note = "length"        // the secret has a length that is not usual
)

// Place reports whether a note says only where the key was found: apps that are given the
// key itself read it alike.
func (n Note) Place() bool {
	return slices.Contains([]Note{NoteExport, NoteTable, NoteUsersFile, NoteFields, NoteOthers}, n)
}

// notes are the notes of one reading, each once.
type notes []Note

func (n *notes) add(note Note) {
	if !slices.Contains(*n, note) {
		*n = append(*n, note)
	}
}

// addIf adds a note where something was so.
func (n *notes) addIf(so bool, note Note) {
	if so {
		n.add(note)
	}
}
