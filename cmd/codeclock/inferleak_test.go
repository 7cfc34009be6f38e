package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

// keyAndCodes are what infer is given, in every form in which it could come out: none
// of them may, whatever happens.
func keyAndCodes(t *testing.T) map[string]string {
	t.Helper()
	texts := unrepeated()
	for name, text := range map[string]string{
		"half a key": testKey[:12], "half a key as bytes": testKeyText[:12], "a key in base64": "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA",
		"a key as numbers": "49 50 51 52 53", "a code in hex": fmt.Sprintf("%#x", 94287082), "another code": "14050471", "a mistyped code": "7552240",
	} {
		texts[name] = text
	}
	return texts
}

// givenAway reports what is shown of key and codes.
func givenAway(t *testing.T, about, shown string) {
	t.Helper()
	if got := leaks(shown, keyAndCodes(t)); len(got) > 0 {
		t.Errorf("%s gives away %v\n%s", about, got, shown)
	}
}

// Whatever key and codes are given, and whatever comes of them, neither is shown.
func TestInferNeverLeaks(t *testing.T) {
	for name, secret := range planted() {
		for _, format := range []string{"text", "json"} {
			for _, lines := range []string{secret, secret + " @59", "94287082 " + secret, "94287082 @59\n14050471 @1111111111\n", "94287082 @59\n7552240 @89\n"} {
				key := filepath.Join(t.TempDir(), "key.txt")
				address := "otpauth://totp/Shop:jane.doe@mail.example?digits=8&secret=" + testKey
				if err := os.WriteFile(key, []byte(address), 0o600); err != nil {
					t.Fatal(err)
				}
				for _, args := range [][]string{
					{"--key-file", key, "--code-file", "-"}, {"--key-file", "-", "--code-file", secret}, {"--key-file", secret, "--code-file", "-"},
					{"--key-file", key, "--code", secret, "--at", secret}, {"--key-file", key, "--code-file", "-", secret},
					{"--key-file", key, "--code-file", "-", "--account", secret}, {"--key=" + secret}, {"--secret", secret}, {"--zone", secret}, {secret},
				} {
					w := leaky(t)
					w.stdin, w.stderrTerminal = strings.NewReader(lines), len(args) < 6 // which lists names of accounts, to choose one
					run(t.Context(), &w.env, append([]string{"infer", "--range", "1h", "--format", format}, args...))
					givenAway(t, name, w.out.String()+w.err.String())
				}
			}
		}
	}
}

// Nor is either in a batch: in any cell, in any column, in the names of files, with
// keys that are good, broken or in the wrong place.
func TestBatchNeverLeaks(t *testing.T) {
	for name, secret := range planted() {
		quoted, _ := json.Marshal(secret)
		tables := []string{
			secret, "ref,code,time," + secret + "\nT-1,94287082,@59,x\n", "ref,code,time\n" + secret + "," + secret + "," + secret + "\n",
			"ref,code,time\nT-1," + secret + ",@59\nT-1,94287082," + secret + "\nT-1,\"" + secret + ",@1\n", "ref,key,code,time\nT-1," + secret + ",94287082,@59\n",
			"ref,code1,time1,code2,time2\nT-1,94287082,@59,7552240,@89\nT-1,94287082,@59,14050471,@1111111111\n",
			fmt.Sprintf("{\"ref\":%s,\"code\":%s,\"time\":%s}\n{\"ref\":\"T-1\",%s:1,\"secret\":%s}\n", quoted, quoted, quoted, quoted, quoted),
		}
		for i, table := range tables {
			keys := keysOf(t, "ref,key\nT-1,otpauth://totp/Shop:jane.doe@mail.example?digits=8&secret="+testKey+"\n"+
				"T-2,"+secret+"\n\""+secret+"\",T-3\nT-4,otpauth://totp/x?secret=1"+secret+"\n")
			for _, format := range []string{"csv", "json"} {
				for _, args := range [][]string{{"--batch", "-", "--keys", keys}, {"--batch", keys, "--keys", "-"}, {"--batch", secret, "--keys", keys}, {"--batch", "-", "--keys", secret}} {
					w := leaky(t)
					w.stdin, w.stderrTerminal = strings.NewReader(table), true
					run(t.Context(), &w.env, append([]string{"infer", "--range", "1h", "--format", format}, args...))
					givenAway(t, fmt.Sprintf("%s, table %d", name, i), w.out.String()+w.err.String())
				}
			}
		}
	}
}

// A defect in the middle of everything shows a trace, and neither is in that.
func TestPanicNeverLeaks(t *testing.T) {
	trace := ""
	defect := func() {
		trace = string(debug.Stack())
		panic("a defect")
	}
	for _, at := range []int{2, 3} {
		asked := 0
		w := leaky(t)
		w.readSecret = func(context.Context) ([]byte, error) {
			switch asked++; {
			case asked == at:
				defect()
			case asked == 1:
				return []byte(testKey), nil
			}
			return []byte("287082"), nil
		}
		func() {
			defer func() { trace += fmt.Sprintf("%v %+v", recover(), w.env.opened) }()
			run(t.Context(), &w.env, []string{"infer", "--trust-this-clock", "--codes", "3"})
		}()
		if !strings.Contains(trace, "a defect") || keyLeaks(trace) {
			t.Errorf("the trace:\n%s", trace)
		}
		givenAway(t, "a defect", trace+w.out.String()+w.err.String())
		if strings.Contains(trace, "287082") || strings.Contains(trace, fmt.Sprintf("%#x", 287082)) {
			t.Errorf("a code is in the trace:\n%s", trace)
		}
	}
}
