package batch

import (
	"errors"
	"fmt"
)

// The errors of a whole table.
var (
	ErrEmpty        = errors.New("there are no rows")
	ErrWorkbook     = errors.New("this is a spreadsheet program's own file, not CSV")
	ErrUTF16        = errors.New("the text is in UTF-16, not in UTF-8")
	ErrBinary       = errors.New("this is not a text")
	ErrOldMac       = errors.New("the lines end as those of old Macs do")
	ErrArray        = errors.New("this is one JSON array, not an object a line")
	ErrHeader       = errors.New("line 1 doesn't name the columns")
	ErrColumn       = errors.New("a column is missing")
	ErrColumnTwice  = errors.New("a column is there twice")
	ErrKeyColumn    = errors.New("it has a column for keys, and keys never belong in a batch")
	ErrTooManyKeys  = errors.New("there are more than a million keys")
	ErrNoUsableKeys = errors.New("none of the keys can be used")
)

// The errors of a row.
var (
	ErrLong        = errors.New("the row is longer than 64 KiB")
	ErrQuote       = errors.New("a quotation mark is not closed, or stands where none belongs")
	ErrWidth       = errors.New("the row has another number of columns than line 1")
	ErrJSON        = errors.New("the line is not a JSON object with texts in it")
	ErrRefEmpty    = errors.New("the reference is empty")
	ErrRefSecret   = errors.New("this looks like a key, not like a reference to one")
	ErrRefText     = errors.New("the reference has characters that can't be printed, is not in UTF-8, or is longer than 80 bytes")
	ErrRefTwice    = errors.New("the reference has another key already")
	ErrRef         = errors.New("the keys have no such reference")
	ErrKeyUnusable = errors.New("the key of this reference can't be used")
	ErrKeys        = errors.New("one key belongs here, and no more")
	ErrUnpaired    = errors.New("each code needs a time, and each time a code")
)

// The errors of a code, beside those that totp.LintCode finds.
var (
	ErrCodeEmpty   = errors.New("there is no code")
	ErrCodeZeros   = errors.New("the code has too few digits")
	ErrCodeRounded = errors.New("the code was turned into a number such as 1.23E+05, and its digits are lost")
	ErrCodeDecimal = errors.New("the code was turned into a number with a decimal point")
)

// The errors of a time.
var (
	ErrTimeEmpty       = errors.New("there is no time")
	ErrTime            = errors.New("this is not a time")
	ErrTimeZone        = errors.New("the time has no zone")
	ErrTimeSeconds     = errors.New("the time has no seconds")
	ErrTimeSpreadsheet = errors.New("the time is written the way a spreadsheet does, which can be read in several ways")
	ErrTimeNumber      = errors.New("the time is a bare number")
	ErrTimeYear        = errors.New("the time is not between 1970 and 2200")
	ErrTimeTwice       = errors.New("that local time came twice, when summer time ended")
	ErrTimeNever       = errors.New("that local time never was, since summer time began")
	ErrZone            = errors.New("there is no such zone here")
)

// Flaw is what is wrong with a row. Nothing of the row is in it but the name of a
// column that every table has.
type Flaw struct {
	Line   int    // on which the row begins, counted from 1
	Column string // such as "code2"; "" for the whole row
	Err    error
}

// Error names the place.
func (f *Flaw) Error() string {
	if f.Column == "" {
		return fmt.Sprintf("line %d: %v", f.Line, f.Err)
	}
	return fmt.Sprintf("line %d, %s: %v", f.Line, f.Column, f.Err)
}

// Unwrap returns the error without its place.
func (f *Flaw) Unwrap() error { return f.Err }
