package totp

import (
	"context"
	"crypto/hmac"
	"encoding/base32"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// What a step of a search costs, beside other ways of computing the same, and two bare
// compressions, which is what it cannot be below: "ours" is to stay under twice that.
func BenchmarkStep(b *testing.B) {
	for _, a := range []Algorithm{SHA1, SHA256, SHA512} {
		k := inferKey(a, 6, 30*s)
		b.Run(a.String()+"/pquerna", func(b *testing.B) {
			text := base32.StdEncoding.EncodeToString(k.secret())
			for n := uint64(0); b.Loop(); n++ {
				_, _ = hotp.GenerateCodeCustom(text, n, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: a.pquerna()})
			}
		})
		b.Run(a.String()+"/hmac-reused", func(b *testing.B) {
			st := &stepper{mac: hmac.New(a.hash(), k.secret())}
			for n := uint64(0); b.Loop(); n++ {
				_ = st.value(n)
			}
		})
		b.Run(a.String()+"/ours", func(b *testing.B) {
			st, _ := newStepper(k)
			b.ReportAllocs()
			for n := uint64(0); b.Loop(); n++ {
				_ = st.value(n)
			}
		})
		b.Run(a.String()+"/floor-two-compressions", func(b *testing.B) {
			h := a.hash()()
			block := make([]byte, 2*h.BlockSize())
			for b.Loop() {
				h.Write(block)
			}
		})
	}
}

// Ten years either way, with every processor.
func BenchmarkInferTenYears(b *testing.B) {
	k := inferKey(SHA1, 6, 30*s)
	readings := readAt(b, k, -47*s, edge, edge.Add(30*s))
	for b.Loop() {
		if _, err := Infer(context.Background(), k, readings, InferOptions{Range: 10 * 365 * 24 * time.Hour}); err != nil {
			b.Fatal(err)
		}
	}
}

// What else explains two codes that fit nothing: what a row of a batch costs at worst.
func BenchmarkExplain(b *testing.B) {
	k := inferKey(SHA1, 6, 30*s)
	readings := readAt(b, k, 0, edge, edge.Add(30*s))
	readings[0].Code, readings[1].Code = "271828", "314159"
	for b.Loop() {
		if _, err := Explain(context.Background(), k, readings, ExplainOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
