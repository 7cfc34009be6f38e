package totp

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
)

func TestRFC4226(t *testing.T) {
	vectors := readVectors[struct {
		Secret_Base32 string
		Vectors       []struct {
			Counter int64
			HOTP6   string
		}
	}](t, "rfc4226_appendix_d.json")
	k, err := ParseSecret(vectors.Secret_Base32)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors.Vectors {
		if got, err := k.CodeOf(v.Counter); err != nil || got != v.HOTP6 {
			t.Errorf("counter %d: %s, %v; want %s", v.Counter, got, err, v.HOTP6)
		}
	}
}

func TestRFC6238(t *testing.T) {
	vectors := readVectors[struct {
		Secrets_Base32 map[string]string
		Vectors        []struct {
			Unix             int64
			Algorithm, TOTP8 string
		}
	}](t, "rfc6238_appendix_b.json")
	for _, v := range vectors.Vectors {
		k, err := ParseURI("otpauth://totp/x?digits=8&algorithm=" + v.Algorithm + "&secret=" + vectors.Secrets_Base32[v.Algorithm])
		if err != nil {
			t.Fatal(err)
		}
		if got, err := k.Code(time.Unix(v.Unix, 999_999_999)); err != nil || got != v.TOTP8 {
			t.Errorf("%s at %d: %s, %v; want %s", v.Algorithm, v.Unix, got, err, v.TOTP8)
		}
	}
}

func TestCodesOfPyotp(t *testing.T) {
	type vector struct {
		Secret_Base32, Algorithm, Code string
		Unix, Period                   int64
		Digits                         int
	}
	vectors := readVectors[struct{ TOTP, Steam []vector }](t, "pyotp.json")
	for _, v := range vectors.TOTP {
		uri := fmt.Sprintf("otpauth://totp/x?secret=%s&algorithm=%s&period=%d&digits=%d", v.Secret_Base32, v.Algorithm, v.Period, v.Digits)
		checkCode(t, uri, v.Unix, v.Code)
	}
	for _, v := range vectors.Steam {
		checkCode(t, "otpauth://steam/x?secret="+v.Secret_Base32, v.Unix, v.Code)
	}
}

func checkCode(t *testing.T, uri string, unix int64, want string) {
	t.Helper()
	k, err := ParseURI(uri)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := k.Code(time.Unix(unix, 0)); err != nil || got != want {
		t.Errorf("at %d: %s, %v; want %s", unix, got, err, want)
	}
}

func TestStep(t *testing.T) {
	for _, tt := range []struct {
		unix   int64
		period time.Duration
		want   int64
	}{
		{0, 0, 0},
		{29, 0, 0},
		{30, 0, 1},
		{-1, 0, -1},
		{-30, 0, -1},
		{-31, 0, -2},
		{59, time.Minute, 0},
		{1 << 40, time.Second, 1 << 40},
		{7, time.Second / 2, 7}, // a period that Check refuses does not divide by zero
	} {
		if got := Step(time.Unix(tt.unix, 0), tt.period); got != tt.want {
			t.Errorf("Step(%d, %v) = %d, want %d", tt.unix, tt.period, got, tt.want)
		}
	}
}

// What pquerna would panic on, or make a code of that nobody else makes.
func TestNoCodes(t *testing.T) {
	for name, change := range map[string]func(*Key){
		"no secret": func(k *Key) { *k = Key{} }, "no digits": func(k *Key) { k.Digits = 0 },
		"negative digits": func(k *Key) { k.Digits = -1 }, "MD5": func(k *Key) { k.Algorithm = Algorithm(otp.AlgorithmMD5) },
	} {
		k := rfcKey(t)
		change(&k)
		if code, err := k.CodeOf(1); err == nil || code != "" || !errors.Is(err, k.Check()) {
			t.Errorf("%s: %q, %v; want %v", name, code, err, k.Check())
		}
	}
	k := rfcKey(t)
	if _, err := k.Code(time.Unix(-1, 0)); !errors.Is(err, ErrEpoch) {
		t.Errorf("before 1970: %v", err)
	}
	k.CounterBased = true
	if _, err := k.CodeOf(1); !errors.Is(err, ErrCounterBased) {
		t.Errorf("a counter-based key: %v", err)
	}
}

// reference is RFC 4226, section 5.3, written once more and without a library.
func reference(secret []byte, a Algorithm, digits int, step int64) string {
	newHash := map[Algorithm]func() hash.Hash{SHA1: sha1.New, SHA256: sha256.New, SHA512: sha512.New}[a]
	mac := hmac.New(newHash, secret)
	_ = binary.Write(mac, binary.BigEndian, step)
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 15
	number := binary.BigEndian.Uint32(sum[offset:]) & (1<<31 - 1)
	text := fmt.Sprintf("%010d", number)
	return text[10-digits:]
}

// randomKey returns a key and its otpauth address.
func randomKey(t *testing.T, rng *rand.Rand) (Key, []byte) {
	secret := make([]byte, 1+rng.IntN(80))
	for i := range secret {
		secret[i] = byte(rng.Uint32())
	}
	k, err := NewKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	k.Algorithm, k.Digits = Algorithm(rng.IntN(3)), 6+rng.IntN(3)
	k.Period = time.Duration(1+rng.IntN(120)) * time.Second
	return k, secret
}

// farTime returns a time from 1970 to 2500, half of them after 2038 or 2106.
func farTime(rng *rand.Rand) time.Time { return time.Unix(rng.Int64N(530*365*86400), 0) }

func TestCodesAgreeWithTheStandard(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		k, secret := randomKey(t, rng)
		at := farTime(rng)
		want := reference(secret, k.Algorithm, k.Digits, at.Unix()/int64(k.Period/time.Second))
		if got, err := k.Code(at); err != nil || got != want {
			t.Fatalf("%v, %d digits, %v at %v: %s, %v; want %s", k.Algorithm, k.Digits, k.Period, at, got, err, want)
		}
	}
}

func TestCodesAgreeWithOathtool(t *testing.T) {
	oathtool := program(t, "oathtool")
	rng := rand.New(rand.NewPCG(7, 8))
	const codes = 10
	for range 60 {
		k, secret := randomKey(t, rng)
		at := farTime(rng)
		cmd := exec.Command(oathtool, "--totp="+k.Algorithm.String(), "-b", "-", "-d", fmt.Sprint(k.Digits),
			"-s", fmt.Sprint(k.Period), "-N", fmt.Sprintf("@%d", at.Unix()), "-w", fmt.Sprint(codes-1))
		cmd.Stdin = strings.NewReader(base32.StdEncoding.EncodeToString(secret))
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Fields(string(out))
		if len(want) != codes {
			t.Fatalf("oathtool gave %d codes", len(want))
		}
		for i := range want {
			if got, err := k.CodeOf(Step(at, k.Period) + int64(i)); err != nil || got != want[i] {
				t.Errorf("%v, %d digits, %v, %d steps after %v: %s, %v; want %s", k.Algorithm, k.Digits, k.Period, i, at, got, err, want[i])
			}
		}
	}
}

// Where this package reads a secret that pquerna reads too, both make the same
// code; the vectors are the odd ones.
func TestOddSecrets(t *testing.T) {
	vectors := readVectors[struct {
		HOTP_Counter0 []struct{ Secret, Code string }
	}](t, "pquerna_otp_odd_inputs.json")
	for _, v := range vectors.HOTP_Counter0 {
		k, err := ParseSecret(v.Secret)
		if err != nil || v.Code == "" {
			continue // one of the two is stricter, as the tests of ParseSecret say
		}
		if got, err := k.CodeOf(0); err != nil || got != v.Code {
			t.Errorf("%q: %s, %v; want %s", v.Secret, got, err, v.Code)
		}
	}
}

// In FIPS 140-only mode Go stops a program that uses SHA1; the mode is chosen
// when a program starts, so the test starts itself again.
func TestFIPSOnlyModeIsAnError(t *testing.T) {
	const again = "CODECLOCK_TEST_FIPS"
	if os.Getenv(again) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestFIPSOnlyModeIsAnError$", "-test.v")
		cmd.Env = append(os.Environ(), "GODEBUG=fips140=only", again+"=1")
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	k := rfcKey(t)
	if _, err := k.CodeOf(1); !errors.Is(err, ErrFIPS) {
		t.Errorf("SHA1: %v, want ErrFIPS", err)
	}
	k.Algorithm = SHA256
	if _, err := k.CodeOf(1); err != nil {
		t.Errorf("SHA256: %v", err)
	}
	short, err := NewKey([]byte(rfcSecret[:13]))
	if err != nil {
		t.Fatal(err)
	}
	short.Algorithm = SHA256
	if _, err := short.CodeOf(1); !errors.Is(err, ErrFIPS) {
		t.Errorf("a key of 13 bytes: %v, want ErrFIPS", err)
	}
}
