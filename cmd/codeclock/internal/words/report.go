package words

import (
	"fmt"
	"time"

	"codeclock/drift/skew"
)

// The part of a report for people, which its reader shows too.
const (
	ReportPractice    = "PRACTICE RUN with simulated servers. Not about a real clock."
	ReportShort       = "Short form"
	ReportTicket      = "Ticket"
	ReportOtherTicket = "another one; --ticket compares it"
	ReportNoTicket    = "none"
	ReportMeasured    = "Measured"
	ReportComputer    = "the clock of the computer (%s, %s)"
	ReportPhone       = "the clock of a phone (%s), by a page in its browser, in %s"
	ReportOther       = "the clock of another device (%s), by a page in its browser, in %s"
	ReportApp         = "an authenticator app (%s), by %s when its code changed"
	ReportUnnamed     = "not named"
	ReportNotMeasured = "Not measured"
	ReportNotPhone    = "a phone, or anything else that makes codes"
	ReportNotApp      = "the authenticator app, which may keep a time of its own"
	ReportNotClock    = "the phone's own clock, and so whole steps of %s"
	ReportPresses     = "Its app"
	ReportPressed     = "%s when the code of an app (%s) changed. %s"
	ReportHand        = "Phone's clock"
	ReportHandSkew    = "%s (+/- %s), as somebody read it"
	ReportBy          = "Measured by"
	ReportTruth       = "a computer that is %s (+/- %s; corrected for)"
	ReportCodes       = "Codes"
	ReportSaid        = "Its clock said"
	ReportWas         = "It really was"
	ReportNotKnown    = "not known"
	ReportSummerTime  = " (summer time)"
	ReportServers     = "Servers"
	ReportAgree       = "%d of %d agree: %s"
	ReportSites       = "%s agree: %s; no usable answer of %s"
	ReportNobody      = "no usable answer of %d: %s"
	ReportContradict  = "%d answers of %d contradict each other: %s"
	ReportFindings    = "Findings"
	ReportUnknown     = "unknown"
	ReportFacts       = "This computer"
	ReportProgram     = "Program"
	ReportHoldsNone   = "There is no code, key, account, address, or name of a person or a computer in this report. Its checksum shows damage; it is not a signature."
)

// Around the making of a report.
const (
	ReportCopy    = "Copy everything from BEGIN to END, both lines included."
	ReportConsent = "Write this report to the file? [y/N] "
	ReportWritten = "The report was written."
)

// Moment says a time with its zone as an offset: a name would say where.
func Moment(t time.Time) string { return t.Format("2006-01-02 15:04:05") + " UTC" + t.Format("-07:00") }

// Ago says in one unit how long ago something was, or that it has not been yet.
func Ago(d time.Duration) string {
	way := "ago"
	if d < 0 {
		d, way = skew.Abs(d), "from now"
	}
	for _, u := range []struct {
		under, unit time.Duration
		name        string
	}{
		{2 * time.Minute, time.Second, "s"},
		{2 * time.Hour, time.Minute, "min"},
		{48 * time.Hour, time.Hour, "h"},
	} {
		if d < u.under {
			return fmt.Sprintf("%d %s %s", d/u.unit, u.name, way)
		}
	}
	return Count(int(d/(24*time.Hour)), "day") + " " + way
}

// PerDay says a drift rate in seconds a day.
func PerDay(ppm float64) string { return fmt.Sprintf("%.2f s a day", ppm*1e-6*86_400) }
