package totp

import "strings"

// steamAlphabet is what Steam writes its codes with, in place of digits
// (pquerna/otp:hotp/hotp.go, which makes them).
const steamAlphabet = "23456789BCDFGHJKMNPQRTVWXY"

// codes is how many different codes the key has.
func (k Key) codes() uint32 {
	base, n := uint32(10), uint32(1)
	if k.Steam {
		base = uint32(len(steamAlphabet))
	}
	for range k.Digits {
		n *= base
	}
	return n
}

// CheckCode fails with ErrCode for a text that is not a code of the key's kind.
func (k Key) CheckCode(code string) error {
	_, err := k.parseCode(code)
	return err
}

// parseCode returns the number that a code stands for. Steam writes the last of
// its digits first.
func (k Key) parseCode(code string) (uint32, error) {
	if len(code) != k.Digits {
		return 0, ErrCode
	}
	if !k.Steam {
		n := uint32(0)
		for _, c := range []byte(code) {
			if c < '0' || c > '9' {
				return 0, ErrCode
			}
			n = n*10 + uint32(c-'0')
		}
		return n, nil
	}
	n := uint32(0)
	for i := len(code) - 1; i >= 0; i-- {
		digit := strings.IndexByte(steamAlphabet, code[i])
		if digit < 0 {
			return 0, ErrCode
		}
		n = n*uint32(len(steamAlphabet)) + uint32(digit)
	}
	return n, nil
}
