// Package phonepage measures the clocks of phones and other devices through one web
// page: on the local network, or as the public page of a help desk.
//
// The page only collects its own timestamps. The arithmetic is done here: every
// exchange becomes a source.Sample, samples are intersected, and what true time
// is comes from outside, as a func, with its bound. The page never asks for a
// code, a password or a key, and nothing that it posts is printed raw.
//
// An exchange says the more the shorter it is, so devices take turns where many are
// measured at once: each answer says when the page may ask again.
//
// Nothing is kept of a device: what is known travels with its page, sealed, and any
// server with the key goes on from there.
//
// On the local network the page is served on one private address, behind an
// unguessable path, to requests that name that address as their host, for as long as
// the caller lets it. A public page answers to the one name that it has.
package phonepage
