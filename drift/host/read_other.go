//go:build !linux && !windows && !darwin

package host

import "time"

// readers is empty on systems that nobody has looked at: nothing is known there
// but the zone.
func readers() []reader { return nil }

// Asleep is not known on such a system.
func Asleep() Value[time.Duration] { return Value[time.Duration]{} }
