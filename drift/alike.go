package drift

import (
	"cmp"
	"errors"
	"slices"

	"codeclock/drift/source"
)

// Likeness is what web servers of different operators have in common that they
// cannot have by themselves: something between answers in their place.
type Likeness int

const (
	Unlike          Likeness = iota
	SameCertificate          // one certificate, which is right for none of them
	SameIssuer               // certificates of one issuer, which this computer does not know
	SameRedirect             // all send to one host
	NoneSpeaksTLS            // none of them speaks TLS
)

// mark is what several readings may have in common.
type mark struct {
	how  Likeness
	what string // a fingerprint, an issuer or a host; from the network
}

// Alike reports whether two or more web servers have answered, all of them in the
// same way and none of them as it should, and what names that: the issuer or the
// host that they share. Raw: sanitise before printing.
func (e Estimate) Alike() (how Likeness, what string) {
	counts := map[mark]int{}
	answered := 0
	for _, j := range e.Readings {
		if j.Kind != source.KindHTTPS {
			continue
		}
		marks := marksOf(j)
		if len(marks) > 0 || j.Heard() {
			answered++
		}
		for _, m := range marks {
			counts[m]++
		}
	}
	best := mark{}
	for m, n := range counts {
		if n > 1 && n == answered && (best.how == Unlike || m.how < best.how) {
			best = m
		}
	}
	if best.how == SameCertificate {
		best.what = e.issuer()
	}
	return best.how, best.what
}

// marksOf returns what a reading may have in common with others.
func marksOf(j Judged) []mark {
	var bad *source.CertificateError
	err := cmp.Or(j.Ended, j.Err)
	switch {
	case errors.As(err, &bad) && bad.Issuer != "":
		return []mark{{SameCertificate, string(bad.Leaf[:])}, {SameIssuer, bad.Issuer}}
	case errors.As(err, &bad):
		return []mark{{SameCertificate, string(bad.Leaf[:])}}
	case errors.Is(err, source.ErrNotTLS):
		return []mark{{how: NoneSpeaksTLS}}
	case len(j.Samples) > 0 && j.Samples[0].Redirect != "":
		return []mark{{SameRedirect, j.Samples[0].Redirect}}
	}
	return nil
}

// issuer returns who issued the first certificate that was refused.
func (e Estimate) issuer() string {
	for _, j := range e.Readings {
		if bad := (*source.CertificateError)(nil); errors.As(cmp.Or(j.Ended, j.Err), &bad) {
			return bad.Issuer
		}
	}
	return ""
}

// WantsLogin reports whether a web proxy wanted a login.
func (e Estimate) WantsLogin() bool {
	return slices.ContainsFunc(e.Readings, func(j Judged) bool { return errors.Is(cmp.Or(j.Ended, j.Err), source.ErrProxyLogin) })
}
