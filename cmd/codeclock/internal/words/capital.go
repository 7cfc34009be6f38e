package words

import "strings"

// Capital gives a clause of at least one letter its capital.
func Capital(clause string) string { return strings.ToUpper(clause[:1]) + clause[1:] }
