package totp

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
	pquernatotp "github.com/pquerna/otp/totp"
)

// question is one login that a real verifier judges: a device with a skew shows
// a code, and the code arrives.
type question struct {
	verifier Verifier
	skew     time.Duration
	arrives  int64 // unix seconds
	code     string
	want     bool // what this package predicts
}

func (q question) String() string {
	return fmt.Sprintf("period %v, window %v, typing %v, skew %v, at %d", q.verifier.period(), q.verifier.Window, q.verifier.Typing, q.skew, q.arrives)
}

// grid returns every skew from -150 s to 150 s in steps of a second, read at
// both ends of a period, with and without typing: codes arrive at four moments of it.
func grid(t *testing.T, period time.Duration, windows ...Window) []question {
	t.Helper()
	k := rfcKey(t)
	k.Period = period
	var all []question
	for _, w := range windows {
		for _, typing := range []time.Duration{0, 8 * s} {
			v := Verifier{Period: period, Window: w, Typing: typing}
			for _, phase := range []time.Duration{0, period - s} {
				read := time.Unix(1_700_000_040, 0).Add(phase)
				for d := -150 * s; d <= 150*s; d += s {
					all = append(all, ask(t, k, v, read, d))
				}
			}
		}
	}
	return all
}

func ask(t *testing.T, k Key, v Verifier, read time.Time, d time.Duration) question {
	t.Helper()
	code, err := k.Code(read.Add(d))
	if err != nil {
		t.Fatal(err)
	}
	age := read.Sub(v.Timeline(read, d, 0, 0)[0].Shown.From)
	return question{v, d, read.Add(v.Typing).Unix(), code, v.accepts(d, age+v.Typing)}
}

func (q question) line() string {
	return fmt.Sprintf("%d %d %d %d %s\n", q.verifier.Period/s, q.verifier.Window.Past/s, q.verifier.Window.Future/s, q.arrives, q.code)
}

// stepWindows are windows of whole steps.
func stepWindows(period time.Duration, sides ...[2]int) (windows []Window) {
	for _, side := range sides {
		windows = append(windows, Steps(side[0], side[1], period))
	}
	return windows
}

// bothWays are what a verifier with one number for both sides can have.
func bothWays(period time.Duration) []Window {
	return stepWindows(period, [2]int{0, 0}, [2]int{1, 1}, [2]int{3, 3})
}

func eitherWay(period time.Duration) []Window {
	return append(bothWays(period), stepWindows(period, [2]int{1, 0}, [2]int{0, 1}, [2]int{2, 1})...)
}

// inSeconds are what a verifier that counts seconds can have.
func inSeconds(period time.Duration) []Window {
	return append(oneEachWay(period), []Window{{10 * s, 10 * s}, {15 * s, 5 * s}, {30 * s, 0}, {0, 7 * s}, {45 * s, 20 * s}}...)
}

// secondsBothWays are what a verifier with one number of seconds can have.
func secondsBothWays(period time.Duration) []Window {
	return append(bothWays(period), Window{10 * s, 10 * s}, Window{120 * s, 120 * s})
}

// node2FA are what node-2fa can have: a window of 0 is 50 to notp, which it asks.
func node2FA(period time.Duration) []Window {
	if period != DefaultPeriod {
		return nil
	}
	return stepWindows(period, [2]int{1, 1}, [2]int{3, 3}, [2]int{4, 4})
}

func oneEachWay(period time.Duration) []Window { return stepWindows(period, [2]int{1, 1}) }

// evenSize is what libpam makes of a window of four codes; the period was tested
// with three.
func evenSize(period time.Duration) []Window {
	if period != DefaultPeriod {
		return nil
	}
	return stepWindows(period, [2]int{1, 2})
}

// Every accept and every refuse of a real verifier is predicted. Each is asked
// the whole grid in one process.
func TestAgreesWithRealVerifiers(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("real programs take long")
	}
	python := debianPython()
	for _, tt := range []struct {
		name    string
		windows func(period time.Duration) []Window
		command []string
	}{
		{"liboath", bothWays, []string{python, "liboath_grid.py"}},
		{"pyotp", bothWays, []string{python, "pyotp_grid.py"}},
		{"django-otp", bothWays, []string{python, "django_grid.py"}},
		{"passlib", secondsBothWays, []string{python, "passlib_grid.py"}},
		{"rotp", inSeconds, []string{"ruby", "rotp_grid.rb"}},
		{"otplib 13", inSeconds, []string{"node", "node_grid.cjs", "otplib"}},
		{"otplib 12", eitherWay, []string{"node", "node_grid.cjs", "otplib12"}},
		{"node-2fa", node2FA, []string{"node", "node_grid.cjs", "node-2fa"}},
		{"otpauth", bothWays, []string{"node", "node_grid.cjs", "otpauth"}},
		// What the module learns from misses costs it thousands of codes for each and
		// does not change the answer of a first try; the sessions below test it.
		{"libpam-google-authenticator, 3 codes", oneEachWay, []string{python, "pam_session.py", "3", "noskewadj"}},
		{"libpam-google-authenticator, 4 codes", evenSize, []string{python, "pam_session.py", "4", "noskewadj"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var questions []question
			for _, period := range []time.Duration{30 * s, 60 * s} {
				questions = append(questions, grid(t, period, tt.windows(period)...)...)
			}
			var input strings.Builder
			for _, q := range questions {
				input.WriteString(q.line())
			}
			answers := runScript(t, input.String(), tt.command...)
			judge(t, questions, func(i int, _ question) bool { return answers[i] == "1" })
		})
	}
}

// debianPython returns the Python that Debian's packages belong to.
func debianPython() string {
	const debian = "/usr/bin/python3"
	if _, err := exec.LookPath(debian); err == nil {
		return debian
	}
	return "python3"
}

// judge compares predictions with a verifier's answers.
func judge(t *testing.T, questions []question, accepts func(i int, q question) bool) {
	t.Helper()
	accepted, wrong := 0, 0
	for i, q := range questions {
		got := accepts(i, q)
		if got {
			accepted++
		}
		if got != q.want {
			if wrong++; wrong <= 5 {
				t.Errorf("%v: accepted %v, predicted %v", q, got, q.want)
			}
		}
	}
	t.Logf("%d questions, %d accepted, %d not as predicted", len(questions), accepted, wrong)
	if accepted == 0 || accepted == len(questions) {
		t.Error("a grid with one answer to everything tests nothing")
	}
}

func TestAgreesWithPquerna(t *testing.T) {
	for _, period := range []time.Duration{30 * s, 60 * s} {
		judge(t, grid(t, period, bothWays(period)...), func(_ int, q question) bool {
			ok, err := pquernatotp.ValidateCustom(q.code, rfcBase32, time.Unix(q.arrives, 0), pquernatotp.ValidateOpts{
				Period: uint(period / s), Skew: uint(q.verifier.Window.Past / period), Digits: otp.DigitsSix,
			})
			return err == nil && ok
		})
	}
}

// oathtool judges one code a process, so it gets a small part of the grid.
func TestAgreesWithOathtool(t *testing.T) {
	t.Parallel()
	oathtool := program(t, "oathtool")
	judge(t, everyFourth(grid(t, 30*s, Steps(1, 1, 30*s))), func(_ int, q question) bool {
		cmd := exec.Command(oathtool, "--totp", "-b", "-w", "1", "-N", fmt.Sprintf("@%d", q.arrives), "-", q.code)
		cmd.Stdin = strings.NewReader(rfcBase32)
		return cmd.Run() == nil
	})
}

// Random accounts at the verifiers that learn: each answer depends on what the
// ones before it taught.
func TestSessionsAgreeWithRealVerifiers(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("real programs take long")
	}
	const accounts = 25
	python := debianPython()
	for _, tt := range []struct {
		name, policy string
		gap          int64 // the most steps between two tries
		offset       func(rng *rand.Rand, before int64) int64
		command      []string
	}{
		{"django-otp", "django-otp", 4, wandering, []string{python, "django_session.py"}},
		{"libpam-google-authenticator", "google-authenticator-libpam", 3, stubborn, []string{python, "pam_session.py", "3"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(13, 14))
			var input, want strings.Builder
			for range accounts {
				a := accountOf(t, tt.policy)
				input.WriteString("new\n")
				want.WriteString("0")
				for _, try := range randomTries(t, rng, tt.gap, tt.offset) {
					fmt.Fprintf(&input, "%d %s\n", try.at.Unix(), try.code)
					want.WriteString(map[bool]string{true: "1", false: "0"}[a.try(try.step, try.at) == ""])
				}
			}
			got := runScript(t, input.String(), tt.command...)
			questions := strings.Split(input.String(), "\n")
			for i := range got {
				if predicted := want.String()[i : i+1]; got[i] != predicted {
					t.Errorf("question %d, %q: answered %s, predicted %s", i, questions[i], got[i], predicted)
				}
			}
			t.Logf("%d tries, %d accepted", len(got)-accounts, strings.Count(strings.Join(got, ""), "1"))
		})
	}
}

type randomTry struct {
	at   time.Time
	step int64
	code string
}

// randomTries returns the tries of one account, at most gap steps apart. No code
// of it is also that of another step that a verifier could come across: among
// three thousand steps that happens to one code in 300, and libpam then takes the
// nearer step.
func randomTries(t *testing.T, rng *rand.Rand, gap int64, next func(*rand.Rand, int64) int64) []randomTry {
	for {
		tries := make([]randomTry, 20)
		first := 50_000_000 + rng.Int64N(1000)
		codes := stepsOfCodes(t, first-2000, first+2000+int64(len(tries))*gap)
		step, offset, twins := first, int64(0), 0
		for i := range tries {
			step += rng.Int64N(gap + 1)
			offset = next(rng, offset)
			code, err := rfcKey(t).CodeOf(step + offset)
			if err != nil {
				t.Fatal(err)
			}
			tries[i] = randomTry{time.Unix(step*30+rng.Int64N(30), 0), step + offset, code}
			twins += codes[code] - 1
		}
		if twins == 0 {
			return tries
		}
	}
}

// stepsOfCodes counts the steps of a range by their codes.
func stepsOfCodes(t *testing.T, from, to int64) map[string]int {
	count := map[string]int{}
	for step := from; step <= to; step++ {
		code, err := rfcKey(t).CodeOf(step)
		if err != nil {
			t.Fatal(err)
		}
		count[code]++
	}
	return count
}

// wandering is a clock that is off by a little more or less each time.
func wandering(rng *rand.Rand, before int64) int64 { return before + rng.Int64N(5) - 2 }

// stubborn is a clock that is mostly as far off as it was, give or take a step,
// and now and then far off or right again.
func stubborn(rng *rand.Rand, before int64) int64 {
	switch rng.IntN(8) {
	case 0:
		return rng.Int64N(3200) - 1600
	case 1:
		return rng.Int64N(5) - 2
	case 2, 3:
		return before + rng.Int64N(3) - 1
	}
	return before
}

// sharedLibrary returns the path of a library that a real verifier is run with,
// or ends the test.
func sharedLibrary(t *testing.T, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) == 0 {
		missingPart(t, filepath.Base(pattern))
	}
	return found[0]
}

// pamtester asks PAM once a process, at a time that libfaketime gives it, and
// pam_wrapper lets it have a service in a folder of its own.
func TestAgreesWithPamtester(t *testing.T) {
	t.Parallel()
	pamtester := program(t, "pamtester")
	wrapper := sharedLibrary(t, "/usr/lib/*/libpam_wrapper.so")
	clock := sharedLibrary(t, "/usr/lib/*/faketime/libfaketime.so.1")
	module := sharedLibrary(t, "/usr/lib/*/security/pam_google_authenticator.so")
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	state := filepath.Join(dir, "state")
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("codeclock", fmt.Sprintf("auth required %s secret=%s user=%s no_strict_owner\n", module, state, me.Username))
	write("other", "auth required pam_deny.so\n")
	judge(t, everyFourth(grid(t, 30*s, Steps(1, 1, 30*s))), func(_ int, q question) bool {
		write("state", rfcBase32+"\n\" WINDOW_SIZE 3\n\" TOTP_AUTH\n")
		cmd := exec.Command(pamtester, "codeclock", me.Username, "authenticate")
		cmd.Env = append(os.Environ(), "LD_PRELOAD="+wrapper+" "+clock, "PAM_WRAPPER=1", "PAM_WRAPPER_SERVICE_DIR="+dir,
			"FAKETIME_FMT=%s", fmt.Sprintf("FAKETIME=%d", q.arrives), "TZ=UTC")
		cmd.Stdin = strings.NewReader(q.code + "\n")
		return cmd.Run() == nil
	})
}

// everyFourth thins out a grid for verifiers that judge one code a process: each
// skew is asked about, each at one moment and one typing time.
func everyFourth(questions []question) []question {
	const skews = 301
	var some []question
	for i, q := range questions {
		if i/skews%4 == i%skews%4 {
			some = append(some, q)
		}
	}
	return some
}
