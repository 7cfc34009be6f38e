package drift

import (
	"errors"
	"strconv"
	"time"

	"codeclock/drift/source"
)

// seat is a source of a watch.
type seat struct {
	source.Source
	witness string
	asked   time.Time // zero before
	until   time.Time // left alone until then
	gone    bool      // left alone for good
}

// seated gives each of some sources a number, after as many others.
func seated(sources []source.Source, others int) (all []*seat) {
	for i, s := range sources {
		all = append(all, &seat{Source: s, witness: strconv.Itoa(others + i + 1)})
	}
	return all
}

// opened returns those that may be asked now.
func opened(all []*seat, now time.Time) (open []*seat) {
	for _, s := range all {
		if !s.gone && !now.Before(s.until) {
			open = append(open, s)
		}
	}
	return open
}

func sourcesOf(seats []*seat) []source.Source {
	out := []source.Source{} // not nil, which would mean the default servers
	for _, s := range seats {
		out = append(out, s.Source)
	}
	return out
}

// note notes how a question ended.
func (s *seat) note(asked time.Time, err error) {
	s.asked = asked
	var kiss *source.KissError
	if errors.As(err, &kiss) {
		s.gone = kiss.Code != "RATE"
		s.until = asked.Add(rateRest)
	}
}
