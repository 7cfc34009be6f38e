package report

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// The lines around the parts of a report.
const (
	beginLine = "-----BEGIN CODECLOCK REPORT-----"
	dataLine  = "-----CODECLOCK DATA %d-----"
	endLine   = "-----END CODECLOCK REPORT-----"
)

// The reasons for which a text is no report that can be read.
var (
	ErrTruncated = errors.New("a part of the report is missing")
	ErrDamaged   = errors.New("the report was damaged on its way")
	ErrNewer     = errors.New("the report is of a newer version than this program reads")
	ErrInvalid   = errors.New("the report holds what no report may hold")
)

const (
	lengthSize = 4
	sumSize    = 10
	lineWidth  = 64
	maxJSON    = 256 << 10 // of a report with maxSamples: about 30 KiB
)

func encoding() *base32.Encoding { return base32.StdEncoding.WithPadding(base32.NoPadding) }

// sum returns the checksum of a body of this version.
func sum(version int, body []byte) []byte {
	h := sha256.New()
	fmt.Fprintf(h, "codeclock report %d\n", version)
	h.Write(body)
	return h.Sum(nil)[:sumSize]
}

// packers are kept, since a new one takes a megabyte. The level is valid.
var packers = sync.Pool{New: func() any {
	z, _ := zlib.NewWriterLevel(nil, zlib.BestCompression)
	return z
}}

func pack(data []byte) []byte {
	var packed bytes.Buffer
	z := packers.Get().(*zlib.Writer)
	defer packers.Put(z)
	z.Reset(&packed)
	z.Write(data) // a Buffer takes everything
	z.Close()
	return packed.Bytes()
}

// armor writes data, and a signature of it or nil, as lines of base32 with their
// length and checksum.
func armor(version int, data, signature []byte) string {
	inner := append(pack(data), signature...)
	body := binary.BigEndian.AppendUint32(nil, uint32(len(inner)+sumSize))
	body = append(body, inner...)
	text := encoding().EncodeToString(append(body, sum(version, body)...))
	var b strings.Builder
	for len(text) > lineWidth {
		b.WriteString(text[:lineWidth] + "\n")
		text = text[lineWidth:]
	}
	b.WriteString(text + "\n")
	return b.String()
}

// unarmored is the data of a report as it was before armor.
type unarmored struct {
	version         int
	data, signature []byte
}

// unarmor reads what armor wrote from its letters, whatever follows them. Errors
// are ErrTruncated, ErrDamaged and ErrInvalid.
func unarmor(letters string) (unarmored, error) {
	if len(letters) < encoding().EncodedLen(lengthSize) {
		return unarmored{}, ErrTruncated
	}
	head, err := decodeBase32(letters[:min(len(letters), 8)])
	if err != nil || len(head) < lengthSize {
		return unarmored{}, ErrDamaged
	}
	length := uint64(binary.BigEndian.Uint32(head))
	if length > maxJSON || length < sumSize {
		return unarmored{}, ErrDamaged
	}
	whole := encoding().EncodedLen(lengthSize + int(length))
	if len(letters) < whole {
		return unarmored{}, ErrTruncated
	}
	all, err := decodeBase32(letters[:whole])
	if err != nil {
		return unarmored{}, err
	}
	body, check := all[:len(all)-sumSize], all[len(all)-sumSize:]
	for version := Version; version > 0; version-- {
		if bytes.Equal(sum(version, body), check) {
			return unpack(version, body[lengthSize:])
		}
	}
	return unarmored{}, ErrDamaged
}

func decodeBase32(letters string) ([]byte, error) {
	all, err := encoding().DecodeString(letters)
	if err != nil {
		return nil, ErrDamaged
	}
	return all, nil
}

// unpack takes a body apart: after the data there may be a signature, from
// version 2 on.
func unpack(version int, packed []byte) (unarmored, error) {
	in := bytes.NewReader(packed)
	z, err := zlib.NewReader(in)
	if err != nil {
		return unarmored{}, ErrInvalid
	}
	data, err := io.ReadAll(io.LimitReader(z, maxJSON+1))
	rest := packed[len(packed)-in.Len():]
	if err != nil || len(data) > maxJSON || len(rest) > 0 && (version < 2 || len(rest) != signatureSize) {
		return unarmored{}, ErrInvalid
	}
	return unarmored{version, data, rest}, nil
}
