package cli

import (
	"strings"
	"time"

	"github.com/spf13/pflag"
)

// written is a time as people write it: a number and, often, a unit.
var written = Lazily(`^([0-9]*\.?[0-9]+)([a-zµ]*)$`)

// units are the words for the units of time.ParseDuration.
var units = map[string]string{
	"": "s", "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"m": "m", "min": "m", "mins": "m", "minute": "m", "minutes": "m",
	"h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
	"ms": "ms", "msec": "ms", "msecs": "ms", "millisecond": "ms", "milliseconds": "ms",
}

// MendTime returns the time that was most likely meant, as time.ParseDuration reads
// it: "1", "1,5s", "1 sec" and "1S" are seconds. It is "" when there is no telling.
func MendTime(text string) string {
	text = strings.ReplaceAll(strings.ToLower(text), " ", "")
	m := written().FindStringSubmatch(strings.Replace(text, ",", ".", 1))
	if m == nil || units[m[2]] == "" {
		return ""
	}
	mended := m[1] + units[m[2]]
	if d, err := time.ParseDuration(mended); err != nil || d <= 0 {
		return ""
	}
	return mended
}

// mend returns the value of a flag that was most likely meant, "" if there is no
// telling.
func mend(f *pflag.Flag, value string) string {
	if list, ok := f.Value.(known); ok {
		return Nearest(strings.ToLower(strings.TrimSpace(value)), list.Known())
	}
	if f.Value.Type() == "duration" {
		return MendTime(value)
	}
	return ""
}

// write returns how a flag is written with a value.
func write(f *pflag.Flag, value string) string {
	switch {
	case f.NoOptDefVal != "":
		return "--" + f.Name + "=" + value
	case strings.Contains(value, " "):
		value = `"` + value + `"`
	}
	return "--" + f.Name + " " + value
}
