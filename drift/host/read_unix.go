//go:build linux || darwin

package host

import (
	"context"
	"time"
)

// localtime is where Unix systems keep the computer's zone: a link to it, or a
// copy (tzfile(5)).
const localtime = "/etc/localtime"

// readLocaltime finds the computer's zone, and whether this process was given
// another one.
func readLocaltime(context.Context) func(*Facts) { return zoneIn(localtime, time.Now()) }
