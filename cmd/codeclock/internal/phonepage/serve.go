package phonepage

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// A phone on a bad Wi-Fi sends its few hundred bytes in far less; whoever needs
// longer only holds a place.
const (
	headerTime = 5 * time.Second
	bodyTime   = 10 * time.Second
	idleTime   = 30 * time.Second
	maxHeader  = 8 << 10
)

// quietTime is after how long without a visit a person should hear why.
const quietTime = 30 * time.Second

// endTime is how long the answers that are under way may take at the end. One takes
// milliseconds once its post is there, and what is written reaches its page even over
// a slow path, since the system goes on sending. A page whose post is cut off sends it
// again a second later, to another server if there is one: it loses nothing.
const endTime = time.Second / 2

// Serve answers on l until ctx ends, and then finishes the answers that are
// under way. It returns nil when ctx ended it.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       bodyTime,
		WriteTimeout:      bodyTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          log.New(io.Discard, "", 0),

		DisableGeneralOptionsHandler: true, // it would answer OPTIONS * to anybody
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
		defer cancel()
		server.Shutdown(ending)
		server.Close()
	})
	defer stop()
	quiet := time.AfterFunc(quietTime, s.quiet)
	defer quiet.Stop()
	err := server.Serve(&limitListener{Listener: l, exempt: s.options.Trusted})
	if errors.Is(err, http.ErrServerClosed) {
		<-ended
		return nil
	}
	return err
}

func (s *Server) quiet() {
	s.mu.Lock()
	none := s.opened == 0
	s.mu.Unlock()
	if none {
		s.emit(Event{Kind: Quiet})
	}
}
