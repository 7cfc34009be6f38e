// Package words holds every sentence that a person reads, so that all faces say
// the same and none is glued together from pieces. A sentence with values is a
// format for fmt; text from the network must have been through Clean.
package words
