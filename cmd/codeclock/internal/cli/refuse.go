package cli

// Refusal is something about the flags of a call that makes no sense.
type Refusal struct {
	When bool   // whether it is so
	What string // the error
	Hint string
}

// Refuse returns the error of the first refusal that is so, nil if none is.
func Refuse(table ...Refusal) error {
	for _, r := range table {
		if r.When {
			return Usagef(r.Hint, "%s", r.What)
		}
	}
	return nil
}
