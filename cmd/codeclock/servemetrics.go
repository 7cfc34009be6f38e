package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/result"
)

// counts are what a service has done. They name no customer.
type counts struct {
	mu        sync.Mutex
	pages     int
	exchanges int
	refusals  map[int]int
	verdicts  map[result.Verdict]int
}

// answered counts an answer of the page.
func (c *counts) answered(a phonepage.Answer, status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch a {
	case phonepage.Page:
		c.pages++
	case phonepage.Exchange:
		c.exchanges++
	case phonepage.Refusal:
		if c.refusals == nil {
			c.refusals = map[int]int{}
		}
		c.refusals[status]++
	}
}

// happened counts the devices that were measured.
func (s *service) happened(e phonepage.Event) {
	if e.Kind != phonepage.Measured {
		return
	}
	c, verdict := &s.counts, e.Judge(s.rule)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.verdicts == nil {
		c.verdicts = map[result.Verdict]int{}
	}
	c.verdicts[verdict]++
}

// metrics writes them as Prometheus reads them (text format 0.0.4).
func (s *service) metrics() string {
	_, bound, known := s.now()
	s.counts.mu.Lock()
	defer s.counts.mu.Unlock()
	var b strings.Builder
	head := func(name, kind, help string) { fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind) }
	head("codeclock_serve_pages_total", "counter", "Pages that were opened.")
	fmt.Fprintf(&b, "codeclock_serve_pages_total %d\n", s.counts.pages)
	head("codeclock_serve_exchanges_total", "counter", "Exchanges with pages.")
	fmt.Fprintf(&b, "codeclock_serve_exchanges_total %d\n", s.counts.exchanges)
	head("codeclock_serve_refusals_total", "counter", "Requests that were turned away, by HTTP status.")
	for _, status := range slices.Sorted(maps.Keys(s.counts.refusals)) {
		fmt.Fprintf(&b, "codeclock_serve_refusals_total{status=\"%d\"} %d\n", status, s.counts.refusals[status])
	}
	head("codeclock_serve_verdicts_total", "counter", "Devices that were measured, by verdict.")
	for _, v := range []result.Verdict{result.OK, result.AtRisk, result.Wrong} {
		fmt.Fprintf(&b, "codeclock_serve_verdicts_total{verdict=%q} %d\n", v.ID(), s.counts.verdicts[v])
	}
	head("codeclock_serve_true_time_known", "gauge", "1 while devices can be measured.")
	if !known {
		b.WriteString("codeclock_serve_true_time_known 0\n")
		return b.String()
	}
	b.WriteString("codeclock_serve_true_time_known 1\n")
	head("codeclock_serve_true_time_bound_seconds", "gauge", "How far this server's true time may be off.")
	fmt.Fprintf(&b, "codeclock_serve_true_time_bound_seconds %g\n", bound.Seconds())
	return b.String()
}

// serveMetrics answers Prometheus until ctx ends.
func (s *service) serveMetrics(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 8 << 10,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/metrics" || r.Method != http.MethodGet {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
			w.Write([]byte(s.metrics()))
		}),
	}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	if err := server.Serve(phonepage.Limit(l, nil)); ctx.Err() == nil {
		return fmt.Errorf("answer Prometheus: %w", err)
	}
	return nil
}
