package report_test

import (
	"bytes"
	"crypto/ed25519"
	"slices"
	"testing"
	"time"

	"codeclock/cmd/codeclock/internal/render"
	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/resulttest"
)

// testKey is made of one byte: no desk has it.
func testKey(of byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{of}, ed25519.SeedSize))
}

func publicOf(key ed25519.PrivateKey) ed25519.PublicKey { return key.Public().(ed25519.PublicKey) }

// signedReport is a report as a desk's page makes it, and its signature.
func signedReport(t *testing.T, key ed25519.PrivateKey) (r report.Report, text string, signature []byte) {
	t.Helper()
	r, _ = ofPhone(t, -47*s)
	desk := report.NewDesk(publicOf(key), "keycloak")
	desk.Time = resulttest.Truth().Add(3 * time.Minute).UnixMicro()
	r.Desk = &desk
	text, err := render.SignedReport(r, func(data []byte) []byte {
		signature = ed25519.Sign(key, data)
		return signature
	})
	if err != nil {
		t.Fatal(err)
	}
	return r, text, signature
}

// readSigned verifies the one report in a text as the desk would.
func readSigned(t *testing.T, text, ticket string, key ed25519.PublicKey, later time.Duration) report.Verified {
	t.Helper()
	found := report.Find(text)
	if len(found) != 1 {
		t.Fatalf("%d reports", len(found))
	}
	return report.Verify(found[0], report.Expect{
		Ticket: ticket, Now: resulttest.Truth().Add(4*time.Minute + later), Text: render.ReportText, Signer: key,
	})
}

func TestSigned(t *testing.T) {
	key := testKey(7)
	_, text, _ := signedReport(t, key)
	v := readSigned(t, text, "T-4711", publicOf(key), 0)
	if !v.Signed || v.Trust != report.Holds || v.Verdict != result.Wrong || !v.Report.Desk.SignedAt().Equal(resulttest.Truth().Add(3*time.Minute)) {
		t.Errorf("trust %v, %v, signed %v", v.Trust, v.Problems, v.Signed)
	}
	if v := readSigned(t, text, "T-4711", nil, 0); v.Signed || v.Trust != report.Holds {
		t.Errorf("nobody asked: trust %v, %v, signed %v", v.Trust, v.Problems, v.Signed)
	}
	if v := readSigned(t, text, "T-4711", publicOf(testKey(8)), 0); v.Trust != report.Refused || v.Problems[0] != report.OtherKey {
		t.Errorf("another desk's: trust %v, %v", v.Trust, v.Problems)
	}
	_, plain := ofPhone(t, -47*s)
	if v := readSigned(t, plain, "T-4711", publicOf(key), 0); v.Trust != report.Refused || v.Problems[0] != report.Unsigned {
		t.Errorf("without a signature: trust %v, %v", v.Trust, v.Problems)
	}
	if v := readSigned(t, text, "T-4712", publicOf(key), 0); v.Trust != report.Refused || !slices.Contains(v.Problems, report.WrongTicket) || !v.Signed {
		t.Errorf("sent again for another ticket: trust %v, %v", v.Trust, v.Problems)
	}
	if v := readSigned(t, text, "T-4711", publicOf(key), 25*time.Hour); v.Trust != report.Doubtful || !slices.Contains(v.Problems, report.Old) || !v.Signed {
		t.Errorf("sent again a day later: trust %v, %v", v.Trust, v.Problems)
	}
}

// Whoever changes the data of a signed report can mend its checksum and its text,
// even claim what the new samples say, and cannot make the signature fit.
func TestTampering(t *testing.T) {
	key := testKey(7)
	for _, tt := range []struct {
		name   string
		change func(*report.Report)
		want   report.Problem
	}{
		{"the ticket", func(r *report.Report) { r.Ticket = "T-4712" }, report.BadSignature},
		{"no ticket", func(r *report.Report) { r.Ticket = "" }, report.BadSignature},
		{"the verdict", func(r *report.Report) { r.Verdict = int(result.OK) }, report.BadSignature},
		{"the skew", func(r *report.Report) { r.Skew.Point += 1e9; r.Skew.High += 1e9 }, report.BadSignature},
		{"the skew's bound", func(r *report.Report) { r.Skew.High++ }, report.BadSignature},
		{"no practice", func(r *report.Report) { r.Practice = !r.Practice }, report.BadSignature},
		{"the program", func(r *report.Report) { r.Program = "v1.2.4" }, report.BadSignature},
		{"the system", func(r *report.Report) { r.System = "linux" }, report.BadSignature},
		{"the processor", func(r *report.Report) { r.Arch = "arm64" }, report.BadSignature},
		{"when it began", func(r *report.Report) { r.Start++ }, report.BadSignature},
		{"a day later", func(r *report.Report) { r.Start += 24 * 3600 * 1e6 }, report.BadSignature},
		{"the zone", func(r *report.Report) { r.UTCOffset += 3600 }, report.BadSignature},
		{"summer time", func(r *report.Report) { r.DST = !r.DST }, report.BadSignature},
		{"how long it took", func(r *report.Report) { r.Took++ }, report.BadSignature},
		{"the window", func(r *report.Report) { r.Rule.Past += 30e9 }, report.BadSignature},
		{"the future window", func(r *report.Report) { r.Rule.Future = 0 }, report.BadSignature},
		{"the typing", func(r *report.Report) { r.Rule.Typing = 0 }, report.BadSignature},
		{"the period", func(r *report.Report) { r.Rule.Period = 60e9 }, report.BadSignature},
		{"a limit", func(r *report.Report) { r.Rule.MaxSkew = 3600e9 }, report.BadSignature},
		{"the computer's skew", func(r *report.Report) { r.Computer.Point++ }, report.BadSignature},
		{"when a server answered", func(r *report.Report) { r.Servers[0].Samples[0].ServerSent++ }, report.BadSignature},
		{"a server's name", func(r *report.Report) { r.Servers[0].Name = r.Servers[1].Name }, report.BadSignature},
		{"a server less", func(r *report.Report) { r.Servers = r.Servers[1:] }, report.BadSignature},
		{"when the phone asked", func(r *report.Report) { r.Page.Samples[0].Sent++ }, report.BadSignature},
		{"when the page answered", func(r *report.Report) { r.Page.Samples[0].ServerSent++ }, report.BadSignature},
		{"an exchange less", func(r *report.Report) { r.Page.Samples = r.Page.Samples[1:] }, report.BadSignature},
		{"all exchanges", func(r *report.Report) { other, _ := ofPhone(t, 0); r.Page = other.Page }, report.BadSignature},
		{"the exchanges and all that follows", func(r *report.Report) {
			other, _ := ofPhone(t, 0)
			r.Page, r.Skew, r.Verdict = other.Page, other.Skew, other.Verdict
		}, report.BadSignature},
		{"the phone", func(r *report.Report) { r.Page.System = "android" }, report.BadSignature},
		{"when it was signed", func(r *report.Report) { r.Desk.Time++ }, report.BadSignature},
		{"by whose rule", func(r *report.Report) { r.Desk.Policy = "github" }, report.BadSignature},
		{"whose key", func(r *report.Report) { r.Desk.Key = report.NewDesk(publicOf(testKey(8)), "").Key }, report.OtherKey},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, _, signature := signedReport(t, key)
			desk := *r.Desk
			r.Desk = &desk
			tt.change(&r)
			text, err := render.SignedReport(r, func([]byte) []byte { return signature })
			if err != nil {
				t.Fatal(err)
			}
			v := readSigned(t, text, "", publicOf(key), 0)
			if v.Signed || v.Trust != report.Refused || v.Problems[0] != tt.want {
				t.Errorf("signed %v, trust %v, %v; want %s", v.Signed, v.Trust, v.Problems, tt.want)
			}
			forged, err := render.SignedReport(r, func(data []byte) []byte { return ed25519.Sign(testKey(8), data) })
			if err != nil {
				t.Fatal(err)
			}
			if v := readSigned(t, forged, "", publicOf(key), 0); v.Signed || v.Trust != report.Refused {
				t.Errorf("signed with another key: %v, trust %v", v.Signed, v.Trust)
			}
		})
	}
	r, _, signature := signedReport(t, key)
	for _, bit := range []int{0, 255, 511} {
		bad := bytes.Clone(signature)
		bad[bit/8] ^= 1 << (bit % 8)
		text, err := render.SignedReport(r, func([]byte) []byte { return bad })
		if err != nil {
			t.Fatal(err)
		}
		if v := readSigned(t, text, "", publicOf(key), 0); v.Signed || v.Problems[0] != report.BadSignature {
			t.Errorf("bit %d of the signature changed: %v", bit, v.Problems)
		}
	}
}
