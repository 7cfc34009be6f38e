package host

import (
	"strconv"
	"strings"
	"time"
)

var ntpqPair = lazily(`([a-z_]+)=([^,\s"]+)`)

// ntpqRV reads "ntpq -c rv": assignments, separated by commas and line breaks. An
// ntpd that lost its servers goes on saying what it said: only that it has no peer,
// and the age of its reference time, tell.
func ntpqRV(text string) Service {
	s := Service{Name: NTPsec}
	text = complete(text)
	v := map[string]string{}
	for _, m := range ntpqPair().FindAllStringSubmatch(text, -1) {
		v[m[1]] = m[2]
	}
	leap, stratum := v["leap"], v["stratum"]
	n, err := strconv.ParseUint(stratum, 10, 8)
	if err != nil || !isLeap(leap) {
		return s
	}
	s.Running = Yes
	s.Synced = Is(leap != "11" && leap != "03" && leap != "3" && n > 0 && n < 16)
	if rate, err := strconv.ParseFloat(v["frequency"], 64); err == nil && rate != 0 {
		s.Rate = Known(rate)
	}
	if n, err := strconv.Atoi(v["tc"]); err == nil && n > 0 && n <= maxPoll {
		s.Poll = Known(time.Second << n)
	}
	if s.Synced == No {
		return s
	}
	s.Source, s.Kind = ntpdSource(v["refid"])
	// The sign is RFC 5905's theta: what to add to the clock.
	if theta, known := inUnits(v["offset"], time.Millisecond).Get(); known {
		s.Offset = Known(-theta)
	}
	if age := ntpSeconds(v["clock"]) - ntpSeconds(v["reftime"]); v["clock"] != "" && v["reftime"] != "" {
		s.LastSync = heard(float64(age))
	}
	if v["peer"] == "0" {
		s.Contact = Unheard
	}
	if s.Source == "127.0.0.1" && v["peer"] == "0" { // orphan mode: it serves its own clock (ntp.org, orphan)
		s.Source, s.Kind = "", FromItself
	} else if s.Source == "127.0.0.1" && v["peer"] == "" {
		s.Source, s.Kind = "", SourceUnknown
	}
	return s
}

// ntpdSource tells what a reference id of ntpd stands for: an address, or up to four
// letters (RFC 5905, figure 12). LOCL, and addresses 127.127.1.x, are ntpd's
// undisciplined local clock (ntp.org, drivers/driver1).
func ntpdSource(refID string) (string, SourceKind) {
	word := strings.Trim(refID, ".")
	switch {
	case word == "":
		return "", SourceUnknown
	case word == "LOCL", strings.HasPrefix(word, "LOCAL("), strings.HasPrefix(word, "127.127.1."):
		return "", FromItself
	case word == "VMTP", word == "VMIC":
		return word, FromHost
	case strings.HasPrefix(word, "127.127."), strings.HasSuffix(word, ")"), isWord(word):
		return word, FromHardware
	}
	return word, FromNetwork
}

// ntpSeconds reads the whole seconds of an NTP time as ntpq prints it, in hex before a
// dot; 0 when it is none.
func ntpSeconds(s string) int64 {
	whole, _, _ := strings.Cut(s, ".")
	n, err := strconv.ParseUint(whole, 16, 32)
	if err != nil {
		return 0
	}
	return int64(n)
}

// isLeap knows the leap indicator as ntpd (two bits) and others (a number) print
// it.
func isLeap(s string) bool {
	switch s {
	case "00", "01", "10", "11", "02", "03", "0", "1", "2", "3":
		return true
	}
	return false
}

// ntpqPeers reads "ntpq -pn": a character that says what became of a peer, its name,
// and at the eighth column its reach in octal (ntpsec docs, ntpq, peers).
func ntpqPeers(text string) Service {
	s := Service{Name: NTPsec}
	if strings.HasPrefix(text, "No association ID") { // "IDs returned", or "ID's" of the classic one
		s.Running, s.Contact = Yes, Sourceless
		return s
	}
	_, table, ok := strings.Cut(complete(text), "\n=")
	_, table, whole := strings.Cut(table, "\n")
	if !ok || !whole || !strings.Contains(text, "reach") {
		return s
	}
	var used, reached, asked bool
	for line := range strings.Lines(table) {
		tally, f := line[0], strings.Fields(line[1:])
		if len(f) < 10 || isLocal(f) { // the local clock is asked last, and is no server
			continue
		}
		reach, err := strconv.ParseUint(f[6], 8, 8)
		if err != nil {
			continue
		}
		asked = true
		chosen := tally == '*' || tally == 'o'
		used = used || chosen && reach > 0
		reached = reached || reach > 0
		if tally == 'x' {
			s.Refusal = Contradicting
		}
		if s.Source == "" || chosen {
			s.Source = peerName(f)
		}
	}
	switch {
	case used:
		s.Contact, s.Refusal = Used, RefusalUnknown
	case reached:
		s.Contact = Unused
	case asked:
		s.Contact = Unheard
	}
	if asked {
		s.Running = Yes
	}
	return s
}

// isLocal reports whether a row is that of ntpd's undisciplined local clock. All clocks
// that are attached are of type "l".
func isLocal(row []string) bool {
	_, kind := ntpdSource(row[1])
	return row[3] == "l" && (kind == FromItself || strings.HasPrefix(row[0], "127.127.1."))
}

// remoteColumn is how wide ntpq prints names; what is longer is cut off.
const remoteColumn = 15

// peerName returns the name of a row's peer: for a clock that is attached, the letters
// that stand for it. An IPv6 address that was cut off is marked, so that nobody asks it.
func peerName(row []string) string {
	switch {
	case row[3] == "l":
		return strings.Trim(row[1], ".")
	case strings.Contains(row[0], ":") && len(row[0]) >= remoteColumn:
		return row[0] + "[...]"
	}
	return row[0]
}
