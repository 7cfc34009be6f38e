package render

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"codeclock/cmd/codeclock/internal/words"
)

// The elements of a JUnit report, as far as they are used (the published
// structure of Jenkins' junit-10.xsd, which GitLab and others read too).
type (
	junitSuites struct {
		XMLName  xml.Name   `xml:"testsuites"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Errors   int        `xml:"errors,attr"`
		Time     string     `xml:"time,attr"`
		Suite    junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name      string      `xml:"name,attr"`
		Tests     int         `xml:"tests,attr"`
		Failures  int         `xml:"failures,attr"`
		Errors    int         `xml:"errors,attr"`
		Skipped   int         `xml:"skipped,attr"`
		Time      string      `xml:"time,attr"`
		Timestamp string      `xml:"timestamp,attr"`
		Cases     []junitCase `xml:"testcase"`
		Out       junitText   `xml:"system-out"`
	}
	junitText struct {
		Text string `xml:",cdata"`
	}
	junitCase struct {
		Class   string       `xml:"classname,attr"`
		Name    string       `xml:"name,attr"`
		Time    string       `xml:"time,attr"`
		Failure *junitReason `xml:"failure"`
		Error   *junitReason `xml:"error"`
		Skipped *junitReason `xml:"skipped"`
	}
	junitReason struct {
		Type    string `xml:"type,attr,omitempty"`
		Message string `xml:"message,attr"`
	}
)

// JUnit renders a status as a test report: a clock that is wrong fails a test,
// and one that could not be measured is an error.
func JUnit(s Status) (string, error) {
	suite := junitSuite{
		Name: "codeclock", Tests: len(s.Cases), Time: junitTime(s.Took),
		Timestamp: s.At.UTC().Format("2006-01-02T15:04:05"), Out: junitText{xmlText(s.Text)},
	}
	for _, c := range s.Cases {
		suite.add("codeclock."+strings.ToLower(s.Service), c)
	}
	out, err := xml.MarshalIndent(junitSuites{
		Tests: suite.Tests, Failures: suite.Failures, Errors: suite.Errors,
		Time: suite.Time, Suite: suite,
	}, "", "  ")
	if err != nil {
		return "", fmt.Errorf("write JUnit: %w", err)
	}
	return xml.Header + string(out) + "\n", nil
}

func (s *junitSuite) add(class string, c Case) {
	j := junitCase{Class: class, Name: words.Clean(c.Name), Time: junitTime(0)}
	switch {
	case c.Failure != "":
		s.Failures++
		j.Failure = &junitReason{c.Kind, c.Failure}
	case c.Error != "":
		s.Errors++
		j.Error = &junitReason{c.Kind, c.Error}
	case c.Skipped != "":
		s.Skipped++
		j.Skipped = &junitReason{Message: c.Skipped}
	}
	s.Cases = append(s.Cases, j)
}

// xmlText keeps what XML 1.0 has no place for out of a CDATA section, which
// knows no escapes.
func xmlText(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == utf8.RuneError || r == 0xfffe || r == 0xffff {
			return '?'
		}
		return r
	}, text)
}

func junitTime(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
