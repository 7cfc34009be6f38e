package batch

import (
	"strconv"
	"strings"
	"time"

	"codeclock/totp"
)

// Row is a device whose codes were read.
type Row struct {
	Line int    // on which it begins, from 1
	Ref  string // which key is its own
	Flaw *Flaw  // why it can't be used; nil if it can

	codes, times []string
}

// Reading says what is known of the times of codes.
type Reading struct {
	Zone  *time.Location // of times that don't say theirs; nil refuses them
	Delay time.Duration  // how long before its time a code may have been shown last
}

// Bound is how far true time is from one that is written to the second.
const Bound = time.Second

// Readings returns the codes of a row as a key makes them. It fails with a *Flaw.
func (r Row) Readings(k totp.Key, o Reading) ([]totp.Reading, error) {
	var list []totp.Reading
	for i, code := range r.codes {
		at := r.times[i]
		empty := strings.TrimSpace(code+at) == ""
		if empty && (i > 0 || len(r.codes) > 1) {
			continue // a device of which fewer codes were read
		}
		plain, err := Code(code, k)
		if err != nil {
			return nil, r.flaw("code", i, err)
		}
		when, err := ParseTime(at, o.Zone)
		if err != nil {
			return nil, r.flaw("time", i, err)
		}
		list = append(list, totp.Reading{Code: plain, At: when, Bound: Bound, Delay: o.Delay})
	}
	if len(list) == 0 {
		return nil, r.flaw("code", 0, ErrCodeEmpty)
	}
	return list, nil
}

// flaw names a column as its header does.
func (r Row) flaw(kind string, i int, err error) error {
	if len(r.codes) > 1 {
		kind += strconv.Itoa(i + 1)
	}
	return &Flaw{Line: r.Line, Column: kind, Err: err}
}
