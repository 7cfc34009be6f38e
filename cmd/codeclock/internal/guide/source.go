package guide

// Source is where a fact comes from.
type Source struct {
	ID    string
	Kind  Kind
	Where string // an address without its scheme, or owner/repository#thread
	What  string // what it is, or says
}

// Kind is how good a source is.
type Kind int

// The kinds of sources, the best first.
const (
	Official   Kind = iota + 1 // the service's own page or documentation
	Maintainer                 // a maintainer or member of staff in a thread
	Program                    // source code
	Threads                    // what several people reported
	Third                      // one third party, or a copy of a service's text elsewhere
)

// String returns the word for a kind.
func (k Kind) String() string {
	switch k {
	case Official:
		return "official"
	case Maintainer:
		return "maintainer"
	case Program:
		return "source code"
	case Threads:
		return "users"
	}
	return "third party"
}

// LookupSource finds a source by its ID.
func LookupSource(id string) (Source, bool) {
	for _, s := range Sources() {
		if s.ID == id {
			return s, true
		}
	}
	return Source{}, false
}
