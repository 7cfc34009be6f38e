package report

import (
	"encoding/json"
	"time"

	"codeclock/drift/source"
)

// Sample is one exchange. Its times are relative to Report.Start; in those of a
// PageVisit the page is the client and the computer the server, whose times are
// true ones. In JSON it is a list of seven numbers in this order.
type Sample struct {
	Sent, ServerReceived, ServerSent, Received int64

	Slack   int64 // by how much more than its delay it may be off
	Stratum int64
	Claimed int64 // 1 for a certificate that was judged at the time that the server claims, else 0
}

func (s *Sample) fields() [7]*int64 {
	return [...]*int64{&s.Sent, &s.ServerReceived, &s.ServerSent, &s.Received, &s.Slack, &s.Stratum, &s.Claimed}
}

// MarshalJSON writes the seven numbers.
func (s Sample) MarshalJSON() ([]byte, error) { return json.Marshal(s.fields()) }

// UnmarshalJSON reads the seven numbers. Fewer and more are told by writing
// them again.
func (s *Sample) UnmarshalJSON(data []byte) error {
	var numbers [7]int64
	if err := json.Unmarshal(data, &numbers); err != nil {
		return err
	}
	for i, field := range s.fields() {
		*field = numbers[i]
	}
	return nil
}

func newSamples(all []source.Sample, start time.Time) []Sample {
	out := []Sample{}
	for _, s := range all {
		out = append(out, newSample(s, start.Truncate(time.Microsecond)))
	}
	return out
}

func newSample(s source.Sample, start time.Time) Sample {
	from := func(t time.Time) int64 { return int64(t.Sub(start)) }
	out := Sample{
		Sent: from(s.Sent), ServerReceived: from(s.ServerReceived), ServerSent: from(s.ServerSent), Received: from(s.Received),
		Slack: int64(s.Slack), Stratum: int64(s.Stratum),
	}
	if s.Claimed {
		out.Claimed = 1
	}
	return out
}

// source returns a sample as drift knows it.
func (s Sample) source(start time.Time) source.Sample {
	at := func(after int64) time.Time { return start.Add(time.Duration(after)) }
	return source.Sample{
		Sent: at(s.Sent), ServerReceived: at(s.ServerReceived), ServerSent: at(s.ServerSent), Received: at(s.Received),
		Slack: time.Duration(s.Slack), Stratum: uint8(s.Stratum), Claimed: s.Claimed == 1,
	}
}

// sources returns samples as drift knows them.
func (r Report) sources(all []Sample) []source.Sample {
	var out []source.Sample
	for _, s := range all {
		out = append(out, s.source(r.Local()))
	}
	return out
}

// maxSlack is far more than any server may be unsure of its own time and still
// be of use: a domain controller's root dispersion of some seconds, a browser
// whose clock has steps of one.
const maxSlack = int64(time.Hour)

// ofServer reports whether a sample is one that a time server, or a web server,
// can have given: a stratum from 1 to 15 (RFC 5905, figure 11), or none at all.
func (s Sample) ofServer(kind source.Kind) bool {
	if s.Slack < 0 || s.Slack > maxSlack {
		return false
	}
	if kind == source.KindHTTPS {
		return s.Stratum == 0 && (s.Claimed == 0 || s.Claimed == 1)
	}
	return s.Stratum >= 1 && s.Stratum <= 15 && s.Claimed == 0
}

// ofPage reports whether a sample is one that a page can have given.
func (s Sample) ofPage() bool {
	return s.Slack >= 0 && s.Slack <= maxSlack && s.Stratum == 0 && s.Claimed == 0
}
