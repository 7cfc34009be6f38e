package host

import "strings"

// androidAutoTime reads "settings get global auto_time": Android's switch for automatic
// time, which follows the carrier's time or a time server, whichever the maker prefers
// (AOSP, frameworks/base, Settings.Global.AUTO_TIME).
func androidAutoTime(text string) Tri {
	switch strings.TrimSpace(complete(text)) {
	case "1":
		return Yes
	case "0":
		return No
	}
	return Unknown
}
