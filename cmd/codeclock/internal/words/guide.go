package words

import "fmt"

// What the guide says around its steps.
const (
	GuideAgain   = "That is no answer here."
	GuideChecked = "Checked now:"
)

// Reach says what was seen on the way to a host.
func Reach(host, format string) string { return fmt.Sprintf(format, host) }
