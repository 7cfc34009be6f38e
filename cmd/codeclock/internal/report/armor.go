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

// armor writes data as lines of base32, with its length and checksum.
func armor(version int, data []byte) string {
	var packed bytes.Buffer
	z, _ := zlib.NewWriterLevel(&packed, zlib.BestCompression) // the level is valid
	z.Write(data)                                              // a Buffer takes everything
	z.Close()
	body := binary.BigEndian.AppendUint32(nil, uint32(packed.Len()+sumSize))
	body = append(body, packed.Bytes()...)
	text := encoding().EncodeToString(append(body, sum(version, body)...))
	var b strings.Builder
	for len(text) > lineWidth {
		b.WriteString(text[:lineWidth] + "\n")
		text = text[lineWidth:]
	}
	b.WriteString(text + "\n")
	return b.String()
}

// unarmor reads what armor wrote, whatever became of its lines. Errors are
// ErrTruncated, ErrDamaged and ErrInvalid.
func unarmor(version int, text string) ([]byte, error) {
	all, err := decodeBase32(text)
	if err != nil {
		return nil, err
	}
	if len(all) < lengthSize {
		return nil, ErrTruncated
	}
	length := uint64(binary.BigEndian.Uint32(all))
	switch rest := uint64(len(all) - lengthSize); {
	case length > maxJSON || length < sumSize:
		return nil, ErrDamaged
	case rest < length:
		return nil, ErrTruncated
	case rest > length:
		return nil, ErrDamaged
	}
	body, check := all[:len(all)-sumSize], all[len(all)-sumSize:]
	if !bytes.Equal(sum(version, body), check) {
		return nil, ErrDamaged
	}
	return unpack(body[lengthSize:])
}

// decodeBase32 reads letters and digits in any case; all other marks are what
// quoting, wrapping and bold type leave behind.
func decodeBase32(text string) ([]byte, error) {
	letters := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, text)
	// No whole number of bytes has 1, 3 or 6 letters over: one was cut off, and
	// the length will show it.
	if over := len(letters) % 8; over == 1 || over == 3 || over == 6 {
		letters = letters[:len(letters)-1]
	}
	all, err := encoding().DecodeString(strings.ToUpper(letters))
	if err != nil {
		return nil, ErrDamaged
	}
	return all, nil
}

func unpack(packed []byte) ([]byte, error) {
	in := bytes.NewReader(packed)
	z, err := zlib.NewReader(in)
	if err != nil {
		return nil, ErrInvalid
	}
	data, err := io.ReadAll(io.LimitReader(z, maxJSON+1))
	if err != nil || len(data) > maxJSON || in.Len() > 0 {
		return nil, ErrInvalid
	}
	return data, nil
}
