package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// claims are the claims of "codeclock help trust", each by its beginning, with the
// tests that show it.
func claims() map[string][]string {
	return map[string][]string{
		"can keep answers away":                 {"TestBlockedNetwork", "TestGoldensOfTrouble"},
		"can delay answers":                     {"TestHTTPSCoversAndNarrows", "TestSampleInterval"},
		"can answer in the time servers' place": {"TestInterceptedNetwork"},
		"can't get a right clock called wrong":  {"TestInterceptedNetwork", "TestWitnessIsCalled"},
		"can't get a wrong clock called right":  {"TestInterceptedNetwork", "TestOneVoiceForAllServers"},
		"can get a wrong clock called right":    {"TestWitness", "TestTimeServersNeverOutvoteTheWeb"},
		"can't speak for a web site":            {"TestHTTPSCertificates"},
		"can claim an old date":                 {"TestHTTPSCertificates", "TestClaimedTimeIsSaidEverywhere"},
		"can't end a measurement":               {"TestForgedPacketsAreNotTheEnd", "TestStrayPacketsComeFirst"},
		"can't learn anything":                  {"TestQuestionsSayNothing"},
		"can't move the truth":                  {"TestMinorityNeverMovesTheTruthOut"},
		"can't vote under several names":        {"TestOneVoiceForAllServers", "TestOneServerUnderTwoNames"},
		"can't make codeclock ask more often":   {"TestHostileWebServers", "TestBurstKeepsItsDistance", "TestWatchIsPolite"},
		"can't send it to another host":         {"TestHTTPSDoesNotFollowRedirects"},
		"can't get text of its own":             {"TestReasonsAreSafeToPrint", "TestClean"},
		"can ask to be left alone":              {"TestKissEndsABurst", "TestServersThatAskToBeLeftAlone", "TestAwaitObeysKisses", "TestWatchObeysKisses"},
		"can make one up":                       {"TestForgeries"},
		"can't have verify repeat figures":      {"TestForgeries", "TestPythonRecomputes"},
		"can't edit the text":                   {"TestEditsOfTheTextAreSeen"},
		"can't get words of their own":          {"TestForgeries"},
		"can't give away a code or a key":       {"TestNoReportLeaks", "TestNoReportOfAnotherDeviceLeaks"},
		"can make their own browser lie":        {"TestServe"},
		"can't sign a report":                   {"TestTampering", "TestServe", "TestSealsAreOfOneTicket"},
		"can't keep others out":                 {"TestServeUnderAttack", "TestHeldConnections"},
		"can make others wait":                  {"TestTurns"},
		"can't make a page's link":              {"TestPublicPageRefuses", "TestPassThatIsNone"},
		"can't get a key of the desk's":         {"TestServeKeepsItsKeys", "TestDeskKeyErrorsSayNothing"},
		"can't get a key shown":                 {"TestNoFormatLeaks", "TestNothingTypedIsRepeated", "TestKeyNeverShowsItself", "TestInferNeverLeaks", "TestBatchNeverLeaks"},
		"can be a key file":                     {"TestKeyFileThatOthersCanRead"},
		"can't lead --output to another file":   {"TestLinksOfOthersAreNotFollowed"},
		"can't be left half-written":            {"TestOutputIsReplacedAsAWhole"},
		"can't crash the reader":                {"FuzzMangledIsNeverMisread", "FuzzReadKeys", "FuzzTold", "FuzzSmallOutputs", "FuzzTable", "FuzzKeys"},
		"can't fill the memory":                 {"TestTables", "TestInOrder"},
		"can't have a spreadsheet run":          {"TestCellsAreNoFormulas"},
	}
}

// Every claim has a test that there is, and every test has a claim.
func TestTrust(t *testing.T) {
	there := testNames(t)
	left := claims()
	for _, claim := range trustClaims() {
		found := false
		for begin, tests := range left {
			if strings.HasPrefix(claim, begin) {
				found = true
				delete(left, begin)
				for _, name := range tests {
					if !there[name] {
						t.Errorf("%q: there is no %s", claim, name)
					}
				}
			}
		}
		if !found {
			t.Errorf("no test is named for %q", claim)
		}
	}
	for begin := range left {
		t.Errorf("nothing claims %q", begin)
	}
}

// trustClaims returns the claims of the page, each in one line.
func trustClaims() []string {
	var out []string
	for line := range strings.Lines(trustHelp) {
		words := strings.Join(strings.Fields(line), " ")
		switch {
		case strings.HasPrefix(line, "  can"):
			out = append(out, words)
		case strings.HasPrefix(line, "         "):
			out[len(out)-1] += " " + words
		}
	}
	return out
}

// testNames returns all tests of the module.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				names[f.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// Where certificates were judged at the time that the sites claim, every face says
// so, also those of one line.
func TestClaimedTimeIsSaidEverywhere(t *testing.T) {
	for name, args := range map[string][]string{
		"text": nil, "-q": {"-q"}, "-v": {"-v"}, "json": {"--format", "json"}, "nagios": {"--format", "nagios"},
		"prometheus": {"--format", "prometheus"}, "github": {"--format", "github"}, "junit": {"--format", "junit"},
	} {
		want := "an old one can fake it"
		switch name {
		case "json":
			want = `"certificates_at_claimed_time": true`
		case "prometheus":
			want = "gauge codeclock_certificates_at_claimed_time 1"
		}
		got := strings.Join(strings.Fields(runIn(t, newWorld(), append([]string{"check", "--demo=blocked-years"}, args...)...).Stdout), " ")
		if !strings.Contains(got, want) {
			t.Errorf("%s does not say %q:\n%s", name, want, got)
		}
		got = runIn(t, newWorld(), append([]string{"check", "--demo=blocked"}, args...)...).Stdout
		if strings.Contains(strings.Join(strings.Fields(got), " "), want) {
			t.Errorf("%s says it of a clock that is right:\n%s", name, got)
		}
	}
}
