package host

import (
	"strconv"
	"time"
)

// timesyncShow reads "timedatectl show-timesync" as printed at now, whose zone is the
// computer's. A server whose answer was used has left an NTPMessage; without one it is
// not told whether none came or what came was refused (too large a root distance, an
// unsynchronised server: src/timesync/timesyncd-manager.c). A message that was ignored
// is a spike, and a spike is only looked for once four answers were used: that server
// is heard from.
func timesyncShow(text string, now time.Time) Service {
	s := Service{Name: Timesyncd}
	v := fields(complete(text), "=")
	if _, whole := v["Frequency"]; !whole { // the last line that is always there
		return s
	}
	s.Running = Yes
	s.Source = v["ServerName"]
	s.Poll = positive(timespan(v["PollIntervalUSec"]))
	if rate, err := strconv.ParseFloat(v["Frequency"], 64); err == nil && rate != 0 {
		s.Rate = Known(rate / (1 << 16)) // as the kernel counts (adjtimex(2), freq)
	}
	message, answered := v["NTPMessage"]
	s.Synced = Is(answered)
	switch {
	case answered:
		s.Kind = FromNetwork
		s.LastSync = messageAge(message, now)
	case s.Source != "":
		s.Contact = Unheard
	default: // it has not tried any: none is set, or it waits for a network
		s.Contact = Sourceless
	}
	return s
}

var messageTime = lazily(`DestinationTimestamp=\w+ (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ([^,}]+)`)

// messageAge returns how old a message is. Its time is in the computer's zone, or in
// UTC; another abbreviation can stand for several zones.
func messageAge(message string, now time.Time) Value[time.Duration] {
	m := messageTime().FindStringSubmatch(message)
	if m == nil {
		return Value[time.Duration]{}
	}
	zone := now.Location()
	if m[2] == "UTC" {
		zone = time.UTC
	}
	at, err := time.ParseInLocation(time.DateTime, m[1], zone)
	if err != nil {
		return Value[time.Duration]{}
	}
	if name, _ := at.Zone(); name != m[2] {
		return Value[time.Duration]{}
	}
	return heard(now.Sub(at).Seconds())
}
