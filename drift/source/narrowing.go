package source

import (
	"time"

	"codeclock/drift/skew"
)

// narrowing plans when to ask a server that tells whole seconds only.
type narrowing struct {
	possible skew.Interval // what the answers so far leave
	delay    time.Duration // the shortest round trip so far
}

// add takes an answer in. It is false when nothing is left: the answers
// contradict each other.
func (n *narrowing) add(s Sample) bool {
	trip := s.Received.Sub(s.Sent)
	if !n.possible.Known() || trip < n.delay {
		n.delay = trip
	}
	var ok bool
	n.possible, ok = n.possible.Intersect(s.Interval())
	return ok
}

// next returns when to send the next request: at now or up to a second later,
// on the measured clock.
//
// A request that is sent at t is in the middle of its round trip at t + delay/2,
// when true time is that less the skew. When a second turns just then for a skew
// in the middle of what is possible, the answer tells on which side the real one
// is, to half a round trip.
func (n narrowing) next(now time.Time) time.Time {
	if !n.possible.Known() {
		return now
	}
	atServer := now.Add(n.delay/2 - n.possible.Middle())
	turn := atServer.Truncate(time.Second)
	if turn.Before(atServer) {
		turn = turn.Add(time.Second)
	}
	return now.Add(turn.Sub(atServer))
}

// done says that asking on is not worth it. Each answer leaves half the width
// and half a round trip, so that the width goes to one round trip and never
// below; at one and a half, the next answer would gain a quarter.
func (n narrowing) done() bool {
	return n.possible.Width() <= n.delay+n.delay/2
}
