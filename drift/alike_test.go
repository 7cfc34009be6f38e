package drift

import (
	"crypto/x509"
	"testing"

	"codeclock/drift/source"
)

func TestAlike(t *testing.T) {
	web := func(err error, samples ...source.Sample) Judged {
		return Judged{Reading: Reading{Kind: source.KindHTTPS, Ended: err, Samples: samples}, Err: err}
	}
	bad := func(leaf byte, issuer string) Judged {
		return web(&source.CertificateError{Err: x509.UnknownAuthorityError{}, Leaf: [32]byte{leaf}, Issuer: issuer})
	}
	fine := says(0, s)
	sent := fine
	sent.Redirect = "login.example"
	for _, tt := range []struct {
		name string
		all  []Judged
		how  Likeness
		what string
	}{
		{"nothing", nil, Unlike, ""},
		{"a portal: one certificate for all", []Judged{bad(1, "Hotel"), bad(1, "Hotel"), web(source.ErrNoAnswer)}, SameCertificate, "Hotel"},
		{"one that has no issuer", []Judged{bad(1, ""), bad(1, "")}, SameCertificate, ""},
		{"an inspecting proxy: one issuer for all", []Judged{bad(1, "Corp"), bad(2, "Corp"), bad(3, "Corp")}, SameIssuer, "Corp"},
		{"a page to sign in: all send there", []Judged{web(nil, sent), web(nil, sent)}, SameRedirect, "login.example"},
		{"in clear", []Judged{web(source.ErrNotTLS), web(source.ErrNotTLS)}, NoneSpeaksTLS, ""},
		{"one alone is like nobody", []Judged{bad(1, "Hotel"), web(source.ErrNoAnswer)}, Unlike, ""},
		{"one answers as it should", []Judged{bad(1, "Hotel"), bad(1, "Hotel"), web(nil, fine)}, Unlike, ""},
		{"different issuers", []Judged{bad(1, "A"), bad(2, "B")}, Unlike, ""},
		{"time servers have no certificate", []Judged{{Err: source.ErrNoAnswer}, {Err: source.ErrNoAnswer}}, Unlike, ""},
	} {
		if how, what := (Estimate{Readings: tt.all}).Alike(); how != tt.how || what != tt.what {
			t.Errorf("%s: %v, %q; want %v, %q", tt.name, how, what, tt.how, tt.what)
		}
	}
	one, two := reading("a", sent), reading("b", sent)
	if e := Agree([]Reading{one, two}); e.Agreement != Unconfirmed {
		t.Errorf("two sites that send to one page are %v, want one voice", e.Agreement)
	}
}
