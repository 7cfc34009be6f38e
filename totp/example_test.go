package totp_test

import (
	"context"
	"fmt"
	"time"

	"codeclock/drift/skew"
	"codeclock/totp"
)

// A phone that is 47 s slow, at a site that accepts one step either way, and
// somebody who needs 8 s to type.
func ExampleVerifier() {
	site := totp.Verifier{
		Window: totp.Steps(1, 1, totp.DefaultPeriod),
		Typing: 8 * time.Second,
	}
	slow := -47 * time.Second
	fmt.Printf("%.0f %% of the tries work\n", 100*site.Chance(slow))
	fmt.Println("a code is accepted until it is", site.Ages(slow).Until, "old")
	fmt.Println("enough for 99 % of the tries:", site.AtLeast(0.99).Lo(), "to", site.AtLeast(0.99).Hi())
	// Output:
	// 17 % of the tries work
	// a code is accepted until it is 13s old
	// enough for 99 % of the tries: -22.3s to 38.3s
}

// What is not published stays so.
func ExampleLookupPolicy() {
	for _, name := range []string{"kanidm", "amazon"} {
		p, err := totp.LookupPolicy(name)
		if err != nil {
			panic(err)
		}
		v, ok := p.Verifier(0, 0)
		fmt.Println(p.ID, v.Window.Past, v.Window.Future, ok)
	}
	// Output:
	// kanidm 30s 0s true
	// amazon-account 0s 0s false
}

// The key is the one of RFC 4226, appendix D.
func ExampleParseURI() {
	k, err := totp.ParseURI("otpauth://totp/ACME:bob?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8")
	if err != nil {
		panic(err)
	}
	code, err := k.Code(time.Unix(59, 0))
	if err != nil {
		panic(err)
	}
	fmt.Println(code)
	fmt.Println(k)
	// Output:
	// 94287082
	// totp.Key(redacted)
}

// When to send a code from a clock that is 40 to 44 s slow, with a code on the
// screen that is 20 s old.
func ExampleVerifier_Send() {
	site := totp.Verifier{Window: totp.Steps(1, 1, totp.DefaultPeriod)}
	m := site.Send(skew.Between(-44*time.Second, -40*time.Second), 20*time.Second)
	fmt.Println("next code:", m.Next, "wait:", m.Wait, "send within:", m.Within)
	// Output:
	// next code: true wait: 10s send within: 16s
}

// A phone that is an hour fast, by one of its codes: the key is that of RFC 6238.
func ExampleInfer() {
	key, err := totp.ParseSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2026, time.November, 22, 14, 2, 10, 0, time.UTC)
	code, _ := key.Code(now.Add(time.Hour))
	got, err := totp.Infer(context.Background(), key, []totp.Reading{{Code: code, At: now}}, totp.InferOptions{Range: 24 * time.Hour})
	if err != nil {
		fmt.Println(err)
		return
	}
	best := got.Candidates[0]
	fmt.Printf("%v, %.2f %% sure\n", best.Skew, 100*best.Probability)
	fmt.Println("left to do:", got.Settle())
	// Output:
	// 1 hour fast, +/- 15.0 s, 99.96 % sure
	// left to do: nothing
}
