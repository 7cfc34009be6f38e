package cli

import (
	"fmt"
	"slices"
	"strings"
)

// Choice is a flag that takes one of a few words.
type Choice struct {
	Value   string
	allowed []string
}

// NewChoice returns a flag that takes these words, the default first.
func NewChoice(allowed ...string) *Choice { return &Choice{Value: allowed[0], allowed: allowed} }

// String, Type and Set make it a pflag.Value.
func (c *Choice) String() string { return c.Value }

// Type is what pflag calls the flag's kind.
func (c *Choice) Type() string { return "word" }

// Set refuses a word that is not allowed, without repeating it.
func (c *Choice) Set(text string) error {
	if !slices.Contains(c.allowed, text) {
		return fmt.Errorf("must be one of %s", c.List())
	}
	c.Value = text
	return nil
}

// List returns the words for a line of help.
func (c *Choice) List() string { return strings.Join(c.allowed, ", ") }

// Known returns the words, for a shell to complete.
func (c *Choice) Known() []string { return c.allowed }

// Name is a flag that takes a name of some that are known: shells complete it, and
// whoever reads it looks it up and words the error. Of a flag that may stand
// without a value, a name that follows it after a space is noticed too.
type Name struct {
	to    *string
	names func() []string
}

// NewName returns a flag that sets *to. names is called when names are needed.
func NewName(to *string, names func() []string) Name { return Name{to, names} }

// String, Type and Set make it a pflag.Value.
func (n Name) String() string { return *n.to }

// Type is what pflag calls the flag's kind.
func (n Name) Type() string { return "string" }

// Set takes anything.
func (n Name) Set(text string) error {
	*n.to = text
	return nil
}

// Known returns the names.
func (n Name) Known() []string { return n.names() }

// known is a flag's value that can say what it takes.
type known interface{ Known() []string }
