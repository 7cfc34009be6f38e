package cli

import (
	"errors"
	"strconv"

	"github.com/spf13/pflag"
)

// BindOnce defines a flag that is on or off, and refuses "-qq": twice means no more
// than once.
func BindOnce(f *pflag.FlagSet, to *bool, name, letter, usage string) {
	f.VarPF(&once{to: to}, name, letter, usage).NoOptDefVal = "true"
}

type once struct {
	to    *bool
	given bool
}

// String, Type and Set make it a pflag.Value.
func (o *once) String() string {
	return strconv.FormatBool(o.to != nil && *o.to)
}

// Type is what pflag calls the flag's kind.
func (o *once) Type() string { return "bool" }

// IsBoolFlag tells pflag that the flag may stand alone.
func (o *once) IsBoolFlag() bool { return true }

// Set refuses a second time.
func (o *once) Set(text string) error {
	on, err := strconv.ParseBool(text)
	switch {
	case err != nil:
		return errors.New("must be true or false")
	case o.given:
		return errors.New("given twice, which means no more than once")
	}
	*o.to, o.given = on, true
	return nil
}
