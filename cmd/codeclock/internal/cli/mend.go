package cli

import (
	"slices"
	"strconv"
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
	"d": "d", "day": "d", "days": "d", "w": "w", "week": "w", "weeks": "w",
	"ms": "ms", "msec": "ms", "msecs": "ms", "millisecond": "ms", "milliseconds": "ms",
}

// MendTime returns the time that was most likely meant, as time.ParseDuration reads
// it: "1", "1,5s", "1 sec" and "1S" are seconds. It is "" when there is no telling.
func MendTime(text string) string {
	text = strings.ReplaceAll(strings.ToLower(text), " ", "")
	text = strings.TrimLeft(text, "±+-<=>~")
	m := written().FindStringSubmatch(strings.Replace(text, ",", ".", 1))
	if m == nil || units[m[2]] == "" {
		return ""
	}
	mended := m[1] + units[m[2]]
	if hours := map[string]float64{"d": 24, "w": 7 * 24}[units[m[2]]]; hours > 0 {
		n, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return ""
		}
		mended = strconv.FormatFloat(n*hours, 'f', -1, 64) + "h"
	}
	if d, err := time.ParseDuration(mended); err != nil || d <= 0 {
		return ""
	}
	return mended
}

// alike are words that people have for those of a choice, in the order in which they are
// tried.
var alike = map[string][]string{
	"win10": {"windows"}, "win11": {"windows"}, "pc": {"windows"}, "osx": {"macos"}, "darwin": {"macos"}, "apple": {"macos", "iphone"},
	"ios": {"iphone"}, "ipad": {"iphone"}, "samsung": {"android"}, "pixel": {"android"},
	"ubuntu": {"linux"}, "debian": {"linux"}, "fedora": {"linux"}, "wsl": {"linux"}, "unix": {"linux"},
	"gh": {"github"}, "icinga": {"nagios"}, "xml": {"junit"}, "openmetrics": {"prometheus"}, "yaml": {"json"}, "table": {"text"}, "md": {"markdown", "text"},
	"crit": {"wrong", "critical"}, "critical": {"wrong"}, "error": {"wrong", "critical"}, "wrong": {"critical"}, "fail": {"wrong", "critical"},
	"warn": {"risk", "warning"}, "warning": {"risk"}, "at-risk": {"risk", "warning"}, "cant-tell": {"risk"}, "any": {"risk", "all"},
	"none": {"never", "ok"}, "no": {"never", "ok"}, "off": {"never", "ok"}, "ignore": {"never", "ok"}, "pass": {"ok"}, "false": {"never"},
	"yes": {"always"}, "on": {"always"}, "true": {"always"}, "force": {"always"},
	"totp": {"app"}, "sms": {"sent"}, "email": {"sent"}, "mail": {"sent"}, "web": {"https"}, "udp": {"ntp"},
}

// mend returns the value of a flag that was most likely meant, "" if there is no
// telling.
func mend(f *pflag.Flag, value string) string {
	if list, ok := f.Value.(known); ok {
		word := strings.ToLower(strings.TrimSpace(value))
		for _, same := range alike[word] {
			if slices.Contains(list.Known(), same) {
				return same
			}
		}
		return Nearest(word, list.Known())
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
