package totp

import "strings"

// steamScheme begins a Steam key as Bitwarden and WinAuth write it: steam://SECRET
// (bitwarden/clients:libs/common/src/vault, "steam://").
const steamScheme = "steam://"

func isSteamScheme(line string) bool {
	return strings.HasPrefix(strings.ToLower(line), steamScheme)
}

func readSteamScheme(line string, n *notes) (Key, error) {
	k, err := ParseSecret(strings.TrimRight(line[len(steamScheme):], "/"))
	if err != nil {
		return Key{}, err
	}
	n.add(NoteSteamScheme)
	k.Steam, k.Digits = true, steamCharacters
	return k, nil
}

// steamByName makes Steam's key of an address that says so by its type, or only by
// its issuer: Valve itself writes those as totp, and several apps read them as Steam's
// (helloworld1/FreeOTPPlus#113). digits=s says the same (Android-Password-Store#2191).
// Steam makes no digits, so an address that asks for six of them can't be told.
func (k *Key) steamByName(kind string, params map[string]string, n *notes) error {
	encoder, encoded := says(params, "encoder", n)
	named := strings.EqualFold(k.Issuer, "steam") && !k.CounterBased
	switch {
	case kind == "steam":
	case strings.EqualFold(params["digits"], "s"):
		delete(params, "digits")
	case !named || encoded && strings.EqualFold(encoder, "steam"):
		return nil
	default:
		if digits, ok := says(params, "digits", n); ok && digits != "5" {
			return ErrURISteam
		}
		n.add(NoteSteamIssuer)
	}
	k.Steam, k.Digits = true, steamCharacters
	return nil
}
