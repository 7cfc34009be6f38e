// Package host finds facts about this computer that explain a wrong clock.
//
// Every fact is three-valued: yes, no, or not known. What could not be read, was
// localised, truncated or not understood is not known, and never a "no". Reading
// needs no administrator, changes nothing, and never fails as a whole.
//
// What a tool prints is read by a parser without a build tag, named after the
// tool, so that it is tested on every system. Only reading itself is per system.
package host

import (
	"math"
	"time"
)

// Tri is a fact that is yes, no or, as its zero value, not known.
type Tri uint8

const (
	Unknown Tri = iota
	No
	Yes
)

// Is turns a known answer into a Tri.
func Is(yes bool) Tri {
	if yes {
		return Yes
	}
	return No
}

// String returns "yes", "no" or "unknown".
func (t Tri) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "unknown"
}

// Value is a fact with a value. Its zero value is not known.
type Value[T any] struct {
	v     T
	known bool
}

// Known makes a known value.
func Known[T any](v T) Value[T] { return Value[T]{v, true} }

// Get returns the value and whether it is known.
func (v Value[T]) Get() (T, bool) { return v.v, v.known }

// Facts are what is known about this computer. The zero value is nothing.
type Facts struct {
	OS string // runtime.GOOS, always known

	// What this runs in. Kind names are lower case words such as "docker",
	// "kvm", "hyper-v"; empty when not known or none.
	Container     Tri
	ContainerKind string
	ContainerMark string // what told it, such as "/.dockerenv"
	VM            Tri
	VMKind        string
	VMMark        string
	WSL           Tri // with VM no, its first version, which shows Windows' own clock

	System System // what commands it understands; Linux

	// The time zone. Source is where the name comes from, such as
	// "/etc/localtime"; Overridden says that this process was given another zone
	// than the computer's (the TZ variable).
	ZoneName       string
	ZoneSource     string
	ZoneOffset     Value[time.Duration] // local time minus UTC, now
	ZoneOverridden Tri
	AutoZone       Tri // the system finds the zone by itself; Windows

	// The clock in hardware, which runs while the computer is off.
	RTCLocal Tri                  // it holds local time and not UTC
	RTCSkew  Value[time.Duration] // it, taken as UTC, minus the system clock
	RTC      Tri                  // there is one; small boards have none

	Uptime Value[time.Duration] // since start, sleep included
	Asleep Value[time.Duration] // part of Uptime in which it slept
	Awake  Value[time.Duration] // since it last woke; not known when it never slept

	// What the kernel believes (adjtimex): whether anything keeps its clock
	// right, and how much it is sped up.
	KernelSynced Tri
	KernelRate   Value[float64] // ppm
	Clocksource  string         // such as "tsc"; Linux only

	// Services are the programs found that keep clocks right, by name.
	Services []Service

	AutoTime   Tri                  // the system's own switch for automatic time
	Policy     Tri                  // an administrator's policy decides about that switch; Windows
	CanNTP     Tri                  // there is a service that the switch could start; systemd
	Domain     Tri                  // a managed computer: member of a Windows domain
	MaxStep    Value[time.Duration] // the largest error that the service corrects, AnyStep when any; Windows
	Seeding    Tri                  // Secure Time Seeding is on; Windows
	AutoSummer Tri                  // the zone's summer time is followed; Windows
}

// AnyStep is the MaxStep of a service that corrects any error.
const AnyStep time.Duration = math.MaxInt64

// Service returns the service of that name, the zero Service when it was not
// found.
func (f Facts) Service(name string) Service {
	for _, s := range f.Services {
		if s.Name == name {
			return s
		}
	}
	return Service{}
}
