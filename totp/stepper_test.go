package totp

import (
	"crypto/hmac"
	"testing"
)

// Every step's value is that of crypto/hmac by way of another library, and so it is
// where the saved state is not to be had.
func TestStepper(t *testing.T) {
	for _, a := range []Algorithm{SHA1, SHA256, SHA512} {
		for _, n := range []int{1, 20, 63, 64, 65, 127, 128, 129, 200} {
			k, _ := NewKey(make([]byte, n))
			k.Algorithm, k.Digits = a, 8
			fast, err := newStepper(k)
			if err != nil || fast.mac != nil {
				t.Fatalf("%v: %v, falls back: %t", a, err, fast.mac != nil)
			}
			slow := &stepper{mac: hmac.New(a.hash(), k.secret())}
			for _, step := range []int64{0, 1, 37037036, 1 << 40} {
				code, err := k.CodeOf(step)
				want, _ := k.parseCode(code)
				for _, st := range []*stepper{fast, slow} {
					if got := st.value(uint64(step)) % k.codes(); err != nil || got != want {
						t.Errorf("%v, a key of %d bytes, step %d, slow: %t: %d, want %d, %v", a, n, step, st == slow, got, want, err)
					}
				}
			}
		}
	}
}

// A hash whose saved state is not what it was shows in the comparison.
func TestStepperIsCompared(t *testing.T) {
	k := inferKey(SHA256, 6, 30*s)
	slow := &stepper{mac: hmac.New(k.Algorithm.hash(), k.secret())}
	for name, spoil := range map[string]func(*stepper){
		"the state after the inner pad": func(st *stepper) { st.inner.state[stateWords+3] ^= 1 },
		"the state after the outer pad": func(st *stepper) { st.outer.state[stateWords+3] ^= 1 },
		"the padding":                   func(st *stepper) { st.outer.block[len(st.outer.block)-1] ^= 1 },
		"the length of the hash":        func(st *stepper) { st.size -= 4 },
	} {
		fast := newSavedStepper(k.Algorithm.hash(), k.secret())
		if !fast.agrees(slow) {
			t.Fatal("they differ from the start")
		}
		if spoil(fast); fast.agrees(slow) {
			t.Errorf("%s: nobody notices", name)
		}
	}
}

func TestStepperAllocatesNothing(t *testing.T) {
	if raced {
		t.Skip("the race detector allocates")
	}
	for _, a := range []Algorithm{SHA1, SHA256, SHA512} {
		st, err := newStepper(inferKey(a, 6, 30*s))
		if err != nil {
			t.Fatal(err)
		}
		step := uint64(0)
		if n := testing.AllocsPerRun(1000, func() { st.value(step); step++ }); n != 0 {
			t.Errorf("%v: %v allocations a step", a, n)
		}
	}
}
