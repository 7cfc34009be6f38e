package main

import (
	"errors"
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/batch"
	"codeclock/cmd/codeclock/internal/cli"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

const (
	asText  = "spreadsheets drop zeros at the front and round long numbers: format the column as text before the codes go in, then save it again"
	asTime  = "write it as RFC 3339 does: 2026-11-22T14:02:10Z, or with an offset, 2026-11-22T15:02:10+01:00; in Excel that is the format yyyy-mm-dd\"T\"hh:mm:ss"
	columns = "its first line names the columns: ref,code,time or ref,code1,time1,code2,time2"
)

// rowHints says what to do about the errors of a row.
var rowHints = []struct {
	err  error
	hint string
}{
	{batch.ErrLong, "is a line end missing?"},
	{batch.ErrQuote, `write a quotation mark in a cell as two, and put the cell into quotation marks: "5"" disk"`},
	{batch.ErrWidth, "put cells with the separator in them into quotation marks"},
	{batch.ErrJSON, `for example {"ref":"T-4711","codes":["123456"],"times":["2026-11-22T14:02:10Z"]}`},
	{batch.ErrColumn, `for example {"ref":"T-4711","codes":["123456"],"times":["2026-11-22T14:02:10Z"]}`},
	{batch.ErrRefSecret, "a reference is a name of your own, such as T-4711; keys belong in the file of --keys alone"},
	{batch.ErrRefText, "save the file as CSV UTF-8, and take a short name such as T-4711"},
	{batch.ErrRefEmpty, "name the key that the codes are of, as the file of --keys does"},
	{batch.ErrRefTwice, "give each key a reference of its own"},
	{batch.ErrRef, "the file of --keys has a line ref,key for each reference"},
	{batch.ErrKeyUnusable, "mend its line in the file of --keys"},
	{batch.ErrKeys, "give each key of an export a line of its own"},
	{batch.ErrUnpaired, "give as many times as codes"},
	{batch.ErrCodeEmpty, ""},
	{batch.ErrCodeZeros, asText},
	{batch.ErrCodeRounded, asText},
	{batch.ErrCodeDecimal, asText},
	{batch.ErrTimeZone, "end it with Z for UTC or with an offset such as +01:00; --zone Europe/Berlin, --zone +01:00 or --zone local say it for all"},
	{batch.ErrTimeTwice, "write it with its offset, such as +01:00"},
	{batch.ErrTimeNever, "write it with its offset, such as +01:00"},
	{batch.ErrTimeNumber, "write unix seconds with an @ in front: @1795356130"},
	{batch.ErrTimeSpreadsheet, asTime},
	{batch.ErrTimeSeconds, asTime},
	{batch.ErrTimeEmpty, asTime},
	{batch.ErrTime, asTime},
	{batch.ErrTimeYear, "codes begin in 1970: is the year right? For example 2026-11-22T14:02:10Z"},
	{totp.ErrCode, "is it a code of this key?"},
	{totp.ErrReadings, "two codes are enough"},
}

// flawWords says what is wrong with a row, and what to do about it.
func flawWords(err error) (what, hint string) {
	var code *batch.CodeError
	if errors.As(err, &code) {
		advice := words.CodeFlaw(code.Flaw)
		return lowerFirst(advice.What), lowerFirst(advice.Do)
	}
	for _, h := range rowHints {
		if errors.Is(err, h.err) {
			return err.Error(), h.hint
		}
	}
	return err.Error(), words.KeyHint(err)
}

// lowerFirst makes a sentence the middle of one.
func lowerFirst(sentence string) string {
	return strings.ToLower(sentence[:1]) + strings.TrimSuffix(sentence[1:], ".")
}

// batchError gives an error of a whole batch its hint.
func batchError(err error) error { return tableError("the batch", columns, err) }

// keysError is that of the keys. Where none of them can be used, the first is shown.
func keysError(keys *batch.Keys, err error) error {
	if errors.Is(err, batch.ErrNoUsableKeys) && len(keys.Flaws) > 0 {
		what, hint := flawWords(keys.Flaws[0].Err)
		return cli.Usagef(hint, "%v; line %d: %s", err, keys.Flaws[0].Line, what)
	}
	return tableError("the keys", "its first line names the columns: ref,key", err)
}

func tableError(of, columns string, err error) error {
	hint := ""
	switch {
	case cli.IsUsage(err):
		return err
	case errors.Is(err, batch.ErrWorkbook):
		hint = "save it as CSV UTF-8 there"
	case errors.Is(err, batch.ErrUTF16), errors.Is(err, batch.ErrBinary), errors.Is(err, batch.ErrOldMac):
		hint = "save it as CSV UTF-8"
	case errors.Is(err, batch.ErrArray):
		hint = "one object a line; jq -c '.[]' makes that of an array"
	case errors.Is(err, batch.ErrKeyColumn):
		hint = "take it out, name the reference to the key ref, and put the keys into a file of their own for --keys"
	case errors.Is(err, batch.ErrTooManyKeys):
		hint = "split the batch"
	case errors.Is(err, batch.ErrEmpty), errors.Is(err, batch.ErrHeader), errors.Is(err, batch.ErrColumn),
		errors.Is(err, batch.ErrColumnTwice), errors.Is(err, batch.ErrUnpaired):
		hint = columns
	default:
		return cli.Usage(fmt.Errorf("read %s: %w", of, cli.Root(err)), "--batch and --keys take the name of a file, or - for standard input")
	}
	return cli.Usage(fmt.Errorf("%s: %w", of, err), hint)
}
