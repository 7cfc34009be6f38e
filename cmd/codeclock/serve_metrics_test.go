package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// What Prometheus is told names no customer, and promtool has nothing to say about it.
func TestServeMetrics(t *testing.T) {
	key, _ := newTestKey(t)
	port := freeTCP(t)
	url := startServe(t, "--demo=slow", "--sign-key", key, "--metrics", "127.0.0.1:"+port)
	scripted(url+"t/T-4711/", 0, testIPhone)
	answer, err := http.Get("http://127.0.0.1:" + port + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"codeclock_serve_exchanges_total 12\n", `codeclock_serve_verdicts_total{verdict="wrong"} 1`, "codeclock_serve_true_time_known 1\n"} {
		if !strings.Contains(string(body), want) {
			t.Errorf("%q is missing in\n%s", want, body)
		}
	}
	if strings.Contains(string(body), "4711") || strings.Contains(string(body), "127.0.0.1") {
		t.Errorf("a customer is named in\n%s", body)
	}
	if got := runReal(t, string(body), realPart(t, "promtool"), "check", "metrics"); got.status != 0 {
		t.Errorf("promtool: %d\n%s", got.status, got.output)
	}
}
