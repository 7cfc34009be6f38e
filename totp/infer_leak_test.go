package totp

import (
	"context"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// secretForms is how a key, or a code, could show.
func secretForms(k Key, readings []Reading) []string {
	secret := k.secret()
	forms := []string{
		string(secret), base32.StdEncoding.EncodeToString(secret), strings.ToLower(base32.StdEncoding.EncodeToString(secret)),
		hex.EncodeToString(secret), strings.ToUpper(hex.EncodeToString(secret)), base64.StdEncoding.EncodeToString(secret),
		fmt.Sprint(secret), strings.Trim(fmt.Sprint(secret), "[]"), fmt.Sprintf("%#v", secret),
	}
	for _, r := range readings {
		forms = append(forms, r.Code)
	}
	return forms
}

// ways is how a value may come into a log.
func ways(v any) string {
	var b strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		fmt.Fprintf(&b, verb+"\n", v)
		fmt.Fprintf(&b, verb+"\n", &v)
		fmt.Fprintf(&b, verb+"\n", []any{v})
	}
	if out, err := json.Marshal(v); err == nil {
		b.Write(out)
	}
	slog.New(slog.NewTextHandler(&b, nil)).Info("said", "value", v)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("said", "value", v)
	func() {
		defer func() { fmt.Fprintf(&b, "%v %+v", recover(), v) }()
		panic(v)
	}()
	return b.String()
}

// Whatever prints what an inference takes, gives or fails with, neither key nor code
// is in it.
func TestInferShowsNoSecrets(t *testing.T) {
	k := inferKey(SHA1, 6, 30*s)
	k.Issuer, k.Account = "Shop", "jane"
	other := withSecret(k, "another account's")
	readings := readAt(t, other, 5*s, edge, edge.Add(30*s))
	readings[1].Code = otherDigit(readings[1].Code)
	o := ExplainOptions{Others: []Key{k, other}}
	inf, err := Infer(context.Background(), k, readings, InferOptions{Range: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	hypotheses, err := Explain(context.Background(), k, readings, o)
	if err != nil || len(hypotheses) == 0 {
		t.Fatal(hypotheses, err)
	}
	values := map[string]any{
		"key": k, "pointer to a key": &k, "reading": readings[0], "readings": readings, "pointer to a reading": &readings[0],
		"options": o, "inference": inf, "candidates": inf.Candidates, "hypotheses": hypotheses, "hypothesis": hypotheses[0],
		"in a field": struct{ R Reading }{readings[0]}, "in a map": map[string]Reading{"x": readings[0]},
		"in a list of pointers": []*Reading{&readings[0]},
	}
	for i, bad := range [][]Reading{nil, {{Code: readings[0].Code + "0", At: edge}}, {{Code: readings[0].Code}}, {{Code: readings[0].Code, At: edge, Delay: -1}}} {
		_, err := Infer(context.Background(), k, bad, InferOptions{})
		if err == nil {
			t.Fatal("no error")
		}
		values[fmt.Sprintf("error %d", i)] = err
	}
	forms := append(secretForms(k, readings), secretForms(other, nil)...)
	for name, v := range values {
		said := ways(v)
		for _, form := range forms {
			if strings.Contains(said, form) {
				t.Errorf("%s: shows %q", name, form)
			}
		}
	}
}
