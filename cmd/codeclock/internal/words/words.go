// Package words holds every sentence that a person reads, by id, so that all
// faces say the same and none is glued together from pieces. Numbers and names
// come in as arguments; text from the network must have been through Clean.
package words

import (
	"fmt"
	"maps"
	"sync"
)

// ID names a sentence.
type ID string

// english is the whole catalogue: each file of this package has its own part.
var english = sync.OnceValue(func() map[ID]string {
	all := map[ID]string{}
	for _, part := range []map[ID]string{
		checkWords(), againstWords(), machineWords(), causeWords(), hoursWords(), contactWords(), factWords(),
		windowWords(), policyWords(), keyWords(), reportWords(), verifyWords(),
		phoneWords(), visitWords(),
	} {
		maps.Copy(all, part)
	}
	return all
})

// Say returns the sentence, with its arguments in place. An id that is not in
// the catalogue is a defect, and a test finds it.
func Say(id ID, args ...any) string {
	return fmt.Sprintf(english()[id], args...)
}
