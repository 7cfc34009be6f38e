package totp

import "encoding/binary"

// field is one field of a protocol buffer message: a number for wire type 0,
// bytes for wire type 2. Other wire types are skipped over.
type field struct {
	number uint64
	varint uint64
	bytes  []byte
}

const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireFixed32 = 5
)

// eachField calls got for each field of message with wire type 0 or 2. It fails
// with ErrMigration or the first error of got. The format has two rules that are
// needed here: a tag is number<<3 | wire type, and varints are little-endian
// groups of seven bits (protobuf.dev, "Encoding").
func eachField(message []byte, got func(field) error) error {
	for len(message) > 0 {
		tag, n := binary.Uvarint(message)
		if n <= 0 || tag>>3 == 0 {
			return ErrMigration
		}
		f, used, ok := readField(message[n:], tag&7)
		if !ok {
			return ErrMigration
		}
		message = message[n+used:]
		if f.number = tag >> 3; tag&7 != wireVarint && tag&7 != wireBytes {
			continue
		}
		if err := got(f); err != nil {
			return err
		}
	}
	return nil
}

// readField reads the value after a tag and says how many bytes it took.
func readField(rest []byte, wireType uint64) (f field, used int, ok bool) {
	switch wireType {
	case wireVarint:
		v, n := binary.Uvarint(rest)
		return field{varint: v}, n, n > 0
	case wireFixed64:
		return field{}, 8, len(rest) >= 8
	case wireFixed32:
		return field{}, 4, len(rest) >= 4
	case wireBytes:
		size, n := binary.Uvarint(rest)
		if n <= 0 || size > uint64(len(rest)-n) {
			return field{}, 0, false
		}
		end := n + int(size)
		return field{bytes: rest[n:end]}, end, true
	}
	return field{}, 0, false
}
