package report

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Encode writes a report: the given part for people, of ASCII and at most 72
// columns, and the data. Errors are ErrInvalid, for a report that could not be
// read again.
func (r Report) Encode(text string) (string, error) {
	r.TextSum = textSum(text)
	data, err := r.JSON()
	if err != nil {
		return "", err
	}
	return beginLine + "\n" + strings.Trim(text, "\n") + "\n\n" +
		fmt.Sprintf(dataLine, Version) + "\n" + armor(Version, data) + endLine + "\n", nil
}

// JSON returns the data of a report as it is before it is packed. Errors are
// ErrInvalid.
func (r Report) JSON() ([]byte, error) {
	data, err := json.Marshal(r)
	if err != nil || !r.valid() {
		return nil, ErrInvalid
	}
	return data, nil
}
