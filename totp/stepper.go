package totp

import (
	"crypto/fips140"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding"
	"encoding/binary"
	"hash"
)

// stepper computes the truncated values of a key's steps (RFC 4226, section 5.3)
// one after the other, without allocating. It is for searches over millions of
// steps, and not for use by two goroutines at once.
//
// An HMAC of eight bytes is two compressions: one of the counter, after the block
// of the key and the inner pad, and one of its result, after that of the outer
// pad. Both pads stay the same, so the state after them is saved once, as
// encoding.BinaryMarshaler gives it, and restored for every step; the message is
// padded here, so that the hash has exactly one block to do. The saved state holds
// the hash's words from byte 4 on, which package hash does not promise: newStepper
// compares with crypto/hmac, and falls back to it.
type stepper struct {
	hash  resumable
	inner savedBlock // the counter
	outer savedBlock // the inner hash
	size  int        // of the hash, bytes
	state []byte     // scratch

	mac     hash.Hash // instead, where the saved state is not what it was
	counter [8]byte
}

// resumable is what the hashes of the standard library can do.
type resumable interface {
	hash.Hash
	encoding.BinaryUnmarshaler
	encoding.BinaryAppender
}

// savedBlock is the state of a hash after one block, and the padded block that
// comes then.
type savedBlock struct{ state, block []byte }

// stateWords is where the words of a hash begin in its saved state, after four bytes
// that name the hash (crypto/sha1, magic).
const stateWords = 4

// newStepper fails as Key.CodeOf does.
func newStepper(k Key) (*stepper, error) {
	if _, err := k.CodeOf(0); err != nil {
		return nil, err
	}
	make := k.Algorithm.hash()
	slow := &stepper{mac: hmac.New(make, k.secret())}
	if fast := newSavedStepper(make, k.secret()); fast != nil && fast.agrees(slow) {
		return fast, nil
	}
	return slow, nil
}

// agrees compares a few steps, from the first to one that fills all eight bytes.
func (s *stepper) agrees(other *stepper) bool {
	for step := uint64(0); step < 1<<62; step = 3*step + 0x1_2345_6789 {
		if s.value(step) != other.value(step) {
			return false
		}
	}
	return true
}

func (a Algorithm) hash() func() hash.Hash {
	switch a {
	case SHA256:
		return sha256.New
	case SHA512:
		return sha512.New
	}
	return sha1.New
}

// newSavedStepper returns nil where the hash cannot be saved and restored.
func newSavedStepper(make func() hash.Hash, secret []byte) *stepper {
	h, ok := make().(resumable)
	if !ok || fips140.Enforced() {
		return nil
	}
	if len(secret) > h.BlockSize() { // RFC 2104, section 2
		h.Write(secret)
		secret = h.Sum(nil)
	}
	s := &stepper{hash: h, size: h.Size()}
	s.inner = s.save(secret, 0x36, 8)
	s.outer = s.save(secret, 0x5c, s.size)
	if len(s.inner.state) < stateWords+s.size {
		return nil
	}
	return s
}

// save returns the state after the key's block with this pad, and a block that
// will hold a message of this many bytes.
func (s *stepper) save(secret []byte, pad byte, message int) savedBlock {
	size := s.hash.BlockSize()
	key := make([]byte, size)
	copy(key, secret)
	for i := range key {
		key[i] ^= pad
	}
	s.hash.Reset()
	s.hash.Write(key)
	state, err := s.hash.AppendBinary(nil)
	if err != nil {
		return savedBlock{}
	}
	block := make([]byte, size)
	block[message] = 0x80 // FIPS 180-4, section 5.1
	binary.BigEndian.PutUint64(block[size-8:], uint64(size+message)*8)
	return savedBlock{state, block}
}

// value returns the 31 bits of which the code of a step is made. Errors that are
// dropped cannot come: the state is the hash's own.
func (s *stepper) value(step uint64) uint32 {
	if s.mac != nil {
		return s.slowly(step)
	}
	h, size := s.hash, s.size
	binary.BigEndian.PutUint64(s.inner.block, step)
	_ = h.UnmarshalBinary(s.inner.state)
	h.Write(s.inner.block)
	s.state, _ = h.AppendBinary(s.state[:0])
	copy(s.outer.block, s.state[stateWords:stateWords+size])
	_ = h.UnmarshalBinary(s.outer.state)
	h.Write(s.outer.block)
	s.state, _ = h.AppendBinary(s.state[:0])
	return truncate(s.state[stateWords : stateWords+size])
}

func (s *stepper) slowly(step uint64) uint32 {
	binary.BigEndian.PutUint64(s.counter[:], step)
	s.mac.Reset()
	s.mac.Write(s.counter[:])
	s.state = s.mac.Sum(s.state[:0])
	return truncate(s.state)
}

// truncate is RFC 4226's dynamic truncation.
func truncate(sum []byte) uint32 {
	offset := sum[len(sum)-1] & 0xf
	return binary.BigEndian.Uint32(sum[offset:]) & 0x7fff_ffff
}
