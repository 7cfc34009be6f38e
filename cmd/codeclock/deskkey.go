package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strings"

	"codeclock/cmd/codeclock/internal/cli"
)

// maxDeskKey is far more than the file of one key has.
const maxDeskKey = 16 << 10

// privateBlock and publicBlock are the PEM blocks of keys in PKCS #8 (RFC 5958) and
// SubjectPublicKeyInfo (RFC 8410), which other programs write and read too.
const (
	privateBlock = "PRIVATE KEY"
	publicBlock  = "PUBLIC KEY"
)

// newDeskKey writes a new key that only its owner may read, never over another one,
// and returns its public half.
func newDeskKey(file string) (ed25519.PublicKey, error) {
	if _, err := os.Lstat(file); err == nil {
		return nil, cli.Hint(errors.New("--new-key: there is a file of that name, which could be a key in use"), "name a new file")
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	return public, cli.WriteSecretFile("--new-key", file, string(pem.EncodeToMemory(&pem.Block{Type: privateBlock, Bytes: der})))
}

// readDeskKey reads the private key of a desk. Its errors say nothing of what is in
// the file.
func readDeskKey(ctx context.Context, file string) (ed25519.PrivateKey, error) {
	const hint = `make one with "codeclock serve --new-key FILE"`
	text, err := cli.ReadFile(ctx, file, maxDeskKey)
	if err != nil {
		return nil, cli.Hint(fmt.Errorf("--sign-key: %w", cli.Bare(err)), hint)
	}
	block, _ := pem.Decode([]byte(text))
	if block == nil || block.Type != privateBlock {
		return nil, cli.Hint(errors.New("--sign-key: that file holds no private key"), hint)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	private, ok := key.(ed25519.PrivateKey)
	if err != nil || !ok {
		return nil, cli.Hint(errors.New("--sign-key: that file holds no Ed25519 key"), hint)
	}
	return private, nil
}

// publicWord writes a public key as one word.
func publicWord(key ed25519.PublicKey) string { return base64.RawURLEncoding.EncodeToString(key) }

// readSigner reads the public key of a desk: the word itself, or a file with the
// word or a PEM block. A private key is refused: who checks has no need of it.
func readSigner(ctx context.Context, text string) (ed25519.PublicKey, error) {
	if key, ok := parsePublicWord(text); ok {
		return key, nil
	}
	const hint = `give the public key that "codeclock serve --new-key" printed, or a file with it`
	held, err := cli.ReadFile(ctx, text, maxDeskKey)
	if err != nil {
		return nil, cli.Usagef(hint, "--signer is neither a public key nor a file that can be read")
	}
	if key, ok := parsePublicWord(strings.TrimSpace(held)); ok {
		return key, nil
	}
	block, _ := pem.Decode([]byte(held))
	switch {
	case block != nil && block.Type == privateBlock:
		return nil, cli.Usagef(hint, "--signer: that file holds a private key, which belongs on the desk's server alone")
	case block != nil && block.Type == publicBlock:
		if key, err := x509.ParsePKIXPublicKey(block.Bytes); err == nil {
			if public, ok := key.(ed25519.PublicKey); ok {
				return public, nil
			}
		}
	}
	return nil, cli.Usagef(hint, "--signer: that file holds no public key of a desk")
}

func parsePublicWord(text string) (ed25519.PublicKey, bool) {
	key, err := base64.RawURLEncoding.DecodeString(text)
	return ed25519.PublicKey(key), err == nil && len(key) == ed25519.PublicKeySize
}
