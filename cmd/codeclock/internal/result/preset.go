package result

import (
	"time"

	"codeclock/totp"
)

// Normal is the preset that stands for a verifier whose window is not known, and
// for all of them when none is named.
const Normal = "normal"

// Preset returns the verifier of one of totp.Presets; false when there is none
// with this id.
func Preset(id string, period, typing time.Duration) (totp.Verifier, bool) {
	for _, p := range totp.Presets() {
		if p.ID == id {
			return p.Verifier(period, typing)
		}
	}
	return totp.Verifier{}, false
}
