package totp

import "errors"

// The errors of this package. Their texts state facts and hold nothing of what
// was read, since what was read may be a secret.
var (
	ErrPeriod = errors.New("period must be whole seconds from 1 s to 24 h")
	ErrWindow = errors.New("window must be a count of steps or a time from 0 to 24 h, or two of them as PAST/FUTURE")
	ErrTyping = errors.New("typing time must be from 0 to 24 h")

	ErrPeriodMilliseconds = errors.New("the period looks like milliseconds: it must be in seconds")

	ErrSecretEmpty     = errors.New("the key holds no secret")
	ErrSecretCharacter = errors.New("a key consists of the letters A to Z and the digits 2 to 7")
	ErrSecretLookalike = errors.New("a key holds no 0, 1 or 8")
	ErrSecretHex       = errors.New("this looks like hexadecimal, not like the base32 of a key")
	ErrSecretBase64    = errors.New("this looks like base64, not like the base32 of a key")
	ErrSecretLabel     = errors.New("this looks like a key with a label")
	ErrSecretSettings  = errors.New("these are the settings of a key, without its secret")
	ErrSecretUUID      = errors.New("this looks like the number of an entry (a UUID), not like a key")
	ErrSecretJSON      = errors.New("this looks like JSON, such as an app exports, not like a key")
	ErrSecretXML       = errors.New("this looks like XML or a web page, not like a key")
	ErrSecretBinary    = errors.New("this is a picture or the file of a program, not the text of a key")
	ErrSecretType      = errors.New("this key is of another type than totp, hotp and steam")
	ErrSecretSteam     = errors.New("this looks like a key of Steam, which makes codes of its own")
	ErrSecretLength    = errors.New("no key has this length: some of it is missing")
	ErrSecretLines     = errors.New("more than one secret: give one, or otpauth addresses one a line")
	ErrAlgorithm       = errors.New("algorithm must be SHA1, SHA256 or SHA512")
	ErrDigits          = errors.New("digits must be 6, 7 or 8, and 5 for Steam")

	ErrURI          = errors.New("not a well-formed otpauth address")
	ErrURIType      = errors.New("not an otpauth address for totp, hotp or steam codes")
	ErrURIName      = errors.New("the otpauth address says algorithm, digits or period by another name, which apps ignore")
	ErrURIEncoder   = errors.New("the otpauth address asks for an encoder that is not known")
	ErrURIDuplicate = errors.New("the otpauth address says the same thing twice, differently")

	ErrURIEpoch = errors.New("the otpauth address counts from another time than 1970")
	ErrURISteam = errors.New("the otpauth address is Steam's, and asks for something that Steam doesn't make")

	ErrMigration = errors.New("not a well-formed export of Google Authenticator")
	ErrBatches   = errors.New("the parts do not belong to one export")

	ErrPolicy  = errors.New("not a usable policy")
	ErrSession = errors.New("a session has 1 to 100000 logins, at least 1 s apart, and ends within 100 years")

	ErrCounterBased = errors.New("the codes of this key count logins: no clock is involved")
	ErrEpoch        = errors.New("codes begin in 1970")
	ErrFIPS         = errors.New("codes of this key cannot be made while GODEBUG=fips140=only is set")
)
