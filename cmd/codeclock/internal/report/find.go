package report

import "slices"

// Found is a report that was found in a text.
type Found struct {
	Report  Report // the zero Report when there is an error
	Version int    // of its format; 0 when there is an error
	Err     error  // ErrTruncated, ErrDamaged, ErrNewer or ErrInvalid
	Text    string // the part for people as it was found, cleaned

	others          []string // the same in other copies and readings
	data, signature []byte   // as they were before armor
	letters         string   // the beginning of its data, by which copies are told
}

// MaxReports is how many reports Find returns at most, so that no text keeps it
// busy for long.
const MaxReports = 1000

// Find returns the reports in a text, in the order in which they stand there:
// all of them, or one more than MaxReports. The text may be a file as it is: in
// UTF-16, a mail with its headers, a mailbox, or HTML. A report that is there
// twice is one.
func Find(text string) []Found {
	var best []Found
	first := true
	for reading := range readings(decodeCharset(text)) {
		found := Once(scan(clean(reading)))
		if !first {
			found = join(best, found)
		}
		best, first = found, false
	}
	return best
}

// Once drops the copies of reports: those that say the same, and what is left of
// one that is there as a whole too.
func Once(all []Found) []Found {
	index, heads := map[string]int{}, map[string]bool{}
	var out []Found
	for _, f := range all {
		if f.Err != nil {
			out = append(out, f)
			continue
		}
		heads[f.letters] = true
		switch i, known := index[string(f.data)]; {
		case !known:
			index[string(f.data)] = len(out)
			out = append(out, f)
		default:
			out[i].also(f)
		}
	}
	return slices.DeleteFunc(out, func(f Found) bool { return f.Err != nil && len(f.letters) == headSize && heads[f.letters] })
}

// maxOthers is how many texts of one report are kept.
const maxOthers = 8

// also keeps the text of a copy.
func (f *Found) also(copy Found) {
	for _, text := range append(copy.others, copy.Text) {
		if text != f.Text && len(f.others) < maxOthers && !slices.Contains(f.others, text) {
			f.others = append(f.others, text)
		}
	}
}

// join adds to the reports that one reading of a text has shown those that only
// another reading shows. Each of these takes the place of one that could not be
// read.
func join(a, b []Found) []Found {
	if readable(b) > readable(a) || readable(b) == readable(a) && len(b) < len(a) {
		a, b = b, a
	}
	known := map[string]int{}
	for i, f := range a {
		known[string(f.data)] = i
	}
	for _, f := range b {
		if f.Err != nil {
			continue
		}
		if i, copy := known[string(f.data)]; copy {
			a[i].also(f)
			continue
		}
		if i := slices.IndexFunc(a, func(f Found) bool { return f.Err != nil }); i >= 0 {
			a[i] = f
		} else if len(a) <= MaxReports {
			a = append(a, f)
		}
	}
	return a
}

func readable(all []Found) int {
	n := 0
	for _, f := range all {
		if f.Err == nil {
			n++
		}
	}
	return n
}
