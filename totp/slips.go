package totp

// slips returns the codes from which a slip of this kind makes this one, as numbers.
func (k Key) slips(kind HypothesisKind, code string) []uint32 {
	alphabet := "0123456789"
	if k.Steam {
		alphabet = steamAlphabet
	}
	var list []uint32
	add := func(code string) {
		if n, err := k.parseCode(code); err == nil {
			list = append(list, n)
		}
	}
	for i := range len(code) {
		if kind == Neighbours {
			if i > 0 && code[i] != code[i-1] {
				add(code[:i-1] + string(code[i]) + string(code[i-1]) + code[i+1:])
			}
			continue
		}
		for _, c := range []byte(alphabet) {
			if c != code[i] {
				add(code[:i] + string(c) + code[i+1:])
			}
		}
	}
	return list
}
