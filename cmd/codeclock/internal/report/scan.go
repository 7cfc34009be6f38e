package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// markKind is what a mark in a text stands for.
type markKind int

const (
	beginMark markKind = iota
	endMark
	dataMark  // the line above the data
	otherMark // a line that was one of these, translated or broken
	dataStart // the data itself, which is known without its marks
)

// mark is one of them, as a part of a text.
type mark struct {
	kind       markKind
	start, end int
	version    int // of a dataMark
}

// name is in every mark and is translated by nobody.
const name = "CODECLOCK"

// The marks of a report around their name, after clean. Dashes may be lost, since
// chat boxes make lines and bold type of them.
var (
	beforeName = lazy(`(?i)(?:\b(BEGIN)|\b(END))[^A-Za-z0-9\n]{0,20}$`)
	afterName  = lazy(`(?i)^[^A-Za-z0-9\n]{0,20}\s{0,4}(?:(REPORT)|DATA[^A-Za-z0-9]{0,20}([0-9]{1,9}))\b[*_~ ]*-*`)
	dashes     = lazy(`--[^\n]*$`)
	dashesPast = lazy(`^[^\n]*--`)
)

// nearby is how far around its name a mark is looked for.
const nearby = 60

// marksIn returns all marks in a text, in their order.
func marksIn(text string) []mark {
	var out []mark
	for at := 0; len(out) < 4*MaxReports; {
		i := indexFold(text[at:], name)
		if i < 0 {
			break
		}
		start, end := at+i, at+i+len(name)
		if m, ok := markAt(text, start, end); ok {
			out = append(out, m)
		}
		at = end
	}
	return out
}

// markAt returns the mark whose name is there.
func markAt(text string, start, end int) (mark, bool) {
	before := text[max(0, start-nearby):start]
	after := text[end:min(len(text), end+nearby)]
	m := mark{start: start, end: end}
	b, a := beforeName().FindStringSubmatchIndex(before), afterName().FindStringSubmatchIndex(after)
	switch {
	case a != nil && a[4] >= 0:
		m.kind, m.end = dataMark, end+a[1]
		m.version, _ = strconv.Atoi(after[a[4]:a[5]])
	case a != nil && b != nil:
		m.start, m.end = start-len(before)+b[0], end+a[1]
		if m.kind = beginMark; b[2] < 0 {
			m.kind = endMark
		}
	case dashes().MatchString(before) || dashesPast().MatchString(after):
		m.kind, m.start, m.end = otherMark, lineStart(text, start), lineEnd(text, end)
		if at := dashes().FindStringIndex(before); at != nil { // data may stand before them
			m.start = start - len(before) + at[0]
		}
	default:
		return mark{}, false
	}
	return m, true
}

func lineStart(text string, at int) int {
	return max(strings.LastIndexByte(text[:at], '\n')+1, at-nearby)
}

func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 && i < nearby {
		return at + i
	}
	return min(len(text), at+nearby)
}

// indexFold is strings.Index in any case, of an ASCII text.
func indexFold(text, upper string) int {
	first, both := upper[0], upper[0]|0x20
	for i := 0; i+len(upper) <= len(text); i++ {
		if (text[i] == first || text[i] == both) && strings.EqualFold(text[i:i+len(upper)], upper) {
			return i
		}
	}
	return -1
}

// scan returns the reports in a text that has been cleaned.
func scan(text string) []Found {
	marks := append(marksIn(text), dataIn(text)...)
	slices.SortStableFunc(marks, func(a, b mark) int { return cmp.Compare(a.start, b.start) })
	s := scanner{text: text, to: -1}
	for i, m := range marks {
		next := len(text)
		if i+1 < len(marks) {
			next = marks[i+1].start
		}
		if s.take(m, next); len(s.out) > MaxReports {
			return s.out
		}
	}
	if s.open || len(s.out) == 0 && hasTraces(text) {
		s.broken(len(text))
	}
	return s.out
}

// scanner goes through the marks of a text.
type scanner struct {
	text    string
	open    bool // there has been a mark of a report, and no data since
	begun   bool // it was one that begins it
	ending  bool // there has been data, and no end since
	from    int  // where the part for people begins
	to      int  // where it ends: at the line above the data; -1 before that
	version int  // that this line names
	out     []Found
}

// take takes the next mark, which ends where the one after it begins.
func (s *scanner) take(m mark, next int) {
	switch m.kind {
	case beginMark:
		if s.open && s.begun {
			s.broken(m.start)
		}
		s.reset(m.end)
		s.open, s.begun = true, true
	case endMark:
		if s.open || !s.ending {
			s.broken(m.start)
		}
		s.reset(m.end)
	case otherMark:
		s.other(m)
	case dataMark:
		s.open, s.version = true, m.version
		if s.to < 0 {
			s.to = m.start
		}
	case dataStart:
		if s.to < 0 {
			s.to = m.start
		}
		s.out = append(s.out, s.read(m.start, next))
		s.reset(next)
		s.ending = true
	}
}

// other takes a mark that nobody can read: the first of a report begins it, the
// next is above its data, and one right after the data ends it.
func (s *scanner) other(m mark) {
	switch {
	case s.open:
		s.to = m.start
	case s.ending && strings.TrimSpace(s.text[s.from:m.start]) == "":
		s.reset(m.end)
	default:
		s.reset(m.end)
		s.open = true
	}
}

func (s *scanner) reset(from int) { *s = scanner{text: s.text, from: from, to: -1, out: s.out} }

// maxHuman is many times as long as the part for people.
const maxHuman = 32 << 10

// human returns the part for people, which ends there.
func (s *scanner) human(end int) string {
	return unlink(strings.Trim(s.text[max(s.from, end-maxHuman):end], "- \n"))
}

// broken adds a report whose data is not there.
func (s *scanner) broken(end int) {
	f := Found{Err: ErrTruncated, Text: s.human(end)}
	if s.version > Version {
		f.Err = fmt.Errorf("%w: %d", ErrNewer, s.version)
	}
	s.out = append(s.out, f)
}

// read reads the report whose data begins there.
func (s *scanner) read(start, end int) Found {
	f := Found{Text: s.human(max(s.to, s.from))}
	region := s.text[start:end]
	var raw unarmored
	letters := lettersOf(region)
	raw, f.Err = unarmor(letters)
	for _, only := range []func(string) string{dataLines, dataColumn} {
		if f.Err == nil {
			break
		}
		if again, err := unarmor(lettersOf(only(region))); err == nil {
			raw, f.Err = again, nil
		}
	}
	f.letters = letters[:min(len(letters), headSize)]
	if f.Err == nil {
		f.Report, f.Err = parse(raw.version, raw.data)
	}
	switch {
	case f.Err == nil:
		f.Version, f.data, f.signature = raw.version, raw.data, raw.signature
	case s.version > Version:
		f.Err = fmt.Errorf("%w: %d", ErrNewer, s.version)
	}
	return f
}
