package report

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// Encode writes a report: the given part for people, of ASCII and at most 72
// columns, and the data. sign returns the signature of what it is given, for a
// report with a Desk; it is nil for all others. Errors are ErrInvalid, for a
// report that could not be read again.
func (r Report) Encode(text string, sign func([]byte) []byte) (string, error) {
	r.TextSum = textSum(Version, text)
	data, err := r.JSON()
	if err != nil || (r.Desk == nil) != (sign == nil) {
		return "", ErrInvalid
	}
	var signature []byte
	if sign != nil {
		signature = sign(signed(Version, data))
	}
	return beginLine + "\n" + strings.Trim(text, "\n") + "\n\n" +
		fmt.Sprintf(dataLine, Version) + "\n" + armor(Version, data, signature) + endLine + "\n", nil
}

// JSON returns the data of a report as it is before it is packed. Errors are
// ErrInvalid.
func (r Report) JSON() ([]byte, error) {
	data, err := json.Marshal(r)
	if err != nil || !r.valid(Version) {
		return nil, ErrInvalid
	}
	return data, nil
}

// textSum is the checksum of the part for people.
func textSum(version int, text string) string {
	return hex.EncodeToString(sum(version, []byte(squeeze(text))))
}
