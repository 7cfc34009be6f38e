package host

import (
	"time"
)

// connmanCommand asks for the properties of ConnMan's clock.
const connmanCommand = "busctl --timeout=1 call net.connman / net.connman.Clock GetProperties"

var connmanPair = lazily(`"(TimeUpdates|TimeserverSynced)" +(?:s "(\w+)"|b (true|false))`)

// connmanClock reads what connmanCommand prints (connman, doc/clock-api.txt). From 1.41
// on it tells if a server was heard.
func connmanClock(text string) (s Service, auto Tri) {
	s = Service{Name: ConnMan}
	for _, m := range connmanPair().FindAllStringSubmatch(complete(text), -1) {
		s.Running = Yes
		switch {
		case m[1] == "TimeUpdates" && m[2] != "":
			auto = Is(m[2] == "auto")
		case m[1] == "TimeserverSynced" && m[3] != "":
			s.Synced = Is(m[3] == "true")
		}
	}
	if s.Synced == No {
		s.Contact = Unheard
	}
	return s, auto
}

// connmanTells adds ConnMan, unless it leaves the clock to others.
func connmanTells(f *Facts, text string, _ time.Time) {
	s, auto := connmanClock(text)
	if auto == No {
		return
	}
	fill(&f.AutoTime, auto)
	f.merge(s)
}
