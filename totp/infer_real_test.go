package totp

import (
	"context"
	"encoding/base32"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// oathtoolCode is what oathtool says that a device shows at a time of its own clock.
func oathtoolCode(t *testing.T, oathtool string, k Key, at time.Time) string {
	t.Helper()
	cmd := exec.Command(oathtool, "--totp="+k.Algorithm.String(), "-b", "-", "-d", fmt.Sprint(k.Digits),
		"-s", fmt.Sprint(k.Period), "-N", fmt.Sprintf("@%d", at.Unix()))
	cmd.Stdin = strings.NewReader(base32.StdEncoding.EncodeToString(k.secret()))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// The skew of a device whose codes are oathtool's is always among the candidates,
// and in their interval: for every kind of key, up to 20 years either way, with up
// to four codes that were read late, also past 2038. Answers that are called 99 %
// sure are right.
func TestInferWithOathtool(t *testing.T) {
	oathtool := program(t, "oathtool")
	r := rand.New(rand.NewPCG(21, 22))
	sure, right := 0, 0
	for i := range 100 {
		k := inferKey(Algorithm(i%3), 6+i/3%3, []time.Duration{30 * s, 60 * s}[i%2])
		off := oathtoolSkew(r, i)
		at := time.Unix(1_700_000_000+r.Int64N(600_000_000), 0)
		var readings []Reading
		for n := range 1 + i%4 {
			shown := at.Add(time.Duration(n)*k.Period + time.Duration(r.IntN(20))*s)
			late := time.Duration(r.IntN(11)) * s
			readings = append(readings, Reading{Code: oathtoolCode(t, oathtool, k, shown.Add(off)), At: shown.Add(late), Delay: 10 * s})
		}
		got, err := Infer(context.Background(), k, readings, InferOptions{Range: off.Abs() + 24*time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, c := range got.Candidates {
			found = found || c.Skew.Contains(off)
		}
		if !found {
			t.Errorf("case %d, %v, %d digits, every %v, off by %v, %d codes: not among %d candidates", i, k.Algorithm, k.Digits, k.Period, off, len(readings), len(got.Candidates))
		} else if got.Candidates[0].Probability >= 0.99 {
			sure++
			if got.Candidates[0].Skew.Contains(off) {
				right++
			}
		}
	}
	if sure < 50 || right < sure-1 {
		t.Errorf("%d answers called 99 %% sure, %d of them right", sure, right)
	}
}

// oathtoolSkew draws a skew, whole seconds as oathtool's times are: every 25th case
// is years off, since those take long to search.
func oathtoolSkew(r *rand.Rand, i int) time.Duration {
	sign := time.Duration(1 - 2*(i/5%2))
	switch {
	case i == 0:
		return 0
	case i%25 == 24:
		return sign * time.Duration(r.Int64N(20*365*86400)) * s
	case i%5 == 4:
		return sign * time.Duration(r.Int64N(86400*30)) * s
	case i%5 == 3:
		return sign * time.Duration(1+r.IntN(56)) * 15 * time.Minute
	}
	return sign * time.Duration(r.IntN(600)) * s
}
