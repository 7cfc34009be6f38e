package totp

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// What a step of a search costs, beside other ways of computing the same, and
// two bare compressions, which is what it cannot be below.
func BenchmarkStep(b *testing.B) {
	secret := []byte("12345678901234567890")
	k, _ := NewKey(secret)
	b.Run("pquerna", func(b *testing.B) {
		text := base32.StdEncoding.EncodeToString(secret)
		for n := uint64(0); b.Loop(); n++ {
			_, _ = hotp.GenerateCodeCustom(text, n, hotp.ValidateOpts{Digits: otp.DigitsSix})
		}
	})
	b.Run("hmac-reused", func(b *testing.B) {
		mac, sum := hmac.New(sha1.New, secret), make([]byte, 0, 20)
		var counter [8]byte
		for n := uint64(0); b.Loop(); n++ {
			binary.BigEndian.PutUint64(counter[:], n)
			mac.Reset()
			mac.Write(counter[:])
			_ = truncate(mac.Sum(sum))
		}
	})
	for _, a := range []Algorithm{SHA1, SHA256, SHA512} {
		k.Algorithm = a
		b.Run("ours-"+a.String(), func(b *testing.B) {
			st, _ := newStepper(k)
			b.ReportAllocs()
			for n := uint64(0); b.Loop(); n++ {
				_ = st.value(n)
			}
		})
	}
	b.Run("floor-two-compressions-SHA1", func(b *testing.B) {
		h, block := sha1.New(), make([]byte, 2*sha1.BlockSize)
		for b.Loop() {
			h.Write(block)
		}
	})
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
