// Package totp reasons about time-based one-time passwords (RFC 6238): which
// codes a verifier accepts from a device whose clock is off.
//
// A Verifier is what decides about a code: its period, its Window, and how long
// typing takes. It answers with Chance, Ages, Timeline and Send. A Policy is how
// a real verifier has these by default, with its source, and a Session plays many
// logins at one that remembers used codes and learns. A Key makes codes and never
// shows itself. Infer finds the skew of a device from its codes and their key, with
// how sure that is, and Explain what else explains codes that fit nowhere.
//
// All of it follows from one line. With a period P, a code of step n is
// accepted at true time T when
//
//	n*P - future <= T < (n+1)*P + past
//
// where Window{past, future} says how long past its end, and how long before
// its beginning, a verifier still takes a code. A device whose skew is s shows
// step n while its own clock is inside the step, so a code of age a (seconds
// since it appeared on the device) is accepted when
//
//	s - future <= a < s + P + past
//
// Skew is the device's clock minus true time, as in package skew. A clock that
// is slow spoils the end of each code's life, a fast one its beginning, and
// since typing only ever adds to the age, slow and fast are not symmetric.
package totp
