package render_test

import (
	"testing"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/resulttest"
)

// What it costs to write a check in each face.
func BenchmarkFaces(b *testing.B) {
	c := resulttest.Cases()[1].Check
	for name, face := range map[string]func() string{
		"text":       func() string { return render.Text(c, render.TextOptions{}) },
		"json":       func() string { text, _ := render.JSON(c); return text },
		"nagios":     func() string { return render.Nagios(render.CheckStatus(c)) },
		"prometheus": func() string { return render.Prometheus(render.CheckStatus(c)) },
		"github":     func() string { return render.GitHub(render.CheckStatus(c), "token") },
		"junit":      func() string { text, _ := render.JUnit(render.CheckStatus(c)); return text },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if face() == "" {
					b.Fatal("nothing is written")
				}
			}
		})
	}
}
