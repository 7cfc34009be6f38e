package source

import (
	"cmp"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"strings"
	"time"
)

// verifyAtSomeTime verifies the chain up to the roots, its uses and the name, at
// the one moment at which its certificates are most likely all valid: the
// beginning of the youngest one. What is wrong then is wrong at any time. Errors
// are ErrCertificate.
func verifyAtSomeTime(chain []*x509.Certificate, name string, roots *x509.CertPool) error {
	var begin time.Time
	for _, c := range chain {
		if c.NotBefore.After(begin) {
			begin = c.NotBefore
		}
	}
	if err := verifyChain(chain, name, roots, begin); err != nil {
		return refuse(chain, err)
	}
	return nil
}

// CertificateError is an ErrCertificate with what was shown, so that it can be seen
// whether several servers showed the same: then it is none of them that answers.
type CertificateError struct {
	Err    error    // of crypto/x509
	Leaf   [32]byte // SHA-256 of the certificate
	Issuer string   // who it says has issued it; from the network: sanitise before printing
}

func (e *CertificateError) Error() string {
	return fmt.Sprintf("%v: %v", ErrCertificate, e.Err)
}

// Unwrap makes it an ErrCertificate, and what crypto/x509 said.
func (e *CertificateError) Unwrap() []error { return []error{ErrCertificate, e.Err} }

func refuse(chain []*x509.Certificate, err error) error {
	e := &CertificateError{Err: err}
	if len(chain) > 0 {
		issuer := chain[0].Issuer
		e.Leaf = sha256.Sum256(chain[0].Raw)
		e.Issuer = cmp.Or(issuer.CommonName, strings.Join(issuer.Organization, " "))
	}
	return e
}

// verifyClaim verifies the chain at the time that the server claims, whatever
// this clock shows, so that a lie is limited to the life of a certificate. It
// reports whether this clock, on its own, would have called the chain invalid.
// Errors are ErrClaim.
func verifyClaim(chain []*x509.Certificate, name string, roots *x509.CertPool, claim, local time.Time) (claimed bool, err error) {
	if err := verifyChain(chain, name, roots, claim); err != nil {
		return false, fmt.Errorf("%w: %w", ErrClaim, err)
	}
	return verifyChain(chain, name, roots, local) != nil, nil
}

// verifyChain is the whole verification of crypto/x509, at the time at.
func verifyChain(chain []*x509.Certificate, name string, roots *x509.CertPool, at time.Time) error {
	if len(chain) == 0 || at.IsZero() { // a zero time would mean this clock's time
		return x509.CertificateInvalidError{Reason: x509.NotAuthorizedToSign}
	}
	opts := x509.VerifyOptions{
		DNSName:       name,
		Roots:         roots,
		Intermediates: x509.NewCertPool(),
		CurrentTime:   at,
	}
	for _, c := range chain[1:] {
		opts.Intermediates.AddCert(c)
	}
	_, err := chain[0].Verify(opts)
	return err
}
